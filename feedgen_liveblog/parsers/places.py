"""Places within posts, as XPath; and what stands in the same place of each where no class name says what it is."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from lxml import etree

from feedgen_liveblog import timeshape
from feedgen_liveblog.parsers.selectors import find, text

_PROSE = 40  # characters of a paragraph; what stands above the first is head
_RUNNING = frozenset({"p", "li", "blockquote", "figure", "figcaption", "script", "style", "button", "select"})


def path(element: etree._Element, post: etree._Element) -> str:
    """Where an element is within a post: by its class if it has one, else by the tags that lead to it."""
    names = element.get("class")
    if names and '"' not in names:
        return f'.//{element.tag}[@class="{names}"]'
    steps = [str(element.tag)]
    for parent in element.iterancestors():
        if parent is post:
            break
        steps.append(str(parent.tag))
    return "./" + "/".join(reversed(steps)) if element is not post else "./"


def first(xpath: str, element: etree._Element) -> str | None:
    """The text of the first thing with one that an XPath finds in an element."""
    for found in find(xpath, element):
        value = text(found) if isinstance(found, etree._Element) else str(found)
        if value:
            return value
    return None


def author_place(sample: Sequence[etree._Element], is_name: Callable[[str], bool]) -> str | None:
    """The place above the text of at least half of the posts where nothing but names stands."""
    for place, values in _heads(sample).items():
        if 2 * len(values) >= len(sample) and sum(map(is_name, set(values))) >= 0.75 * len(set(values)):
            return place
    return None


def title_place(sample: Sequence[etree._Element], is_name: Callable[[str], bool]) -> str | None:
    """The place above the text of most posts where some words stand, on each post others."""
    for place, values in _heads(sample).items():
        words = sum(len(value.split()) > 1 for value in values)
        names = sum(map(is_name, values))
        if (
            len(values) >= 0.7 * len(sample)
            and len(set(values)) >= 0.9 * len(values)
            and words >= 0.6 * len(values) > names
        ):
            return place
    return None


def _heads(sample: Sequence[etree._Element]) -> Mapping[str, list[str]]:
    """The places above the first paragraph of the posts that hold a short text, and the texts, times left out."""
    places: dict[str, list[str]] = defaultdict(list)
    for post in sample:
        seen: set[str] = set()
        for element in _above(post):
            place, value = path(element, post), text(element)
            if place not in seen and not timeshape.kind(value):
                seen.add(place)
                places[place].append(value)
    return places


def _above(post: etree._Element) -> list[etree._Element]:
    """The elements with a short text of their own above the first paragraph of a post; none if it has no such."""
    heads: list[etree._Element] = []
    pending = list(reversed(post))
    while pending:
        element = pending.pop()
        if not isinstance(element.tag, str):
            continue
        length = len(text(element))
        if element.tag in _RUNNING:
            if length > _PROSE:
                return heads
        elif len(element):
            pending.extend(reversed(element))
        elif 3 <= length <= 150:
            heads.append(element)
    return []
