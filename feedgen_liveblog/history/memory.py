"""What a feed remembers from one run to the next: its window of posts, and little of all others."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from feedgen_liveblog.model import LiveBlog, Post


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What must be known of a post to recognise it, and an edit of it, when it is seen again.

    `earlier` are the digests of texts that it had before, oldest first; `stated` is the newest modification
    time that the source gave for it. `gone`: the source had deleted it.
    """

    published: datetime
    updated: datetime
    digest: str
    earlier: tuple[str, ...] = ()
    stated: datetime | None = None
    gone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """A post that the source deleted, and when that was noticed (UTC); `archived`: it was in an archive then."""

    when: datetime
    record: Record
    archived: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """All that `merge` knows. It grows with the window and the page, never with the history.

    `blog.posts` is the window, newest first. `records` say what the window itself does not: of posts in it
    that were edited, and of archived ones that the page still shows. `shown` are the GUIDs of the last page
    that was believed, newest first, with those that vanished from it still in their places, and `missed` on
    how many fetches they did. `doubts` are digests that looked like older texts, since `doubted` (UTC); `stale` counts
    pages in a row that looked like old copies. `leaving` are posts on their way to an archive: once they are
    here, their archived text is decided.

    `archive` is the number of the newest archive document, `first_archive` that of the oldest, and `archived`
    counts the posts that only the index of archived posts knows.
    """

    blog: LiveBlog
    records: Mapping[str, Record] = field(default_factory=dict)
    shown: tuple[str, ...] = ()
    missed: Mapping[str, int] = field(default_factory=dict)
    doubts: Mapping[str, str] = field(default_factory=dict)
    doubted: datetime | None = None
    stale: int = 0
    gone: Mapping[str, Gone] = field(default_factory=dict)
    leaving: tuple[Post, ...] = ()
    archive: int = 0
    first_archive: int = 1
    archived: int = 0

    @property
    def waiting(self) -> bool:
        """Whether the next fetch decides something even if it brings the same page again."""
        return bool(any(self.missed.values()) or self.doubts or self.stale)


def record(post: Post) -> Record:
    """The record of a post of the window, as far as the post itself says it."""
    assert post.published and post.updated, "merge sets both"
    return Record(published=post.published, updated=post.updated, digest=post.digest, stated=post.updated)


def known(memory: Memory) -> dict[str, Record]:
    """The records of all posts that the memory itself knows, those that were deleted too."""
    window = {post.guid: record(post) for post in (*memory.leaving, *memory.blog.posts)}
    return window | dict(memory.records) | {guid: gone.record for guid, gone in memory.gone.items()}


def settled(memory: Memory, *, archives: int, archived: int, gone: Mapping[str, Gone]) -> Memory:
    """The memory when its leaving posts are in so many archives more, and the index counts so many posts.

    Posts that the page still shows stay known, so that they are not looked up on every run.
    """
    shown = set(memory.shown)
    left = {post.guid: memory.records.get(post.guid) or record(post) for post in memory.leaving}
    records = {guid: known for guid, known in memory.records.items() if guid not in left}
    return replace(
        memory,
        records=records | {guid: known for guid, known in left.items() if guid in shown},
        gone=gone,
        leaving=(),
        archive=memory.archive + archives,
        archived=archived,
    )


def unknown(memory: Memory, blog: LiveBlog) -> list[str]:
    """The GUIDs of a page that the memory itself does not know: new, or long archived."""
    past = known(memory)
    return [post.guid for post in blog.posts if post.guid not in past]
