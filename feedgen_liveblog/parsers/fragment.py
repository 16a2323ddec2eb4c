"""Markup that a JSON document holds as strings, as a page of its own: what 'load more' buttons are answered."""

import re
from collections import defaultdict
from typing import Any

from feedgen_liveblog.page import Page

_BLOCKS = re.compile(r"<(?:article|section|div|li|tr|p|h[2-5]|time)\b", re.I)
_FEWEST = 6  # block elements of two posts or more
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
    markup = max(("\n".join(parts) for parts in found.values()), key=len, default="")
    if len(_BLOCKS.findall(markup)) < _FEWEST:
        return None
    return Page(document.url, f"<!DOCTYPE html><body>{markup}</body>", "html", document.limits)
