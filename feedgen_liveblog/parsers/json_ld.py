"""schema.org LiveBlogPosting as JSON-LD (https://schema.org/LiveBlogPosting)."""

import html
import re
from collections.abc import Iterator, Mapping
from typing import Any

from feedgen_liveblog import jsonld
from feedgen_liveblog.expressions import expression
from feedgen_liveblog.model import Getter, Image, RawBlog, RawPost
from feedgen_liveblog.page import Page

# `liveBlogUpdate` is schema.org's word; the others are seen in its place.
_UPDATES = ("liveBlogUpdate", "liveBlogUpdates", "blogPost", "blogPosts", "updates")
_DATES = ("datePublished", "dateCreated", "uploadDate", "dateModified")
_MARKUP = expression(
    r"<(?:p|br|a|b|i|em|strong|div|span|ul|ol|li|img|figure|h[1-6]|blockquote|iframe)\b[^<>]*>", re.I
)
_ESCAPED_MARKUP = expression(r"&lt;(?:p|br|a|div|ul|strong|em)\b.{0,400}?&gt;", re.I | re.S)


def parse(page: Page, get: Getter) -> RawBlog | None:
    """The live blog of a page's JSON-LD; None when there is none or it has no posts yet."""
    blogs = [blog for node in page.json_ld if (blog := from_node(node))]
    return max(blogs, key=lambda blog: len(blog.posts), default=None)


def declared(page: Page) -> bool:
    """Whether the page says that it is a live blog, with posts in its JSON-LD or not."""
    return any("LiveBlogPosting" in jsonld.types(node) for node in page.json_ld)


def from_node(node: Mapping[str, Any]) -> RawBlog | None:
    """A LiveBlogPosting node, or any node with a list of updates, as a live blog."""
    updates = next((found for key in _UPDATES if (found := _nodes(node.get(key)))), [])
    is_blog = "LiveBlogPosting" in jsonld.types(node)
    if not updates or not (is_blog or "liveBlogUpdate" in node):
        return None
    return RawBlog(
        format="json-ld",
        posts=tuple(_post(update) for update in updates),
        confidence=1.0 if is_blog else 0.8,
        title=_text(node.get("headline")) or _text(node.get("name")),
        summary=_text(node.get("description")),
        url=_url(node),
        language=_text(node.get("inLanguage")),
        authors=_names(node.get("author")),
        published=_text(node.get("datePublished")),
        updated=_text(node.get("dateModified")),
        coverage_end=_text(node.get("coverageEndTime")),
    )


def _post(node: Mapping[str, Any]) -> RawPost:
    body = _text(node.get("articleBody")) or _text(node.get("text")) or _text(node.get("description")) or ""
    if _ESCAPED_MARKUP.search(body):
        body = html.unescape(body)
    is_markup = bool(_MARKUP.search(body))
    identity = _text(node.get("@id")) or _text(node.get("identifier")) or ""
    return RawPost(
        id=None if identity.startswith("#") else identity or None,
        anchor=identity[1:] if identity.startswith("#") else None,
        url=_url(node),
        published=next((date for key in _DATES if (date := _text(node.get(key)))), None),
        updated=_text(node.get("dateModified")),
        title=_text(node.get("headline")) or _text(node.get("name")),
        html=body if is_markup else None,
        text=None if is_markup else body,
        authors=_names(node.get("author")),
        images=tuple(_images(node.get("image"))) + tuple(_images(node.get("video"), "thumbnailUrl")),
        tags=_keywords(node.get("keywords")),
    )


def _nodes(value: Any) -> list[Mapping[str, Any]]:
    """A list of objects, whatever was written: one object, a list, or a dict where a list belongs."""
    if isinstance(value, dict):
        named = all(isinstance(item, dict) for item in value.values()) and "@type" not in value
        value = list(value.values()) if named and value else [value]
    if not isinstance(value, list):
        return []
    flat: list[Mapping[str, Any]] = []
    for item in value:
        flat.extend(item if isinstance(item, list) else [item])
    return [item for item in flat if isinstance(item, dict)]


def _text(value: Any) -> str | None:
    """A string out of a string, number, list of strings or `{"@value": …}`; None for what is empty."""
    if isinstance(value, dict):
        value = next(
            (value[key] for key in ("@value", "value", "@id", "name", "alternateName") if key in value), None
        )
    if isinstance(value, list):
        parts = [part for item in value if (part := _text(item))]
        return "\n\n".join(parts) or None
    if isinstance(value, bool) or value is None or isinstance(value, dict):
        return None
    return str(value).strip() or None


def _url(node: Mapping[str, Any]) -> str | None:
    for key in ("url", "mainEntityOfPage", "@id"):
        found = _text(node.get(key))
        if found and (key == "url" or "/" in found or found.startswith("#")):
            return found
    return None


def _names(value: Any) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(dict.fromkeys(name for item in value for name in _names(item)))
    if isinstance(value, dict):
        return _names(value.get("name"))
    return (value.strip(),) if isinstance(value, str) and value.strip() else ()


def _images(value: Any, key: str = "url") -> Iterator[Image]:
    if isinstance(value, list):
        for item in value:
            yield from _images(item, key)
    elif isinstance(value, dict):
        address = _text(value.get(key)) or _text(value.get("contentUrl") if key == "url" else None)
        if address:
            yield Image(url=address, alt=_text(value.get("caption")) or _text(value.get("description")) or "")
    elif isinstance(value, str) and value.strip() and key == "url":
        yield Image(url=value.strip())


def _keywords(value: Any) -> tuple[str, ...]:
    words = value if isinstance(value, list) else str(value or "").split(",")
    return tuple(word.strip() for word in words if isinstance(word, str) and word.strip())
