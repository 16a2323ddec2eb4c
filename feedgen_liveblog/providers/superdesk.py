"""Superdesk Live Blog (Liveblog Pro): a blog's posts, from its public API or as its own page shows them."""

import re
from collections.abc import Mapping
from typing import Any

from feedgen_liveblog.errors import FetchError
from feedgen_liveblog.expressions import expression
from feedgen_liveblog.jsonpick import items, mapping, number, pick, text
from feedgen_liveblog.model import Getter, RawBlog
from feedgen_liveblog.page import Page
from feedgen_liveblog.providers import embed, paging, superdesk_post

NAME = "Live Blog (Superdesk)"
_FRAME = expression(
    r"https?://[^?#]*?(?:liveblog|superdesk)[^?#]*/(?:blogs|embed|client_blogs)/[0-9a-f]{24}\b"
)
_POST = '//*[contains(concat(" ", @class, " "), " lb-post ")][@data-post-id][not(contains(@class, "advertisement"))]'


def parse(page: Page, get: Getter) -> RawBlog | None:
    """The posts of an API answer, of Live Blog's own page, or of a page that frames one."""
    if page.kind == "json":
        ours = '"_items"' in page.text and _is_answer(page.data)
        return _from_api(page, get, page, {}) if ours else None
    if not embed.mentions(page, "lb-post", "api_host", "blogs/", "embed/"):
        return None
    if found := _from_page(page, get):
        return found
    frame = next((url for url in embed.sources(page) if _FRAME.match(url)), None)
    if frame is None:
        return None
    try:
        framed = get(frame)
    except FetchError as error:
        raise paging.unreadable(page, NAME, error) from error
    return _from_page(framed, get) if framed.kind == "html" else None


def _from_page(page: Page, get: Getter) -> RawBlog | None:
    """A Live Blog page: the posts by the API that it names, else those that it shows."""
    shown = page.root.xpath(_POST) if "lb-post" in page.text else []
    settings = embed.assigned(page, "LB")
    blog = mapping(pick(settings, "blog"))
    host, id = embed.absolute(page, text(pick(settings, "api_host")) or ""), text(blog.get("_id"))
    missed: tuple[str, ...] = ()
    if host and id and re.fullmatch(r"[0-9a-f]{24}", id):
        api = f"{host.rstrip('/')}/api/client_blogs/{id}/posts?max_results=100&page=1"
        try:
            return _from_api(page, get, api, blog)
        except FetchError as error:
            if not shown:
                raise
            missed = (f"only the posts in the page were read ({error.__cause__ or error})",)
    return _blog(blog, posts=tuple(map(superdesk_post.from_element, shown)), notes=missed) if shown else None


def _from_api(page: Page, get: Getter, first: Page | str, blog: Mapping[str, Any]) -> RawBlog:
    url = first if isinstance(first, str) else first.url

    def read(data: Any) -> paging.Answer | None:
        posts = items(pick(data, "_items"))
        if posts is None:
            return None
        here, size, total = (
            number(pick(data, "_meta", key)) or 0 for key in ("page", "max_results", "total")
        )
        more = "client_blogs/" in url and 0 < here * size < total
        return paging.answer(
            [post for post in posts if superdesk_post.published(post)],
            superdesk_post.from_json,
            deleted=[
                id for post in posts if not superdesk_post.published(post) and (id := text(pick(post, "_id")))
            ],
            next=_numbered(url, here + 1) if more else None,
        )

    walk = paging.walk(page, get, first, read, name=NAME)
    # The API names what is deleted, and its order is the editors': no gap in it says anything.
    return _blog(
        blog,
        posts=walk.posts,
        deleted=walk.deleted,
        complete=walk.complete,
        gaps=True,
        notes=walk.notes,
    )


def _blog(blog: Mapping[str, Any], **found: Any) -> RawBlog:
    # Post ids are URNs with a UUID, so they need no more of a namespace: the API's answer, the theme's
    # page and the page that frames it do not all say which blog they are of.
    return RawBlog(
        format="superdesk",
        confidence=1.0,
        namespace="superdesk",
        title=text(blog.get("title")),
        summary=text(blog.get("description")),
        language=text(pick(blog, "blog_preferences", "language")),
        image=text(blog.get("picture_url")),
        closed=blog.get("blog_status") == "closed",
        **found,
    )


def _is_answer(data: Any) -> bool:
    posts = items(pick(data, "_items")) or []
    return any("groups" in mapping(post) and "published_date" in mapping(post) for post in posts)


def _numbered(url: str, page: int) -> str:
    numbered, found = re.subn(r"([?&]page=)\d+", rf"\g<1>{page}", url)
    return numbered if found else f"{url}{'&' if '?' in url else '?'}page={page}"
