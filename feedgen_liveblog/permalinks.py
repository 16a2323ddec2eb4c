"""Where in its page each post is: the element that has the post's id in its own, `#link-4711` of the post 4711."""

from collections import Counter
from dataclasses import replace

from feedgen_liveblog.model import RawBlog
from feedgen_liveblog.page import Page

_SHORTEST = 4  # letters of an id that is in no other by chance


def linked(blog: RawBlog, page: Page) -> RawBlog:
    """The blog, its posts that have an id and no address linked to their places in the page."""
    lone = [post for post in blog.posts if post.id and not post.url and not post.anchor]
    if page.kind != "html" or not lone or not any(len(post.id or "") >= _SHORTEST for post in lone):
        return blog
    names = {name for element in page.root.iter("*") if (name := element.get("id"))}
    forms = Counter(
        (name[:at], name[at + len(post.id) :])
        for post in lone[:1]
        if post.id
        for name in names
        if (at := name.find(post.id)) >= 0
    )
    for before, after in sorted(forms):
        if sum(f"{before}{post.id}{after}" in names for post in lone) >= 0.7 * len(lone):
            posts = (
                replace(post, url=f"#{before}{post.id}{after}")
                if post.id and not post.url and not post.anchor and f"{before}{post.id}{after}" in names
                else post
                for post in blog.posts
            )
            return replace(blog, posts=tuple(posts))
    return blog
