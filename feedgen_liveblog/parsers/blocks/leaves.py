"""The blocks of an HTML page in reading order: innermost block elements, and inline content between them."""

import re
from dataclasses import dataclass, field

from feedgen_liveblog.expressions import expression
from feedgen_liveblog.parsers.blocks import inline
from feedgen_liveblog.parsers.blocks.block import Block, fold
from feedgen_liveblog.parsers.blocks.inline import Element, Run
from feedgen_liveblog.parsers.blocks.phrases import one_of, words

_BLOCKS = words(
    "address article blockquote body center dd details div dl dt fieldset figcaption h1 h2 h3 h4 h5 h6 header"
    " hgroup hr html li main ol p pre section summary table tbody td tfoot th thead tr ul"
)
_WHOLE = words("figure picture video audio iframe object embed amp-img amp-video")
_SKIPPED = words(
    "script style noscript template head nav aside footer form button select input textarea dialog menu svg"
)
_MEDIA = _WHOLE | {"img"}
_HEADINGS = words("h1 h2 h3 h4 h5 h6 dt summary")
_OTHERS = """
comments? | comment-?list | kommentare? | commentaires? | comentarios | disqus | respond | sidebar | breadcrumbs?
newsletter | related | recommend(ed|ations?) | most-?(read|popular) | cookie | navigation | nav | menu | footer
"""
_OUTSIDE = expression(rf"(?:^|\s){one_of(_OTHERS)}(?:$|[\s_-])", re.I)


@dataclass(slots=True)
class Leaves:
    """The blocks, where each is from, and the blocks that each element spans.

    A block is from an element as a whole, or (`run` not None) from a run of inline content in it.
    """

    blocks: list[Block] = field(default_factory=list)
    origins: list[tuple[Element, Run | None]] = field(default_factory=list)
    spans: dict[Element, tuple[int, int]] = field(default_factory=dict)

    def whole(self, element: Element, *, linked: bool) -> None:
        """Take in an element without blocks inside."""
        start = len(self.blocks)
        self._add(element, None, [element], inline.shape(element), linked=linked)
        if len(self.blocks) > start:
            self.spans[element] = (start, start + 1)

    def run(self, element: Element, run: Run, *, linked: bool) -> None:
        """Take in a run of inline content of an element, and empty it."""
        taken, run[:] = [*run], []
        first = next((part for part in taken if not isinstance(part, str)), None)
        shape = inline.shape(element) + (">" + inline.shape(first) if first is not None else "")
        self._add(element, taken, taken, shape, linked=linked)

    def _add(self, element: Element, run: Run | None, content: Run, shape: str, *, linked: bool) -> None:
        text = fold("".join(map(inline.text, content)))
        caption = run is None and element.tag in _WHOLE
        if not text and not caption and not any(map(_shows, content)):
            return
        bold = "" if caption or not text else inline.bold(content)
        heading = element.tag in _HEADINGS or (bool(bold) and bold == text)
        links = len(text) if linked else inline.linked(content)
        self.origins.append((element, run))
        self.blocks.append(
            Block(text=text, shape=shape, heading=heading, bold=bold, linked=links, caption=caption)
        )


def _shows(part: Element | str) -> bool:
    return not isinstance(part, str) and next(part.iter(*_MEDIA), None) is not None


def leaves(root: Element) -> Leaves:
    """Walk the page once; navigation, asides, comments, scripts and the like are passed by."""
    found = Leaves()
    parents = _with_blocks(root)
    run: Run = [root.text or ""]
    stack = [(root, iter(root), run, 0, root.tag == "a")]
    while stack:
        element, children, run, start, linked = stack[-1]
        for child in children:
            tag = child.tag
            if not isinstance(tag, str) or tag in _SKIPPED:
                pass
            elif tag == "br":
                found.run(element, run, linked=linked)
            elif tag in _WHOLE or (tag in _BLOCKS and child not in parents):
                found.run(element, run, linked=linked)
                found.whole(child, linked=linked)
            elif child in parents:
                if _is_outside(child):
                    continue
                found.run(element, run, linked=linked)
                stack.append(
                    (child, iter(child), [child.text or ""], len(found.blocks), linked or tag == "a")
                )
                break
            else:
                run.append(child)
            if child.tail:
                run.append(child.tail)
        else:
            found.run(element, run, linked=linked)
            found.spans[element] = (start, len(found.blocks))
            stack.pop()
            if stack and element.tail:
                stack[-1][2].append(element.tail)
    return found


def _with_blocks(root: Element) -> set[Element]:
    """All elements that hold a block element or a line break directly, or deeper down."""
    found = {root}
    for element in root.iter(*_BLOCKS, *_WHOLE, "br"):
        parent = element.getparent()
        if element.tag == "br" and parent is not None and parent.tag not in _BLOCKS:
            continue
        while parent is not None and parent not in found:
            found.add(parent)
            parent = parent.getparent()
    return found


def _is_outside(element: Element) -> bool:
    names = f"{element.get('class', '')} {element.get('id', '')}"
    if element.tag in ("body", "main", "article") or len(names) < 3 or not _OUTSIDE.search(names):
        return False
    return next(element.iter("h1", "article"), None) is None
