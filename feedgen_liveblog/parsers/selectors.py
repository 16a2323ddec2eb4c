"""Posts by CSS or XPath selectors: the one reader behind a user's table, a site module and the DOM recogniser."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from feedgen_liveblog import timeshape
from feedgen_liveblog.model import Getter, Image, Parser, RawBlog, RawPost
from feedgen_liveblog.page import Page
from feedgen_liveblog.parsers.elements import body_of, find, text

# Where an element shows a time, its machine-readable form is in one of these.
_TIME_ATTRIBUTES = ("datetime", "data-datetime", "data-timestamp", "data-time", "content", "title")


@dataclass(frozen=True, slots=True, kw_only=True)
class Selectors:
    """CSS (with `::attr(x)`, `::text`) or XPath (it starts with '/', './' or '(') of a site's posts.

    `post` is looked up in the page, `next` too (links to older pages); all others within a post, where the
    first match with a text counts (`author`, `tag`: all; `html`: all, in order). Without `html` the body is
    the post less what the other fields and `drop` matched. `tz` is the IANA name of the zone of naive times;
    `date_format` a strptime format for dates that nothing else reads.
    """

    post: str
    id: str | None = None
    url: str | None = None
    time: str | None = None
    updated: str | None = None
    title: str | None = None
    html: str | None = None
    author: str | None = None
    image: str | None = None
    tag: str | None = None
    day: str | None = None
    drop: str | None = None
    next: str | None = None
    tz: str | None = None
    date_format: str | None = None


def parser(selectors: Selectors, *, name: str = "selectors") -> Parser:
    """A parser of pages that have these selectors' posts."""

    def parse(page: Page, get: Getter) -> RawBlog | None:
        if page.kind not in ("html", "xml"):
            return None
        elements = [found for found in find(selectors.post, page.root) if isinstance(found, etree._Element)]
        if not elements:
            return None
        older = values(selectors.next, page.root, "href") if selectors.next else []
        return RawBlog(
            format=name,
            posts=tuple(read(elements, selectors)),
            confidence=0.95,
            zone=selectors.tz,
            older=tuple(older),
        )

    return parse


def read(elements: Iterable[etree._Element], selectors: Selectors) -> list[RawPost]:
    """Each element as a post."""
    return [_post(element, selectors) for element in elements]


def _post(element: etree._Element, selectors: Selectors) -> RawPost:
    skip: set[etree._Element] = set()

    def first(selector: str | None, attribute: str = "") -> str | None:
        if selector is None:
            return None
        for found in find(selector, element):
            if isinstance(found, etree._Element):
                if found is not element:
                    skip.add(found)
                value = (found.get(attribute) if attribute else None) or text(found)
            else:
                value = str(found).strip()
            if value:
                return value
        return None

    published = _dated(_time(selectors.time, element, skip), selectors.date_format)
    updated = _dated(_time(selectors.updated, element, skip), selectors.date_format)
    title = first(selectors.title)
    authors = []
    for found in find(selectors.author, element) if selectors.author else ():
        if isinstance(found, etree._Element):
            skip.add(found)
        authors.append(text(found) if isinstance(found, etree._Element) else str(found).strip())
    native = first(selectors.id, "id") if selectors.id else None
    if selectors.drop:
        skip.update(found for found in find(selectors.drop, element) if isinstance(found, etree._Element))
    if selectors.html:
        parts = [found for found in find(selectors.html, element) if isinstance(found, etree._Element)]
        body = body_of(parts, skip, whole=True)
    else:
        body = body_of([element], skip, whole=False)
    tags = (
        [
            text(found) if isinstance(found, etree._Element) else str(found)
            for found in find(selectors.tag, element)
        ]
        if selectors.tag
        else []
    )
    return RawPost(
        id=native,
        anchor=element.get("id"),
        url=first(selectors.url, "href"),
        published=published,
        updated=updated,
        day=first(selectors.day),
        title=title,
        html=body,
        authors=tuple(dict.fromkeys(author for author in authors if author)),
        images=tuple(Image(url=address) for address in values(selectors.image, element, "src"))
        if selectors.image
        else (),
        tags=tuple(dict.fromkeys(tag.strip() for tag in tags if tag.strip())),
    )


def values(selector: str, element: etree._Element, attribute: str) -> list[str]:
    """The strings that a selector finds: of an element its attribute."""
    found = [
        item.get(attribute) if isinstance(item, etree._Element) else str(item)
        for item in find(selector, element)
    ]
    return [item.strip() for item in found if item and item.strip()]


def _time(selector: str | None, element: etree._Element, skip: set[etree._Element]) -> str | None:
    """The time that a selector finds, in its most exact form; its elements are no part of the body."""
    value = None
    for found in find(selector, element) if selector else ():
        if isinstance(found, etree._Element):
            if found is not element:
                skip.add(found)
            value = value or stamp(found)
        else:
            value = value or str(found).strip() or None
    return value


def _dated(value: str | None, date_format: str | None) -> str | None:
    """A date in the user's own format as ISO 8601; one that is not in it as it stands."""
    if value and date_format:
        with suppress(ValueError):
            return datetime.strptime(value, date_format).isoformat()  # noqa: DTZ007 - it may have none
    return value


def stamp(element: etree._Element) -> str | None:
    """The time an element states: a machine-readable attribute if it has one, else its text."""
    for name in _TIME_ATTRIBUTES:
        value = element.get(name)
        if value and timeshape.kind(value) in ("iso", "epoch", "datetime"):
            return value.strip()
    return text(element) or None
