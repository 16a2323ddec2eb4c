"""Small operations on lxml trees that the other steps of cleaning share."""

from lxml import etree
from lxml.etree import _Element


def cut(element: _Element) -> None:
    """Take an element out with its content; the text after it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
        element.tail = None
    parent.remove(element)


def swap(element: _Element, new: _Element) -> None:
    """Put another element in the place of this one; the text after it stays."""
    new.tail, element.tail = element.tail, None
    parent = element.getparent()
    if parent is not None:
        parent.replace(element, new)


def build(tag: str, *content: str | _Element, **attributes: str) -> _Element:
    """An element of its content; text comes first."""
    element = etree.Element(tag, attributes)
    for part in content:
        if isinstance(part, str):
            element.text = part
        else:
            element.append(part)
    return element


def text_length(element: _Element) -> int:
    """The number of characters in an element, white space at the ends of texts aside."""
    return sum(len(text.strip()) for text in element.itertext())
