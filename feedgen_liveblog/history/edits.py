"""What a post of the page is to what is known of it: new, the same, edited, come back, or an old copy."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from feedgen_liveblog.clean import plain
from feedgen_liveblog.history.memory import Record, record
from feedgen_liveblog.model import Post

_REMEMBERED = 4  # earlier texts per post: caches hold one or two old copies, not more
_AHEAD = timedelta(minutes=10)  # a modification time later than this is a clock that is wrong


class Place(NamedTuple):
    """Where a post of the page belongs.

    `post` is what the window is to hold, None if the post is in an archive and stays there. `doubt` is a
    digest that was not believed, to be believed when the next fetch shows it again.
    """

    guid: str
    post: Post | None
    record: Record
    new: bool = False
    edited: bool = False
    doubt: str = ""


def place(
    seen: Post,
    past: Record | None,
    here: Post | None,
    *,
    doubted: str | None,
    stale: bool,
    reread: bool,
    archived: bool,
    now: datetime,
) -> Place:
    """Decides on one post: `past` is its record, `here` the post as the window has it, if they exist.

    `doubted` is the digest that the last fetch showed and that was not believed. `stale`: the page looks like
    an old copy. `reread`: pages are now read in another way, so that another text need not be an edit.
    `archived`: the post was deleted when it was in an archive, where it still is.
    """
    guid = seen.guid
    # Whichever live blog shows it now, it is from the one that showed it first.
    source = (here and here.source) or seen.source
    seen = replace(seen, digest=_with_format(seen), source=source)
    if seen.updated and seen.updated > now + _AHEAD:
        seen = replace(seen, updated=None)
    if past is None or (past.gone and not past.digest):  # nothing is known of one whose state was lost
        post = _first(seen, now)
        return Place(guid=guid, post=post, record=record(post), new=True)
    if past.gone:
        edited = _text(seen.digest) != _text(past.digest)
        if archived and not edited:  # back where it is: in the window it would be twice
            return Place(guid=guid, post=None, record=replace(past, gone=False), new=True)
        post = _again(past, seen, edited=edited, now=now)
        return Place(guid=guid, post=post, record=_after(past, post, seen), new=True)
    same, later = _text(seen.digest) == _text(past.digest), _stated_after(seen, past)
    other_format = not later and not _of_one_format(seen.digest, past.digest)
    if (same and not reread) or _stated_before(seen, past):
        return Place(guid=guid, post=here, record=past)
    doubtful = not later and (stale or seen.digest in past.earlier)
    if (doubtful or other_format) and not reread and doubted != seen.digest:
        return Place(guid=guid, post=here, record=past, doubt=seen.digest)
    taken_over = not past.digest and (reread or here is None or _alike(here, seen))
    if same or ((reread or other_format or taken_over) and not later):
        post = _again(past, seen, edited=False, now=now)
        known = replace(_after(past, post, seen), earlier=past.earlier if same else _earlier(past))
        return Place(guid=guid, post=post if here else None, record=known)
    post = _again(past, seen, edited=True, now=now)
    # Where a doubtful text is believed, nothing is held for an old copy any more: should that have been
    # wrong, the next good page is believed at once.
    earlier = () if doubtful else _earlier(past)
    return Place(guid=guid, post=post, record=replace(_after(past, post, seen), earlier=earlier), edited=True)


def _earlier(past: Record) -> tuple[str, ...]:
    """The digests of the texts before the next one: an old copy of the page may still show the last."""
    return (*past.earlier, *filter(None, (past.digest,)))[-_REMEMBERED:]


def _with_format(post: Post) -> str:
    """The digest and, after a space, the format that the body was read from.

    Where a page fails to show a post in one format, it may be read in another that says less (JSON-LD's text
    without its links): that is no edit.
    """
    format = post.provenance.get("html") or post.provenance.get("text") or ""
    return f"{post.digest} {format}".rstrip()


def _alike(here: Post, seen: Post) -> bool:
    """Whether the words are those of a published entry, of whose text nothing else is known."""
    published = plain(here.html)
    return not published or published == plain(seen.html)


def _text(digest: str) -> str:
    return digest.partition(" ")[0]


def _of_one_format(digest: str, other: str) -> bool:
    formats = {digest.partition(" ")[2], other.partition(" ")[2]} - {""}
    return len(formats) < 2


def _stated_after(seen: Post, past: Record) -> bool:
    return past.stated is not None and seen.updated is not None and seen.updated > past.stated


def _stated_before(seen: Post, past: Record) -> bool:
    return past.stated is not None and seen.updated is not None and seen.updated < past.stated


def _first(seen: Post, now: datetime) -> Post:
    """The post as it enters the feed: a time that the source does not give is that of first sight."""
    published = seen.published or now
    return replace(seen, published=published, updated=max(published, seen.updated or published))


def _again(past: Record, seen: Post, *, edited: bool, now: datetime) -> Post:
    """The post with the text that was seen: published stays, updated moves only forward, and for an edit."""
    updated = past.updated
    if seen.updated and seen.updated > past.updated:
        updated = seen.updated
    elif edited:
        updated = max(now, past.updated + timedelta(seconds=1))
    return replace(seen, published=past.published, updated=updated)


def _after(past: Record, post: Post, seen: Post) -> Record:
    stated = max(filter(None, (past.stated, seen.updated)), default=None)
    return replace(record(post), stated=stated)
