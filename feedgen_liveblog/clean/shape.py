"""A tree of any markup to blocks: wrappers become paragraphs or go, loose text is wrapped, the empty goes."""

from lxml import etree
from lxml.etree import _Element

from feedgen_liveblog.clean.loose import close_gaps, has_words, is_empty, trim, wrap_loose
from feedgen_liveblog.clean.trees import cut, sweep

BLOCKS = frozenset({
    "p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "table", "thead",
    "tbody", "tfoot", "tr", "td", "th", "caption", "figure", "figcaption", "pre", "hr",
})  # fmt: skip
INLINE = frozenset({
    "a", "strong", "em", "b", "i", "u", "s", "del", "ins", "sub", "sup", "small", "mark", "code", "kbd",
    "samp", "abbr", "q", "cite", "br", "img",
})  # fmt: skip
WRAPPERS = frozenset({
    "body", "div", "section", "article", "aside", "header", "footer", "main", "address", "details",
    "summary", "center", "hgroup", "noscript", "fieldset", "legend", "form", "nav", "dir",
})  # fmt: skip
_HOLDS_BLOCKS = frozenset({"ul", "ol", "dl", "figure", "table", "thead", "tbody", "tfoot", "tr"})
_HOLDS_WORDS = frozenset({"p", "pre", "h2", "h3", "h4", "h5", "h6"})
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6", "h1"})
_RENAMED = {"h1": "h2", "strike": "s", "tt": "code", "image": "img", "amp-img": "img", "noscript": "div"}
_STANDS_EMPTY = frozenset({"br", "hr", "img", "td", "th", "body"})


def shape(body: _Element) -> None:
    """Rework the tree from the leaves up, so that it holds blocks only, and in them inline elements."""
    _unwrap_inline(body)
    blocks: set[_Element] = set()
    gone: set[_Element] = set()
    for element in reversed(list(body.iter("*"))):
        tag = str(element.tag)
        if tag in _RENAMED:
            element.tag = tag = _RENAMED[tag]
        has_blocks = not blocks.isdisjoint(element)
        if has_blocks and (tag in _HOLDS_WORDS or tag in INLINE):
            element.tag = tag = "div"
        if tag in BLOCKS and not has_blocks:
            trim(element, gone)
        if tag not in _STANDS_EMPTY and is_empty(element, gone):
            gone.add(element)
        elif tag == "body" or (has_blocks and (tag == "blockquote" or tag not in BLOCKS | INLINE)):
            blocks.add(element)
            wrap_loose(element, blocks, gone)
            if tag not in ("body", "blockquote"):
                element.tag = "div"
        elif has_blocks or (tag in BLOCKS and not _is_paragraph_in_heading(element)):
            blocks.add(element)
            if tag in _HOLDS_BLOCKS:
                close_gaps(element)
        elif tag in WRAPPERS or tag == "p" or "-" in tag:
            _name_leaf(element, blocks, gone)
    for element in gone:
        cut(element)
    sweep(body)


def _unwrap_inline(body: _Element) -> None:
    """Undo inline elements that mean nothing to a reader; some, as MathML's, would cost the sanitiser their words."""
    names = {str(element.tag) for element in body.iter("*")} - BLOCKS - INLINE - WRAPPERS - _RENAMED.keys()
    if names := {name for name in names if "-" not in name}:
        etree.strip_tags(body, *names)


def _is_paragraph_in_heading(element: _Element) -> bool:
    parent = element.getparent()
    return element.tag == "p" and parent is not None and parent.tag in _HEADINGS


def _name_leaf(element: _Element, blocks: set[_Element], gone: set[_Element]) -> None:
    """A wrapper of inline content is a paragraph where one may stand, else it parts words from words."""
    parent = element.getparent()
    if parent is None:
        return
    within = str(parent.tag)
    shares_line = has_words(parent.text) or has_words(element.tail)
    if within in ("li", "td", "th", "dd", "figcaption"):
        paragraph = len(parent) > 1 or shares_line
    else:
        paragraph = within in ("blockquote", "figure") or (within not in BLOCKS and within not in INLINE)
    if paragraph and not ("-" in str(element.tag) and shares_line):
        element.tag = "p"
        blocks.add(element)
    else:
        element.tag = "span"
        element.tail = " " + (element.tail or "")
    trim(element, gone)
