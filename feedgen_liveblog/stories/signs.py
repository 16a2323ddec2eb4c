"""Whether the live blog that a feed is on is over: by its own word, its announced end, or a long silence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import unescape
from re import compile as _compile

from feedgen_liveblog import closing
from feedgen_liveblog.model import LiveBlog, Post

_QUIET = timedelta(hours=3)
_AFTER_END = timedelta(hours=1)  # of silence
_LAST_CHANGE = timedelta(
    minutes=15
)  # after the last post: an end then is no plan, but the time of the last change
_LAST_POSTS = 2
_TAG = _compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """Why a live blog seems over; a silence alone makes it not `certain`."""

    why: str
    certain: bool = True


GONE = Sign(why="its page is gone")


def over(live: LiveBlog, *, now: datetime) -> Sign | None:
    """The sign that a live blog is over, None if there is none."""
    posts = own(live)
    if live.closed:
        return Sign(why="its page says that it is closed")
    if any(closing.in_text(_text(post)) for post in posts[:_LAST_POSTS]):
        return Sign(why="its last post says that it is closed")
    newest = max((post.published for post in posts if post.published), default=None)
    quiet = now - newest if newest else timedelta()
    planned = live.coverage_end is not None and (newest is None or live.coverage_end > newest + _LAST_CHANGE)
    if planned and live.coverage_end and live.coverage_end < now and quiet >= _AFTER_END:
        return Sign(why=f"its coverage ended at {live.coverage_end:%Y-%m-%d %H:%M} UTC")
    if quiet >= _QUIET:
        return Sign(why=f"it has had no post for {_span(quiet)}", certain=False)
    return None


def own(live: LiveBlog) -> Sequence[Post]:
    """The posts that are the live blog's own, where a feed holds those of others too; newest first."""
    return [post for post in live.posts if post.source is None or post.source[1] == live.url]


def _text(post: Post) -> str:
    return f"{post.title}\n{unescape(_TAG.sub(' ', post.html))}"


def _span(time: timedelta) -> str:
    hours = round(time.total_seconds() / 3600)
    return f"{hours} hours" if hours < 48 else f"{hours // 24} days"
