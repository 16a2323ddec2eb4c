"""Tagesschau: the text of a post is what follows its heading, up to the next; the whole day is on one page."""

from dataclasses import replace
from itertools import takewhile

from feedgen_liveblog.model import Getter, RawBlog
from feedgen_liveblog.page import Page
from feedgen_liveblog.parsers.elements import body_of, find
from feedgen_liveblog.parsers.selectors import Selectors, parser

MATCH = r"^https?://(?:www\.)?tagesschau\.de/.*live-?blog"
_POSTS = Selectors(
    post="div.liveblog--anchor[id]", time=".liveblog__datetime", title="h2", tz="Europe/Berlin"
)
_PARTS = (
    "(self::p | self::ul | self::ol | self::blockquote | self::h3 | self::div[contains(@class, 'absatz')])"
)


def parse(page: Page, get: Getter) -> RawBlog | None:
    """The anchors as posts, each with the paragraphs, lists and pictures below it."""
    blog = parser(_POSTS, name="tagesschau")(page, get)
    if blog is None:
        return None
    anchors = find(_POSTS.post, page.root)
    below = [takewhile(lambda part: part not in anchors, anchor.itersiblings("*")) for anchor in anchors]
    bodies = [body_of((part for part in parts if find(_PARTS, part)), (), whole=True) for parts in below]
    posts = (replace(post, html=f"{post.html}{body}") for post, body in zip(blog.posts, bodies, strict=True))
    return replace(blog, posts=tuple(posts), complete=True)
