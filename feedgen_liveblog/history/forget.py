"""All that a store holds of one feed: how much it is, and taking it away."""

from collections.abc import Iterator
from itertools import count

from feedgen_liveblog.config import Blog
from feedgen_liveblog.history import archived, dues, keeping
from feedgen_liveblog.history.publish import archive_key
from feedgen_liveblog.store import Store


def size(blog: Blog, store: Store) -> int:
    """How many bytes a feed takes: its documents, its archive and what it remembers. Raises StoreError."""
    return sum(size for _, size in _stored(blog, store))


def forget(blog: Blog, store: Store) -> None:
    """Deletes a feed and its memory, the newest first, so that what a failure leaves is still without a gap.

    Raises StoreError.
    """
    for key, _ in reversed(list(_stored(blog, store))):
        store.delete(key)


def _stored(blog: Blog, store: Store) -> Iterator[tuple[str, int]]:
    """The keys that there are, with their sizes. Numbered documents are there up to the last without a gap."""
    for key in (*blog.files.values(), *keeping.keys(blog), dues.key(blog)):
        if (size := store.size(key)) is not None:
            yield key, size
    for numbered in (
        (archive_key(blog, number) for number in count(1)),
        (archived.bucket_key(blog.name, number) for number in count()),
    ):
        for key in numbered:
            if (size := store.size(key)) is None:
                break
            yield key, size
