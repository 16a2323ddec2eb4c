"""The JSON-LD blocks of a page as a flat list of nodes; what is broken is mended where that is safe."""

import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from feedgen_liveblog.expressions import expression

# Each run of closers is looked at once and no white space twice: a hostile block could make it take for ever.
_WRAPPING = expression(r"^\s*+(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)+|"
                       r"(?<!-->)(?<!\]\]>)(?:-->|//\s*+\]\]>|/\*\s*+\]\]>\s*+\*/|\]\]>)++\s*+;?\s*+$")  # fmt: skip
_TRAILING_COMMA = expression(r",(\s*[}\]])")
# More nesting than any publisher writes; a hostile page has to stop somewhere.
_MAX_DEPTH = 20


def nodes(root: etree._Element) -> tuple[Mapping[str, Any], ...]:
    """All JSON-LD objects of a page in document order, arrays and `@graph` unrolled."""
    found: list[Mapping[str, Any]] = []
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            found.extend(_unrolled(load("".join(map(str, script.itertext()))), 0))
    return tuple(found)


def load(block: str) -> Any:
    """One block's value, or None when it cannot be mended without guessing."""
    for candidate in _candidates(block):
        try:
            return json.loads(candidate, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _candidates(block: str) -> Iterator[str]:
    # Seen in the wild: comments or CDATA round the block, a whole block with its quotes as entities,
    # commas before a closing bracket. Raw newlines in strings are what `strict=False` lets through.
    yield block
    bare = _WRAPPING.sub("", block).strip().rstrip(";")
    yield bare
    if bare.lstrip("[ \n\t").startswith("{&quot;"):
        bare = html.unescape(bare)
        yield bare
    yield _TRAILING_COMMA.sub(r"\1", bare)


def _unrolled(value: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        for item in value:
            yield from _unrolled(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        # A live blog is also met inside a page's node, as its mainEntity or hasPart.
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart"):
            if isinstance(value.get(key), (dict, list)):
                yield from _unrolled(value[key], depth + 1)


def types(node: Mapping[str, Any]) -> frozenset[str]:
    """The node's types without their vocabulary's prefix: {'LiveBlogPosting'}."""
    declared = node.get("@type")
    names = declared if isinstance(declared, list) else [declared]
    return frozenset(re.split(r"[/#:]", name)[-1] for name in names if isinstance(name, str))
