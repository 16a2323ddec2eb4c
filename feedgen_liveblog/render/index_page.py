"""The page over all blogs of a configuration: what is live, what is its newest headline, and where to subscribe."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from lxml.etree import _Element

from feedgen_liveblog.model import About
from feedgen_liveblog.render.entry import public, scrubbed
from feedgen_liveblog.render.html_body import REL
from feedgen_liveblog.render.html_document import FEEDS, OPML, Clock, E, document, host, row, spoken
from feedgen_liveblog.render.title import visible

_NEVER = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A blog of the page: what is known of it, its own page and its feeds as (format, URL).

    `over`: nothing more is expected. `failing`: its source cannot be read at present.
    """

    about: About
    page: str | None = None
    feeds: tuple[tuple[str, str], ...] = ()
    over: bool = False
    failing: bool = False


def indexpage(rows: Sequence[Row], *, url: str | None = None, opml_url: str | None = None) -> bytes:
    """The page in UTF-8: live blogs first, those with the newest posts above; `url` is where it will be opened."""
    rows = sorted(map(scrubbed, rows), key=lambda each: each.about.last or _NEVER, reverse=True)
    zones = {each.about.zone for each in rows}
    clock = Clock(zones.pop() if len(zones) == 1 else None)
    live, over = [each for each in rows if not each.over], [each for each in rows if each.over]
    counts = [E.span(f"{len(group)} {name}") for group, name in ((live, "live"), (over, "closed")) if group]
    links = []
    if url:
        links.append(E.link(rel="canonical", href=url))
    if opml_url:
        links.append(E.link(rel="alternate", type=OPML, title="All feeds", href=opml_url))
        counts.append(E.a("All feeds for your reader (OPML)", href=opml_url, type=OPML))
    main = E.main({"id": "posts", "class": "index"})
    for title, group in (("Live", live), ("Closed", over)):
        if group:
            main.append(E.section(E.h2(title), *(_article(each, clock) for each in group)))
    return document(
        "Live blogs",
        "en",
        links,
        E.header(E.h1("Live blogs"), row({"class": "facts"}, counts)),
        main,
        E.footer(E.p(f"All times are {clock.name}."), E.p("Made by feedgen-liveblog.")),
    )


def _article(each: Row, clock: Clock) -> _Element:
    about, source = each.about, public(each.about.url)
    title: str | _Element = visible(about.title) or host(about.url)
    if each.page or source:
        title = E.a(title, {"href": each.page} if each.page else {"href": source, "rel": REL})
    article = E.article(
        E.p({"class": "when"}, *_when(each, clock)),
        E.h3(spoken(about.language), title),
    )
    if about.newest:
        article.append(E.p(spoken(about.language), about.newest))
    article.append(E.footer(row({}, list(_links(each, source)))))
    article.tail = "\n"
    return article


def _when(each: Row, clock: Clock) -> Iterator[_Element | str]:
    yield clock.moment(each.about.last) if each.about.last else "No posts yet"
    if each.failing:
        yield E.span({"class": "mark"}, "Cannot be read at present")


def _links(each: Row, source: str) -> Iterator[_Element]:
    count = each.about.posts
    yield E.span(f"{count} post{'' if count == 1 else 's'}")
    for format, url in each.feeds:
        name, media_type = FEEDS[format]
        yield E.a(name, href=url, type=media_type)
    if source:
        yield E.a(f"Original at {host(source)}", href=source, rel=REL)
