"""An HTML page as blocks, and blocks back to its markup."""

from collections.abc import Collection, Iterator, Sequence
from copy import deepcopy
from html import escape
from typing import Any

import lxml.html
from lxml import etree

from feedgen_liveblog import timeshape
from feedgen_liveblog.expressions import expression
from feedgen_liveblog.parsers.blocks.block import INVISIBLE, Block
from feedgen_liveblog.parsers.blocks.inline import Element, Run
from feedgen_liveblog.parsers.blocks.leaves import leaves
from feedgen_liveblog.parsers.teasers import leads_elsewhere

_LINK = 15  # characters of a headline
# Elements that are nothing without their parent
_EMPTIED = expression(r"<(b|strong|em|i|u|span|time|font|a)\b[^>]*></\1>\s*")
_texts: Any = etree.XPath(".//text()")
_PARTS = frozenset(
    {"li", "dt", "dd", "tr", "td", "th", "tbody", "thead", "tfoot", "caption", "summary", "figcaption"}
)


class Markup:
    """A parsed HTML page as blocks; the page is read, never changed."""

    def __init__(self, root: Element) -> None:
        self._leaves = leaves(root)
        self.blocks: Sequence[Block] = self._leaves.blocks

    def openings(self, marks: Sequence[int]) -> list[int]:
        """For each mark the start of the outermost element that holds no other mark."""
        marks = [-1, *marks, len(self.blocks)]
        opened = []
        for before, at, after in zip(marks, marks[1:], marks[2:], strict=False):
            start = at
            for element in self._above(at):
                low, high = self._leaves.spans[element]
                if low <= before or high > after:
                    break
                start = low
            opened.append(start)
        return opened

    def end(self, marks: Sequence[int]) -> int:
        """The end of the smallest element that holds all the marks."""
        spans = (self._leaves.spans[element] for element in self._above(marks[0]))
        return next((high for _, high in spans if high > marks[-1]), len(self.blocks))

    def stamp(self, at: int) -> str | None:
        """The `datetime` of the block's time element."""
        for element in self._elements(at):
            for time in element.iter("time"):
                if stated := time.get("datetime"):
                    return stated
        return None

    def leads_elsewhere(self, at: int, page_url: str) -> bool:
        """Whether a block is but a link, and to a page that is neither this nor below it."""
        if at >= len(self.blocks):
            return False
        block = self.blocks[at]
        if len(block.text) < _LINK or block.linked < 0.7 * len(block.text):
            return False
        inside = (link for element in self._elements(at) for link in element.iter("a"))
        around = (element for element in self._above(at) if element.tag == "a")
        return any(leads_elsewhere(link.get("href"), page_url) for link in (*inside, *around))

    def anchor(self, at: int, until: int) -> str | None:
        """The id of an element around the blocks that begins there, or of one inside."""
        if at >= len(self.blocks):
            return None
        around = [element for element in self._above(at) if self._leaves.spans[element][0] == at]
        own = (element for n in range(at, until) for element in self._elements(n))
        inside = (inner for element in own for inner in element.iter())
        for element in (*around, *inside, *self._empty_before(at)):
            if name := element.get("id") or (element.get("name") if element.tag == "a" else None):
                return name
        return None

    def link(self, at: int) -> str | None:
        """The address of the link that the time is in: on most pages the post's own."""
        around = [element for element in self._above(at) if self._leaves.spans[element] == (at, at + 1)]
        for element in (*around, *self._elements(at)):
            for link in element.iter("a"):
                text = " ".join("".join(map(str, link.itertext())).split())
                if (target := link.get("href")) and timeshape.kind(text):
                    return target
        return None

    def _empty_before(self, at: int) -> Iterator[Element]:
        """Elements without content right before a block: `<a name=…></a>` above a heading."""
        outer = [element for element in self._above(at) if self._leaves.spans[element][0] == at]
        before = outer[-1].getprevious() if outer else None
        while before is not None and not len(before) and not (before.text or "").strip():
            yield before
            before = before.getprevious() if not (before.tail or "").strip() else None

    def names(self, at: int) -> str:
        """The classes and ids of all elements around a block."""
        return " ".join(f"{element.get('class', '')} {element.get('id', '')}" for element in self._above(at))

    def html(self, wanted: Collection[int], cut: tuple[int, int] | None = None) -> str:
        """The outermost elements that hold only wanted blocks, in order."""
        parts, end = [], 0
        for at in sorted(wanted):
            if at >= end:
                part, end = self._outermost(at, wanted, cut)
                parts.append(part)
        return "\n".join(parts)

    def _outermost(self, at: int, wanted: Collection[int], cut: tuple[int, int] | None) -> tuple[str, int]:
        element, run = self._leaves.origins[at]
        if cut and cut[0] == at:
            gone = self.blocks[at].text[: cut[1]]
            return _without_start(element, run, len("".join(gone.split()))), at + 1
        found, end = (element if run is None else None), at + 1
        for outer in self._above(at):
            low, high = self._leaves.spans[outer]
            if low != at or (cut and low <= cut[0] < high) or any(n not in wanted for n in range(end, high)):
                break
            found, end = outer, high
        return (_outer(found) if found is not None else _inline(run or [])), end

    def _above(self, at: int) -> Iterator[Element]:
        """The elements around a block, the innermost first."""
        element: Element | None = self._leaves.origins[at][0]
        while element is not None:
            if element in self._leaves.spans:
                yield element
            element = element.getparent()

    def _elements(self, at: int) -> Iterator[Element]:
        element, run = self._leaves.origins[at]
        if run is None:
            yield element
        else:
            yield from (part for part in run if not isinstance(part, str))


def _outer(element: Element) -> str:
    if element.tag not in _PARTS:
        return str(lxml.html.tostring(element, encoding="unicode", with_tail=False))
    inner = "".join(lxml.html.tostring(child, encoding="unicode") for child in element)
    return f"<div>{escape(element.text or '', quote=False)}{inner}</div>"


def _inline(run: Run) -> str:
    inner = (
        escape(part, quote=False)
        if isinstance(part, str)
        else lxml.html.tostring(part, encoding="unicode", with_tail=False)
        for part in run
    )
    return f"<p>{''.join(inner)}</p>"


def _without_start(element: Element, run: Run | None, drop: int) -> str:
    """The markup of a block without so many of the characters, white space apart, that it begins with."""
    whole = deepcopy(element) if run is None else lxml.html.fromstring(_inline(run))
    whole.tail = None
    for text in _texts(whole):
        kept, drop = _drop(text, drop)
        setattr(text.getparent(), "text" if text.is_text else "tail", kept)
        if not drop:
            break
    return _EMPTIED.sub("", _outer(whole))


def _drop(text: str, drop: int) -> tuple[str, int]:
    """The text without the first characters that are to go, and how many are still to go."""
    for at, character in enumerate(text):
        if not drop:
            return text[at:].lstrip(), 0
        if not character.isspace() and character not in INVISIBLE:
            drop -= 1
    return "", drop
