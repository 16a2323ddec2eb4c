"""RSS 2.0, with the namespaces that readers know: content, Dublin Core, Media RSS and Atom's links."""

from email.utils import format_datetime
from html import escape
from threading import Lock
from typing import Any

from lxml.etree import SubElement

from feedgen_liveblog.model import LiveBlog
from feedgen_liveblog.render.entry import Entry, entries, head, rfc3339, scrubbed
from feedgen_liveblog.render.extension import generator
from feedgen_liveblog.render.links import NO_LINKS, FeedLinks
from feedgen_liveblog.render.title import excerpt

ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
MEDIA = "http://search.yahoo.com/mrss/"
RSS_TYPE = "application/rss+xml"

EXCERPT = 300
"""Characters of an item's description; content:encoded has all."""

TTL = 5
TTL_CLOSED = 60
"""Minutes that a reader may keep the feed before it asks again."""

# feedgen sets the process's locale to write a channel's date, and then sets it back: two threads at that at
# once could leave the wrong one behind.
_LOCALE = Lock()


def rss(blog: LiveBlog, *, feed_url: str | None = None, links: FeedLinks | None = None) -> bytes:
    """The blog as an RSS document in UTF-8; `feed_url` is where readers will fetch it."""
    try:
        return _document(blog, feed_url, links or NO_LINKS)
    except ValueError:
        # As in Atom: a character that XML cannot carry.
        return _document(scrubbed(blog), feed_url, links or NO_LINKS)


def _document(blog: LiveBlog, feed_url: str | None, links: FeedLinks) -> bytes:
    top = head(blog)

    def write(channel: Any) -> None:
        for rel, url in ((("hub", links.hub),) if links.hub else ()) + links.documents:
            SubElement(channel, f"{{{ATOM}}}link", {"rel": rel, "href": url})
        for entry in entries(blog):
            _item(SubElement(channel, "item"), entry)

    feed = generator({"dc": DUBLIN_CORE, "media": MEDIA}, write)
    feed.title(top.title)
    feed.description(top.summary or top.title)
    feed.lastBuildDate(top.updated)
    feed.language(top.language)
    feed.logo(blog.image)
    feed.ttl(TTL_CLOSED if blog.closed else TTL)
    if feed_url:
        feed.link(href=feed_url, rel="self", type=RSS_TYPE)
    feed.link(href=top.url or blog.id, rel="alternate")  # last: feedgen makes the last one the channel's link
    with _LOCALE:
        document: bytes = feed.rss_str(pretty=True)
    return document


def _item(element: Any, entry: Entry) -> None:
    post = entry.post
    SubElement(element, "guid", {"isPermaLink": "false"}).text = post.guid
    SubElement(element, "title").text = entry.title
    if entry.published:
        SubElement(element, "pubDate").text = format_datetime(entry.published)
    if entry.published and entry.updated > entry.published:  # RSS has no word for an edit; Atom's is read
        SubElement(element, f"{{{ATOM}}}updated").text = rfc3339(entry.updated)
    for name in post.authors:  # `author` wants an e-mail address, and we make none up
        SubElement(element, f"{{{DUBLIN_CORE}}}creator").text = name
    if entry.url:
        SubElement(element, "link").text = entry.url
    if entry.image:
        url, media_type = entry.image
        known = {"type": media_type} if media_type else {}
        SubElement(element, f"{{{MEDIA}}}content", {"url": url, "medium": "image", **known})
    for tag in post.tags:
        SubElement(element, "category").text = tag
    if post.source:
        title, url = post.source
        SubElement(element, "source", {"url": url}).text = title
    SubElement(element, "description").text = escape(excerpt(entry.html, EXCERPT) or entry.title, quote=False)
    SubElement(element, f"{{{CONTENT}}}encoded").text = entry.html
