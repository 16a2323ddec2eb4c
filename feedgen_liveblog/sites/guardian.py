"""The Guardian: each live page's own JSON, to the first post; the page's markup where that cannot be had."""

from dataclasses import replace
from typing import Any

from feedgen_liveblog.errors import FetchError
from feedgen_liveblog.jsonpick import epoch, items, mapping, pick, text
from feedgen_liveblog.lists import richtext
from feedgen_liveblog.lists.values import named
from feedgen_liveblog.model import Getter, RawBlog, RawPost
from feedgen_liveblog.page import Page
from feedgen_liveblog.parsers import selectors
from feedgen_liveblog.providers import paging

MATCH = r"^https?://(?:www|amp)\.theguardian\.com/.+/live/2\d{3}/"
_NAMESPACE = "theguardian.com"
_MARKUP = selectors.Selectors(
    # The pinned copy has no id.
    post="#liveblog-body article[id^='block-']",
    id="(substring-after(@id, 'block-'))",
    url="header a[href*='block-']",
    time="header time",
    updated="footer time",
    title="header h2",
    author=".//header/div[not(.//a)]//span[not(*)]",
    drop="header, footer",
    next="//nav[@id='liveblog-navigation']//a[contains(., 'Next')]",
)
_MARKS = {"pinned": "pinned", "keyEvent": "key event", "summary": "summary"}


def parse(page: Page, get: Getter) -> RawBlog | None:
    """The posts of the page's JSON, or of its markup; None if it has neither."""
    address = page.url.partition("#")[0].partition("?")[0].removesuffix(".json")

    def read(data: Any) -> paging.Answer | None:
        blocks, older = items(pick(data, "blocks")), text(pick(data, "pagination", "older"))
        return (
            paging.answer(blocks, _post, next=f"{address}.json{older}&dcr=true" if older else None)
            if blocks
            else None
        )

    try:
        first = page if page.kind == "json" else get(f"{address}.json?dcr=true")
        walk = paging.walk(page, get, first, read, name="the Guardian's JSON")
    except FetchError:
        blog = selectors.parser(_MARKUP, name="guardian")(page, get)
        return blog and replace(blog, namespace=_NAMESPACE)
    return RawBlog(
        format="guardian",
        posts=walk.posts,
        confidence=1.0,
        namespace=_NAMESPACE,
        title=text(pick(first.data, "webTitle")),
        summary=text(pick(first.data, "trailText")),
        url=text(pick(first.data, "webURL")),
        language=text(pick(first.data, "lang")),
        published=text(pick(first.data, "webPublicationDate")),
        closed=pick(first.data, "format", "design") == "DeadBlogDesign",
        complete=walk.complete,
        notes=walk.notes,
    )


def _post(block: Any) -> RawPost | None:
    id, marks = text(pick(block, "id")), mapping(pick(block, "attributes"))
    if id is None:
        return None
    return RawPost(
        id=id,
        url=f"?page=with:block-{id}#block-{id}",
        published=epoch(block.get("blockFirstPublished")) or epoch(block.get("blockCreatedOn")),
        updated=epoch(block.get("blockLastUpdated")),
        title=text(block.get("title")),
        html="".join(map(_element, items(block.get("elements")) or [])),
        authors=named(block.get("contributors")),
        tags=tuple(tag for mark, tag in _MARKS.items() if marks.get(mark) is True),
    )


def _element(element: Any) -> str:
    match richtext.kind_of(mapping(element)):
        case "richlink":  # a card of a related article
            return ""
        case "youtube":  # the Guardian's own player, named by an id; YouTube's is 'videoyoutube'
            address = f"https://www.youtube.com/watch?v={element.get('assetId')}"
            return richtext.to_html({"type": "video", "title": element.get("mediaTitle"), "url": address})
    return richtext.to_html(element)
