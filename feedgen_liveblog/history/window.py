"""How many posts a feed holds, and which leave it for an archive."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from feedgen_liveblog.history.memory import Memory
from feedgen_liveblog.model import Post

_MARKUP = 600  # bytes that an entry takes besides its text


class Window(NamedTuple):
    """A feed holds at least so many posts and all of so many hours, but no more than so many bytes.

    With `page` it holds all that the page shows, however much. Posts leave a dozen or more at a time, so that
    archives are documents of some size and each is written once: a feed may hold a quarter more posts than
    `posts`.
    """

    posts: int = 100
    hours: float = 48.0
    bytes: int = 2_000_000
    page: bool = False

    @property
    def slack(self) -> int:
        """How many posts more than it must a feed may hold."""
        return max(10, self.posts // 4)


def cut(memory: Memory, window: Window) -> Memory:
    """The memory with the posts that the window cannot hold marked as leaving.

    It is the last activity that counts: an old post that was edited stays as long as a new one.
    """
    shown = set(memory.shown) if window.page else set[str]()
    posts = sorted(memory.blog.posts, key=lambda post: (post.guid in shown, _active(post)), reverse=True)
    staying = max(_fitting(posts, window), len(shown))
    if len(posts) == staying or (len(posts) < staying + window.slack and _size(posts) <= window.bytes):
        return memory
    kept = {post.guid for post in posts[:staying]}
    return replace(
        memory,
        blog=replace(memory.blog, posts=tuple(post for post in memory.blog.posts if post.guid in kept)),
        leaving=tuple(post for post in memory.blog.posts if post.guid not in kept),
    )


def documents(memory: Memory, window: Window) -> list[tuple[Post, ...]]:
    """The leaving posts as archive documents, the oldest first; each newest first."""
    oldest_first = memory.leaving[::-1]
    chunks = [oldest_first[n : n + window.posts] for n in range(0, len(oldest_first), window.posts)]
    return [chunk[::-1] for chunk in chunks]


def _fitting(posts: list[Post], window: Window) -> int:
    """How many of the posts, the first of them first, the window holds."""
    if not posts:
        return 0
    since = max(map(_active, posts)) - timedelta(hours=window.hours)
    staying = max(window.posts, sum(_active(post) > since for post in posts))
    if _size(posts) > window.bytes:
        size = 0
        for count, post in enumerate(posts[:staying]):
            size += _size([post])
            if size > window.bytes * 3 // 4:
                return max(1, count)
    return min(staying, len(posts))


def _active(post: Post) -> datetime:
    assert post.updated, "merge sets it"
    return post.updated


def _size(posts: list[Post]) -> int:
    return sum(len(post.html) + len(post.title) + _MARKUP for post in posts)
