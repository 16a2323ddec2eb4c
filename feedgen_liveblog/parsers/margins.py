"""The head and foot of a post, round its times: what stands there is read by itself, and is no part of the body."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from lxml import etree

from feedgen_liveblog import timeshape
from feedgen_liveblog.middle import median
from feedgen_liveblog.parsers.elements import extent, find, text
from feedgen_liveblog.parsers.named import PROSE
from feedgen_liveblog.parsers.places import first, path

Margins = Callable[[etree._Element], Sequence[Sequence[etree._Element]]]
"""`of`, perhaps with a memory."""

_LONGEST_TIME = 150  # with the white space round it
SAID = 50
"""Letters that are more than a time, a byline and a row of buttons."""


def _times(post: etree._Element) -> Iterator[etree._Element]:
    for element in post.iter():
        if (
            isinstance(element.tag, str)
            and element is not post
            and element.text
            and len(element) <= 1
            and len(element.text) <= _LONGEST_TIME
            and timeshape.kind(text(element))
        ):
            yield element


def leaves(element: etree._Element) -> Iterator[etree._Element]:
    """The elements within that hold a text and nothing else."""
    return (leaf for leaf in element.iter() if isinstance(leaf.tag, str) and not len(leaf) and leaf.text)


def of(post: etree._Element) -> Sequence[Sequence[etree._Element]]:
    """Each time of a post with the elements round it that may be its head or foot, for they hold no prose."""
    return [[time, *_around(time, post)] for time in _times(post)]


def _around(time: etree._Element, post: etree._Element) -> Iterator[etree._Element]:
    for parent in time.iterancestors():
        if parent is post or parent.tag == "p" or find(PROSE, parent) or len(text(parent)) > 250:
            break
        yield parent


def furniture(sample: Sequence[etree._Element], margins: Margins, but: Sequence[str | None]) -> Iterator[str]:
    """Where posts keep their time, author, headline and share bar: read by themselves, no part of the body."""
    places: Counter[str] = Counter()
    for post in sample:
        places.update({path(part, post): 1 for margin in margins(post) for part in margin[1:]})
    for place, count in places.items():
        if count * 2 < len(sample) or any(
            find(PROSE, found) for post in sample for found in find(place, post)
        ):
            continue
        if not _tells(place, sample, margins, but):
            yield place
    for tag in ("header", "footer"):
        sizes = [len(text(part)) for post in sample for part in post.iter(tag)]
        if sizes and sum(sizes) / len(sizes) < 150:
            yield f".//{tag}"


def _tells(place: str, sample: Sequence[etree._Element], margins: Margins, but: Sequence[str | None]) -> bool:
    """Whether some words stand at a place, other ones in each post: a text that is in no paragraph.

    Times do not count, nor what the places `but` hold.
    """
    said = []
    for post in sample:
        for found in find(place, post)[:1]:
            known = [
                *(text(time) for time, *_ in margins(post)),
                *(first(each, post) for each in but if each),
            ]
            words = text(found)
            for each in sorted(filter(None, known), key=len, reverse=True):
                words = words.replace(each, "", 1)
            said.append(words)
    return bool(said) and median(map(extent, said)) >= SAID and len(set(said)) >= 0.8 * len(said)
