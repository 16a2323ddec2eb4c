"""What an element or a run of inline content says: its text, links, bold beginning, and how it looks."""

from collections.abc import Sequence
from copy import deepcopy

from lxml import etree

from feedgen_liveblog.expressions import expression
from feedgen_liveblog.parsers.blocks.block import fold
from feedgen_liveblog.parsers.blocks.phrases import words

Element = etree._Element
Run = list[Element | str]  # consecutive inline content of one element

_UNSEEN = words("script style noscript template svg")
_DEEPEST = 8
_VARYING = expression(r"\d+|\b(?:first|last|odd|even|active|new|highlighted?)\b")
_string = etree.XPath("string()")


def text(part: Element | str) -> str:
    """The visible text, white space as it is written."""
    if isinstance(part, str):
        return part
    if not len(part):
        return part.text or ""
    if next(part.iter(*_UNSEEN), None) is None:
        return str(_string(part))
    seen = deepcopy(part)
    etree.strip_elements(seen, *_UNSEEN, with_tail=False)
    return str(_string(seen))


def linked(run: Sequence[Element | str]) -> int:
    """How many characters of a run are links."""
    links = (link for part in run if not isinstance(part, str) for link in part.iter("a"))
    return sum(len(fold(text(link))) for link in links)


def bold(run: Sequence[Element | str], depth: int = 0) -> str:
    """The bold text that a run begins with, not too deep down."""
    found = ""
    for part in run:
        if isinstance(part, str):
            inner, whole = "", part
        elif part.tag in ("b", "strong"):
            inner = whole = text(part)
        else:
            inner, whole = bold(_content(part), depth + 1) if depth < _DEEPEST else "", text(part)
        found += f" {inner}"
        if fold(inner) != fold(whole):
            break
    return fold(found)


def _content(element: Element) -> Run:
    content: Run = [element.text or ""]
    for child in element:
        seen = isinstance(child.tag, str) and child.tag not in _UNSEEN
        content += [child, child.tail or ""] if seen else [child.tail or ""]
    return content


def shape(element: Element) -> str:
    """Tag and class, without what differs from one to the next of a series."""
    classes = element.get("class")
    if not classes:
        return str(element.tag)
    return f"{element.tag}.{' '.join(sorted(_VARYING.sub('', classes.lower()).split()))}"
