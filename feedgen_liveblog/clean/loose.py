"""Words, blanks and line breaks between the elements of a tree: wrapped, closed up, trimmed."""

from collections.abc import Iterable

from lxml.etree import _Element

from feedgen_liveblog.clean.trees import build


def wrap_loose(element: _Element, blocks: set[_Element], gone: set[_Element]) -> None:
    """Text and inline elements between the blocks of an element become paragraphs."""
    runs: list[_Element] = []
    run: _Element | None = None
    children = list(element)
    if has_words(element.text):
        run = build("p", element.text or "")
        runs.append(run)
        element.insert(0, run)
    element.text = None
    for child in children:
        closes = child in blocks
        if not closes and run is not None:
            run.append(child)
            continue
        if not closes and child not in gone and child.tag != "br":
            run = build("p")
            child.addprevious(run)
            run.append(child)
        else:  # a block, or what is nothing between blocks
            run = None
            if not closes:
                gone.add(child)
            tail, child.tail = child.tail, None
            if has_words(tail):
                run = build("p", tail or "")
                child.addnext(run)
        if run is not None:
            runs.append(run)
    for run in runs:
        trim(run, gone)


def close_gaps(element: _Element) -> None:
    """Take out the white space between the parts of an element that holds no words itself."""
    if not has_words(element.text):
        element.text = None
    for child in element:
        if not has_words(child.tail):
            child.tail = None


def trim(element: _Element, gone: set[_Element]) -> None:
    """Mark line breaks at the start and the end of an element."""
    if element.tag in ("pre", "hr"):
        return
    if not has_words(element.text):
        _mark_breaks(element, gone)
    for child in reversed(element):
        if (child.tag != "br" and child not in gone) or has_words(child.tail):
            break
        gone.add(child)


def _mark_breaks(children: Iterable[_Element], gone: set[_Element]) -> None:
    for child in children:
        if child.tag != "br" and child not in gone:
            break
        gone.add(child)
        if has_words(child.tail):
            break


def is_empty(element: _Element, gone: set[_Element]) -> bool:
    """Whether nothing is left in an element but white space and what is marked as gone."""
    return not has_words(element.text) and all(
        child in gone and not has_words(child.tail) for child in element
    )


def has_words(text: str | None) -> bool:
    """Whether a text is more than white space."""
    return text is not None and not text.isspace() and text != ""
