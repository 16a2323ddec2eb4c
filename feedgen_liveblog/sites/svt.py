"""SVT: a stream of its Direktcenter, from Firestore (https://firebase.google.com/docs/firestore/reference/rest)."""

from functools import partial
from typing import Any
from urllib.parse import quote

from feedgen_liveblog.errors import FetchError
from feedgen_liveblog.expressions import expression
from feedgen_liveblog.jsonpick import items, mapping, pick, text
from feedgen_liveblog.lists import richtext
from feedgen_liveblog.model import Getter, Image, RawBlog, RawPost
from feedgen_liveblog.page import Page
from feedgen_liveblog.providers import paging

_DATABASE = "https://firestore.googleapis.com/v1/projects/direktcenter-prod/databases/(default)/documents"
MATCH = r"^https?://(?:(?:www\.)?svt\.se/|firestore\.googleapis\.com/v1/projects/direktcenter-prod/)"
_STREAM = expression(r"\bstreams/([\w-]{8,})")
_PICTURE = "https://svt-direktcenter.imgix.net/{}?auto=format"


def parse(page: Page, get: Getter) -> RawBlog | None:
    """The stream that the page (or the address) names, to the first post; None if it names none."""
    stream = _STREAM.search(page.url) or ("direktcenter" in page.text and _STREAM.search(page.text))
    if not stream:
        return None
    url = f"{_DATABASE}/streams/{stream[1]}/posts?pageSize=100&orderBy=createdAt%20desc"
    try:
        walk = paging.walk(
            page, get, page if page.kind == "json" else url, partial(_read, url=url), name="SVT"
        )
    except FetchError:
        return None
    return RawBlog(
        format="svt",
        posts=walk.posts,
        confidence=1.0,
        namespace=f"svt/{stream[1]}",
        language="sv",
        complete=walk.complete,
        notes=walk.notes,
    )


def _read(data: Any, url: str) -> paging.Answer | None:
    documents, token = items(pick(data, "documents")), text(pick(data, "nextPageToken"))
    older = f"{url}&pageToken={quote(token, safe='')}" if token else None
    return paging.answer(documents, _post, next=older) if documents else None


def _post(document: Any) -> RawPost | None:
    fields = _plain(pick(document, "fields"))
    picture = text(pick(fields, "attachment", "path"))
    author = text(pick(fields, "author", "displayName"))
    return RawPost(
        id=(text(pick(document, "name")) or "").rpartition("/")[2] or None,
        published=text(pick(fields, "createdAt")),
        updated=text(pick(fields, "modifiedAt")),
        html=richtext.from_string(text(pick(fields, "body")) or ""),
        authors=(author,) if author else (),
        images=(
            Image(
                url=_PICTURE.format(picture.lstrip("/")), alt=text(pick(fields, "attachment", "alt")) or ""
            ),
        )
        if picture
        else (),
        tags=("pinned",) if pick(fields, "pinned") is True else (),
    )


def _plain(fields: Any) -> dict[str, Any]:
    """Firestore's typed values ({"body": {"stringValue": …}}) as plain ones."""
    named = {
        key: next(iter(value.items()), ("", None))
        for key, value in mapping(fields).items()
        if isinstance(value, dict)
    }
    return {
        key: _plain(pick(value, "fields")) if kind == "mapValue" else value
        for key, (kind, value) in named.items()
    }
