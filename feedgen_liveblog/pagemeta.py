"""What a page says of itself in its head: title, summary, language, picture, dates, whether it is closed."""

import re
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any

from feedgen_liveblog import closing, jsonld, timeshape, urls
from feedgen_liveblog.expressions import expression
from feedgen_liveblog.model import RawBlog
from feedgen_liveblog.page import Page
from feedgen_liveblog.times import countries

_ARTICLES = frozenset(
    {
        "LiveBlogPosting",
        "NewsArticle",
        "Article",
        "ReportageNewsArticle",
        "BlogPosting",
        "WebPage",
        "SportsEvent",
        "Event",
    }
)
_YEAR = expression(r"\b(?:19|20)\d\d\b")
_OFFSET = expression(r"(?<=\d)[+-](?!00:?00)\d\d:?\d\d$")
_WRITTEN_DATE = expression(
    r"(?<!\w)(?:\d{1,2}(?:st|nd|rd|th|\.)? (?:de |of )?[^\W\d_]{3,12}\.?,? (?:de |of )?"
    r"|[^\W\d_]{3,12}\.? \d{1,2}(?:st|nd|rd|th)?,? "
    r"|\d{1,2}[./-]\d{1,2}[./-])(?:19|20)\d\d(?!\d)"
)
_TWEET_DATE = expression(r"\(@\w+\)\s+(?:<a [^>]*>)?([A-Z][a-z]+ \d{1,2}, 20\d\d)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_URL_DATE = expression(
    rf"(?<!\d)(?P<year>20\d\d)(?P<sep>[/_-]?)(?P<month>\d\d|(?<=[/_-])\d|{'|'.join(_MONTHS)})"
    r"(?P=sep)(?P<day>\d\d|(?<=[/_-])\d)(?!\d)",
    re.I,
)


def complete(blog: RawBlog, page: Page) -> RawBlog:
    """The blog with what its own format does not say taken from the page."""
    found = _headed(blog, page)
    return found if found.zone else replace(found, zone=_zone(found, page))


def _zone(blog: RawBlog, page: Page) -> str | None:
    """The offset of the page's own times, where its dates have none; else the zone of its host's country."""
    if any(_OFFSET.search(own) for own in (blog.updated, blog.published) if own):
        return None
    shown = (element.get("datetime", "") for element in page.root.iter("time")) if page.kind == "html" else ()
    offsets = {found[0] for time in shown if (found := _OFFSET.search(time))}
    return offsets.pop() if len(offsets) == 1 else countries.zone(urls.split(page.url).hostname or "")


def _headed(blog: RawBlog, page: Page) -> RawBlog:
    if page.kind != "html":
        own = blog.published or blog.updated
        if own and (_YEAR.search(own) or not date_in(page.url)):
            return blog
        return replace(blog, published=date_in(page.url) or _shown_date(page) or _tweeted(page))
    root = page.root

    stated_by_meta: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        if name and (content := (element.get("content") or "").strip()):
            stated_by_meta.setdefault(name, content)

    def meta(*names: str) -> str | None:
        return next((stated_by_meta[name] for name in names if name in stated_by_meta), None)

    node = _article(page)

    def stated(key: str) -> str | None:
        value = node.get(key)
        return value.strip() or None if isinstance(value, str) else None

    heading = " ".join("".join(root.xpath("string((//h1)[1])")).split()) or None
    published = (
        blog.published or stated("datePublished") or meta("article:published_time", "datePublished", "date")
    )
    updated = (
        blog.updated
        or stated("dateModified")
        or meta("article:modified_time", "og:updated_time", "dateModified", "last-modified")
    )
    if (
        not published
        and not updated
        and not all(timeshape.kind(post.published or "") in ("iso", "epoch") for post in blog.posts)
    ):
        published = date_in(page.url) or _shown_date(page) or _tweeted(page) or _date_within(heading, page)
    title = blog.title or meta("og:title") or heading or stated("headline") or root.findtext(".//title")
    summary = blog.summary or meta("og:description", "description") or stated("description")
    return replace(
        blog,
        title=title,
        summary=summary,
        url=next(iter(root.xpath("//link[@rel='canonical']/@href")), None) or meta("og:url") or blog.url,
        language=blog.language or root.get("lang") or meta("og:locale", "language") or stated("inLanguage"),
        image=blog.image or meta("og:image", "twitter:image"),
        published=published,
        updated=updated,
        closed=blog.closed
        or closing.in_title(f"{title} {summary} {heading} {_standfirst(page)}")
        or closing.on_page(root),
    )


def date_in(url: str) -> str | None:
    """The day in a page's address, as ISO 8601: /2023/may/15/, /2023/05/15/, 2023-05-15, 20230515."""
    found = _URL_DATE.search(url)
    if not found:
        return None
    year, month, day = found["year"], found["month"], found["day"]
    number = int(month) if month.isdigit() else _MONTHS.index(month.lower()) + 1
    return f"{year}-{number:02}-{int(day):02}" if 1 <= number <= 12 and 1 <= int(day) <= 31 else None


def _shown_date(page: Page) -> str | None:
    """The first full date that the page shows: what its clocks are of, where it states no date for machines."""
    if page.kind == "html":
        shown = [element.text or "" for element in page.root.iter() if isinstance(element.tag, str)]
    else:
        shown = page.text.splitlines()
    for text in shown:
        if len(text) < 100 and _YEAR.search(text):
            for part in re.split(r"[|•·]", text):
                if _YEAR.search(part) and timeshape.kind(" ".join(part.split())) in ("date", "datetime"):
                    return " ".join(part.split())
    return None


def _date_within(heading: str | None, page: Page) -> str | None:
    """The one date in the page's heading or title: 'Derby live, September 17, 2014'."""
    for text in (heading, page.root.findtext(".//title")):
        found = {" ".join(match[0].split()) for match in _WRITTEN_DATE.finditer(text or "")}
        if len(found) == 1 and timeshape.kind(date := found.pop()) == "date":
            return date
    return None


def _tweeted(page: Page) -> str | None:
    """The latest day of a quoted tweet, '(@name) December 31, 2014': no post quotes what is not yet written."""
    days = []
    for found in _TWEET_DATE.findall(page.text):
        with suppress(ValueError):
            days.append(datetime.strptime(found, "%B %d, %Y").date())  # noqa: DTZ007 - a day has no zone
    return max(days).isoformat() if days else None


def _standfirst(page: Page) -> str:
    if "standfirst" not in page.text and "live-status" not in page.text:
        return ""
    found = [
        element
        for element in page.root.iter("*")
        if "standfirst" in (names := element.get("class") or "")
        or "live-status" in names
        or "standfirst" in element.get("data-gu-name", "")
    ]
    return " ".join("".join(element.itertext())[:500] for element in found[:3])


def _article(page: Page) -> dict[str, Any]:
    """The JSON-LD node that describes the page, the most telling type first."""
    nodes = [node for node in page.json_ld if jsonld.types(node) & _ARTICLES]
    nodes.sort(key=lambda node: ("LiveBlogPosting" not in jsonld.types(node), "datePublished" not in node))
    return dict(nodes[0]) if nodes else {}
