"""Brightspot CMS live blogs (AP, Los Angeles Times): custom elements with epochs, all posts in the page."""

from dataclasses import replace

from feedgen_liveblog.model import Getter, RawBlog
from feedgen_liveblog.page import Page
from feedgen_liveblog.parsers import selectors
from feedgen_liveblog.parsers.selectors import Selectors

NAME = "Brightspot"
IN_PAGE = True  # nothing is asked of the network
_POSTS = Selectors(
    post="bsp-liveblog-post[data-post-id]",
    id="./@data-post-id",
    url="bsp-copy-link::attr(data-link)",
    time="./@data-posted-date-timestamp",
    updated="./@data-updated-date-timestamp",
    title=".LiveBlogPost-headline",
    author=".LiveBlogPost-author, .LiveBlogPost-byline a",
    html=".LiveBlogPost-body > *",
)


def parse(page: Page, get: Getter) -> RawBlog | None:
    """The posts in the page; the ids of its JSON-LD are not those of its anchors."""
    if "bsp-liveblog-post" not in page.text:
        return None
    blog = selectors.parser(_POSTS, name="brightspot")(page, get)
    return blog and replace(blog, complete=True)
