"""Which of the times on a page begin its posts: those of one look, many, in order, followed by prose."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from feedgen_liveblog.parsers.blocks import line
from feedgen_liveblog.parsers.blocks.block import Block
from feedgen_liveblog.parsers.blocks.marks import Mark

_FEWEST = 3
_MOST_BREAKS = 0.4  # of the marks: posts are not always in order, and midnight is a break
_MOST_BREAKS_AGO = 0.2
_RICH = 40  # characters of prose that make a post
_FEWEST_STRONG = 2
_MINUTES = re.compile(r"0:\d\d")


@dataclass(frozen=True, slots=True)
class Group:
    """Marks of one look in page order: the share followed by prose, the share where time jumps back."""

    marks: tuple[Mark, ...]
    rich: float
    breaks: float
    newest_first: bool
    until: int | None  # a mark after the last one, of the same look, that begins no post

    @property
    def ticker(self) -> bool:
        """Whether the look itself says live ticker: plus signs, or the seconds of a database."""
        return _most(mark.ticker for mark in self.marks)

    @property
    def strong(self) -> bool:
        """Whether it looks made for one: headings, 'Uhr:', brackets."""
        return _most(mark.strong for mark in self.marks)


def _most(found: Iterable[bool]) -> bool:
    each = [*found]
    return sum(each) * 2 > len(each)


def choose(blocks: Sequence[Block], found: Sequence[Mark]) -> Group | None:
    """The marks that best explain the page as a live blog, or None."""
    looks: dict[tuple[str, ...], list[Mark]] = defaultdict(list)
    for mark in found:
        looks[mark.shape].append(mark)
    many = [marks for marks in looks.values() if len(marks) >= _FEWEST_STRONG]
    if not many:
        return None
    prose = [0, *accumulate(_prose(block) for block in blocks)]
    replies = [0, *accumulate(line.is_reply(block.text) for block in blocks)]
    able = [group for marks in [*many, _mixed(looks)] if (group := _group(marks, prose, replies))]
    best = max(able, key=_rank, default=None)
    if not best or (len({mark.time for mark in best.marks}) == 1 and best.marks[0].kind == "clock"):
        return None
    marks = sorted((*best.marks, *_odd_ones(best, blocks, found)), key=lambda mark: mark.at)
    return replace(best, marks=tuple(marks))


def _mixed(looks: Mapping[tuple[str, ...], Sequence[Mark]]) -> list[Mark]:
    """Times alone in a text that turn, further down, from '5 minutes ago' to a clock, and to a date."""
    chosen: dict[str, Sequence[Mark]] = {}
    for look, marks in looks.items():
        if look[0] == "alone" and look[2] == "" and len(marks) > 1 and marks[0].kind not in ("epoch", "iso"):
            chosen[marks[0].kind] = max(marks, chosen.get(marks[0].kind, ()), key=len)
    parts = sorted(chosen.values(), key=lambda marks: marks[0].at)
    apart = all(above[-1].at < below[0].at for above, below in pairwise(parts))
    return [mark for marks in parts for mark in marks] if apart and len(parts) > 1 else []


def _odd_ones(group: Group, blocks: Sequence[Block], found: Sequence[Mark]) -> list[Mark]:
    """Marks that fit in between by time and element, though not by look: an author is missing."""
    places = [mark.at for mark in group.marks]
    shapes = {blocks[at].shape for at in places}
    sign = -1 if group.newest_first else 1
    odd = []
    for mark in found:
        after = bisect_right(places, mark.at)
        if not 0 < after < len(places) or places[after - 1] == mark.at or mark.how == "trailing":
            continue
        near = (group.marks[after - 1], mark, group.marks[after])
        low, order, high = (sign * (each.order or 0) for each in near)
        alike = blocks[mark.at].shape in shapes and len({each.kind for each in near}) == 1
        if alike and low <= order <= high:
            odd.append(mark)
    return odd


def confidence(group: Group, *, live: bool) -> float:
    """How sure it is that these are posts; below 0.5 if neither their look nor the page says 'live'."""
    sure = 0.25 + 0.1 * group.rich + 0.1 * min(len(group.marks), 10) / 10 - 0.1 * group.breaks
    if group.ticker:
        return round(sure + (0.35 if live else 0.25), 2)
    if live:
        return round(sure + 0.3 if group.strong else min(sure + 0.2, 0.6), 2)
    return round(sure, 2)


def _rank(group: Group) -> tuple[float, int]:
    weight = 1.5 if group.strong or group.ticker else 1.0
    return round(weight * group.rich * len(group.marks)), -group.marks[0].at


def _prose(block: Block) -> int:
    """How much a block tells: the characters of its prose outside links."""
    if block.caption or block.linked * 2 > len(block.text) or not line.is_prose(block.text):
        return 0
    return line.weight(block.text)


def _group(marks: Sequence[Mark], prose: Sequence[int], replies: Sequence[int]) -> Group | None:
    if not marks or _is_label(marks) or _is_duration(marks):
        return None
    newest_first = _falls(marks)
    sizes = _sizes(marks, prose)
    commented = _sizes(marks, replies)
    kept: list[int] = []
    runs = _runs(marks, newest_first)
    for run in runs:
        rich = sum(sizes[n] >= _RICH and not commented[n] for n in run)
        # An index of headlines, a list of links or a thread of comments repeats the look of the posts, in an order
        # of its own.
        within = len(run) < 3 and kept and run[-1] < len(marks) - 1
        if rich * 2 >= len(run) or within:
            kept += [
                n for n in run if not (commented[n] and any(commented[n - 1 : n] + commented[n + 1 : n + 2]))
            ]
    _drop_links(kept, sizes)
    chosen = [marks[n] for n in kept]
    fewest = _FEWEST_STRONG if all(mark.strong or mark.ticker for mark in chosen) else _FEWEST
    if len(chosen) < fewest:
        return None
    until = marks[kept[-1] + 1].at if kept[-1] + 1 < len(marks) else None
    breaks = (len(_runs(chosen, newest_first)) - 1) / len(chosen)
    rich = sum(sizes[n] >= _RICH for n in kept) / len(kept)
    group = Group(tuple(chosen), rich, breaks, newest_first, until)
    most = _MOST_BREAKS_AGO if chosen[0].kind == "relative" else _MOST_BREAKS
    return group if rich >= 0.6 and breaks <= most and not _is_chapters(group) else None


def _drop_links(kept: list[int], sizes: Sequence[int]) -> None:
    """Drop a list of headlines that goes on in the posts' order after the last of them."""
    end = len(kept) - 1
    while end > 0 and sizes[kept[end - 1]] < _RICH:
        end -= 1
    if len(kept) - 1 - end >= 2:
        del kept[end:]


def _is_label(marks: Sequence[Mark]) -> bool:
    """Whether the words before the times ('Duration: 3:32') are no headlines: most are alike, and no name."""
    alike = len({mark.rest for mark in marks}) * 2 <= len(marks)
    return marks[0].how == "trailing" and alike and not line.is_name(marks[0].rest)


def _is_duration(marks: Sequence[Mark]) -> bool:
    """Whether these are lengths of videos: alone, in figures only, and written 4:42 as well as 04:42."""
    if marks[0].shape[0] != "alone" or "figures" not in marks[0].shape:
        return False
    return any(mark.time[0] == "0" for mark in marks) and any(mark.time[1:2] in ":." for mark in marks)


def _sizes(marks: Sequence[Mark], prose: Sequence[int]) -> list[int]:
    """The prose from each mark to the next; what follows the last counts as the longest before at most."""
    places = [*(mark.at for mark in marks), len(prose) - 1]
    *sizes, last = (prose[after] - prose[at] for at, after in pairwise(places))
    return [*sizes, min(last, max(sizes, default=last))]


def _falls(marks: Sequence[Mark]) -> bool:
    """Whether the times mostly fall from one to the next: the newest post is on top."""
    steps = [after - before for before, after in pairwise(_orders(marks))]
    return sum(step < 0 for step in steps) >= sum(step > 0 for step in steps)


def _runs(marks: Sequence[Mark], newest_first: bool) -> list[list[int]]:
    """The positions of marks, split where time jumps the wrong way (midnight, a list's end) or changes in kind."""
    runs: list[list[int]] = []
    before: float | None = None
    for n, order in enumerate(_orders(marks)):
        step = 0.0 if before is None else (order - before) * (1 if newest_first else -1)
        if not runs or step > 59 or marks[n].kind != marks[n - 1].kind:
            runs.append([])
        runs[-1].append(n)
        before = order
    return runs


def _orders(marks: Sequence[Mark]) -> list[float]:
    found, last = [], 0.0
    for mark in marks:
        order = mark.order
        last = last if order is None else order
        found.append(last)
    return found


def _is_chapters(group: Group) -> bool:
    """Whether these are marks in a recording ('0:04 - They start by playing'): they rise from nought."""
    first = group.marks[0]
    return not group.newest_first and bool(_MINUTES.fullmatch(first.time)) and (first.order or 0) < 600
