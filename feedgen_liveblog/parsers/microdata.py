"""schema.org LiveBlogPosting as microdata (https://html.spec.whatwg.org/multipage/microdata.html)."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from lxml import etree

from feedgen_liveblog.expressions import expression
from feedgen_liveblog.model import Getter, RawBlog
from feedgen_liveblog.page import Page
from feedgen_liveblog.parsers import json_ld
from feedgen_liveblog.parsers.elements import body_of, text

# Properties whose markup is worth keeping; all others are text.
_RICH = frozenset({"articleBody", "text"})
_VALUE_ATTRIBUTES = ("content", "datetime", "src", "href", "data")
_NAMES = expression("LiveBlogPosting|liveBlogUpdate")
_MAX_DEPTH = 12
_FEWEST = 2


def parse(page: Page, get: Getter) -> RawBlog | None:
    """The live blog of a page's microdata."""
    if page.kind != "html" or "itemprop" not in page.text or not _NAMES.search(page.text):
        return None
    roots = page.root.xpath("//*[@itemscope][contains(@itemtype,'LiveBlogPosting')]")
    return as_blog(roots, "microdata", _attributes) or _without_root(page)


def _attributes(element: etree._Element) -> tuple[str | None, str | None, str | None]:
    kind = element.get("itemtype") or ("" if element.get("itemscope") is not None else None)
    return element.get("itemprop"), kind, element.get("itemid")


def _without_root(page: Page) -> RawBlog | None:
    """Updates whose live blog is not marked up round them, or does not name them as its own."""
    updates = page.root.xpath(
        "//*[@itemscope][contains(concat(' ',@itemprop,' '),' liveBlogUpdate ')"
        " or (contains(@itemtype,'/BlogPosting') and ancestor::*[contains(@itemtype,'LiveBlogPosting')])]"
    )
    if len(updates) < _FEWEST:
        return None
    node = {"liveBlogUpdate": [_node(update, _attributes, 0) for update in updates]}
    blog = json_ld.from_node(node)
    return replace(blog, format="microdata") if blog else None


Attributes = Callable[[etree._Element], tuple[str | None, str | None, str | None]]
"""An element's property names, type ('' if it is an untyped item, None if it is none) and id."""


def as_blog(roots: list[etree._Element], name: str, attributes: Attributes) -> RawBlog | None:
    """The largest of the items as a live blog, by way of the JSON-LD node that it is equal to."""
    blogs = [blog for root in roots if (blog := json_ld.from_node(_node(root, attributes, 0)))]
    blog = max(blogs, key=lambda blog: len(blog.posts), default=None)
    return replace(blog, format=name, confidence=1.0) if blog else None


def _node(item: etree._Element, attributes: Attributes, depth: int) -> dict[str, Any]:
    _, kind, identity = attributes(item)
    node: dict[str, Any] = {"@type": (kind or "").split()}
    # An item's own anchor is its id where it states none.
    if identity or item.get("id"):
        node["@id"] = identity or f"#{item.get('id')}"
    for element in _properties(item, attributes):
        names, nested, _ = attributes(element)
        value = _value(element, names or "", attributes, depth, nested)
        for name in (names or "").split():
            known = name.split(":")[-1].split("/")[-1]
            node[known] = [*_listed(node[known]), value] if known in node else value
    return node


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _properties(item: etree._Element, attributes: Attributes) -> Iterator[etree._Element]:
    """The elements that state properties of this item, not of one nested in it."""
    pending = list(reversed(item))
    while pending:
        element = pending.pop()
        if not isinstance(element.tag, str):
            continue
        names, kind, _ = attributes(element)
        if names:
            yield element
        if kind is None:
            pending.extend(reversed(element))


def _value(
    element: etree._Element, names: str, attributes: Attributes, depth: int, nested: str | None
) -> Any:
    if nested is not None and depth < _MAX_DEPTH:
        return _node(element, attributes, depth + 1)
    if any(name.split(":")[-1] in _RICH for name in names.split()) and len(element):
        return body_of([element], (), whole=False)
    return next((value for name in _VALUE_ATTRIBUTES if (value := element.get(name))), None) or text(element)
