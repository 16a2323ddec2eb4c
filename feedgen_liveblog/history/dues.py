"""The times of next polls, one small file per blog: an unchanged feed's state is not written again.

It also says what the page over all blogs tells of the blog, so that this page never asks for a state.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from feedgen_liveblog.config import Blog
from feedgen_liveblog.errors import LiveblogError
from feedgen_liveblog.history.codec import Misfit, from_json, to_json
from feedgen_liveblog.history.memory import Memory
from feedgen_liveblog.history.schedule import SHORTEST, next_due
from feedgen_liveblog.history.vigil import Vigil
from feedgen_liveblog.model import About
from feedgen_liveblog.render import title_of
from feedgen_liveblog.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """When the page at `url` is due (None: never again), and how many polls have failed in a row.

    `about` is the blog in short, None as long as it was never read. `told` are the versions of the feeds, by
    key, of which the hub was told last; `unheard` counts the polls in a row in which it could not be. `vigil` is
    of a feed that follows its story: when it looks beyond the page.
    """

    url: str
    at: datetime | None = None
    failures: int = 0
    about: About | None = None
    told: Mapping[str, str] = field(default_factory=dict)
    unheard: int = 0
    vigil: Vigil | None = None


def read(blog: Blog, store: Store) -> Due | None:
    """What was written down, or None: due now. It is a hint, and lost without harm."""
    stored = store.read(key(blog))
    if stored is None:
        return None
    try:
        due = from_json(Due, json.loads(stored.data))
    except (Misfit, ValueError, RecursionError):
        return None
    return due if due.url == blog.url else None


def write(blog: Blog, store: Store, due: Due) -> None:
    """Writes it down."""
    data = json.dumps(to_json(due), separators=(",", ":")).encode() + b"\n"
    store.write(key(blog), data, content_type="application/json")


def is_due(due: Due | None, now: datetime) -> bool:
    """Whether to poll now."""
    return due is None or (due.at is not None and due.at <= now)


def after(
    blog: Blog, memory: Memory | None, max_age: float | None, *, now: datetime, vigil: Vigil | None = None
) -> Due:
    """When to poll next after a poll that went well."""
    live = memory.blog if memory else None
    at = next_due(
        [post.published for post in live.posts if post.published] if live else (),
        now=now,
        bounds=blog.interval,
        closed=bool(live and live.closed),
        coverage_end=live.coverage_end if live else None,
        max_age=max_age,
    )
    if vigil and vigil.next:
        soonest = now + timedelta(seconds=blog.interval[0] if blog.interval else SHORTEST)
        at = min(filter(None, (at, max(vigil.next, soonest))))
    return Due(url=blog.url, at=at, about=_about(memory) if memory else None, vigil=vigil)


def _about(memory: Memory) -> About:
    live = memory.blog
    return About(
        title=live.title,
        url=live.url,
        posts=len(live.posts) + memory.archived,
        newest=title_of(live.posts[0]) if live.posts else "",
        last=live.posts[0].published if live.posts else None,
        closed=live.closed,
        language=live.language,
        zone=live.zone,
    )


def after_failure(blog: Blog, last: Due | None, error: LiveblogError, *, now: datetime) -> Due:
    """When to poll next after a poll that failed."""
    failures = (last.failures if last else 0) + 1
    wait = getattr(error, "retry_after", None)
    at = next_due((), now=now, bounds=blog.interval, failures=failures, retry_after=wait)
    return replace(last or Due(url=blog.url), at=at, failures=failures)


def key(blog: Blog) -> str:
    """The key of the file that says when a blog is due."""
    return f"{blog.name}.due.json"
