"""What becomes of a post that was deleted and is there again."""

from datetime import UTC, datetime, timedelta

import pytest

from feedgen_liveblog.history.edits import Place, place
from feedgen_liveblog.history.memory import Record
from feedgen_liveblog.model import Post

THEN = datetime(2024, 11, 2, 12, tzinfo=UTC)
NOW = THEN + timedelta(hours=3)


def back(*, archived: bool, digest: str = "one") -> Place:
    """A deleted post with the text 'one', seen again with the text of `digest`."""
    past = Record(published=THEN, updated=THEN, digest="one", gone=True)
    seen = Post(guid="urn:x", published=THEN, updated=THEN, digest=digest)
    return place(seen, past, None, doubted=None, stale=False, reread=False, archived=archived, now=NOW)


def test_from_an_archive_it_is_back_there():
    """In the window it would be a second time what the archive has, with the same `updated`."""
    one = back(archived=True)
    assert one.post is None
    assert not one.record.gone


@pytest.mark.parametrize(
    ("archived", "digest", "updated"), [(False, "one", THEN), (False, "two", NOW), (True, "two", NOW)]
)
def test_else_it_is_in_the_window(archived: bool, digest: str, updated: datetime):
    """With its published time, and another `updated` only where the text is another."""
    one = back(archived=archived, digest=digest)
    assert one.post
    assert (one.post.published, one.post.updated) == (THEN, updated)
    assert not one.record.gone
