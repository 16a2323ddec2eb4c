"""The pictures in a field of somebody's JSON: an address, an object with renditions, or a list of these."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from feedgen_liveblog.expressions import expression
from feedgen_liveblog.model import Image

_ADDRESS = expression(
    r"(?:https?:)?//.+(?:\.(?:jpe?g|png|gif|webp|avif)\b|/image|/img|/photo|/media/)|/[^/].*\.(?:jpe?g|png|gif|webp)\b",
    re.I,
)
_CAPTIONS = ("alt", "altText", "alt_text", "caption", "description", "title")
_LEGENDS = ("caption", "credit")
_INSIDE = ("data", "model", "meta", "attributes", "fields")
# A sensible size for a reader's window; an archive's original of 8,000 pixels is not.
_WIDEST = 1600
_MAX_NODES = 200
_MAX_DEPTH = 3


def images(value: Any, depth: int = 0) -> tuple[Image, ...]:
    """The pictures in a value, each once, in a sensible size; () where there are none."""
    if isinstance(value, list) and depth < _MAX_DEPTH:
        found = (image for item in value[:20] for image in images(item, depth + 1))
        return tuple({image.url: image for image in found}.values())
    if isinstance(value, str):
        return (Image(url=value),) if _ADDRESS.match(value) else ()
    if not isinstance(value, dict):
        return ()
    best = max(_renditions(value), key=_fitness, default=None)
    return () if best is None else (Image(url=best[1], alt=caption(value)),)


def caption(node: Mapping[str, Any]) -> str:
    """What stands for a picture or film in words; '' if nothing does."""
    for place in (node, *(node[key] for key in _INSIDE if isinstance(node.get(key), dict))):
        for key in _CAPTIONS:
            if isinstance(place.get(key), str) and place[key].strip():
                return str(place[key])
    return ""


def legend(node: Mapping[str, Any]) -> str:
    """What stands below a picture: its caption and credit; '' if neither is stated."""
    places = (node, *(node[key] for key in _INSIDE if isinstance(node.get(key), dict)))
    found = (
        next((place[key] for place in places if isinstance(place.get(key), str)), "") for key in _LEGENDS
    )
    return " ".join(words for part in found if (words := part.strip()))


def _fitness(rendition: tuple[int, str]) -> tuple[bool, int]:
    width = rendition[0]
    return (True, width) if width <= _WIDEST else (False, -width)


def _renditions(value: dict[str, Any]) -> Iterator[tuple[int, str]]:
    """(width, address) of each rendition; the width is 0 where it is not stated."""
    todo: list[Any] = [value]
    for _ in range(_MAX_NODES):
        if not todo:
            return
        node = todo.pop()
        if isinstance(node, list):
            todo.extend(reversed(node))
            continue
        # Some keep a rendition's measures apart from its address: {"url": …, "fields": {"width": "1000"}}
        places = (node, *(node[key] for key in _INSIDE if isinstance(node.get(key), dict)))
        width = next((str(place["width"]) for place in places if "width" in place), "")
        for key, inner in node.items():
            if isinstance(inner, str) and _ADDRESS.match(inner) and "icon" not in key.lower():
                yield int(width) if width.isdecimal() and len(width) < 6 else 0, inner
        todo.extend(inner for inner in reversed(node.values()) if isinstance(inner, (dict, list)))
