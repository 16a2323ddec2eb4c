"""Which of the times on a page begin its posts: those of one look, many, in order, followed by prose."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise

from feedgen_liveblog.expressions import expression
from feedgen_liveblog.parsers.blocks import line, notes
from feedgen_liveblog.parsers.blocks.block import Block
from feedgen_liveblog.parsers.blocks.marks import Look, Mark, marks
from feedgen_liveblog.parsers.blocks.series import Group, judge

_FEWEST = 2
_PLAYED = expression(r"\d{1,3} ?\w{2,6}\.?:?")
_PLAY = {"relative": "minute", "unit only": ""}


def choose(blocks: Sequence[Block]) -> Group | None:
    """The marks that best explain the page as a live blog, or None."""
    found = _of_play([*marks(blocks)])
    looks: dict[Look, list[Mark]] = defaultdict(list)
    for mark in found:
        looks[mark.look].append(mark)
    many = [series for series in looks.values() if len(series) >= _FEWEST]
    if not many:
        return None
    prose = [0, *accumulate(_prose(block) for block in blocks)]
    replies = [0, *accumulate(notes.is_reply(block.text) for block in blocks)]
    able = [group for series in [*many, _mixed(looks)] if (group := judge(series, prose, replies))]
    best = max(able, key=_rank, default=None)
    if not best or (len({mark.time for mark in best.marks}) == 1 and best.marks[0].kind == "clock"):
        return None
    whole = sorted((*best.marks, *_odd_ones(best, blocks, found)), key=lambda mark: mark.at)
    return best._replace(marks=tuple(whole))


def confidence(group: Group, *, live: bool) -> float:
    """How sure it is that these are posts; below 0.5 if neither their look nor the page says 'live'."""
    sure = 0.25 + 0.1 * group.rich + 0.1 * min(len(group.marks), 10) / 10 - 0.1 * group.breaks
    if group.ticker:
        return round(sure + (0.35 if live else 0.25), 2)
    if live:
        return round(sure + 0.3 if group.strong else min(sure + 0.2, 0.6), 2)
    return round(sure, 2)


def _of_play(found: list[Mark]) -> list[Mark]:
    """The marks, '12 min' read as a minute of play where others are '78 min'."""
    if not any(mark.kind == "minute" and _PLAYED.fullmatch(mark.time) for mark in found):
        return found
    return [
        mark._replace(kind="minute", look=tuple(_PLAY.get(part, part) for part in mark.look))
        if mark.kind == "relative" and _PLAYED.fullmatch(mark.time)
        else mark
        for mark in found
    ]


def _rank(group: Group) -> tuple[bool, float, bool, int]:
    weight = 1.5 if group.strong or group.ticker else 1.0
    exact = group.marks[0].kind != "relative"  # of '5m ago' and '14.05' below it the clock tells more
    dated = group.marks[0].kind != "minute"  # a minute of play is a time only where there is no other
    return dated, round(weight * group.rich * len(group.marks)), exact, -group.marks[0].at


def _prose(block: Block) -> int:
    """How much a block tells: the characters of its prose outside links."""
    if block.caption or block.linked * 2 > len(block.text) or not line.is_prose(block.text):
        return 0
    return line.weight(block.text)


def _mixed(looks: Mapping[Look, Sequence[Mark]]) -> list[Mark]:
    """Times alone in a text that turn, further down, from '5 minutes ago' to a clock, and to a date."""
    chosen: dict[str, Sequence[Mark]] = {}
    for look, series in looks.items():
        kind = series[0].kind
        if look[0] == "alone" and look[2] == "" and len(series) > 1 and kind not in ("epoch", "iso"):
            chosen[kind] = max(series, chosen.get(kind, ()), key=len)
    parts = sorted(chosen.values(), key=lambda series: series[0].at)
    apart = all(above[-1].at < below[0].at for above, below in pairwise(parts))
    return [mark for series in parts for mark in series] if apart and len(parts) > 1 else []


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
