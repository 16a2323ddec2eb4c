"""What a feed remembers to the bytes of its files: the feeds, and the documents of its archive."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from posixpath import dirname, relpath
from typing import NamedTuple
from urllib.parse import quote

from feedgen_liveblog import render, urls
from feedgen_liveblog.config import Blog
from feedgen_liveblog.history.memory import Memory
from feedgen_liveblog.model import LiveBlog, Post
from feedgen_liveblog.render import FeedLinks

PAGE = "html"  # the format that is for people, and no feed

FORMATS = {
    "atom": (render.atom, "application/atom+xml; charset=utf-8"),
    "rss": (render.rss, "application/rss+xml; charset=utf-8"),
    "json": (render.jsonfeed, "application/feed+json; charset=utf-8"),
    PAGE: (render.htmlpage, "text/html; charset=utf-8"),
}


INDEX = "index.html"
"""The key of the page over all blogs."""

NOTICE = "#~unreadable-"  # in the id of an entry that is ours and no post


class File(NamedTuple):
    """One document to be published."""

    key: str
    data: bytes
    content_type: str


def feeds(
    blog: Blog, memory: Memory, notice: Post | None = None, *, fetched: datetime | None = None
) -> Iterator[File]:
    """The blog's feed in each of its formats, with a notice as its first entry if there is one.

    `fetched` is when the last news was fetched.
    """
    posts = (*([notice] if notice else []), *memory.blog.posts)
    for format, key in blog.files.items():
        write, content_type = FORMATS[format]
        newest = archive_key(blog, memory.archive) if memory.archive >= memory.first_archive else None
        links = FeedLinks(
            hub=blog.hub and urls.without_login(blog.hub),
            prev_archive=_link(blog, newest, key),
            deleted=tuple(sorted((guid, gone.when) for guid, gone in memory.gone.items())),
            feeds=tuple((one, _beside(file, key)) for one, file in feed_files(blog).items()),
            index=_beside(INDEX, key) if blog.indexed else None,
            fetched=fetched,
        )
        data = write(
            _titled(blog, replace(memory.blog, posts=posts)), feed_url=address(blog, key), links=links
        )
        yield File(key, data, content_type)


def archive(blog: Blog, memory: Memory, number: int, posts: Sequence[Post]) -> File:
    """An archive document (RFC 5005 section 4).

    It is written once, so it links the next one before that exists.
    """
    key = archive_key(blog, number)
    earlier = archive_key(blog, number - 1) if number > memory.first_archive else None
    current = blog.files.get("atom") or next(iter({**feed_files(blog), **blog.files}.values()))
    links = FeedLinks(
        prev_archive=_link(blog, earlier, key),
        next_archive=_link(blog, archive_key(blog, number + 1), key),
        current=_link(blog, current, key),
        archive=True,
    )
    write, content_type = FORMATS["atom"]
    document = _titled(blog, replace(memory.blog, posts=tuple(posts)))
    return File(key, write(document, feed_url=address(blog, key), links=links), content_type)


def archive_key(blog: Blog, number: int) -> str:
    """The key of an archive document."""
    return f"{blog.name}/archive-{number:04}.xml"


def feed_files(blog: Blog) -> dict[str, str]:
    """The keys of the files that readers can subscribe to, by format."""
    return {format: key for format, key in blog.files.items() if format != PAGE}


def _titled(blog: Blog, live: LiveBlog) -> LiveBlog:
    return replace(live, title=blog.title) if blog.title else live


def address(blog: Blog, key: str) -> str | None:
    """Where readers fetch a file, None where nobody said what that is."""
    return blog.base_url + quote(key) if blog.base_url else None


def _link(blog: Blog, key: str | None, document: str) -> str | None:
    """The address of a document; where nobody said what it is, that from the linking document's folder."""
    if key is None:
        return None
    return address(blog, key) or _beside(key, document)


def _beside(key: str, document: str) -> str:
    """The address of a document from another one's."""
    return quote(relpath(key, dirname(document) or "."))
