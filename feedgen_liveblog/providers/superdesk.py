"""Superdesk Live Blog (Liveblog Pro): a blog's posts, from its public API or as its own page shows them."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml.html import HtmlElement

from feedgen_liveblog.errors import FetchError
from feedgen_liveblog.jsonpick import flag, items, mapping, number, pick, text
from feedgen_liveblog.model import Getter, RawBlog, RawPost
from feedgen_liveblog.page import Page
from feedgen_liveblog.providers import embed, paging

NAME = "Live Blog (Superdesk)"
_FRAME = re.compile(r"//[^?#]*(?:liveblog|superdesk)[^?#]*/(?:blogs|embed|client_blogs)/[0-9a-f]{24}\b")
_POST = '//*[contains(concat(" ", @class, " "), " lb-post ")][@data-post-id]'
_IS_ITEM = 'contains(concat(" ", @class, " "), " lb-item ")'
_ITEMS = f".//*[{_IS_ITEM}][not(ancestor::*[{_IS_ITEM}])]"


def parse(page: Page, get: Getter) -> RawBlog | None:
    """The posts of an API answer, of Live Blog's own page, or of a page that frames one."""
    if page.kind == "json":
        ours = '"_items"' in page.text and _is_answer(page.data)
        return _from_api(page, get, page, {}) if ours else None
    if not embed.mentions(page, "lb-post", "liveblog", "superdesk"):
        return None
    if found := _from_page(page, get):
        return found
    frame = next((url for url in embed.sources(page) if _FRAME.search(url)), None)
    if frame is None:
        return None
    try:
        framed = get(frame)
    except FetchError as error:
        raise paging.unreadable(page, NAME, error) from error
    return _from_page(framed, get) if framed.kind == "html" else None


def _from_page(page: Page, get: Getter) -> RawBlog | None:
    """A Live Blog page: the posts by the API that it names, else those that it shows."""
    shown = page.root.xpath(_POST)
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
    return _blog(blog, posts=tuple(map(_shown, shown)), notes=missed) if shown else None


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
            [post for post in posts if not _unpublished(post)],
            _post,
            deleted=[id for post in posts if _unpublished(post) and (id := text(pick(post, "_id")))],
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


def _unpublished(post: Any) -> bool:
    return flag(pick(post, "deleted")) or pick(post, "post_status") not in (None, "open")


def _numbered(url: str, page: int) -> str:
    numbered, found = re.subn(r"([?&]page=)\d+", rf"\g<1>{page}", url)
    return numbered if found else f"{url}{'&' if '?' in url else '?'}page={page}"


def _post(post: Any) -> RawPost | None:
    id = text(pick(post, "_id"))
    if id is None:
        return None
    parts = list(_parts(post))
    # The text of a part may close the element round it: each needs one of its own.
    body = "".join(f"<div>{markup}</div>" for part in parts if (markup := _markup(part)))
    people = [pick(part, "commenter") for part in parts]
    people += [pick(post, "original_creator", "display_name"), pick(post, "publisher", "display_name")]
    return RawPost(
        id=id,
        published=text(post.get("published_date")) or text(post.get("firstcreated")),
        updated=text(post.get("content_updated_date")) or text(post.get("_updated")),
        html=body or None,
        authors=tuple(name for person in people if (name := text(person)))[:1],
        tags=_tags(flag(post.get("sticky")), flag(post.get("lb_highlight")) or flag(post.get("highlight"))),
    )


def _parts(post: Any) -> Iterator[Any]:
    for group in items(pick(post, "groups")) or []:
        for ref in items(pick(group, "refs")) or []:
            if isinstance(part := pick(ref, "item"), Mapping):
                yield part


def _markup(part: Any) -> str | None:
    return text(pick(part, "text")) or text(pick(part, "meta", "html"))


def _shown(element: HtmlElement) -> RawPost:
    def first(path: str) -> str | None:
        return next((value for found in element.xpath(path) if (value := str(found).strip())), None)

    author = first('.//*[contains(@class, "lb-author__name")]/text()')
    return RawPost(
        id=element.get("data-post-id"),
        # The time shown is wrong in some themes (months for minutes); the attribute is right.
        published=first('.//*[contains(@class, "lb-post-date")]/@data-js-timestamp'),
        updated=first('.//*[contains(@class, "lb-post-updated-time")]/@data-js-timestamp'),
        html="".join(map(embed.inner, element.xpath(_ITEMS))) or None,
        authors=(author,) if author else (),
        tags=_tags(
            element.get("data-post-sticky") == "true", "lb-post--highlighted" in (element.get("class") or "")
        ),
    )


def _tags(pinned: bool, highlighted: bool) -> tuple[str, ...]:
    return ("pinned",) * pinned + ("key event",) * highlighted
