"""One series of times of the same look: whether they are the heads of posts, and which of them."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from feedgen_liveblog.expressions import expression
from feedgen_liveblog.parsers.blocks import line
from feedgen_liveblog.parsers.blocks.marks import Mark

_FEWEST = 3
_FEWEST_STRONG = 2
_RICH = 40  # characters of prose that make a post
_LEAST_RICH = 0.6  # of the posts; others are a picture or a headline only
_MOST_BREAKS = 0.4  # of the marks: posts are not always in order, and midnight is a break
_MOST_BREAKS_AGO = 0.2
_START = expression(r"0:\d\d|00:00|00?:\d\d:\d\d")
_START_IN_BRACKETS = expression(r"00?:\d\d(?::\d\d)?")
# So many minutes divide all times of a plan; of fewer times they may by chance.
_PLANNED = ((3, 30), (4, 15), (5, 5))


class Group(NamedTuple):
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


def judge(series: Sequence[Mark], prose: Sequence[int], replies: Sequence[int]) -> Group | None:
    """The marks of a series that begin posts, if it is one of posts; `prose` and `replies` are sums up to a block."""
    if (
        not series
        or _is_label(series)
        or _is_duration(series)
        or _is_recording(series)
        or _is_timetable(series)
        or _is_conference(series)
    ):
        return None
    falling = _falls(series)
    kept = _posts(series, falling, _between(series, prose), _between(series, replies))
    chosen = [series[n] for n in kept]
    fewest = _FEWEST_STRONG if all(mark.strong or mark.ticker for mark in chosen) else _FEWEST
    if len(chosen) < fewest:
        return None
    sizes = _between(series, prose)
    until = series[kept[-1] + 1].at if kept[-1] + 1 < len(series) else None
    breaks = (len(_runs(chosen, falling)) - 1) / len(chosen)
    rich = sum(sizes[n] >= _RICH for n in kept) / len(kept)
    most = _MOST_BREAKS_AGO if chosen[0].kind == "relative" else _MOST_BREAKS
    return (
        Group(tuple(chosen), rich, breaks, falling, until) if rich >= _LEAST_RICH and breaks <= most else None
    )


def _posts(series: Sequence[Mark], falling: bool, sizes: Sequence[int], replies: Sequence[int]) -> list[int]:
    """Which marks begin posts: not those of an index of headlines, a list of links or a thread of comments.

    Such a list repeats the look of the posts, in an order of its own, or goes on in theirs after the last.
    """
    kept: list[int] = []
    runs = _runs(series, falling)
    for run in runs:
        rich = sum(sizes[n] >= _RICH and not replies[n] for n in run)
        within = len(run) < _FEWEST and kept and run[-1] < len(series) - 1
        # '+++ 23:40 … +++' begins a post however short, also the one before midnight.
        if rich * 2 >= len(run) or within or all(series[n].ticker for n in run):
            kept += [
                n for n in run if not (replies[n] and any((*replies[n - 1 : n], *replies[n + 1 : n + 2])))
            ]
    last = len(kept) - 1
    while last > 0 and sizes[kept[last - 1]] < _RICH:
        last -= 1
    return kept[:last] if len(kept) - 1 - last >= 2 else kept


def _between(series: Sequence[Mark], sums: Sequence[int]) -> list[int]:
    """The amount from each mark to the next; what follows the last counts as the most before at most."""
    places = [*(mark.at for mark in series), len(sums) - 1]
    *amounts, last = (sums[after] - sums[at] for at, after in pairwise(places))
    return [*amounts, min(last, max(amounts, default=last))]


def _falls(series: Sequence[Mark]) -> bool:
    """Whether the times mostly fall from one to the next: the newest post is on top."""
    steps = [after - before for before, after in pairwise(_orders(series))]
    return sum(step < 0 for step in steps) >= sum(step > 0 for step in steps)


def _runs(series: Sequence[Mark], falling: bool) -> list[list[int]]:
    """The positions of marks, split where time jumps the wrong way (midnight, a list's end) or changes in kind."""
    runs: list[list[int]] = []
    orders = _orders(series)
    for n, order in enumerate(orders):
        step = (order - orders[n - 1]) * (1 if falling else -1) if n else 0.0
        if not runs or step > 59 or series[n].kind != series[n - 1].kind:
            runs.append([])
        runs[-1].append(n)
    return runs


def _orders(series: Sequence[Mark]) -> list[float]:
    found, last = [], 0.0
    for mark in series:
        order = mark.order
        last = last if order is None else order
        found.append(last)
    return found


def _is_label(series: Sequence[Mark]) -> bool:
    """Whether the words before the times ('Duration: 3:32') are no headlines: most are alike, and no name."""
    alike = len({mark.rest for mark in series}) * 2 <= len(series)
    return series[0].how == "trailing" and alike and not line.is_name(series[0].rest)


def _is_duration(series: Sequence[Mark]) -> bool:
    """Whether these are lengths of videos: alone, in figures only, and written 4:42 as well as 04:42."""
    if series[0].how != "alone" or "figures" not in series[0].look:
        return False
    return any(mark.time[0] == "0" for mark in series) and any(mark.time[1:2] in ":." for mark in series)


def _is_recording(series: Sequence[Mark]) -> bool:
    """Whether these are places in a recording ('0:04 - They start by playing'): they rise from nought."""
    start = _START_IN_BRACKETS if "[" in series[0].look else _START
    return bool(start.fullmatch(series[0].time)) and not _falls(series)


def _is_conference(series: Sequence[Mark]) -> bool:
    """Whether these are minutes of many matches at once: they hardly move on, and are no one story's."""
    return series[0].kind == "minute" and len({mark.order for mark in series}) * 3 < len(series)


def _is_timetable(series: Sequence[Mark]) -> bool:
    """Whether these are times of a plan, a day's programme: they rise, and all are a whole five minutes, or rounder."""
    clocks = [mark.order for mark in series if mark.kind in ("clock", "datetime") and mark.order is not None]
    if len(clocks) < len(series) or series[0].ticker or clocks != sorted(clocks):
        return False
    different = len(set(clocks))
    return any(
        different >= fewest and all(order % (60 * minutes) == 0 for order in clocks)
        for fewest, minutes in _PLANNED
    )
