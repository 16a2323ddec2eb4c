"""The form and the pages around it: plain HTML that needs no script, for one who pastes an address."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from lxml import etree
from lxml.etree import _Element

from feedgen_liveblog import __version__
from feedgen_liveblog.history.publish import PAGE
from feedgen_liveblog.render.entry import scrubbed
from feedgen_liveblog.render.html_document import FEEDS, E
from feedgen_liveblog.render.title import visible

FORMATS = {format: name for format, (name, _) in FEEDS.items()} | {PAGE: "Web page"}
"""The formats that can be picked, by their names for people."""


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
        E.main(form(token, ""), *_list(list(listed), elsewhere)),
    ]
    return document("Feeds of live blogs", parts)


def trouble(token: str | None, url: str, line: str) -> bytes:
    """Why there is no feed of what was pasted, in one line, with the form to try again."""
    url, line = scrubbed(url), scrubbed(line)
    parts = [
        E.header(way_home(token)),
        E.main(E.h1("No feed of this page"), *troubles([line]), form(token, url)),
    ]
    return document("No feed of this page", parts)


def waiting(token: str | None, url: str) -> bytes:
    """That a look takes its time; the browser asks again by itself."""
    url = scrubbed(url)
    parts = [
        E.header(way_home(token)),
        E.main(
            E.h1("Reading the live blog"),
            E.p({"role": "status"}, "A long story takes a moment at first. This page goes on by itself."),
            form(token, url),
        ),
    ]
    return document("Reading the live blog", parts)


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
    return document("Token", parts)


def form(token: str | None, url: str) -> _Element:
    """The form, with the address that was given."""
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


def troubles(lines: Iterable[str]) -> list[_Element]:
    """What went wrong, so that it is seen and heard."""
    return [E.p({"class": "trouble", "role": "alert"}, line) for line in lines]


def way_home(token: str | None) -> _Element:
    """The link to the form."""
    return E.p({"class": "home"}, E.a("Feeds of live blogs", href="/" + query(token=token)))


def document(title: str, body: Iterable[_Element], *links: _Element) -> bytes:
    """A page of ours; `links` are those of its head."""
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
