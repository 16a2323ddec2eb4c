"""Tickaroo: the live blog's schema.org data, in the page or in the JSON that Tickaroo serves for it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from lxml import etree

from feedgen_liveblog import jsonld
from feedgen_liveblog.clean.safe import legal
from feedgen_liveblog.clean.trees import parse as parse_markup
from feedgen_liveblog.errors import FetchError, NotALiveBlog
from feedgen_liveblog.jsonpick import pick, text
from feedgen_liveblog.model import Getter, RawBlog, RawPost
from feedgen_liveblog.page import Page
from feedgen_liveblog.parsers import json_ld
from feedgen_liveblog.providers import embed, paging

NAME = "Tickaroo"
_PREFETCH = "https://cdn.tickaroo.com/api/embed/v4/prefetch/liveblog.json"


def parse(page: Page, get: Getter) -> RawBlog | None:
    """The live blog that a page embeds, newest post first."""
    element = (
        next(page.root.iter("tickaroo-liveblog"), None) if embed.mentions(page, "tickaroo-liveblog") else None
    )
    # HTML knows no capitals in attributes: `liveblogId`, `clientId` and `initialData` arrive in small ones.
    liveblog = element.get("liveblogid") if element is not None else None
    if element is None or not liveblog:
        return None
    query = urlencode({"client_id": element.get("clientid") or "", "liveblogId": liveblog})
    node = _node(element)
    if node is None:
        node = _fetched(page, get, f"{_PREFETCH}?{query}")
    blog = json_ld.from_node(node) or RawBlog(format="", posts=(), confidence=1.0)
    return replace(
        blog,
        format="tickaroo",
        namespace=f"tickaroo/{liveblog}",
        posts=_named([_without_headline(post) for post in blog.posts]),
    )


def _fetched(page: Page, get: Getter, url: str) -> Mapping[str, Any]:
    """The LiveBlogPosting of the prefetch answer. Raises FetchError where there is none."""
    try:
        try:
            data = get(url).data
        except NotALiveBlog as error:
            raise FetchError("the answer is not JSON", url) from error
        node = _schema(pick(data, "schema")) or _rendered(text(pick(data, "html")))
        if node is None:
            raise FetchError("the answer holds no schema.org data", url)
    except FetchError as error:
        raise paging.unreadable(page, NAME, error) from error
    return node


def _rendered(markup: str | None) -> Mapping[str, Any] | None:
    """The schema.org object inside the widget's markup."""
    root = parse_markup(legal(markup)) if markup else None
    element = next(root.iter("tickaroo-liveblog"), None) if root is not None else None
    return _node(element) if element is not None else None


def _node(element: etree._Element) -> Mapping[str, Any] | None:
    return _schema(pick(jsonld.load(element.get("initialdata") or ""), "schemaOrg"))


def _schema(value: Any) -> Mapping[str, Any] | None:
    """A schema.org object, which is also written as a string of JSON."""
    value = jsonld.load(value) if isinstance(value, str) else value
    return value if isinstance(value, Mapping) and "LiveBlogPosting" in jsonld.types(value) else None


def _without_headline(post: RawPost) -> RawPost:
    """The post without the first line of its text where that is its headline again."""
    body = post.text or ""
    rest = body.removeprefix(post.title or "")
    return replace(post, text=rest.lstrip()) if rest != body and rest.startswith("\n") else post


def _named(posts: Sequence[RawPost]) -> tuple[RawPost, ...]:
    """The posts, newest first, with ids of their own: Tickaroo gives none, and one embed is on many pages.

    The time of publication stays when a headline is edited; posts of one second are counted from the oldest.
    """
    count: Counter[str] = Counter()
    named = []
    for post in reversed(posts):
        moment = _seconds(post.published or "")
        count[moment] += 1
        id = moment if count[moment] == 1 else f"{moment}-{count[moment]}"
        named.append(replace(post, id=id) if moment else post)
    return tuple(reversed(named))


def _seconds(stated: str) -> str:
    try:
        return str(int(datetime.fromisoformat(stated).timestamp()))
    except (ValueError, OverflowError):
        return stated
