"""A tree's links, tables and lists made such that every parser of the output sees the same tree."""

from lxml.etree import _Element

from feedgen_liveblog.clean.links import address
from feedgen_liveblog.clean.shape import BLOCKS, WRAPPERS

_FLATTENED = (BLOCKS | WRAPPERS) - {"hr"}
_ROWS = {"table", "thead", "tbody", "tfoot"}
_PLACES = {
    "caption": {"table"}, "thead": {"table"}, "tbody": {"table"}, "tfoot": {"table"}, "tr": _ROWS, "td": {"tr"},
    "th": {"tr"}, "li": {"ul", "ol"}, "dt": {"dl"}, "dd": {"dl"}, "figcaption": {"figure"},
}  # fmt: skip
_PARTS = {
    "table": {"caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr"},
    "thead": {"tr"}, "tbody": {"tr"}, "tfoot": {"tr"}, "tr": {"td", "th"},
    "ul": {"li", "ul", "ol"}, "ol": {"li", "ul", "ol"}, "dl": {"dt", "dd"},
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
                block.tag = "span"
                if block.tail or block.getnext() is not None:
                    block.tail = " " + (block.tail or "")


def parts(body: _Element) -> None:
    """Parts out of place become mere blocks, and so does a table or list with anything in the wrong place."""
    for whole in reversed(list(body.iter(*_PARTS))):
        if _has_strays(whole, _PARTS[str(whole.tag)]):
            whole.tag = "div"
    for part in list(body.iter(*_PLACES)):
        parent = part.getparent()
        if parent is None or parent.tag not in _PLACES[str(part.tag)]:
            part.tag = "div"


def _has_strays(element: _Element, own: set[str]) -> bool:
    texts = (element.text, *(child.tail for child in element))
    return any(child.tag not in own for child in element) or any(text and text.strip() for text in texts)
