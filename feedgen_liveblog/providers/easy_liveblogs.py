"""Easy Liveblogs for WordPress: all posts in one answer of its REST API (https://wordpress.org/plugins/easy-liveblogs/)."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from feedgen_liveblog import urls
from feedgen_liveblog.expressions import expression
from feedgen_liveblog.jsonpick import epoch, items, pick, text
from feedgen_liveblog.model import Getter, RawBlog, RawPost
from feedgen_liveblog.page import Page
from feedgen_liveblog.parsers import json_ld
from feedgen_liveblog.providers import embed, paging

NAME = "Easy Liveblogs"
_ENDPOINT = expression(r"easy-liveblogs/v1/liveblog/(\d+)")
_ABSOLUTE = expression(r"(?:Z|[+-]\d\d:?\d\d)$")
_MARKED = expression(r'data-elb-post-datetime="(\d{1,11})"')
_ENTRY = expression(r"[?&]entry=(\d+)")


def parse(page: Page, get: Getter) -> RawBlog | None:
    """The live blog of a WordPress post, from its endpoint, else (older versions) from the page itself."""
    if not embed.mentions(page, "elb-liveblog", "data-elb-post-id"):
        return None
    endpoints = page.root.xpath('//*[contains(@class, "elb-liveblog") or @id="elb-liveblog"]/@data-endpoint')
    endpoint = next((embed.absolute(page, url) for url in endpoints if _ENDPOINT.search(url)), None)
    if endpoint:
        return _from_api(page, get, endpoint)
    return _from_page(page, get) if page.root.xpath("//li[@data-elb-post-id]") else None


def _from_api(page: Page, get: Getter, endpoint: str) -> RawBlog:
    about: dict[str, Any] = {}

    def read(data: Any) -> paging.Answer | None:
        updates = items(pick(data, "updates"))
        if updates is None:
            return None
        about.update(data)
        return paging.answer(updates, _post)

    walk = paging.walk(page, get, endpoint, read, name=NAME)
    ids = tuple(post.id for post in walk.posts if post.id)
    id = _ENDPOINT.search(endpoint)
    return RawBlog(
        format="easy-liveblogs",
        posts=walk.posts,
        confidence=1.0,
        namespace=f"easy-liveblogs/{urls.split(endpoint).hostname}/{id[1] if id else ''}",
        title=text(about.get("title")),
        url=text(about.get("url")),
        closed=about.get("status") == "closed",
        # The plugin sends every post each time, so what is not there is gone (unless it could not be read).
        inventory=ids if ids and not walk.notes else None,
        complete=True,
        notes=walk.notes,
    )


def _post(item: Any) -> RawPost | None:
    id, title, body = (text(pick(item, key)) for key in ("id", "title", "content"))
    if id is None or not (title or body):
        return None
    author = text(pick(item, "author"))
    return RawPost(
        id=id,
        url=text(pick(item, "permalink")),
        published=_published(item),
        updated=text(pick(item, "modified")),
        title=title,
        html=body,
        authors=(author,) if author else (),
    )


def _published(item: Any) -> str | None:
    marked = _MARKED.search(text(pick(item, "html")) or "")
    number = epoch(pick(item, "timestamp")) or (marked[1] if marked else None)
    return _moment(text(pick(item, "datetime")), number)


def _moment(stated: str | None, number: str | None) -> str | None:
    """The better of a time in words and an epoch.

    WordPress's get_post_time('U') adds the site's offset to the epoch: where the two show the same
    clock, the epoch is no moment but that clock, and as text it can still be read in the site's zone.
    """
    if stated is None or number is None or len(number) > 11:
        return stated or number
    clock = datetime.fromtimestamp(int(number), UTC).strftime("%Y-%m-%d %H:%M")
    absolute = bool(_ABSOLUTE.search(stated))
    return stated if absolute or stated.replace("T", " ").startswith(clock) else number


def _from_page(page: Page, get: Getter) -> RawBlog:
    # The plugin's JSON-LD has each post's author and its times with their offset, and no bodies.
    stated = json_ld.parse(page, get)
    known = {
        entry[1]: post
        for post in (stated.posts if stated else ())
        if (entry := _ENTRY.search(post.url or ""))
    }
    shown = [_shown(element, known) for element in page.root.xpath("//li[@data-elb-post-id]")]
    return RawBlog(
        format="easy-liveblogs",
        # A highlighted post is shown twice.
        posts=tuple({post.id: post for post in shown}.values()),
        confidence=1.0,
        closed=bool(page.root.xpath('//*[contains(@class, "elb-liveblog-closed-message")]')),
    )


def _shown(element: Any, known: Mapping[str, RawPost]) -> RawPost:
    def part(name: str) -> Any | None:
        return next(iter(element.xpath(f'.//*[contains(@class, "elb-liveblog-post-{name}")]')), None)

    id = element.get("data-elb-post-id") or ""
    stated = known.get(id) or RawPost()
    heading, content = part("heading"), part("content")
    local = next(iter(element.xpath(".//time/@datetime")), None)
    return RawPost(
        id=id,
        url=stated.url,
        published=stated.published or _moment(local, epoch(element.get("data-elb-post-datetime"))),
        updated=stated.updated,
        title="".join(heading.itertext()) if heading is not None else None,
        html=embed.inner(content) if content is not None else None,
        authors=stated.authors,
    )
