"""One look at a blog's page: what it shows now, or that nothing changed since the last look."""

import logging
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from email.utils import parsedate_to_datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from feedgen_liveblog import dates
from feedgen_liveblog.config import Blog
from feedgen_liveblog.errors import FetchError
from feedgen_liveblog.expressions import expression
from feedgen_liveblog.extract import Reading, extract
from feedgen_liveblog.history.revision import reading_changed
from feedgen_liveblog.history.state import State
from feedgen_liveblog.history.turning import Turn
from feedgen_liveblog.model import LiveBlog
from feedgen_liveblog.page import Page
from feedgen_liveblog.web.caching import Validators

if TYPE_CHECKING:
    from feedgen_liveblog.fetch import Session

log = logging.getLogger(__name__)

_END = expression(r"</(?:body|html)\b", re.IGNORECASE)
# Older pages that could not be had now, and may be the next time; those over the user's limit will not.
_UNREAD = expression(r"older posts left out: (?!the story has more than)")
_LAST_PART = expression(r"[#/?&=]([^#/?&=]+)$")


class Look(NamedTuple):
    """What a look saw.

    `validators` are those of all URLs that it took, empty if one of them cannot be asked conditionally.
    `stale`: the server says that the page is from before the last. `from_first`: older pages were read back
    to the first post. `ends`: the page has the tag that ends a page.
    `url` is where it looked ('' where the configuration says), and `turn` why there. `page` is what it saw.
    """

    blog: LiveBlog
    url: str = ""
    turn: Turn | None = None
    page: Page | None = None
    validators: Mapping[str, Validators] = MappingProxyType({})
    stale: bool = False
    from_first: bool = True
    ends: bool = False


class _Watched:
    """A Getter that notes the validators of what it fetches; `whole` demands that pages end as pages do."""

    def __init__(self, session: "Session", known: frozenset[str], *, whole: bool) -> None:
        self.known = known
        self.seen: dict[str, Validators] = {}
        self._session = session
        self._whole = whole

    def __call__(self, url: str, *, headers: Mapping[str, str] | None = None) -> Page:
        fetched = self._session.further_if_changed(url, None, headers=headers)
        assert fetched.page is not None, "it was asked for without a condition"
        if self._whole and fetched.page.kind == "html" and not ends(fetched.page):
            raise FetchError("the page is cut short", url)
        if not url.endswith("/robots.txt"):
            self.seen[url] = Validators() if headers else fetched.validators
        return fetched.page


def how(blog: Blog) -> Reading:
    """How the blog's page is to be read."""
    zone = dates.zone(blog.tz) if blog.tz else None
    return Reading(tz=zone, selectors=blog.selectors, generic=blog.generic, max_pages=blog.max_pages)


def look(
    blog: Blog, session: "Session", state: State | None, *, now: datetime, url: str | None = None
) -> Look | None:
    """Fetches and reads the page; None if nothing of what the last look took has changed.

    `url` is another page than the configuration's: one that the feed has come to. Raises FetchError,
    NotALiveBlog.
    """
    url = url or blog.url
    # What a page led to is fetched as such: it may not lead into our network.
    ask = session.get_if_changed if url == blog.url else session.further_if_changed
    asked: Mapping[str, Validators] = {}
    if state and state.from_first and not state.memory.waiting and not reading_changed(blog, state):
        asked = state.validators
    first = ask(url, asked.get(url))
    if first.page is None:
        others = (session.further_if_changed(other, one) for other, one in asked.items() if other != url)
        if all(other.page is None for other in others):
            return None
        first = ask(url, None)
    page = first.page
    assert page is not None, "it was asked for without a condition"
    page_ends = ends(page)
    if page.kind == "html" and state and state.ends and not page_ends:
        raise FetchError("the page is cut short: it does not end as it did before", url)
    cut = False
    if page.kind == "html" and state is None and not page_ends:
        # At first sight nothing tells a page that is cut from one of a site whose pages have no such tag.
        before, first = page, ask(url, None)
        page = first.page
        assert page is not None, "it was asked for without a condition"
        page_ends = ends(page)
        cut = not page_ends and page.text != before.text
    known = _native_ids(state) if state and state.from_first else frozenset[str]()
    get = _Watched(session, known, whole=page_ends)
    live = extract(page, get, now=now, how=how(blog)._replace(cut=cut))
    for note in live.notes:
        log.info("%s: %s", blog.name, note)
    taken = {url: first.validators, **get.seen}
    return Look(
        blog=_sourced(live) if blog.follow else live,
        url=url,
        page=page,
        validators=taken if not cut and all(one.conditions() for one in taken.values()) else {},
        stale=bool(state and _before(first.validators, state.validators.get(url))),
        from_first=not any(map(_UNREAD.match, live.notes)),
        ends=page_ends,
    )


def _sourced(live: LiveBlog) -> LiveBlog:
    """The blog with each of its posts saying that it is from there."""
    here = (live.title, live.url)
    return replace(live, posts=tuple(replace(post, source=here) for post in live.posts))


def ends(page: Page) -> bool:
    """Whether the tag is there that ends a page; one that was cut in transit lacks it."""
    return _END.search(page.text, max(0, len(page.text) - 100_000)) is not None


def _native_ids(state: State) -> frozenset[str]:
    """The posts' own ids as pages have them, out of the GUIDs of those in the window and on the last page."""
    guids = {post.guid for post in state.memory.blog.posts} | set(state.memory.shown)
    found = {unquote(part[1]) for guid in guids if (part := _LAST_PART.search(guid))}
    return frozenset(found | {each.casefold() for each in found})


def _before(seen: Validators, last: Validators | None) -> bool:
    """Whether a page was modified, by its server's word, before the last one was."""
    if last is None or not seen.last_modified or not last.last_modified:
        return False
    try:
        return parsedate_to_datetime(seen.last_modified) < parsedate_to_datetime(last.last_modified)
    except (ValueError, TypeError):
        return False
