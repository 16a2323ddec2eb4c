"""The blocks of an HTML page in reading order: innermost block elements, and inline content between them."""

import re
from dataclasses import dataclass, field

from lxml import etree

from feedgen_liveblog.parsers.blocks.block import Block, fold
from feedgen_liveblog.parsers.blocks.phrases import words

Element = etree._Element
Run = list[Element | str]

_BLOCKS = words(
    "address article blockquote body center dd details div dl dt fieldset figcaption h1 h2 h3 h4 h5 h6 header hgroup "
    "hr html li main ol p pre section summary table tbody td tfoot th thead tr ul"
)
_WHOLE = words("figure picture video audio iframe object embed amp-img amp-video")
_SKIPPED = words(
    "script style noscript template head nav aside footer form button select input textarea dialog menu svg"
)
_MEDIA = _WHOLE | {"img"}
_HEADINGS = words("h1 h2 h3 h4 h5 h6 dt summary")
_UNSEEN = words("script style noscript template svg")
_OUTSIDE = re.compile(
    r"(?:^|\s)(?:comments?|comment-?list|kommentare?|commentaires?|comentarios|disqus|respond|sidebar|breadcrumbs?|newsletter|related"
    r"|recommend(?:ed|ations?)|most-?(?:read|popular)|cookie|navigation|nav|menu|footer)(?:$|[\s_-])",
    re.I,
)
_VARYING = re.compile(r"\d+|\b(?:first|last|odd|even|active|new|highlighted?)\b")
_string = etree.XPath("string()")


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
        text = _text(element)
        caption = element.tag in _WHOLE
        if not text and not caption and next(element.iter(*_MEDIA), None) is None:
            return
        start = len(self.blocks)
        self.spans[element] = (start, start + 1)
        bold = "" if caption else _bold([element])
        heading = element.tag in _HEADINGS or (bool(bold) and bold == text)
        links = len(text) if linked else _linked(element)
        self.origins.append((element, None))
        self.blocks.append(
            Block(text=text, shape=_shape(element), heading=heading, bold=bold, linked=links, caption=caption)
        )

    def run(self, element: Element, run: Run, *, linked: bool) -> None:
        """Take in a run of inline content of an element, and empty it."""
        taken, run[:] = [*run], []
        text = fold("".join(part if isinstance(part, str) else _text(part) for part in taken))
        inner = [part for part in taken if not isinstance(part, str)]
        if not text and not any(next(part.iter(*_MEDIA), None) is not None for part in inner):
            return
        bold = _bold(taken)
        links = (
            len(text)
            if linked
            else sum(len(_text(part)) if part.tag == "a" else _linked(part) for part in inner)
        )
        heading = element.tag in _HEADINGS or (bool(bold) and bold == text)
        shape = _shape(element) + (">" + _shape(inner[0]) if inner else "")
        self.origins.append((element, taken))
        self.blocks.append(Block(text=text, shape=shape, heading=heading, bold=bold, linked=links))


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


def _text(element: Element) -> str:
    """The visible text, white space folded."""
    if not len(element):
        return fold(element.text or "")
    if next(element.iter(*_UNSEEN), None) is None:
        return fold(str(_string(element)))
    unseen = {inner for outer in element.iter(*_UNSEEN) for inner in outer.iter()}
    texts = [element.text or ""]
    for inner in element.iterdescendants():
        if inner not in unseen and isinstance(inner.tag, str):
            texts.append(inner.text or "")
        if inner not in unseen or inner.tag in _UNSEEN:
            texts.append(inner.tail or "")
    return fold("".join(texts))


def _linked(element: Element) -> int:
    return sum(len(_text(link)) for link in element.iter("a")) if len(element) else 0


def _bold(parts: Run) -> str:
    """The bold text that some content begins with; a second bold piece right after it counts as well."""
    bold = ""
    for part in parts:
        if isinstance(part, str):
            if part.strip():
                break
            continue
        if part.tag in ("b", "strong"):
            bold += " " + _text(part)
        elif len(part) and not (part.text or "").strip():
            first = [
                piece
                for child in part
                for piece in ((child, child.tail or "") if isinstance(child.tag, str) else ())
            ]
            inner = _bold(first)
            bold += " " + inner
            if inner != _text(part):
                break
        elif _text(part):
            break
        if (part.tail or "").strip() and part is not parts[0]:
            break
    return " ".join(bold.split())


def _shape(element: Element) -> str:
    """Tag and class, without what differs from one to the next of a series."""
    classes = element.get("class")
    return (
        f"{element.tag}.{' '.join(sorted(_VARYING.sub('', classes.lower()).split()))}"
        if classes
        else str(element.tag)
    )
