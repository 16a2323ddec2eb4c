"""What all formats say of a feed and its entries, decided once; each format only spells it."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from html import escape
from typing import Any, NamedTuple, TypeVar
from urllib.parse import urlsplit

from feedgen_liveblog.clean.safe import unquoted
from feedgen_liveblog.expressions import expression
from feedgen_liveblog.model import LiveBlog, Post
from feedgen_liveblog.render.title import title_of, visible

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

# No media type is looked up from the system's tables: they differ from machine to machine.
_MEDIA_TYPES = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "webp": "image/webp",
    "avif": "image/avif",
    "svg": "image/svg+xml",
}
_ILLEGAL = expression("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LANGUAGE = expression(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")

T = TypeVar("T")


class Entry(NamedTuple):
    """A post as every format shows it; `image` is the lead picture's URL and media type ('' if unknown)."""

    post: Post
    title: str
    html: str
    url: str
    published: datetime | None
    updated: datetime
    image: tuple[str, str] | None


class Head(NamedTuple):
    """The feed's own fields, each fit to be shown; `url` may be '', `language` is an RFC 3066 tag or None."""

    title: str
    summary: str
    url: str
    updated: datetime
    authors: tuple[str, ...]
    language: str | None


def entries(blog: LiveBlog) -> Iterator[Entry]:
    """The blog's posts in its order, `updated` never before `published`."""
    home, newest = public(blog.url), newest_time(blog)
    for post in blog.posts:
        title = title_of(post)
        published = post.published
        updated = post.updated or published or newest
        if published and updated < published:
            updated = published
        image = (post.images[0].url, media_type(post.images[0].url)) if post.images else None
        url = post.url or (public(post.source[1]) if post.source else home)
        yield Entry(post, title, content(post, title), url, published, updated, image)


def head(blog: LiveBlog) -> Head:
    """The feed's fields; the host stands in for a title or author that the page does not give."""
    url = public(blog.url)
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    bylines = tuple(dict.fromkeys(name for post in blog.posts for name in post.authors))
    language = (blog.language or "").replace("_", "-")
    return Head(
        title=visible(blog.title) or host or "Live blog",
        summary=visible(blog.summary),
        url=url,
        updated=newest_time(blog),
        authors=blog.authors or ((host,) if host else bylines) or ("Unknown",),
        language=language if _LANGUAGE.fullmatch(language) else None,
    )


def public(url: str) -> str:
    """The URL if others can follow it, else '': a saved page may have none but its place on this disk."""
    return url if url.startswith(("http://", "https://")) else ""


def rfc3339(time: datetime) -> str:
    """A time as Atom and JSON Feed write it, to the second."""
    return time.isoformat(timespec="seconds")


def newest_time(blog: LiveBlog) -> datetime:
    """When the blog last changed: the newest time of its posts; the epoch if it has none."""
    times = [time for post in blog.posts for time in (post.published, post.updated) if time]
    return max(times, default=EPOCH).replace(microsecond=0)


def content(post: Post, title: str) -> str:
    """The body; pictures that it does not show are added, and a post with nothing to show shows its title."""
    html = post.html
    if post.images and "<img" not in html:
        html += "".join(
            f'<p><img src="{escape(image.url)}" alt="{escape(unquoted(image.alt))}"></p>'
            for image in post.images
        )
    return html if html and not html.isspace() else f"<p>{escape(title)}</p>"


def media_type(url: str) -> str:
    """The media type by the ending of the URL's path, or ''."""
    return _MEDIA_TYPES.get(url.partition("?")[0].rpartition(".")[2].lower(), "")


def scrubbed(value: T) -> T:
    """The same data without the characters that XML and UTF-8 cannot carry (XML 1.0 section 2.2)."""
    changed: Any = value
    if isinstance(value, str):
        changed = _ILLEGAL.sub(lambda found: " " if found[0].isspace() else "", value)
    elif isinstance(value, tuple):
        changed = tuple(scrubbed(item) for item in value)
    elif is_dataclass(value) and not isinstance(value, type):
        changed = replace(value, **{item.name: scrubbed(getattr(value, item.name)) for item in fields(value)})
    result: T = changed
    return result
