"""`index.html` and `feeds.opml` over all blogs of a configuration, made of the small notes of their next polls."""

import logging
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from urllib.parse import quote

from feedgen_liveblog.config import Blog
from feedgen_liveblog.errors import Conflict, StoreError
from feedgen_liveblog.history import dues
from feedgen_liveblog.history.dues import Due
from feedgen_liveblog.history.publish import FORMATS, INDEX, PAGE, address, feed_files
from feedgen_liveblog.model import About
from feedgen_liveblog.render import Row, indexpage, opml
from feedgen_liveblog.render.entry import public
from feedgen_liveblog.store import Store

log = logging.getLogger(__name__)

OPML = "feeds.opml"
TYPES = {INDEX: "text/html; charset=utf-8", OPML: "text/x-opml; charset=utf-8"}
Notes = Mapping[str, Due | None]

_FAILING = 3  # polls in a row that failed, from which on the page says so: one alone may be a hiccup
_ATTEMPTS = 10
_THREADS = 16
_OURS = b"feedgen-liveblog"  # in all that we wrote


def shown(due: Due | None) -> tuple[object, ...]:
    """What of a note is on the page: where this stays the same, so does the page."""
    return (due.about, due.at is None, due.failures >= _FAILING) if due else ()


def refresh(blogs: Sequence[Blog], store: Store, known: Notes | None = None) -> tuple[str, ...]:
    """Brings both files up to date, and writes what that changes; returns the keys that were written.

    `known` are the notes that were just read; without them all are read after the files, so that of two runs
    at once the one that comes second has what the first one wrote, or starts again. Raises StoreError, also
    where a file of that name is not ours.
    """
    conflict = None
    for _ in range(_ATTEMPTS):
        try:
            return tuple(_refresh(blogs, store, known))
        except Conflict as error:
            log.info("%s; made anew", error)
            known, conflict = None, error
    raise Conflict("is being written by too many runs at once", INDEX) from conflict


def _refresh(blogs: Sequence[Blog], store: Store, known: Notes | None) -> Iterator[str]:
    url = address(blogs[0], INDEX)
    before = {key: store.read(key) for key in ((INDEX, OPML) if url else (INDEX,))}
    notes = _notes(blogs, store) if known is None else known
    rows = [_row(blog, notes.get(blog.name)) for blog in blogs]
    made = {INDEX: indexpage(rows, url=url, opml_url=OPML if url else None)}
    if url:  # to a reader, an address that is not absolute would mean nothing
        made[OPML] = opml("Live blogs", _outlines(blogs, rows))
    for key, data in made.items():
        old = before[key]
        if old is None or old.data != data:
            if old and _OURS not in old.data:
                raise StoreError("is not ours, and is left alone; move it away, or set index = false", key)
            store.write(key, data, content_type=TYPES[key], expect=old.version if old else None)
            yield key


def _notes(blogs: Sequence[Blog], store: Store) -> Notes:
    with ThreadPoolExecutor(_THREADS) as pool:
        read = pool.map(lambda blog: dues.read(blog, store), blogs)
        return {blog.name: due for blog, due in zip(blogs, read, strict=True)}


def _row(blog: Blog, due: Due | None) -> Row:
    """What is known of a blog. As long as it was never read, there is nothing of ours to link."""
    known = due.about if due else None
    about = known or About(title=blog.name, url=blog.url)
    return Row(
        about=replace(about, title=blog.title or about.title),
        page=quote(blog.files[PAGE]) if known and PAGE in blog.files else None,
        feeds=tuple((format, quote(key)) for format, key in feed_files(blog).items()) if known else (),
        over=about.closed or bool(due and due.at is None),
        failing=bool(due and due.failures >= _FAILING),
    )


def _outlines(blogs: Sequence[Blog], rows: Sequence[Row]) -> Iterator[dict[str, str]]:
    """Each blog once, by the first of its formats; those without a feed not at all."""
    for blog, row in zip(blogs, rows, strict=True):
        files = feed_files(blog)
        if key := next((files[format] for format in FORMATS if format in files), None):
            title, feed = row.about.title, address(blog, key) or ""
            yield {
                "type": "rss",
                "text": title,
                "title": title,
                "xmlUrl": feed,
                "htmlUrl": public(row.about.url),
            }
