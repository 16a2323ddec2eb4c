"""A tree's links and tables made such that every parser of the output sees the same tree."""

from lxml.etree import _Element

from feedgen_liveblog.clean.links import address
from feedgen_liveblog.clean.shape import BLOCKS, WRAPPERS

_FLATTENED = (BLOCKS | WRAPPERS) - {"hr"}
_ROWS = {"table", "thead", "tbody", "tfoot"}
_PLACES = {
    "table": None, "caption": {"table"}, "thead": {"table"}, "tbody": {"table"}, "tfoot": {"table"},
    "tr": _ROWS, "td": {"tr"}, "th": {"tr"},
}  # fmt: skip
_PARTS = {
    "table": {"caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr"},
    "thead": {"tr"}, "tbody": {"tr"}, "tfoot": {"tr"}, "tr": {"td", "th"},
}  # fmt: skip


def links(body: _Element, base: str) -> None:
    """Make links absolute; text of those that lead nowhere or stand in another, and of blocks in a link."""
    for link in list(body.iter("a")):
        url = address(link.get("href"), base)
        if url is None or next(link.iterancestors("a"), None) is not None:
            link.tag = "span"
            continue
        link.set("href", url)
        for block in link.iterdescendants():
            if block.tag in _FLATTENED:
                block.tag, block.tail = "span", " " + (block.tail or "")


def tables(body: _Element) -> None:
    """Make of a table with anything in the wrong place what it was meant for: blocks one after the other."""
    for part in list(body.iter(*_PLACES)):
        parent, places, parts = part.getparent(), _PLACES[str(part.tag)], _PARTS.get(str(part.tag))
        misplaced = places is not None and (parent is None or parent.tag not in places)
        if misplaced or (parts is not None and _has_strays(part, parts)):
            part.tag = "div"


def _has_strays(element: _Element, parts: set[str]) -> bool:
    texts = (element.text, *(child.tail for child in element))
    return any(child.tag not in parts for child in element) or any(text and text.strip() for text in texts)
