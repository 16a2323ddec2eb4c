"""The page of what was recognised at an address: the link to subscribe to, how sure it is, the newest posts."""

from collections.abc import Mapping
from dataclasses import dataclass

from lxml.etree import _Element

from feedgen_liveblog.history.publish import PAGE
from feedgen_liveblog.model import LiveBlog, Post
from feedgen_liveblog.render.entry import public, scrubbed
from feedgen_liveblog.render.html_body import REL
from feedgen_liveblog.render.html_document import FEEDS, Clock, E, host, spoken
from feedgen_liveblog.render.title import excerpt, title_of, visible
from feedgen_liveblog.serving.pages import FORMATS, document, form, troubles, way_home

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
    closed: bool
    notes: tuple[str, ...]
    failed: str
    link: str
    picked: str
    picks: Mapping[str, str]


def page(token: str | None, found: Found) -> bytes:
    """What was recognised, the link to subscribe to, and the first posts."""
    found = scrubbed(found)
    blog, words = found.blog, spoken(found.blog.language)
    lead = [E.p(words | {"class": "lead"}, summary)] if (summary := visible(blog.summary)) else []
    parts = [
        E.header(way_home(token)),
        E.main(
            form(token, found.url),
            E.p(
                {"class": "state"},
                E.span({"class": "closed"}, "Closed") if found.closed else E.span({"class": "live"}, "Live"),
            ),
            E.h1(words, visible(blog.title) or found.url),
            *lead,
            *troubles([found.failed] if found.failed else []),
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
    return document(blog.title, parts, *links)


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
