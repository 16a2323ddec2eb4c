"""What a feed document says of its surroundings: its hub, its archives and what was deleted from it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLinks:
    """The documents and services that a feed points to; all URLs are absolute.

    `hub` is its WebSub hub. `prev_archive`, `next_archive` and `current` link the documents of an archived
    feed, and `archive` says that this one is an archive, which never changes again (RFC 5005 section 4).
    `deleted` are the GUIDs of posts that the source took back, each with the time it was noticed (UTC): Atom
    has a tombstone for each (RFC 6721), in the other formats they are just absent.

    The page for people links the same blog's `feeds`, as (format, URL), and the `index` over all blogs, by
    addresses that may be relative, and says when the last news was `fetched` (UTC).
    """

    hub: str | None = None
    prev_archive: str | None = None
    next_archive: str | None = None
    current: str | None = None
    archive: bool = False
    deleted: tuple[tuple[str, datetime], ...] = ()
    feeds: tuple[tuple[str, str], ...] = ()
    index: str | None = None
    fetched: datetime | None = None

    @property
    def documents(self) -> tuple[tuple[str, str], ...]:
        """The archive links that are set, as (rel, URL)."""
        rels = (
            ("prev-archive", self.prev_archive),
            ("next-archive", self.next_archive),
            ("current", self.current),
        )
        return tuple((rel, url) for rel, url in rels if url)


NO_LINKS = FeedLinks()
