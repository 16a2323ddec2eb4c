"""Atom 1.0 (RFC 4287), with archive links (RFC 5005) and tombstones (RFC 6721)."""

from typing import Any

from lxml.etree import SubElement

from feedgen_liveblog import ids
from feedgen_liveblog.model import LiveBlog
from feedgen_liveblog.render.entry import Entry, entries, head, rfc3339, scrubbed
from feedgen_liveblog.render.extension import generator
from feedgen_liveblog.render.links import NO_LINKS, FeedLinks

HISTORY = "http://purl.org/syndication/history/1.0"
TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
ATOM_TYPE = "application/atom+xml"


def atom(blog: LiveBlog, *, feed_url: str | None = None, links: FeedLinks | None = None) -> bytes:
    """The blog as an Atom document in UTF-8; `feed_url` is where readers will fetch it."""
    try:
        return _document(blog, feed_url, links or NO_LINKS)
    except ValueError:
        # A character that XML cannot carry: cleaning lets none through, so that none is looked for here.
        return _document(scrubbed(blog), feed_url, links or NO_LINKS)


def _document(blog: LiveBlog, feed_url: str | None, links: FeedLinks) -> bytes:
    top = head(blog)

    def write(root: Any) -> None:
        if links.archive:
            SubElement(root, f"{{{HISTORY}}}archive")
        for guid, when in links.deleted:
            SubElement(root, f"{{{TOMBSTONES}}}deleted-entry", {"ref": guid, "when": rfc3339(when)})
        for entry in entries(blog):
            _entry(SubElement(root, "entry"), entry)

    namespaces = {"fh": HISTORY} if links.archive else {}
    feed = generator(namespaces | ({"at": TOMBSTONES} if links.deleted else {}), write)
    feed.id(blog.id)
    feed.title(top.title)
    feed.updated(top.updated)
    feed.author([{"name": name} for name in top.authors])
    feed.language(top.language)
    feed.logo(blog.image)
    feed.subtitle(top.summary)
    if top.url:
        feed.link(href=top.url, rel="alternate", type="text/html")
    if feed_url:
        feed.link(href=feed_url, rel="self", type=ATOM_TYPE)
    if links.hub:
        feed.link(href=links.hub, rel="hub")
    for rel, url in links.documents:
        feed.link(href=url, rel=rel, type=ATOM_TYPE)
    document: bytes = feed.atom_str(pretty=True)
    return document


def _entry(element: Any, entry: Entry) -> None:
    # The tree has no namespace until it is written, as feedgen makes it: Atom's own names go without.
    post = entry.post
    SubElement(element, "id").text = post.guid
    SubElement(element, "title").text = entry.title
    if entry.published:  # before `updated`: simple readers show the first date that they find
        SubElement(element, "published").text = rfc3339(entry.published)
    SubElement(element, "updated").text = rfc3339(entry.updated)
    for name in post.authors:
        SubElement(SubElement(element, "author"), "name").text = name
    if entry.url:
        SubElement(element, "link", {"rel": "alternate", "type": "text/html", "href": entry.url})
    if entry.image:
        url, media_type = entry.image
        known = {"type": media_type} if media_type else {}
        SubElement(element, "link", {"rel": "enclosure", "href": url, **known})
    for tag in post.tags:
        SubElement(element, "category", {"term": tag})
    if post.source:  # of the feed that its live blog has by itself (RFC 4287, 4.2.11)
        title, url = post.source
        SubElement(element, "link", {"rel": "via", "type": "text/html", "href": url})
        source = SubElement(element, "source")
        SubElement(source, "id").text = ids.feed_id(url)
        SubElement(source, "title").text = title
        SubElement(source, "updated").text = rfc3339(entry.updated)
        SubElement(source, "link", {"rel": "alternate", "type": "text/html", "href": url})
    SubElement(element, "content", {"type": "html"}).text = entry.html
