"""The pages of the form: plain HTML that needs no script, for one who pastes an address and wants a feed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlencode, urlsplit

from lxml import etree
from lxml.builder import ElementMaker
from lxml.etree import _Element

from feedgen_liveblog import __version__
from feedgen_liveblog.model import LiveBlog, Post
from feedgen_liveblog.render.title import excerpt, title_of, visible


class _Make(Protocol):
    def __call__(self, *parts: str | _Element | dict[str, str], **attributes: str) -> _Element: ...


class _Maker(Protocol):
    def __getattr__(self, tag: str) -> _Make: ...


E: _Maker = ElementMaker()

FORMATS = {"atom": "Atom", "rss": "RSS", "json": "JSON Feed", "html": "Web page"}
"""The formats that can be picked, by their names for people."""

_RECOGNISED = {
    "json-ld": "JSON-LD",
    "rdfa": "RDFa",
    "amp-live-list": "AMP live list",
    "dom": "repeated posts",
    "state": "page data",
    "blocks": "clock headings",
}
_SHOWN = 6
_EXCERPT = 180


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a look at a page found, for its page here: `link` is to be subscribed to, in the format `picked`;
    `picks` are the addresses of this page with another format."""

    url: str
    blog: LiveBlog
    notes: tuple[str, ...]
    failed: str
    link: str
    picked: str
    picks: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A configured blog: its title, the addresses of its feeds by format, and what is wrong with it."""

    title: str
    links: Mapping[str, str]
    failed: str = ""


def query(**values: str | None) -> str:
    """The query of an address with those values that there are; '' if there are none."""
    given = {name: value for name, value in values.items() if value}
    return f"?{urlencode(given, safe=':/')}" if given else ""


def home(token: str | None, listed: Iterable[Listed], *, elsewhere: Mapping[str, str]) -> bytes:
    """The form, and the configured blogs; `elsewhere` are further documents by their names for people."""
    parts = [
        E.header(
            E.h1("Follow a live blog in your feed reader"),
            E.p({"class": "lead"}, "Paste the address of a live blog. Each of its posts becomes an entry."),
        ),
        E.main(_form(token, ""), *_list(list(listed), elsewhere)),
    ]
    return _document("Feeds of live blogs", parts)


def preview(token: str | None, found: Found) -> bytes:
    """What was recognised, the link to subscribe to, and the first posts."""
    blog = found.blog
    parts = [
        E.header(_home(token)),
        E.main(
            _form(token, found.url),
            E.p(
                {"class": "state"},
                E.span({"class": "closed"}, "Closed") if blog.closed else E.span({"class": "live"}, "Live"),
            ),
            E.h1(*_spoken(blog), visible(blog.title) or found.url),
            *(
                [E.p({"class": "lead"}, *_spoken(blog), visible(blog.summary))]
                if visible(blog.summary)
                else []
            ),
            *_troubles([found.failed] if found.failed else []),
            _subscribe(found),
            _recognised(found),
            _posts(blog),
        ),
    ]
    link = E.link(rel="alternate", type="application/atom+xml", title=FORMATS[found.picked], href=found.link)
    return _document(blog.title, parts, *([link] if found.picked == "atom" else []))


def trouble(token: str | None, url: str, line: str) -> bytes:
    """Why there is no feed of what was pasted, in one line, with the form to try again."""
    parts = [
        E.header(_home(token)),
        E.main(E.h1("No feed of this page"), *_troubles([line]), _form(token, url)),
    ]
    return _document("No feed of this page", parts)


def waiting(token: str | None, url: str) -> bytes:
    """That a look takes its time; the browser asks again by itself."""
    parts = [
        E.header(_home(token)),
        E.main(
            E.h1("Reading the live blog"),
            E.p({"role": "status"}, "A long story takes a moment at first. This page goes on by itself."),
            _form(token, url),
        ),
    ]
    return _document("Reading the live blog", parts)


def locked(*, tried: bool) -> bytes:
    """The question for the token."""
    hint = [E.p({"class": "trouble", "role": "alert"}, "This is not the token.")] if tried else []
    form = E.form(
        {"action": "/", "method": "get"},
        E.label({"for": "token"}, "Token"),
        E.div(
            {"class": "row"},
            E.input(id="token", name="token", type="password", required="", autocomplete="current-password"),
            E.button({"type": "submit"}, "Open"),
        ),
    )
    parts = [
        E.header(
            E.h1("This server asks for a token"), E.p({"class": "lead"}, "Whoever runs it has told you one.")
        ),
        E.main(*hint, form),
    ]
    return _document("Token", parts)


def _form(token: str | None, url: str) -> _Element:
    field = {"id": "url", "name": "url", "type": "text", "inputmode": "url", "required": "", "value": url}
    field |= {"placeholder": "https://news.example/live/story", "maxlength": "2000"}
    field |= {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
    if not url:
        field["autofocus"] = ""
    hidden = [E.input(type="hidden", name="token", value=token)] if token else []
    return E.form(
        {"action": "/preview", "method": "get", "class": "ask"},
        E.label({"for": "url"}, "Address of the live blog"),
        E.div({"class": "row"}, E.input(field), E.button({"type": "submit"}, "Look")),
        *hidden,
    )


def _list(listed: list[Listed], elsewhere: Mapping[str, str]) -> list[_Element]:
    if not listed:
        return []
    rows = []
    for one in listed:
        links = [E.a(FORMATS[format], href=link) for format, link in one.links.items()]
        rows.append(E.li(E.span({"class": "name"}, visible(one.title)), E.span({"class": "links"}, *links)))
        if one.failed:
            rows[-1].append(E.p({"class": "trouble"}, one.failed))
    more = [E.a(name, href=link) for name, link in elsewhere.items()]
    parts = [E.h2({"id": "kept"}, "Kept fresh here"), E.ul({"class": "kept"}, *rows)]
    if more:
        parts.append(E.p({"class": "links"}, *more))
    return [E.section({"aria-labelledby": "kept"}, *parts)]


def _subscribe(found: Found) -> _Element:
    picks = []
    for format, link in found.picks.items():
        pick = E.a(FORMATS[format], href=link)
        if format == found.picked:
            pick.set("aria-current", "true")
        picks.append(E.li(pick))
    return E.section(
        {"class": "subscribe", "aria-labelledby": "subscribe"},
        E.h2({"id": "subscribe"}, "Subscribe"),
        E.nav({"aria-label": "Format"}, E.ul(*picks)),
        E.p({"id": "copy"}, "Copy this link into your feed reader"),
        E.div(
            {"class": "row"},
            E.code({"id": "link", "tabindex": "0", "aria-labelledby": "copy"}, found.link),
            E.a({"class": "button", "href": found.link}, "Open"),
        ),
    )


def _recognised(found: Found) -> _Element:
    blog = found.blog
    count = len(blog.posts)
    facts = [
        ("By", " + ".join(_RECOGNISED.get(name, name) for name in blog.recognised.split(" + "))),
        ("Confidence", f"{blog.confidence:.0%}"),
        ("In the feed", f"{count} post{'' if count == 1 else 's'}"),
    ]
    rows = [E.div(E.dt(name), E.dd(value)) for name, value in facts]
    rows.append(E.div(E.dt("Source"), E.dd(E.a(urlsplit(blog.url).hostname or blog.url, _outside(blog.url)))))
    section = E.section({"aria-labelledby": "seen"}, E.h2({"id": "seen"}, "What was recognised"), E.dl(*rows))
    if found.notes:
        section.append(E.ul({"class": "notes"}, *(E.li(note) for note in found.notes)))
    return section


def _posts(blog: LiveBlog) -> _Element:
    rows = [_post(post, blog) for post in blog.posts[:_SHOWN]]
    return E.section({"aria-labelledby": "first"}, E.h2({"id": "first"}, "Its newest posts"), *rows)


def _post(post: Post, blog: LiveBlog) -> _Element:
    title, text = title_of(post), excerpt(post.html, _EXCERPT)
    article = E.article(E.p({"class": "when"}, *_when(post)), E.h3(*_spoken(blog), title))
    if post.authors:
        article.append(E.p({"class": "by"}, *_spoken(blog), ", ".join(post.authors)))
    if text and not text.startswith(title.rstrip("…")):
        article.append(E.p(*_spoken(blog), text))
    return article


def _when(post: Post) -> list[_Element]:
    if post.published is None:
        return []
    when = post.published
    return [E.time(f"{when.day} {when:%b %Y, %H:%M} UTC", datetime=f"{when:%Y-%m-%dT%H:%M:%SZ}")]


def _spoken(blog: LiveBlog) -> list[dict[str, str]]:
    """The language of the blog's own words, for who hears the page."""
    return [{"lang": blog.language, "dir": "auto"} if blog.language else {"dir": "auto"}]


def _troubles(lines: Iterable[str]) -> list[_Element]:
    return [E.p({"class": "trouble", "role": "alert"}, line) for line in lines]


def _outside(url: str) -> dict[str, str]:
    return {"href": url, "rel": "noopener noreferrer"}


def _home(token: str | None) -> _Element:
    return E.p({"class": "home"}, E.a("Feeds of live blogs", href="/" + query(token=token)))


def _document(title: str, body: Iterable[_Element], *links: _Element) -> bytes:
    head = E.head(
        E.meta(charset="utf-8"),
        E.title(visible(title)),
        E.meta(name="viewport", content="width=device-width, initial-scale=1"),
        E.meta(name="color-scheme", content="light dark"),
        E.link(rel="icon", href="/icon.svg", type="image/svg+xml"),
        E.link(rel="stylesheet", href="/style.css"),
        *links,
    )
    foot = E.footer(E.p(f"feedgen-liveblog {__version__}"))
    root = E.html({"lang": "en"}, head, E.body(*body, foot))
    return etree.tostring(root, encoding="unicode", method="html", doctype="<!DOCTYPE html>").encode()
