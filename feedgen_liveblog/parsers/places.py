"""Places within posts, as XPath; and what stands in the same place of each where no class name says what it is."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence

from lxml import etree

from feedgen_liveblog import timeshape
from feedgen_liveblog.parsers.elements import find, text

_LONGEST = 150
_FEWEST_SHARED = 4
_PROSE = 40  # characters of a paragraph; what stands above the first is head
_REPEATED = frozenset({"p", "li", "a", "img", "br"})
_INLINE = frozenset({"a", "span", "b", "strong", "em", "i", "br"})
_RUNNING = frozenset({"p", "li", "blockquote", "figure", "figcaption", "script", "style", "button", "select"})


def path(element: etree._Element, post: etree._Element) -> str:
    """Where an element is within a post: by its class if it has one, else by the tags that lead to it."""
    names = element.get("class")
    if names and '"' not in names:
        return f'.//{element.tag}[@class="{names}"]'
    steps = [_step(element)]
    for parent in element.iterancestors():
        if parent is post:
            break
        steps.append(str(parent.tag))
    return "./" + "/".join(reversed(steps)) if element is not post else "./"


def _step(element: etree._Element) -> str:
    """The tag of an element; with its number, where others of its tag stand beside it: name and time in two spans.

    Of paragraphs the first and the last have one: a time or a name may be a paragraph above or below the text.
    """
    before = sum(1 for _ in element.itersiblings(element.tag, preceding=True))
    last = next(element.itersiblings(element.tag), None) is None
    if not before and last:
        return str(element.tag)
    if element.tag == "p":
        return "p[1]" if not before else "p[last()]" if last else "p"
    return str(element.tag) if element.tag in _REPEATED else f"{element.tag}[{before + 1}]"


def first(xpath: str, element: etree._Element) -> str | None:
    """The text of the first thing with one that an XPath finds in an element."""
    for found in find(xpath, element):
        value = text(found) if isinstance(found, etree._Element) else str(found)
        if value:
            return value
    return None


def author_place(sample: Sequence[etree._Element], is_name: Callable[[str], bool]) -> str | None:
    """The place above the text of at least half of the posts, or below it, where nothing but names stands."""
    for place, values in (*_ends(sample, _above).items(), *_ends(sample, _below).items()):
        if 2 * len(values) >= len(sample) and sum(map(is_name, set(values))) >= 0.75 * len(set(values)):
            return place
    return None


def title_place(sample: Sequence[etree._Element], is_name: Callable[[str], bool]) -> str | None:
    """The place above the text of most posts where some words stand, on each post others."""
    for place, values in _ends(sample, _above).items():
        words = sum(len(value.split()) > 1 for value in values)
        names = sum(map(is_name, values))
        if (
            len(values) >= 0.7 * len(sample)
            and len(set(values)) >= 0.9 * len(values)
            and words >= 0.6 * len(values) > names
        ):
            return place
    return None


def shared_places(sample: Sequence[etree._Element]) -> list[str]:
    """What stands above or below the text of nearly all posts in the same words: buttons, labels, advertisements."""
    counts = Counter(
        (element.tag, words)
        for post in sample
        for words, element in {text(found): found for found in (*_above(post), *_below(post))}.items()
        if len(words) <= _PROSE and '"' not in words and not timeshape.kind(words)
    )
    most = max(_FEWEST_SHARED, 0.8 * len(sample))
    return [
        f'.//{tag}[normalize-space()="{words}"]' for (tag, words), count in counts.items() if count >= most
    ]


def _ends(
    sample: Sequence[etree._Element], end: Callable[[etree._Element], list[etree._Element]]
) -> Mapping[str, list[str]]:
    """The places at one end of the posts that hold a short text, and the texts, times left out."""
    places: dict[str, list[str]] = defaultdict(list)
    for post in sample:
        seen: set[str] = set()
        for element in end(post):
            place, value = path(element, post), text(element)
            if place not in seen and not timeshape.kind(value):
                seen.add(place)
                places[place].append(value)
    return places


def _above(post: etree._Element) -> list[etree._Element]:
    """The elements with a short text of their own above the first paragraph of a post; none if it has no such."""
    return _up_to_prose(post, lambda element: list(reversed(element)))


def _below(post: etree._Element) -> list[etree._Element]:
    """Those below its last paragraph, the last first."""
    return _up_to_prose(post, list)


def _up_to_prose(
    post: etree._Element, children: Callable[[etree._Element], list[etree._Element]]
) -> list[etree._Element]:
    found: list[etree._Element] = []
    pending = children(post)
    while pending:
        element = pending.pop()
        if not isinstance(element.tag, str):
            continue
        length = len(text(element))
        if element.tag in _RUNNING:
            if (bold := _bold(element)) is not None:
                found.append(bold)
            elif length > _PROSE:
                return found
            elif element.get("class") and length >= 3:
                found.append(element)
        elif len(element) and not _is_line(element):
            pending.extend(children(element))
        elif length > _LONGEST or (length > _PROSE and text(element)[-1] in ".!?。"):
            return found
        elif length >= 3:
            found.append(element)
    return []


def _bold(element: etree._Element) -> etree._Element | None:
    """The bold text that is a whole short paragraph, and no sentence: a headline."""
    inner = next(element.iter("b", "strong"), None)
    whole = text(element)
    if inner is None or not 3 <= len(whole) <= _LONGEST or whole[-1] in ".:" or text(inner) != whole:
        return None
    return inner


def _is_line(element: etree._Element) -> bool:
    """Whether it is words of its own with a link or the like among them: 'A cura di <a>…</a>'."""
    return bool((element.text or "").strip()) and all(child.tag in _INLINE for child in element)
