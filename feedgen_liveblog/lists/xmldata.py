"""An XML tree as the value JSON would have for it: attributes and children are fields, repeats are lists."""

import re
from typing import Any

from lxml import etree

from feedgen_liveblog.expressions import expression

_MAX_DEPTH = 200
_MARKUP = frozenset(
    {"p", "br", "b", "i", "a", "strong", "em", "ul", "ol", "li", "div", "span", "img", "h2", "h3"}
)
_OUTER_TAGS = expression(r"^<[^>]*>|</[^>]*>\s*$", re.S)


def value(root: etree._Element) -> dict[str, Any]:
    """`{name: value}` of the root element; markup inside a text is kept as a string of markup."""
    made: dict[str, Any] = {}
    todo: list[tuple[etree._Element, dict[str, Any], int]] = [(root, made, 0)]
    while todo:
        element, parent, depth = todo.pop()
        name = _name(element)
        if not name or depth > _MAX_DEPTH:
            continue
        if (text := _leaf(element)) is not None:
            _put(parent, name, text)
            continue
        here: dict[str, Any] = {_name(attribute): text for attribute, text in element.attrib.items()}
        if (element.text or "").strip():
            here["text"] = element.text
        todo.extend((child, here, depth + 1) for child in reversed(element))
        _put(parent, name, here)
    return made


def _name(node: etree._Element | str | bytes) -> str:
    tag = node.tag if isinstance(node, etree._Element) else node
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""  # comments have no name


def _leaf(element: etree._Element) -> str | None:
    """The value of an element that is only a text, with or without markup in it; None for others."""
    if element.attrib:
        return None
    if len(element) == 0:
        return element.text or ""
    if all(_name(child).lower() in _MARKUP for child in element):
        return _OUTER_TAGS.sub("", etree.tostring(element, encoding="unicode", with_tail=False))
    return None


def _put(parent: dict[str, Any], name: str, here: Any) -> None:
    if name not in parent:
        parent[name] = here
    elif isinstance(parent[name], list):
        parent[name].append(here)
    else:
        parent[name] = [parent[name], here]
