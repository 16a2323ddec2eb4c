"""Which live blogs a page leads to: candidates by their looks, each held to what its page really is."""

import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from feedgen_liveblog import ids
from feedgen_liveblog.discovery.likeness import likeness
from feedgen_liveblog.discovery.links import Link, feeds, links, sitemaps
from feedgen_liveblog.errors import FetchError, NotALiveBlog
from feedgen_liveblog.expressions import expression
from feedgen_liveblog.extract import Reading, extract
from feedgen_liveblog.history.schedule import ended
from feedgen_liveblog.model import Getter, LiveBlog
from feedgen_liveblog.page import Page
from feedgen_liveblog.web import robots

log = logging.getLogger(__name__)

_SOURCES = 10  # feeds and sitemaps that are read
_FEEDS, _SITEMAPS = 3, 4  # of a page, and of an index
_A_POST = expression(r"[?&](?:page|post|post-?id|update|entry)=", re.I)  # or an older page, of a live blog
_ONE_PAGE = Reading(max_pages=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A live blog: whether it is over, its newest post (UTC, None if unknown), how many posts its page shows."""

    title: str
    url: str
    closed: bool
    last: datetime | None
    posts: int


@dataclass(slots=True, kw_only=True)
class Survey:
    """How a search stands: pages `tried` of the `candidates` left to try, and what was passed over, in `notes`.

    `spent` says when the budget of requests is used up.
    """

    get: Getter
    now: datetime
    spent: Callable[[], bool] = lambda: False
    tell: Callable[["Survey"], None] = lambda survey: None
    tried: int = 0
    candidates: int = 0
    notes: list[str] = field(default_factory=list)

    def run(self, start: Page) -> Iterator[Found]:
        """The live blogs, the likeliest first; the page itself too, if it is one."""
        seen = {ids.canonical(start.url)}
        itself = self._read(start)
        if itself:
            yield itself
        ranked = self._ranked(start)
        self.candidates = len(ranked)
        for link in ranked:
            if self.spent():
                self.notes.append(
                    f"{self.candidates - self.tried} links that look like live blogs were not tried: the budget"
                    " of requests is used up (raise it with --budget)"
                )
                return
            page = self._fetch(link.url)
            self.tried += 1
            self.tell(self)
            if page is None or ids.canonical(page.url) in seen:
                continue
            seen.add(ids.canonical(page.url))
            if found := self._read(page):
                yield found

    def _ranked(self, start: Page) -> list[Link]:
        """The links worth a fetch, of all sources."""
        best: dict[str, tuple[int, Link]] = {}
        for page in self._sources(start):
            for link in links(page):
                name, points = ids.canonical(link.url), likeness(link)
                if _A_POST.search(link.url) or not _same_site(start.url, link.url):
                    continue
                if points > best.get(name, (0, link))[0]:
                    best[name] = points, link
        best.pop(ids.canonical(start.url), None)
        return [link for _, link in sorted(best.values(), key=lambda pair: -pair[0])]

    def _sources(self, start: Page) -> Iterator[Page]:
        """The page, its feeds, and the sitemaps of its site; of an index those that it names."""
        yield start
        waiting = sitemaps(start) if start.kind == "xml" else feeds(start)[:_FEEDS]
        if start.kind == "html":
            waiting += self._named_by_robots(start.url)
        seen: set[str] = set()
        while waiting and len(seen) < _SOURCES and not self.spent():
            url = waiting.pop(0)
            if url in seen or not _same_site(start.url, url):
                continue
            seen.add(url)
            if page := self._fetch(url):
                yield page
                waiting = sitemaps(page)[:_SITEMAPS] + waiting

    def _named_by_robots(self, url: str) -> list[str]:
        try:
            named = robots.sitemaps(self.get, url)
        except FetchError as error:
            self.notes.append(f"no sitemaps: {error}")
            return []
        return sorted(named, key=lambda url: not any(word in url.lower() for word in ("news", "live")))

    def _fetch(self, url: str) -> Page | None:
        """A page, unless robots.txt forbids it or it cannot be had: then a note says so."""
        try:
            if robots.allowed(self.get, url):
                return self.get(url)
            self.notes.append(f"{url}: robots.txt does not allow it")
        except FetchError as error:
            self.notes.append(str(error))
        return None

    def _read(self, page: Page) -> Found | None:
        try:
            blog = extract(page, self.get, now=self.now, how=_ONE_PAGE)
        except (NotALiveBlog, FetchError) as error:
            log.info("%s", error)
            return None
        return _found(page, blog, self.now)


def _found(page: Page, blog: LiveBlog, now: datetime) -> Found:
    times = [post.published for post in blog.posts if post.published]
    over = blog.closed or ended(times, now=now, coverage_end=blog.coverage_end)
    return Found(
        title=blog.title, url=page.url, closed=over, last=max(times, default=None), posts=len(blog.posts)
    )


def _same_site(one: str, other: str) -> bool:
    """Whether both are of one publisher: one host, or one below the other's (`sport.news.example`)."""
    mine, theirs = (urlsplit(ids.canonical(url)).netloc for url in (one, other))
    return mine == theirs or mine.endswith("." + theirs) or theirs.endswith("." + mine)
