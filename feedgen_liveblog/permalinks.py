"""Where in its page each post is: the element that has the post's id in its own, `#link-4711` of the post 4711."""

from dataclasses import replace

from feedgen_liveblog.model import RawBlog, RawPost
from feedgen_liveblog.page import Page

_SHORTEST = 4  # letters of an id that is in no other by chance


def linked(blog: RawBlog, page: Page) -> RawBlog:
    """The blog, its posts that have an id and no address linked to their places in the page."""
    lone = [post for post in blog.posts if _is_lone(post)]
    first = lone[0].id or "" if lone else ""
    if page.kind != "html" or len(first) < _SHORTEST:
        return blog
    names = {name for element in page.root.iter("*") if (name := element.get("id"))}
    for form in sorted(name.split(first, 1) for name in names if first in name):
        places = {post.id: place for post in lone if (place := (post.id or "").join(form)) in names}
        if len(places) >= 0.7 * len(lone):
            posts = (
                replace(post, url=f"#{places[post.id]}") if _is_lone(post) and post.id in places else post
                for post in blog.posts
            )
            return replace(blog, posts=tuple(posts))
    return blog


def _is_lone(post: RawPost) -> bool:
    return bool(post.id) and not post.url and not post.anchor
