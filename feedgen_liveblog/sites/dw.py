"""Deutsche Welle: all posts from the page's content API, whose answer the page may carry as data."""

import re
from typing import Any
from urllib.parse import urljoin

from feedgen_liveblog.errors import FetchError, NotALiveBlog
from feedgen_liveblog.expressions import expression
from feedgen_liveblog.jsonpick import items, pick, text
from feedgen_liveblog.lists.values import named
from feedgen_liveblog.model import Getter, RawBlog, RawPost
from feedgen_liveblog.page import Page

MATCH = r"^https?://(?:www|amp)\.dw\.com/([\w-]+)/(?:[^/]+/)*live-(\d+)"
# A picture has a placeholder for its address; the real one is made of its number.
_IMAGE = expression(r'<img\b[^<>]*?\bdata-id="(\d+)"')


def parse(page: Page, get: Getter) -> RawBlog | None:
    """The posts of the content API; None where it has none."""
    path = re.sub(rf"{MATCH}.*", r"/graph-api/\1/content/liveblog/\2", page.url)
    answer = next((found for _, state in page.state if (found := pick(state, path))), None)
    try:
        answer = answer or get(urljoin(page.url, path)).data
    except (FetchError, NotALiveBlog):
        return None
    posts = tuple(map(_post, items(pick(answer, "data", "content", "posts")) or []))
    return RawBlog(format="dw", posts=posts, confidence=1.0, complete=True) if posts else None


def _post(post: Any) -> RawPost:
    return RawPost(
        id=text(pick(post, "id")),
        published=text(pick(post, "contentDate")) or text(pick(post, "localizedContentDate")),
        title=text(pick(post, "title")),
        html=_IMAGE.sub(r'<img src="https://static.dw.com/image/\1_605.jpg"', text(pick(post, "text")) or ""),
        authors=named(pick(post, "persons")),
    )
