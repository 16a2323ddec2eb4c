"""Feeds with a vector in every field, and all that they show to a reader, field by field."""

import html
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Literal, NamedTuple

from lxml import etree

from feedgen_liveblog import render
from feedgen_liveblog.clean import address, line
from feedgen_liveblog.model import About, Image, LiveBlog, RawBlog, RawPost
from feedgen_liveblog.normalise import normalise
from feedgen_liveblog.render import FeedLinks, Row, title_of
from tests.hostile import markup, survivors, unsafe_address

Kind = Literal["html", "text", "address", "id", "own"]
NOW = datetime(2026, 3, 14, 12, tzinfo=UTC)
URL = "https://news.example/live/day?page=1"
_BEFORE = "https://feeds.example/before.xml"


class Shown(NamedTuple):
    """One value that a reader gets: which field it is, and what a reader takes it for."""

    field: str
    kind: Kind
    value: str

    def faults(self) -> list[str]:
        """What in it could do something in some reader."""
        return _faults(self.kind, self.value)


@cache
def _faults(kind: Kind, value: str) -> list[str]:
    if kind == "html":
        return survivors(value)
    if kind == "address":
        return unsafe_address(value)
    if kind == "id":
        return markup(value) + [f"{mark!r} in an id" for mark in "<>\"'\\ " if mark in value]
    return markup(value) if kind == "text" else []


def blog(vector: str) -> LiveBlog:
    """A live blog with the vector in each of its fields, as it is, encoded, and in other words' midst."""
    once, twice = html.escape(vector), html.escape(html.escape(vector))
    posts = (
        _post("11:00", vector, html=vector, address=vector),
        _post("10:00", once, html=f"<p>Words {once}</p>", address=f"https://news.example/{vector}"),
        _post("09:00", twice, text=vector, address=f"https://news.example/p?{vector}"),
        _post("08:00", f"Words {vector} more", text=f"Words {once} more", address=f"/rel/{vector}"),
        _post("07:00", "", html=_attributes(once) + _attributes(twice), address=f"#{vector}"),
        RawPost(published=vector, updated=vector, day=vector, id=vector, anchor=vector, title="Words"),
    )
    raw = RawBlog(
        format="hostile",
        posts=posts,
        namespace=None if len(vector) % 2 else vector,
        title=vector,
        summary=vector,
        url=vector,
        language=vector,
        authors=(vector, once),
        image=vector,
        published=vector,
        coverage_end=vector,
        zone=None,
        deleted=(vector,),
        notes=(vector,),
    )
    live = normalise(raw, url=URL, now=NOW)
    source = (line(vector), address(vector, URL) or live.url)  # as a feed that joins several blogs has it
    return replace(live, posts=tuple(replace(post, source=source) for post in live.posts))


def _post(at: str, words: str, *, address: str, html: str | None = None, text: str | None = None) -> RawPost:
    return RawPost(
        published=f"2026-03-14T{at}:00Z",
        title=words,
        html=html,
        text=text,
        url=address,
        authors=(words, f"By {words}"),
        tags=(words, "Harbour"),
        images=(Image(url=address, alt=words), Image(url=f"https://cdn.example/a.jpg?{words}", alt=words)),
    )


def _attributes(value: str) -> str:
    return (
        f'<p class="{value}">x <a href="{value}" title="{value}">link</a></p>'
        f'<img data-srcset="{value} 1000w" data-src="{value}" src="{value}" alt="{value}">'
        f'<iframe src="https://player.example/?{value}" title="{value}" srcdoc="{value}"></iframe>'
    )


def documents(live: LiveBlog) -> dict[str, bytes]:
    """The live blog in every format that we write."""
    gone = tuple((guid, NOW) for guid in sorted(live.deleted))
    archive = FeedLinks(archive=True, prev_archive=_BEFORE, next_archive=_BEFORE, current=_BEFORE)
    feed_url = "https://feeds.example/day.xml"
    return {
        "Atom": render.atom(live, feed_url=feed_url, links=FeedLinks(deleted=gone, hub=_BEFORE)),
        "RSS": render.rss(live, feed_url=feed_url),
        "JSON Feed": render.jsonfeed(live, feed_url=feed_url),
        "archive": render.atom(live, feed_url=feed_url, links=archive),
    }


def pages(live: LiveBlog) -> dict[str, bytes]:
    """The live blog in the documents that are opened in a browser as they are."""
    about = About(title=live.title, url=live.url, newest=title_of(live.posts[0]), language=live.language)
    return {
        "page": render.htmlpage(live, links=FeedLinks(prev_archive=_BEFORE)),
        "index": render.indexpage([Row(about=about)]),
    }


def shown(format: str, document: bytes) -> Iterator[Shown]:
    """Every value in a document, none left out; raises KeyError for a place that nobody judges."""
    if format in ("page", "index"):
        yield from _of_page(document)
        return
    if format == "JSON Feed":
        yield from _of_json("", json.loads(document))
        return
    root = etree.fromstring(document, etree.XMLParser(resolve_entities=False))
    for element in root.iter():
        assert isinstance(element.tag, str), f"a comment or an instruction in {format}"
        name = etree.QName(element).localname
        parent = element.getparent()
        within = "" if parent is None else etree.QName(parent).localname
        if element.text and element.text.strip():
            yield Shown(*_TEXTS[within, name], element.text)
        for attribute, value in element.items():
            if attribute in ("href", "url"):
                kind: Kind = "own" if value == _BEFORE else "address"
                field = _LINKS[name, element.get("rel")]
                yield Shown(_OF_PARENT.get(within, field) if field == "permalink" else field, kind, value)
            elif (name, attribute) != ("link", "rel"):
                yield Shown(*_ATTRIBUTES[name, attribute], value)


def _of_page(document: bytes) -> Iterator[Shown]:
    root = etree.fromstring(document, etree.HTMLParser(huge_tree=True))
    for element in root.iter(etree.Element):
        if element.tag != "style":
            texts = (element.text, *(child.tail for child in element))
            yield from (Shown("text", "text", text) for text in texts if text and text.strip())
        for name, value in element.items():
            if name in ("alt", "title", "lang") or (
                name == "content" and element.get("name") == "description"
            ):
                yield Shown("attribute", "text", value)
            elif name in ("href", "src") and value.startswith("#"):
                yield Shown("place", "id", value)
            elif name in ("href", "src") and element.get("rel") != "icon":
                yield Shown("link" if name == "href" else "picture", "address", value)
            else:
                yield Shown("our own", "own", value)


def _of_json(path: str, value: object) -> Iterator[Shown]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _of_json(f"{path}.{key}", item)
    elif isinstance(value, list):
        for item in value:
            yield from _of_json(path, item)
    elif isinstance(value, str):
        yield Shown(*_JSON[path], value)


_ENTRY: dict[str, tuple[str, Kind]] = {
    "title": ("title", "text"),
    "content": ("body", "html"),
    "encoded": ("body", "html"),
    "description": ("summary", "html"),
    "creator": ("author", "text"),
    "category": ("category", "text"),
    "source": ("source", "text"),
    "link": ("permalink", "address"),
    "guid": ("id", "id"),
    "id": ("id", "id"),
    **dict.fromkeys(("published", "updated", "pubDate"), ("time", "own")),
}
_FEED: dict[str, tuple[str, Kind]] = {
    "title": ("blog title", "text"),
    "subtitle": ("blog summary", "text"),
    "description": ("blog summary", "text"),
    "language": ("language", "text"),
    "logo": ("feed image", "address"),
    "link": ("home page", "address"),
    "id": ("id", "id"),
    **dict.fromkeys(("updated", "lastBuildDate", "generator", "docs", "ttl"), ("our own", "own")),
}
_TEXTS: dict[tuple[str, str], tuple[str, Kind]] = {
    **{("entry", name): field for name, field in _ENTRY.items()},
    **{("item", name): field for name, field in _ENTRY.items()},
    **{("feed", name): field for name, field in _FEED.items()},
    **{("channel", name): field for name, field in _FEED.items()},
    ("author", "name"): ("author", "text"),
    ("source", "title"): ("source", "text"),
    ("source", "id"): ("id", "id"),
    ("source", "updated"): ("time", "own"),
    ("image", "url"): ("feed image", "address"),
    ("image", "title"): ("blog title", "text"),
    ("image", "link"): ("home page", "address"),
}
_LINKS = {
    ("link", "enclosure"): "image URL",
    ("content", None): "image URL",
    ("source", None): "source",
    ("link", "alternate"): "permalink",
    ("link", "via"): "source",
    **{("link", rel): "our own" for rel in ("self", "hub", "prev-archive", "next-archive", "current")},
}
_OF_PARENT = {"feed": "home page", "source": "source"}
_ATTRIBUTES: dict[tuple[str, str], tuple[str, Kind]] = {
    ("feed", "{http://www.w3.org/XML/1998/namespace}lang"): ("language", "text"),
    ("category", "term"): ("category", "text"),
    ("deleted-entry", "ref"): ("id", "id"),
    **dict.fromkeys(
        (
            ("deleted-entry", "when"), ("generator", "uri"), ("generator", "version"), ("content", "type"),
            ("content", "medium"), ("link", "type"), ("guid", "isPermaLink"), ("rss", "version"),
        ),
        ("our own", "own"),
    ),
}  # fmt: skip
_JSON: dict[str, tuple[str, Kind]] = {
    ".title": ("blog title", "text"),
    ".description": ("blog summary", "text"),
    ".home_page_url": ("home page", "address"),
    ".icon": ("feed image", "address"),
    ".language": ("language", "text"),
    ".authors.name": ("author", "text"),
    ".items.id": ("id", "id"),
    ".items.url": ("permalink", "address"),
    ".items.title": ("title", "text"),
    ".items.content_html": ("body", "html"),
    ".items.image": ("image URL", "address"),
    ".items.authors.name": ("author", "text"),
    ".items.tags": ("category", "text"),
    ".items._source.title": ("source", "text"),
    ".items._source.url": ("source", "address"),
    **dict.fromkeys(
        (
            ".version", ".feed_url", ".hubs.type", ".hubs.url",
            ".items.date_published", ".items.date_modified",
        ),
        ("our own", "own"),
    ),
}  # fmt: skip
