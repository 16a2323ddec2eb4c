"""BBC: the live text stream in the page's data (UK, Sport, World Service), and its older pages."""

import json
import re
from dataclasses import replace
from functools import partial
from typing import Any
from urllib.parse import quote

from feedgen_liveblog.jsonpick import flag, items, mapping, number, pick, text
from feedgen_liveblog.lists import richtext
from feedgen_liveblog.lists.values import plain
from feedgen_liveblog.model import Getter, RawBlog, RawPost
from feedgen_liveblog.page import Page
from feedgen_liveblog.parsers import infer
from feedgen_liveblog.providers import paging

MATCH = r"^https?://(?:www\.|m\.)?bbc\.(?:co\.uk|com)/(?:[\w-]+/)+live/"
_STREAMS = "https://www.bbc.co.uk/wc-data/container/"
_PICTURE = "https://ichef.bbci.co.uk/ace/ws/800/{originCode}/{locator}"


def parse(page: Page, get: Getter) -> RawBlog | None:
    """The stream in the page's data, to the first post; None if there is none."""
    state = dict(page.state)
    world = pick(
        state, "__NEXT_DATA__", "props", "pageProps", "pageData", "liveTextStream", "content", "data"
    )
    if items(pick(world, "results")):
        answer = _answer(world, "?page=1")
        older = (answer.next,) if answer.next else ()
        return RawBlog(format="bbc", posts=tuple(answer.posts), confidence=1.0, namespace="bbc", older=older)
    for key, value in mapping(pick(state, "__INITIAL_DATA__", "data")).items():
        if key.startswith("stream?") and items(pick(value, "data", "results")):
            first = Page(page.url, json.dumps(value["data"]), "json")
            read = partial(_answer, url=_STREAMS + key)
            walk = paging.walk(page, get, first, read, name="the BBC")
            found = RawBlog(format="bbc", posts=walk.posts, confidence=1.0, namespace="bbc")
            return replace(found, complete=walk.complete, notes=walk.notes)
    return None


def _answer(data: Any, url: str) -> paging.Answer:
    """One page of a stream; the next is had by the URL that brought this one, with its number."""
    index, total = (number(pick(data, "page", name)) or 1 for name in ("index", "total"))
    older = re.sub(r"(page(?:Number)?)=\d+", rf"\g<1>={index + 1}", url)
    return paging.answer(items(pick(data, "results")) or [], _post, next=older if index < total else None)


def _post(result: Any) -> RawPost | None:
    urn, dates = text(pick(result, "urn")), mapping(pick(result, "dates"))
    if urn is None:
        return None
    head = {richtext.kind_of(block): plain(block) for block in _blocks(pick(result, "header"))}
    # The line under the headline is most often the reporter: 'Ada Crewe, reporting from Melby'.
    line = head.get("contributor") or head.get("subheadline") or ""
    name = re.split(r",| [-–] ", line)[0]
    body = "".join(map(_block, _blocks(pick(result, "content"))))
    return RawPost(
        id=urn,
        url=f"?post={quote(urn, safe='')}#post",
        published=text(dates.get("firstPublished")) or text(dates.get("curated")),
        updated=text(dates.get("lastPublished")),
        title=head.get("headline"),
        html=body if not line or infer.is_name(name) else f"<p>{line}</p>{body}",
        authors=(name,) if infer.is_name(name) else (),
        tags=("breaking",) if flag(pick(result, "options", "isBreakingNews")) else (),
    )


def _blocks(part: Any) -> list[dict[str, Any]]:
    return [block for block in items(pick(part, "model", "blocks")) or [] if isinstance(block, dict)]


def _block(block: dict[str, Any]) -> str:
    """One block as HTML; a picture is named by its place in the BBC's image service."""
    parts = {richtext.kind_of(part): part for part in _blocks(block)}
    raw = mapping(pick(parts.get("rawimage"), "model"))
    if "locator" not in raw:
        return richtext.to_html(block)
    url = _PICTURE.format_map({"originCode": "cpsprodpb", **raw})
    alt, caption = (plain(parts.get(kind, "")) for kind in ("alttext", "caption"))
    return richtext.to_html({"type": "image", "url": url, "alt": alt, "caption": caption})
