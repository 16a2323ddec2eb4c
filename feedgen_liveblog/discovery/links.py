"""The links of a page, a feed, a sitemap or the data of a page, with what is said of them there."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any
from urllib.parse import urldefrag, urljoin

from lxml import etree

from feedgen_liveblog import ids
from feedgen_liveblog.expressions import expression
from feedgen_liveblog.page import Page
from feedgen_liveblog.parsers.blocks import live

_FEEDS = expression(r"application/(?:rss|atom|feed)\+(?:xml|json)")
_MARK = expression(r"(?:^|[-_])(?:live|is-?live|liveblog|live-?ticker|ticker)(?:$|[-_])", re.I)
_STATED = expression(r"^(?:urn:bbc:tipo:type:live|live-?blog(?:posting|ging)?|live-?blog-?post)$", re.I)
_URLS = (
    "url",
    "href",
    "link",
    "canonicalUrl",
    "canonical_url",
    "webUrl",
    "shareUrl",
    "permalink",
    "path",
    "slug",
)
_TITLES = ("title", "headline", "webTitle", "name", "shortTitle")
_KINDS = (
    "type",
    "@type",
    "contentType",
    "content_type",
    "category",
    "format",
    "design",
    "articleType",
    "subtype",
)
_CARD = 4  # levels above a link that may be its card,
_LARGEST = 100  # and elements in it
_MOST_VALUES = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link as it stands somewhere: `marked` by a label such as 'LIVE' beside it, or `stated` to be a live
    blog by the publisher's own data; `when` is any date text."""

    url: str
    title: str = ""
    when: str | None = None
    marked: bool = False
    stated: bool = False


def links(page: Page) -> list[Link]:
    """All links of a document, each address once, in its order; of a page what its data say too."""
    found: dict[str, Link] = {}
    for link in _absolute(_all(page), page):
        name = ids.canonical(link.url)
        found[name] = _both(found[name], link) if name in found else link
    return list(found.values())


def feeds(page: Page) -> list[str]:
    """Addresses of the feeds that a page names (RSS autodiscovery)."""
    if page.kind != "html":
        return []
    named = (link for link in page.root.xpath("//link[@href]") if _FEEDS.match(link.get("type") or ""))
    found = (Link(url=link.get("href")) for link in named)
    return [link.url for link in _absolute(found, page)]


def sitemaps(page: Page) -> list[str]:
    """Addresses of the sitemaps that a sitemap index names, those of news and of the latest days first."""
    if page.kind != "xml" or _name(page.root) != "sitemapindex":
        return []
    named = [({_name(part): _text(part) for part in each}) for each in page.root]
    named.sort(key=lambda each: each.get("lastmod", ""), reverse=True)
    named.sort(key=lambda each: not re.search("news|live", each.get("loc", ""), re.I))
    return [each["loc"] for each in named if each.get("loc")]


def _absolute(found: Iterable[Link], page: Page) -> Iterator[Link]:
    for link in found:
        try:
            url = urldefrag(urljoin(page.url, link.url.strip())).url
        except ValueError:  # 'http://[' is no address
            continue
        if url.startswith(("http://", "https://")):
            yield replace(link, url=url)


def _all(page: Page) -> Iterator[Link]:
    if page.kind == "xml":
        yield from _of_xml(page.root)
    elif page.kind == "json":
        yield from _of_data(page.data)
    elif page.kind == "html":
        yield from _of_html(page)
        for _, value in page.state:
            yield from _of_data(value)
        yield from _of_data(list(page.json_ld))


def _both(one: Link, other: Link) -> Link:
    return Link(
        url=min(one.url, other.url, key=len),  # the one without tracking
        title=max(one.title, other.title, key=len),
        when=one.when or other.when,
        marked=one.marked or other.marked,
        stated=one.stated or other.stated,
    )


def _of_html(page: Page) -> Iterator[Link]:
    seen: dict[str, int] = {}
    for anchor in page.root.iter("a"):
        url = anchor.get("href") or ""
        if not url or url.startswith(("#", "javascript:", "mailto:")):
            continue
        seen[url] = seen.get(url, 0) + 1
        heading = next(anchor.iter("h1", "h2", "h3", "h4", "h5"), anchor)
        title = _text(heading) or anchor.get("aria-label") or anchor.get("title") or ""
        # A card has its link two or three times; more are a menu's, and no card is looked at for ever.
        marked = seen[url] <= 3 and _is_marked(_card(anchor, url))
        yield Link(url=url, title=" ".join(title.split()), marked=marked)


def _card(anchor: Any, url: str) -> Any:
    """The largest element round a link that has no other: a teaser with its label, headline and time."""
    card = anchor
    for _ in range(_CARD):
        parent = card.getparent()
        if parent is None or parent.tag in ("body", "html", "main", "nav"):
            break
        inside = list(islice(parent.iter(etree.Element), _LARGEST + 1))
        if len(inside) > _LARGEST or any((each.get("href") or url) != url for each in inside):
            break
        card = parent
    return card


def _is_marked(card: Any) -> bool:
    for element in islice(card.iter(etree.Element), _LARGEST):
        if any(map(_MARK.search, (element.get("class") or "").split())):
            return True
        text = (element.text or "").strip()
        if (
            0 < len(text) <= 20
            and element.tag not in ("h1", "h2", "h3", "h4", "p", "time")
            and live.is_label(text)
        ):
            return True
    return False


def _of_xml(root: Any) -> Iterator[Link]:
    """RSS items, Atom entries and the URLs of a sitemap."""
    for each in root.iter(etree.Element):
        kind = _name(each)
        if kind not in ("item", "entry", "url"):
            continue
        parts: dict[str, str] = {}
        tags: list[str] = []
        for part in each.iter(etree.Element):
            name = _name(part)
            if name == "link" and part.get("href") and part.get("rel", "alternate") == "alternate":
                parts.setdefault("link", part.get("href"))
            elif name == "category":
                tags += [_text(part), part.get("term") or ""]
            elif _text(part):
                parts.setdefault(name, _text(part))
        url = parts.get("loc") or parts.get("link")
        if url:
            dates = ("pubDate", "publication_date", "updated", "published", "date", "lastmod")
            yield Link(
                url=url,
                title=parts.get("title", ""),
                when=next((parts[name] for name in dates if name in parts), None),
                marked=any(map(live.is_label, filter(None, tags))),
                stated=any(map(_STATED.match, tags)),
            )


def _of_data(data: Any) -> Iterator[Link]:
    """Objects of JSON with an address and a headline."""
    todo, left, seen = [data], _MOST_VALUES, set()
    while todo and left:
        value, left = todo.pop(), left - 1
        if isinstance(value, dict | list):
            if id(value) in seen:
                continue
            seen.add(id(value))
        if isinstance(value, list):
            todo.extend(reversed(value))
        elif isinstance(value, dict):
            todo.extend(reversed(value.values()))
            url = next((value[key] for key in _URLS if _is_address(value.get(key))), None)
            title = next((value[key] for key in _TITLES if isinstance(value.get(key), str)), None)
            if url and title:
                yield Link(
                    url=url, title=" ".join(title.split()), stated=any(map(_STATED.match, _kinds(value)))
                )


def _kinds(value: Mapping[str, Any]) -> Iterator[str]:
    for key in _KINDS:
        kind = value.get(key)
        yield from (each for each in (kind if isinstance(kind, list) else [kind]) if isinstance(each, str))


def _is_address(value: Any) -> bool:
    return isinstance(value, str) and len(value) < 2000 and value.startswith(("/", "http://", "https://"))


def _name(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())
