"""JSON Feed 1.1 (jsonfeed.org/version/1.1)."""

import json
from typing import Any

from feedgen_liveblog.model import LiveBlog
from feedgen_liveblog.render.entry import Entry, entries, head, rfc3339, scrubbed
from feedgen_liveblog.render.links import NO_LINKS, FeedLinks


def jsonfeed(blog: LiveBlog, *, feed_url: str | None = None, links: FeedLinks | None = None) -> bytes:
    """The blog as a JSON Feed in UTF-8; `feed_url` is where readers will fetch it.

    Of `links` it has only the hub: it knows no archives, and a deleted post is just absent.
    """
    # JSON could carry more characters than XML, but an entry says the same in every format.
    blog, links = scrubbed(blog), links or NO_LINKS
    top = head(blog)
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": top.title,
        "home_page_url": top.url,
        "feed_url": feed_url,
        "description": top.summary,
        "icon": blog.image,
        "authors": [{"name": name} for name in top.authors],
        "language": top.language,
        "hubs": [{"type": "WebSub", "url": links.hub}] if links.hub else None,
    }
    document = _filled(feed) | {"items": [_filled(_item(entry)) for entry in entries(blog)]}
    return json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n"


def _item(entry: Entry) -> dict[str, Any]:
    post = entry.post
    return {
        "id": post.guid,
        "url": entry.url,
        "title": entry.title,
        "content_html": entry.html,
        "image": entry.image and entry.image[0],
        "date_published": entry.published and rfc3339(entry.published),
        "date_modified": rfc3339(entry.updated),
        "authors": [{"name": name} for name in post.authors],
        "tags": post.tags,
        # An extension: JSON Feed has no word for it; `external_url` is for what a post is about.
        "_source": post.source and {"title": post.source[0], "url": post.source[1]},
    }


def _filled(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}
