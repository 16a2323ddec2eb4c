"""Markup that a JSON document holds as strings, as a page of its own: what 'load more' buttons are answered."""

import re
from collections import defaultdict
from itertools import islice
from typing import Any

from feedgen_liveblog.expressions import expression
from feedgen_liveblog.page import Page

_BLOCKS = expression(r"<(?:article|section|div|li|tr|p|h[2-5]|time)\b", re.I)
_FEWEST = 6  # block elements of two posts or more
_LONGEST = 8_000_000  # characters: the answer to a button is no more, and all of it is here a second time
_MAX_DEPTH = 24
_MAX_NODES = 100_000


def page(document: Page) -> Page | None:
    """The markup of a JSON document, the longest at one place of it, lists joined; None if it has none."""
    found: dict[tuple[str, ...], list[str]] = defaultdict(list)
    todo: list[tuple[Any, tuple[str, ...]]] = [(document.data, ())]
    left = _MAX_NODES
    while todo and left > 0:
        left -= 1
        node, path = todo.pop()
        if isinstance(node, str):
            if "<" in node:
                found[path].append(node)
        elif len(path) > _MAX_DEPTH:
            continue
        elif isinstance(node, dict):
            todo.extend((item, (*path, key)) for key, item in reversed(node.items()))
        elif isinstance(node, list):
            todo.extend((item, path) for item in reversed(node))
    parts = max(found.values(), key=_length, default=[])
    blocks = (block for part in parts for block in _BLOCKS.finditer(part))
    if _length(parts) > _LONGEST or sum(1 for _ in islice(blocks, _FEWEST)) < _FEWEST:
        return None
    text = "\n".join(("<!DOCTYPE html><body>", *parts, "</body>"))
    return Page(document.url, text, "html", document.limits)


def _length(parts: list[str]) -> int:
    return sum(map(len, parts))
