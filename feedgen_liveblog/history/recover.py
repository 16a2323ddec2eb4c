"""A feed whose state is lost: its posts and their times out of the documents that we published."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from lxml import etree

from feedgen_liveblog.clean import address, clean, line
from feedgen_liveblog.config import Blog
from feedgen_liveblog.expressions import expression
from feedgen_liveblog.history import archived
from feedgen_liveblog.history.memory import Gone, Memory, Record, known, record
from feedgen_liveblog.history.publish import NOTICE, archive_key
from feedgen_liveblog.model import LiveBlog, Post
from feedgen_liveblog.store import Store

log = logging.getLogger(__name__)

_ATOM = "{http://www.w3.org/2005/Atom}"
_TOMBSTONE = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
_NO_TIME = datetime(1, 1, 1, tzinfo=UTC)
_NUMBER = expression(r"archive-(\d+)\.xml$")


def memory(blog: Blog, store: Store, live: LiveBlog) -> Memory | None:
    """What the published Atom feed and its archives still tell; None where there is no feed of this blog.

    Texts are taken as unknown, so that the next page's are taken over without being edits.
    """
    root = _document(store, blog.files.get("atom", ""))
    posts = _posts(root, live.url) if root is not None and root.findtext(f"{_ATOM}id") == live.id else ()
    if not posts:
        return None
    log.warning("%s has no state; it is rebuilt from the published feed", blog.name)
    links = [link.get("href") or "" for link in root.findall(f"{_ATOM}link[@rel='prev-archive']")]
    linked = max((int(found[1]) for link in links if (found := _NUMBER.search(link))), default=0)
    last = max(linked, last_archive(blog, store))
    # Also those that no feed leads to: a run may have been killed that wrote them, and in the feed all is still.
    first, records = _archives(blog, store, live, last)
    posts = tuple(post for post in posts if _is_newer(post, records.get(post.guid)))
    for post in posts:
        records.pop(post.guid, None)
    return Memory(
        blog=LiveBlog(id=live.id, title=live.title, url=live.url, posts=posts),
        gone=dict(_gone(root)),
        archive=last,
        first_archive=first,
        archived=archived.keep(store, blog.name, records, 0) if records else 0,
    )


def index(blog: Blog, store: Store, memory: Memory) -> None:
    """The index of archived posts as the archives tell it, where a file of it was lost."""
    log.warning("%s has lost a part of its index; it is rebuilt from the archives", blog.name)
    _, records = _archives(blog, store, memory.blog, memory.archive)
    archived.restore(store, blog.name, records, memory.archived)


def _archives(blog: Blog, store: Store, live: LiveBlog, last: int) -> tuple[int, dict[str, Record]]:
    """The number of the first archive document up to the last, and the records of the posts in all."""
    first, records = last + 1, dict[str, Record]()
    for number in range(last, 0, -1):
        old = _document(store, archive_key(blog, number))
        if old is not None and old.findtext(f"{_ATOM}id") == live.id:
            first = number
            records = {post.guid: record(post) for post in _posts(old, live.url)} | records
    return first, records


def adopted(blog: Blog, store: Store, memory: Memory) -> Memory:
    """The memory with what only the published feed knows, of a run that was killed: new posts and edits.

    Also of posts that were deleted and had come back with another text; with the same one they come back alike.
    """
    live = memory.blog
    root = _document(store, blog.files.get("atom", ""))
    if root is None or root.findtext(f"{_ATOM}id") != live.id:
        return memory
    past, posts = known(memory), _posts(root, live.url)
    unknown = [post.guid for post in posts if post.guid not in past]
    past |= archived.look_up(store, blog.name, unknown, memory.archived)
    newer = {post.guid: post for post in posts if _is_newer(post, past.get(post.guid))}
    window = {post.guid: post for post in live.posts} | newer
    in_order = sorted(window.values(), key=lambda post: post.published or _NO_TIME, reverse=True)
    records = {guid: _edited(past[guid], post) for guid, post in newer.items() if guid in past}
    return replace(
        memory,
        blog=replace(live, posts=tuple(in_order)),
        records={**memory.records, **records},
        gone={guid: one for guid, one in memory.gone.items() if guid not in newer},
    )


def _is_newer(post: Post, past: Record | None) -> bool:
    if past is None:
        return True
    return post.updated is not None and post.updated > past.updated.replace(microsecond=0)


def _edited(past: Record, post: Post) -> Record:
    """The record of a text whose digest is unknown, but which came after those that are known."""
    earlier = (*past.earlier, past.digest) if past.digest else past.earlier
    return replace(record(post), digest="", earlier=earlier)


def last_archive(blog: Blog, store: Store) -> int:
    """The number of the last archive document in the store: a new one must not take its place."""
    high = 1
    while store.version(archive_key(blog, high)) is not None:
        high *= 2
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if store.version(archive_key(blog, middle)) is not None else (low, middle)
    return low


def _document(store: Store, key: str) -> Any:
    stored = store.read(key) if key else None
    if stored is None:
        return None
    try:
        return etree.fromstring(stored.data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        log.warning("%s cannot be read: %s", key, error)
        return None


def _gone(root: Any) -> Iterator[tuple[str, Gone]]:
    """What the feed says was deleted; of the posts themselves nothing is known any more."""
    for stone in root.iter(_TOMBSTONE):
        guid, when = stone.get("ref"), _time(stone.get("when"))
        if guid and when:
            yield guid, Gone(when=when, record=Record(published=when, updated=when, digest="", gone=True))


def _posts(root: Any, base: str) -> tuple[Post, ...]:
    return tuple(_each(root, base))


def _each(root: Any, base: str) -> Iterator[Post]:
    for entry in root.iter(f"{_ATOM}entry"):
        guid, updated = entry.findtext(f"{_ATOM}id"), _time(entry.findtext(f"{_ATOM}updated"))
        if not guid or NOTICE in guid or updated is None:
            continue
        link = entry.find(f"{_ATOM}link[@rel='alternate']")
        yield Post(
            guid=guid,
            url=address(link.get("href"), base) if link is not None else None,
            title=line(entry.findtext(f"{_ATOM}title") or ""),
            html=clean(entry.findtext(f"{_ATOM}content") or "", base=base).html,
            published=_time(entry.findtext(f"{_ATOM}published")) or updated,
            updated=updated,
            authors=tuple(line(name.text or "") for name in entry.findall(f"{_ATOM}author/{_ATOM}name")),
            tags=tuple(line(tag.get("term") or "") for tag in entry.findall(f"{_ATOM}category")),
            source=_source(entry.find(f"{_ATOM}source")),
        )


def _source(source: Any) -> tuple[str, str] | None:
    link = source.find(f"{_ATOM}link") if source is not None else None
    url = address(link.get("href"), None) if link is not None else None
    return (line(source.findtext(f"{_ATOM}title") or ""), url) if url else None


def _time(text: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(text or "").astimezone(UTC)
    except ValueError:
        return None
