"""The data: what a parser saw (strings only), and what the feed is made of (typed, UTC, safe)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from feedgen_liveblog.page import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture of a post: absolute or page-relative URL, and the text that stands for it."""

    url: str
    alt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawPost:
    """One post as a parser saw it. All strings are as in the page, unread.

    `published` and `updated` are any date text: epoch, ISO 8601, '11.04 Uhr', '5 min ago'. `day` is the
    date heading above a post that shows only a clock. `html` is unsafe markup; `text` is plain text with
    a blank line between paragraphs, for sources that have no markup. `anchor` is a DOM id; `url` may be
    relative. `provenance` names the format that each field came from. `page` counts the pages that were fetched
    before the one that it is on. `aside`: it is on an older page on which nothing was new, so that it was read
    now and may not be the next time.
    """

    id: str | None = None
    anchor: str | None = None
    url: str | None = None
    published: str | None = None
    updated: str | None = None
    day: str | None = None
    title: str | None = None
    html: str | None = None
    text: str | None = None
    authors: tuple[str, ...] = ()
    images: tuple[Image, ...] = ()
    tags: tuple[str, ...] = ()
    provenance: Mapping[str, str] = field(default_factory=dict)
    page: int = 0
    aside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RawBlog:
    """A live blog as a parser saw it, its posts in page order.

    `format` names the parser; `confidence` (0 to 1) is how sure it is that these are live-blog posts.
    `namespace` is set where post ids are unique beyond this page (a provider's tenant and channel, a
    publisher's CMS): ids then stay the same on every page that shows the post. `older` are URLs of pages
    with earlier posts. `inventory` is the complete list of native ids where the source states it;
    `deleted` are ids that the source says are gone. `zone` is the zone of its naive times, an IANA name.
    `complete` says that every post of the story is here, so that no older page need be asked for. `gaps`
    says that posts between those listed may be missing (a list of changes): what is absent is not gone.
    """

    format: str
    posts: tuple[RawPost, ...]
    confidence: float = 0.5
    namespace: str | None = None
    title: str | None = None
    summary: str | None = None
    url: str | None = None
    language: str | None = None
    authors: tuple[str, ...] = ()
    image: str | None = None
    published: str | None = None
    updated: str | None = None
    coverage_end: str | None = None
    zone: str | None = None
    closed: bool = False
    older: tuple[str, ...] = ()
    inventory: tuple[str, ...] | None = None
    deleted: tuple[str, ...] = ()
    complete: bool = False
    gaps: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One entry: its GUID and published time never change.

    `guid` is an IRI; `title` is the post's own headline or ''; `html` is safe, with absolute URLs.
    `published` and `updated` are aware UTC; published is None only before `merge` has set 'first seen'.
    `digest` covers normalised text and media: it changes only on a real edit. `source` is the title and
    URL of the page the post is from, where one feed follows several.
    """

    guid: str
    url: str | None = None
    title: str = ""
    html: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    authors: tuple[str, ...] = ()
    images: tuple[Image, ...] = ()
    tags: tuple[str, ...] = ()
    digest: str = ""
    source: tuple[str, str] | None = None
    provenance: Mapping[str, str] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveBlog:
    """A live blog, its posts newest first; everything in it is aware UTC and safe to publish.

    `id` is the feed's IRI. `deleted` holds the GUIDs that the source says are gone; `inventory`, where the
    source states it, the GUIDs of all its posts; with `gaps`, a post that is absent is not gone for that.
    `seams` are the GUIDs of the newest posts of its older pages: what is missing above one may be on neither page
    because these are not of one time. `aside` are those of posts that the next look need not show, as RawPost says.
    `timeless` are, by the GUIDs that a post's time is a part of, those that they would have without it: a post had
    such a one as long as the page told its time as '5 min ago'.
    `zone` is the zone that the newsroom's clocks show, as `dates.zone` reads it; None where nothing tells.
    `recognised` says by which formats, `confidence` how sure.
    """

    id: str
    title: str
    url: str
    posts: tuple[Post, ...] = ()
    summary: str = ""
    language: str | None = None
    authors: tuple[str, ...] = ()
    image: str | None = None
    closed: bool = False
    coverage_end: datetime | None = None
    zone: str | None = None
    inventory: frozenset[str] | None = None
    deleted: frozenset[str] = frozenset()
    gaps: bool = False
    seams: frozenset[str] = frozenset()
    aside: frozenset[str] = frozenset()
    timeless: Mapping[str, str] = field(default_factory=dict, compare=False)
    recognised: str = ""
    confidence: float = 0.0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """A live blog in short, for a list of several: the count of its posts, the newest one's title and time."""

    title: str
    url: str
    posts: int = 0
    newest: str = ""
    last: datetime | None = None
    closed: bool = False
    language: str | None = None
    zone: str | None = None


class Getter(Protocol):
    """Fetches a further page or API document; raises FetchError.

    `known` are the native ids of the posts that are in the feed already: paging stops at the first page
    that holds no other. It is empty on the first run, and until a run has read the story to its first
    post (`RawBlog.complete`), or what a failure midway left out would never be read.
    """

    @property
    def known(self) -> frozenset[str]: ...

    def __call__(self, url: str, *, headers: Mapping[str, str] | None = None) -> "Page": ...


Parser = Callable[["Page", Getter], RawBlog | None]
"""A page to what was seen in it, or None: not my page."""
