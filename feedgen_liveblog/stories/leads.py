"""Where a live blog may go on: what its page, its posts and a list of its site's live blogs lead to."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from itertools import islice
from typing import Any
from urllib.parse import urldefrag, urlsplit

import lxml.html

from feedgen_liveblog import clean, closing, jsonld
from feedgen_liveblog.discovery import links
from feedgen_liveblog.discovery.likeness import likeness
from feedgen_liveblog.model import LiveBlog
from feedgen_liveblog.page import Page
from feedgen_liveblog.stories import addresses, words
from feedgen_liveblog.stories.choice import Follow, fits

_ANCHORS = 4000  # of a page that are looked at
_TEXT = 600  # letters of a text that a link stands in
_LEVELS, _PARTS = 5, 100  # above a link, and of a text: what is about a link is near it
_IN_POST = 50  # links of a post
_NEWEST = 3  # posts in which a link to the next live blog may be
_ASIDE = ("nav", "footer", "aside")
_SERIES = "/series/"
_LISTS = (_SERIES, "/tag/", "/tags/", "/topic/", "/topics/", "/thema/", "/themen/", "/dossier/", "/tema/")


class Kind(StrEnum):
    """How a lead was come by."""

    NOTICE = "the words that close it lead there"
    LINK = "it links there"
    LATEST = "it is the latest of its series"
    LISTED = "it is listed with it"
    DATED = "it is at the address of another day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """An address where a live blog may go on; `title` as a link there has it, `via` the list that it is in."""

    url: str
    kind: Kind
    title: str = ""
    via: str = ""


def linked(page: Page, live: LiveBlog) -> list[Lead]:
    """The live blogs that a page and its newest posts themselves send their readers to, the surest first."""
    found = list(_in_posts(live))
    if page.kind == "html":
        found += _in_page(page, live.url)
    found.sort(key=lambda lead: lead.kind != Kind.NOTICE)
    return list({lead.url: lead for lead in reversed(found)}.values())[::-1]


def latest(page: Page, live: LiveBlog, follow: Follow) -> list[Lead]:
    """Addresses that redirect to the newest live blog of a series, as far as the page or the user names it."""
    named = [follow.start] if follow.start and _SERIES in follow.start else []
    named += [url for _, url in _anchors(page) if urlsplit(url).path.endswith("/latest")]
    named += _named_lists(page, live, (_SERIES,))
    ends = (url if url.endswith("/latest") else url.rstrip("/") + "/latest" for url in named)
    return [Lead(url=url, kind=Kind.LATEST, via=url) for url in dict.fromkeys(ends)]


def lists(page: Page | None, live: LiveBlog, url: str, follow: Follow) -> list[str]:
    """Addresses of lists in which a successor may stand: the user's own, else the page's series and section."""
    if follow.start:
        return [follow.start]
    found: list[str] = []
    if page is not None:
        story = words.words(live.title) | words.slug(url)
        found += [each for each in _named_lists(page, live, _LISTS) if words.slug(each) & story][:1]
        found += _crumbs(page)[-1:]
    if section := addresses.section(url):
        found.append(section)
    return list(dict.fromkeys(urldefrag(each).url for each in found))


def listed(page: Page, follow: Follow, *, like: str) -> list[Lead]:
    """The links of a list that look like live blogs, as the one at `like` is, or as the user says."""
    found = []
    for link in links.links(page):
        fitting = bool(follow.match and fits([follow.match], link.url, link.title))
        if fitting or addresses.same_shape(link.url, like) or likeness(link):
            found.append(Lead(url=link.url, kind=Kind.LISTED, title=link.title, via=page.url))
    return found


def dated(url: str, *, today: date, near: date | None) -> list[Lead]:
    """The addresses that the live blogs of other days would have."""
    return [Lead(url=each, kind=Kind.DATED) for each in addresses.successors(url, today=today, near=near)]


def _in_posts(live: LiveBlog) -> Iterator[Lead]:
    for post in live.posts[:_NEWEST]:
        if "<a " in post.html:
            root = lxml.html.fragment_fromstring(post.html, create_parent="div")
            text = f"{post.title} {root.text_content()}"[:_TEXT]
            for anchor in islice(root.iter("a"), _IN_POST):
                if url := _address(anchor, live.url):
                    yield from _lead(anchor, url, text, live.url)


def _in_page(page: Page, home: str) -> Iterator[Lead]:
    for anchor, url in _anchors(page):
        yield from _lead(anchor, url, _block(anchor), home)


def _anchors(page: Page) -> list[tuple[Any, str]]:
    """The links of a page to web addresses, but for those of its menus and of what stands beside."""
    if page.kind != "html":
        return []
    beside: dict[Any, bool] = {}
    anchors = (each for each in page.root.xpath("//a[@href]")[:_ANCHORS] if not _is_beside(each, beside))
    return [(anchor, url) for anchor in anchors if (url := _address(anchor, page.url))]


def _is_beside(element: Any, known: dict[Any, bool]) -> bool:
    """Whether an element is in a menu or the like; `known` is what was found of others, so that none is asked twice."""
    path, found = [], False
    for each in (element, *element.iterancestors()):
        if each in known or each.tag in _ASIDE:
            found = known.get(each, True)
            break
        path.append(each)
    known.update(dict.fromkeys(path, found))
    return found


def _named_lists(page: Page, live: LiveBlog, marks: tuple[str, ...]) -> list[str]:
    """The series and topics that a page names, its own first: they have words of its title, and are named again
    and again, those of others once."""
    links = (url for anchor, url in _anchors(page) if any(mark in urlsplit(url).path for mark in marks))
    story = words.words(live.title)
    count = Counter(links)
    return sorted(count, key=lambda url: (-len(words.slug(url) & story), -count[url]))


def _address(anchor: Any, base: str) -> str:
    url = urldefrag(clean.address(anchor.get("href"), base) or "").url
    return url if url.startswith(("http://", "https://")) else ""


def _lead(anchor: Any, url: str, text: str, home: str) -> Iterator[Lead]:
    title = " ".join((_short(anchor) or "").split())
    onward, over = _said(text)
    if onward and over:
        yield Lead(url=url, kind=Kind.NOTICE, title=title)
    elif onward or _is_later(url, home):
        yield Lead(url=url, kind=Kind.LINK, title=title)


@lru_cache(maxsize=1024)
def _said(text: str) -> tuple[bool, bool]:
    """Whether a text sends its readers on, and whether it says that its live blog is over."""
    return closing.leads_on(text), closing.in_text(text)


def _is_later(url: str, home: str) -> bool:
    """Whether an address is of the shape of another, and of a later day or a higher number."""
    if not addresses.same_shape(url, home):
        return False
    days, numbers = (addresses.day(url), addresses.day(home)), (addresses.number(url), addresses.number(home))
    if days[0] and days[1] and days[0] != days[1]:
        return days[0] > days[1]
    return numbers[0] is not None and numbers[1] is not None and numbers[0] > numbers[1]


def _block(anchor: Any) -> str:
    """The text that a link stands in, if it is short enough to be about the link."""
    text = _short(anchor) or ""
    for up in islice(anchor.iterancestors(), _LEVELS):
        around = None if up.tag in ("body", "main", "html") else _short(up)
        if around is None:
            break
        text = around
    return " ".join(text.split())


def _short(element: Any) -> str | None:
    """The text of an element, None if it is long or in many parts."""
    text = ""
    for number, part in enumerate(element.itertext()):
        text += part
        if len(text) > _TEXT or number > _PARTS:
            return None
    return text


def _crumbs(page: Page) -> list[str]:
    """The sections that a page says it is in, the nearest last (schema.org's BreadcrumbList)."""
    for node in page.json_ld:
        if "BreadcrumbList" in jsonld.types(node):
            items = node.get("itemListElement")
            found = (_crumb(item) for item in items) if isinstance(items, list) else ()
            urls = (clean.address(each, page.url) for each in found)
            return [url for url in urls if url and url != page.url]
    return []


def _crumb(item: Any) -> str | None:
    inner: Any = item.get("item") if isinstance(item, dict) else None
    if isinstance(inner, dict):
        inner = inner.get("@id") or inner.get("url")
    return inner if isinstance(inner, str) else None


def on_site(leads: Iterable[Lead], *homes: str) -> Iterator[Lead]:
    """Those of the leads that stay on the site."""
    return (lead for lead in leads if addresses.same_site(lead.url, *homes))
