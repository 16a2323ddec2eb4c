"""Repeated elements of a page that each show a time: the candidates for a live blog's posts."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from lxml import etree

from feedgen_liveblog import timeshape
from feedgen_liveblog.expressions import expression
from feedgen_liveblog.page import Page
from feedgen_liveblog.parsers import play

# Attributes that hold a time are found in the text first: libxml2 then looks only for those names.
_TIME_ATTRIBUTE = expression(
    r"[\s\"'](data-(?:[\w-]*(?:time|date|stamp|publish|created|epoch|when)[\w-]*|(?:[\w-]+-)?(?:ts|dt))|datetime|pubdate)\s*=\s*[\"'][^\"']{8,40}[\"']",
    re.I,
)
# Others are known by what they say: a date with a clock.
_DATED_ATTRIBUTE = expression(
    r"[\s\"']([a-z][\w-]{0,40})\s*=\s*[\"'][^\"'<>]{0,20}?"
    r"(?:20\d\d-[01]\d-[0-3]\d[T ][0-2]\d:|[0-3]?\d[./][01]?\d[./](?:20)?\d\d,?\s[^\"'<>]{0,12}?\d[:.h][0-5]\d)",
    re.I,
)
_OUTSIDE = frozenset(
    {"script", "style", "noscript", "template", "head", "select", "button", "svg", "iframe", "nav", "form"}
)
_WRAPPERS = frozenset({"article", "section", "div", "li"})
_MAX_TIME_TEXT, _MAX_TIME_PARTS = 60, 4
_MAX_NAMES = 24  # of attributes
_EXACT = frozenset({"iso", "epoch", "datetime"})
_SHOWN = _EXACT | {"clock", "relative", "minute"}


@dataclass(frozen=True)
class Group:
    """Elements of one kind, in page order, and the places that show a time in each; `play`: a match's bare figures."""

    elements: tuple[etree._Element, ...]
    marks: frozenset[etree._Element]
    play: bool = False

    @cached_property
    def members(self) -> frozenset[etree._Element]:
        return frozenset(self.elements)

    def marks_of(self, element: etree._Element) -> list[etree._Element]:
        """The time marks within one of the elements, in page order."""
        return [found for found in element.iter() if found in self.marks]


def find(page: Page) -> Iterator[list[Group]]:
    """Groups of two or more repeated elements with a time: by machine-readable times, then by all shown.

    The second look is for pages where only comments or other lists have times for machines, the last for tickers
    of matches that show the minute or the over as a bare figure.
    """
    exact = _exact(page)
    yield _grouped(exact)
    yield _grouped(_shown(page.root, set(exact)))
    yield [replace(group, play=True) for group in _grouped(_played(page.root))]


def _exact(page: Page) -> list[etree._Element]:
    """Elements with a machine-readable time, in page order."""
    found = Counter(
        match.group(1).lower()
        for pattern in (_TIME_ATTRIBUTE, _DATED_ATTRIBUTE)
        for match in pattern.finditer(page.text)
    )
    names = {name for name, _ in found.most_common(_MAX_NAMES)}
    # One predicate: libxml2 joins the sides of a union in quadratic time.
    query = "//*[self::time" + "".join(f" or @{name}" for name in sorted(names)) + "]"
    return [
        element
        for element in page.root.xpath(query)
        if _states_time(element, names) and not _outside(element)
    ]


def _states_time(element: etree._Element, names: set[str]) -> bool:
    return element.tag == "time" or any(timeshape.kind(element.get(name) or "") in _EXACT for name in names)


def _shown(root: etree._Element, exact: set[etree._Element]) -> list[etree._Element]:
    """Those and the elements whose whole text is a time, in page order."""
    return [element for element in _visible(root) if element in exact or _shows_time(element)]


def _played(root: etree._Element) -> list[etree._Element]:
    return [
        element
        for element in _visible(root)
        if element.text
        and not len(element)
        and len(element.text) < 20
        and play.moment(element.text) is not None
    ]


def _shows_time(element: etree._Element) -> bool:
    text = element.text
    if not text or len(text) > _MAX_TIME_TEXT or len(element) > _MAX_TIME_PARTS:
        return False
    if len(element):
        text = "".join(map(str, element.itertext()))
    return timeshape.kind(" ".join(text.split())) in _SHOWN


def _visible(root: etree._Element) -> Iterator[etree._Element]:
    pending = [root]
    while pending:
        element = pending.pop()
        if isinstance(element.tag, str) and element.tag not in _OUTSIDE:
            yield element
            pending.extend(reversed(element))


def _outside(element: etree._Element) -> bool:
    return any(ancestor.tag in _OUTSIDE for ancestor in element.iterancestors())


def _grouped(marks: list[etree._Element]) -> list[Group]:
    """Siblings of one tag that hold a mark each; those under alike parents and grandparents are one group."""
    families: dict[tuple[etree._Element, str], dict[etree._Element, None]] = defaultdict(dict)
    for mark in marks:
        child, parent = mark, mark.getparent()
        while parent is not None:
            family = families[parent, str(child.tag)]
            if child in family:
                break
            family[child] = None
            child, parent = parent, parent.getparent()
    cousins: dict[tuple[object, ...], list[etree._Element]] = defaultdict(list)
    for (parent, tag), family in families.items():
        cousins[(*_alike(parent), tag)].extend(family)
    known = frozenset(marks)
    found = [members for members in cousins.values() if len(members) >= 2]
    return [Group(tuple(members), known) for members in (*found, *_mixed(families))]


def _mixed(
    families: Mapping[tuple[etree._Element, str], Collection[etree._Element]],
) -> Iterator[list[etree._Element]]:
    """Children of one parent that are posts by turns of two tags: `article` and `div`, `li` and `section`."""
    parents: dict[etree._Element, dict[etree._Element, None]] = defaultdict(dict)
    for (parent, tag), family in families.items():
        if tag in _WRAPPERS and len(family) >= 2:
            parents[parent].update(dict.fromkeys(family))
    for parent, members in parents.items():
        if len({member.tag for member in members}) > 1:
            yield [child for child in parent if child in members]


def _alike(parent: etree._Element) -> tuple[object, ...]:
    """What the parents of one list have in common: a wrapper for each day, or a wrapper within that."""
    above = parent.getparent()
    if above is None:
        return (parent,)
    return parent.tag, parent.get("class"), above.tag, above.get("class"), above.getparent()
