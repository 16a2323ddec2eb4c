"""The pages of the form: plain HTML that needs no script, for one who pastes an address and wants a feed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from lxml import etree
from lxml.etree import _Element

from feedgen_liveblog import __version__
from feedgen_liveblog.history.publish import PAGE
from feedgen_liveblog.model import LiveBlog, Post
from feedgen_liveblog.render.entry import public, scrubbed
from feedgen_liveblog.render.html_body import REL
from feedgen_liveblog.render.html_document import FEEDS, Clock, E, host, spoken
from feedgen_liveblog.render.title import excerpt, title_of, visible

FORMATS = {format: name for format, (name, _) in FEEDS.items()} | {PAGE: "Web page"}
"""The formats that can be picked, by their names for people."""

_RECOGNISED = {
    "json-ld": "JSON-LD",
    "rdfa": "RDFa",
    "amp-live-list": "AMP live list",
    "dom": "repeated posts",
    "state": "page data",
    "blocks": "clock headings",
}
_COPY = ("Copy this link into your feed reader", "Open or pass on this link, which needs no feed reader")
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
    """A configured blog: its title, the addresses of its feeds by format, whether it is over, what is wrong."""

    title: str
    links: Mapping[str, str]
    closed: bool = False
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
    found = scrubbed(found)
    blog, words = found.blog, spoken(found.blog.language)
    lead = [E.p(words | {"class": "lead"}, summary)] if (summary := visible(blog.summary)) else []
    parts = [
        E.header(_home(token)),
        E.main(
            _form(token, found.url),
            E.p(
                {"class": "state"},
                E.span({"class": "closed"}, "Closed") if blog.closed else E.span({"class": "live"}, "Live"),
            ),
            E.h1(words, visible(blog.title) or found.url),
            *lead,
            *_troubles([found.failed] if found.failed else []),
            _subscribe(found),
            _recognised(found),
            _posts(blog),
        ),
    ]
    links = [
        E.link(rel="alternate", type=kind, title=name, href=found.link)
        for format, (name, kind) in FEEDS.items()
        if format == found.picked
    ]
    return _document(blog.title, parts, *links)


def trouble(token: str | None, url: str, line: str) -> bytes:
    """Why there is no feed of what was pasted, in one line, with the form to try again."""
    url, line = scrubbed(url), scrubbed(line)
    parts = [
        E.header(_home(token)),
        E.main(E.h1("No feed of this page"), *_troubles([line]), _form(token, url)),
    ]
    return _document("No feed of this page", parts)


def waiting(token: str | None, url: str) -> bytes:
    """That a look takes its time; the browser asks again by itself."""
    url = scrubbed(url)
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
    for one in map(scrubbed, listed):
        links = [E.a(FORMATS[format], href=link) for format, link in one.links.items()]
        name = E.span({"class": "name"}, visible(one.title))
        if one.closed:
            name.append(E.span({"class": "closed"}, "Closed"))
        rows.append(E.li(name, E.span({"class": "links"}, *links)))
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
        E.p({"id": "copy"}, _COPY[found.picked == PAGE]),
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
    if source := public(blog.url):
        rows.append(E.div(E.dt("Source"), E.dd(E.a(host(source), href=source, rel=REL))))
    section = E.section({"aria-labelledby": "seen"}, E.h2({"id": "seen"}, "What was recognised"), E.dl(*rows))
    if found.notes:
        section.append(E.ul({"class": "notes"}, *(E.li(note) for note in found.notes)))
    return section


def _posts(blog: LiveBlog) -> _Element:
    clock = Clock(blog.zone)
    rows = [_post(post, clock, spoken(blog.language)) for post in blog.posts[:_SHOWN]]
    zone = E.p({"class": "when"}, f"All times are {clock.name}.")
    return E.section({"aria-labelledby": "first"}, E.h2({"id": "first"}, "Its newest posts"), *rows, zone)


def _post(post: Post, clock: Clock, words: dict[str, str]) -> _Element:
    title, text = title_of(post), excerpt(post.html, _EXCERPT)
    article = E.article()
    if post.published:
        article.append(E.p({"class": "when"}, clock.moment(post.published)))
    article.append(E.h3(words, title))
    if post.authors:
        article.append(E.p(words | {"class": "by"}, ", ".join(post.authors)))
    if text and not text.startswith(title.rstrip("…")):
        article.append(E.p(words, text))
    return article


def _troubles(lines: Iterable[str]) -> list[_Element]:
    return [E.p({"class": "trouble", "role": "alert"}, line) for line in lines]


def _home(token: str | None) -> _Element:
    return E.p({"class": "home"}, E.a("Feeds of live blogs", href="/" + query(token=token)))


def _document(title: str, body: Iterable[_Element], *links: _Element) -> bytes:
    head = E.head(
        E.meta(charset="utf-8"),
        E.title(visible(title) or "Live blog"),
        E.meta(name="viewport", content="width=device-width, initial-scale=1"),
        E.meta(name="color-scheme", content="light dark"),
        E.link(rel="icon", href="/icon.svg", type="image/svg+xml"),
        E.link(rel="stylesheet", href="/style.css"),
        *links,
    )
    foot = E.footer(E.p(f"feedgen-liveblog {__version__}"))
    root = E.html({"lang": "en"}, head, E.body(*body, foot))
    return etree.tostring(root, encoding="unicode", method="html", doctype="<!DOCTYPE html>").encode()
