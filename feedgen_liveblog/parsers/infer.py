"""The selectors of a group of posts, inferred from a sample: where each shows its time, title, author and id."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import takewhile

from lxml import etree

from feedgen_liveblog import timeshape
from feedgen_liveblog.expressions import expression
from feedgen_liveblog.parsers import bylines, margins, slots
from feedgen_liveblog.parsers.blocks import line
from feedgen_liveblog.parsers.elements import extent, find, text
from feedgen_liveblog.parsers.groups import Group
from feedgen_liveblog.parsers.named import (
    AUTHOR,
    AUTHOR_BY_NAME,
    HEADLINE_LINKS,
    MARK,
    MARK_BY_NAME,
    TITLE,
    TITLE_BY_NAME,
    TITLE_BY_TAG,
    occurs,
)
from feedgen_liveblog.parsers.places import author_place, first, path, shared_places, title_place
from feedgen_liveblog.parsers.selectors import Selectors

_EXACT = frozenset({"iso", "epoch", "datetime"})
_UPDATED = expression(r"updat|modif|edit|aktual|mis-a-jour|actualiz|aggiorn|last", re.I)
_NAME = expression(r"(?:[^\W\d_][\w’'.-]*\s+){1,4}[^\W\d_][\w’'.-]*")
LABEL = expression(
    r"\b(?:key|event|breaking|news|live|updates?|share|read|more|pinned|watch|latest|video|photos?|comments?|links?|copy|post|ago)\b",
    re.I,
)
ID_ATTRIBUTE = expression(
    r"^(?:data-(?:[\w-]*-)?(?:(?:post|entry|item|update)?id|uuid|guid|key|anchor)|(?:post|entry|item|update|event|block|message)-?id|id|name)$"
)
# What may be one, where no other is: data-tickeritem="4711", data-testid="live-blog-post-31".
_NAME_ATTRIBUTE = expression(r"data-[\w-]*(?:id|key|item|post|entry|name|anchor|ref)$")
_NAME_VALUE = expression(r"(?=\S*\d)[\w.:-]{2,80}")
_SAMPLE = 16  # posts; names are rarer than times and titles, and get more
_NAMES_SAMPLE = 40


def selectors(group: Group) -> Selectors:
    """Selectors that read the group's elements; `post` is a CSS selector that names them as well as can be."""
    sample = _telling(group)
    times = slots.find(sample, play=group.play)
    published, updated = slots.choose(times, len(sample))
    shown = [slot for slot in times if not slot.startswith("./@") and not slot.startswith("self::")]
    around = cache(margins.of)  # of each post but once
    title, author = _title(sample), _author(spread(group.elements, _NAMES_SAMPLE), around)
    drops = [
        *(place for slot in shown if _shows_times(place := slot.split("/@")[0], sample)),
        *margins.furniture(sample, around, but=(title, author)),
        *shared_places(sample),
    ]
    return Selectors(
        post=css(group.elements),
        id=identifier(sample),
        url=_permalink(sample, shown),
        time=published and _alone(published, sample),
        updated=updated,
        day=slots.day(times, published),
        title=title,
        author=author,
        drop="|".join(dict.fromkeys([*drops, *([MARK_BY_NAME] if has_marks(group.elements) else [])]))
        or None,
    )


def _telling(group: Group) -> list[etree._Element]:
    """A sample of the posts, in page order, that is sure to hold some of those that show a time more than others.

    The time of an edit is on few posts, perhaps on one: an even sample alone would pass it by.
    """
    members = group.members
    times: Counter[etree._Element] = Counter()
    parents = {element.getparent() for element in group.elements}
    # The class of an edit's time is 'lastUpdated' or 'post__edited'.
    edited = [
        found
        for parent in parents
        if parent is not None
        for found in parent.iter("*")
        if (names := found.get("class")) and ("pdated" in names or "dited" in names or "odified" in names)
    ]
    for mark in {*group.marks, *edited}:
        post = mark if mark in members else next((up for up in mark.iterancestors() if up in members), None)
        if post is not None:
            times[post] += 1
    usual = sorted(times[element] for element in group.elements)[len(group.elements) // 2]
    odd = [element for element in group.elements if times[element] > usual]
    chosen = {*spread(group.elements, _SAMPLE), *(spread(odd, _SAMPLE // 2) if odd else ())}
    return [element for element in group.elements if element in chosen]


_MARKS = (
    ("key event", expression(r"key-?_?event|highlight", re.I)),
    ("pinned", expression(r"pinned|sticky", re.I)),
    ("breaking", expression(r"breaking", re.I)),
    ("summary", expression(r"(?:--|is-)summary", re.I)),
)


def spread(elements: Sequence[etree._Element], most: int) -> list[etree._Element]:
    """At most so many of the elements, spread evenly."""
    count = min(most, len(elements))
    return [elements[n * len(elements) // count] for n in range(count)]


def has_marks(elements: Sequence[etree._Element]) -> bool:
    """Whether some posts have a word above them that marks them."""
    sample = spread(elements, _NAMES_SAMPLE)
    return occurs(MARK, sample) and any(find(MARK_BY_NAME, element) for element in sample)


def marks(element: etree._Element, *, words: bool) -> tuple[str, ...]:
    """What the class names of a post say of it, key event, pinned, breaking, summary; `words`: also those above it."""
    above = find(MARK_BY_NAME, element) if words else []
    return _marks_in(" ".join(part.get("class") or "" for part in (element, *above)))


@lru_cache(maxsize=256)
def _marks_in(names: str) -> tuple[str, ...]:
    return tuple(mark for mark, pattern in _MARKS if pattern.search(names))


def identifier(elements: Sequence[etree._Element]) -> str | None:
    """The attribute that names each post: on nearly all of them, different on each."""
    seen: dict[str, list[str]] = defaultdict(list)
    named: dict[str, list[str]] = defaultdict(list)
    for element in elements:
        for name, value in element.attrib.items():
            if ID_ATTRIBUTE.match(str(name)) and value.strip():
                seen[str(name)].append(str(value))
            elif _NAME_ATTRIBUTE.match(str(name)) and _NAME_VALUE.fullmatch(str(value)):
                named[str(name)].append(str(value))
    good = [
        name
        for name, values in seen.items()
        if len(values) >= 0.9 * len(elements) and len(set(values)) == len(values)
    ]
    good = good or [name for name, values in named.items() if len(set(values)) == len(elements)]
    if not good:
        return None
    return (
        f"./@{min(good, key=lambda name: (name == 'name', 'post' not in name and name != 'id', len(name)))}"
    )


def _shows_times(place: str, sample: Sequence[etree._Element]) -> bool:
    """Whether what stands at a place are times: 'Today' may also be one of the links in a paragraph."""
    found = [element for post in sample for element in find(place, post)]
    times = sum(
        any(map(timeshape.kind, (shown, *(element.attrib.values() if extent(shown) < margins.SAID else ()))))
        for element in found
        for shown in (text(element),)
    )
    return times >= 0.8 * len(found)


def _alone(place: str, sample: Sequence[etree._Element]) -> str:
    """The first element at a place of times where others that are none stand there too: paragraphs without a class."""
    return place if "/@" in place or _shows_times(place, sample) else f"({place})[1]"


def _permalink(sample: Sequence[etree._Element], shown: Sequence[str]) -> str | None:
    """Where each post links itself: by its time or its headline, to an address that no other post has."""
    times = [f"{slot.split('/@')[0]}/ancestor-or-self::a/@href" for slot in shown]
    for xpath in (*times, ".//a[@rel='bookmark' or contains(@class,'permalink')]/@href", *HEADLINE_LINKS):
        links = [value for post in sample if (value := first(xpath, post)) and len(value) > 1]
        if len(links) >= 0.9 * len(sample) and len(set(links)) == len(links):
            return xpath
    return None


def _title(sample: Sequence[etree._Element]) -> str | None:
    def hits(xpath: str) -> int:
        return sum(
            1
            for element in sample
            if (value := first(xpath, element)) and 3 <= len(value) <= 250 and not timeshape.kind(value)
        )

    best = max((TITLE_BY_TAG, TITLE_BY_NAME), key=hits) if occurs(TITLE, sample) else TITLE_BY_TAG
    return _plainer(best, sample) if hits(best) else title_place(sample, is_name)


def _plainer(xpath: str, sample: Sequence[etree._Element]) -> str:
    """The one place that a rule leads to in all of the sample: quicker to find and clearer to read."""
    places = {path(found, post) for post in sample for found in find(xpath, post)[:1]}
    if len(places) == 1:
        place = places.pop()
        if all(first(place, post) == first(xpath, post) for post in sample):
            return place
    return xpath


def _author(sample: Sequence[etree._Element], around: margins.Margins) -> str | None:
    """By its class name; else the place beside the time where names stand, and nothing else."""
    if occurs(AUTHOR, sample) and any(first(AUTHOR_BY_NAME, element) for element in sample):
        return _plainer(AUTHOR_BY_NAME, sample)
    beside: Counter[str] = Counter()
    for post in sample:
        # In page order: of two that are as frequent the first is taken, in every run.
        beside.update(
            {
                path(leaf, post): 1
                for margin in around(post)
                for leaf in margins.leaves(margin[-1])
                if is_name(text(leaf))
            }
        )
    for place, _ in beside.most_common():
        shown = {value for post in sample if (value := first(place, post))}
        # Some posts have a label in the author's place: KEY EVENT.
        named = {value for value in shown if not (value.isupper() and LABEL.search(value))}
        if named and sum(map(is_name, named)) >= 0.75 * len(named):
            return f"{place}[string-length(normalize-space())<60]"
    return author_place(sample, lambda value: is_name(value) or bylines.signer(value) is not None)


def is_name(value: str) -> bool:
    """Whether a short text could be a person's name: two to five words, most capitalised, no full stop."""
    if not 4 <= len(value) <= 50 or not _NAME.fullmatch(value) or value.isupper() or LABEL.search(value):
        return False
    if line.is_role(value):
        return False
    words = value.split()
    return sum(word[0].isupper() for word in words) >= max(2, len(words) - 2)


def css(elements: Sequence[etree._Element]) -> str:
    """A CSS selector of what the elements share: tag and class names, else attributes, an id's start, the parent."""
    tag = str(elements[0].tag)
    shared = set.intersection(*(set((element.get("class") or "").split()) for element in elements))
    if names := sorted(name for name in shared if re.fullmatch(r"[A-Za-z_][\w-]*", name)):
        return tag + "".join(f".{name}" for name in names)
    attributes = set.intersection(*({str(name) for name in element.attrib} for element in elements))
    marked = "".join(f"[{name}]" for name in sorted(attributes) if name.startswith("data-"))
    start = "".join(takewhile(lambda letter: letter.isalpha() or letter in "-_", elements[0].get("id") or ""))
    if start and all((element.get("id") or "").startswith(start) for element in elements):
        marked += f'[id^="{start}"]'
    parent = elements[0].getparent()
    if marked or parent is None:
        return tag + marked
    names = sorted(
        name for name in (parent.get("class") or "").split() if re.fullmatch(r"[A-Za-z_][\w-]*", name)
    )
    return f"{parent.tag}{''.join(f'.{name}' for name in names)} > {tag}"
