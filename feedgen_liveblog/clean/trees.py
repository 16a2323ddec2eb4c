"""Small operations on lxml trees that the steps of cleaning share, none slower than the tree is large."""

from lxml import etree
from lxml.etree import _Element

CUT = "cut"  # the name of elements that `sweep` takes out: one by one, each would copy the text around it
_PARSER = etree.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)


def parse(html: str) -> _Element:
    """The body of a fragment of HTML."""
    body = etree.fromstring("<body>" + html, _PARSER).find("body")
    return build("body") if body is None else body


def build(tag: str, *content: str | _Element, attributes: dict[str, str] | None = None) -> _Element:
    """An element of its content: text first, then elements."""
    element = etree.Element(tag, attributes)
    for part in content:
        if isinstance(part, str):
            element.text = part
        else:
            element.append(part)
    return element


def cut(element: _Element) -> None:
    """Mark an element to be taken out with its content by the next `sweep`; the text after it will stay."""
    element.tag = CUT


def sweep(body: _Element) -> None:
    """Take out what is marked."""
    etree.strip_elements(body, CUT, with_tail=False)


def swap(element: _Element, new: _Element) -> None:
    """Put another element in the place of this one; the text after it stays."""
    parent = element.getparent()
    if parent is not None:
        new.tail, element.tail = element.tail, None
        parent.replace(element, new)


def text_length(element: _Element) -> int:
    """The number of characters in an element, white space at the ends of its texts aside."""
    return sum(len(text.strip()) for text in element.itertext())
