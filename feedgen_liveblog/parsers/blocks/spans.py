"""Where each post begins and ends, given the blocks that show the posts' times."""

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TypeVar

from feedgen_liveblog import timeshape
from feedgen_liveblog.parsers.blocks import line, notes
from feedgen_liveblog.parsers.blocks.block import Block, Source
from feedgen_liveblog.parsers.blocks.marks import Mark

T = TypeVar("T")

_MOST = 0.75
_HEADED = 0.5  # with fewer headlines than that below the times, those above them are the posts'
_SMALL_LINES = 3  # author, label and the like between headline and time


def spans(source: Source, marks: Sequence[Mark]) -> list[tuple[int, int]]:
    """The blocks of each post, its mark's among them; a time stands above, between or below what it dates."""
    blocks, places = source.blocks, [mark.at for mark in marks]
    end = source.end(places)
    opened = source.openings(places)
    if _below(blocks, places, opened, end):
        return list(zip(opened, [*opened[1:], end], strict=True))
    if marks[0].how != "leading" and _close(blocks, marks, end):
        return _closing(blocks, places)
    above = [_headline_above(blocks, at, before) for before, at in pairwise([-1, *places])]
    often = Counter(blocks[at].text for at in above if at is not None)
    heads = [
        at if at is None or often[blocks[at].text] == 1 else None for at in above
    ]  # else a link's: 'All of it'
    lows = places
    told = (
        _share(marks, lambda mark: line.is_prose(mark.rest)) >= _MOST
    )  # a line below the text heads the next
    if told or _share(places, lambda at: _is_head(blocks, at + 1)) < _HEADED:
        lows = _lower(lows, heads)
    small = [low if _is_small(blocks, low, at) else None for low, at in zip(opened, places, strict=True)]
    lows = _lower(lows, small)
    signed = [_name_above(blocks, at) for at in places]
    if signed[0] is not None:
        lows = _lower(lows, signed)
    return list(zip(lows, [*lows[1:], end], strict=True))


def _lower(lows: Sequence[int], others: Sequence[int | None]) -> list[int]:
    """Let the posts begin where the others say, if they say so for most of them."""
    lower = [low if other is None else min(low, other) for low, other in zip(lows, others, strict=True)]
    return lower if sum(map(int.__lt__, lower, lows)) >= _MOST * len(lows) else list(lows)


def _share(items: Sequence[T], test: Callable[[T], object]) -> float:
    return sum(map(bool, map(test, items))) / len(items)


def _tells(block: Block) -> bool:
    return block.caption or line.is_prose(block.text)


def _told_above(second: Block, first: Block) -> bool:
    """Whether prose ends above a time, or above a name there."""
    return _tells(first) or (line.is_name(first.text) and _tells(second))


def _prose_in(blocks: Sequence[Block], low: int, high: int) -> bool:
    return any(map(_is_prose, blocks[low:high]))


def _is_prose(block: Block) -> bool:
    return not block.caption and line.is_prose(block.text)


def _is_little(text: str) -> bool:
    """Whether a line is the small print of a post: a name, what that person is, a time."""
    return line.is_name(text) or line.is_role(text) or timeshape.kind(text) is not None


def _is_small(blocks: Sequence[Block], low: int, at: int) -> bool:
    return at - low <= _SMALL_LINES + 1 and not _prose_in(blocks, low, at)


def _is_head(blocks: Sequence[Block], at: int) -> bool:
    if at >= len(blocks) or blocks[at].caption or _is_little(blocks[at].text):
        return False
    return line.is_headline(blocks[at].text)


def _headline_above(blocks: Sequence[Block], at: int, before: int) -> int | None:
    """The headline over a time, at most a few small lines up, and below the time before."""
    for above in range(at - 1, max(before, at - 2 - _SMALL_LINES), -1):
        if timeshape.trailing(blocks[above].text):
            return None
        if _is_head(blocks, above) or (blocks[above].heading and not notes.is_day(blocks[above])):
            return above
        if not (line.is_name(blocks[above].text) or notes.is_label(blocks[above].text)):
            return None
    return None


def _name_above(blocks: Sequence[Block], at: int) -> int | None:
    """The name right over a time, or over a role there."""
    above = at - 2 if at > 1 and line.is_role(blocks[at - 1].text) else at - 1
    return above if above >= 0 and line.is_name(blocks[above].text) else None


def _below(blocks: Sequence[Block], places: Sequence[int], lows: Sequence[int], end: int) -> bool:
    """Whether each container holds its prose above its time."""
    ends = [*lows[1:], end]
    before = [_prose_in(blocks, low, at) for low, at in zip(lows, places, strict=True)]
    after = [_prose_in(blocks, at + 1, high) for at, high in zip(places[:-1], ends[:-1], strict=True)]
    return _share(before, bool) >= _MOST and _share(after, bool) < 1 - _MOST


def _close(blocks: Sequence[Block], marks: Sequence[Mark], end: int) -> bool:
    """Whether the times are bylines that close the posts: prose above each, a headline (or nothing) below."""
    told = _share(marks, lambda mark: mark.at > 1 and _told_above(blocks[mark.at - 2], blocks[mark.at - 1]))
    headed = _share(marks[:-1], lambda mark: _is_head(blocks, mark.at + 1))
    if told < _MOST or headed < _MOST:
        return False
    below = [at for at in range(marks[-1].at + 1, end) if not _is_little(blocks[at].text)][:6]
    return all(line.is_name(mark.rest) for mark in marks) or not any(
        map(_is_prose, (blocks[at] for at in below))
    )


def _closing(blocks: Sequence[Block], places: Sequence[int]) -> list[tuple[int, int]]:
    lows = [at + 1 for at in places[:-1]]
    first = next((at for at in range(places[0] - 1, -1, -1) if _is_head(blocks, at)), 0)
    return [(low, at + 1) for low, at in zip([first, *lows], places, strict=True)]
