"""The places in posts that show a time, each with its values, and what these say of the posts together."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import pairwise

from lxml import etree

from feedgen_liveblog import dates, timeshape
from feedgen_liveblog.expressions import expression
from feedgen_liveblog.parsers import play as played
from feedgen_liveblog.parsers.elements import text
from feedgen_liveblog.parsers.places import first, path

Slots = Mapping[str, Sequence[str | None]]
"""Places as XPath, each with the values of a sample of posts."""

_PARTS = 4  # elements within a time: its day, month, year and clock
_EXACT = frozenset({"iso", "epoch", "datetime"})
_UPDATED = expression(r"updat|modif|edit|aktual|mis-a-jour|actualiz|aggiorn|last", re.I)


def find(sample: Sequence[etree._Element], *, play: bool = False) -> dict[str, list[str | None]]:
    """The places in a post that show a time, as XPath, each with the values found in the sample.

    `play`: bare figures are times too, the minutes of a match.
    """
    places: Counter[str] = Counter()
    for element in sample:
        places.update(dict.fromkeys(_places(element, play=play), 1))
    slots: dict[str, list[str | None]] = {}
    for xpath, count in places.most_common(24):
        # The time of an edit is only on those posts that were edited; all other times are on most posts.
        if count * 4 < len(sample) and count < 3 and not _UPDATED.search(xpath):
            continue
        slots[xpath] = [first(xpath, element) for element in sample]
    return slots


def _places(post: etree._Element, *, play: bool) -> Iterator[str]:
    for element in post.iter():
        if not isinstance(element.tag, str) or element.tag in ("script", "style", "img"):
            continue
        where = path(element, post)
        for name, value in element.attrib.items():
            if 8 <= len(value) <= 40 and timeshape.kind(str(value)) in _EXACT:
                yield f"{where}/@{name!s}" if element is not post else f"./@{name!s}"
        if element is not post and isinstance(element.tag, str) and element.text and len(element) <= _PARTS:
            shown = text(element)
            if 0 < len(shown) <= 60 and (
                timeshape.kind(shown) or (play and played.moment(shown) is not None)
            ):
                yield where


def choose(slots: Slots, size: int) -> tuple[str | None, str | None]:
    """The slot of the published time, and of the time of the last edit if there is one.

    The right one is known by its values: on nearly all posts, different from post to post, in the order of
    the page, and exact. A CMS's time of creation is exact too, but out of the page's order.
    """
    rated: list[tuple[tuple[float, ...], str]] = []
    edited: list[tuple[int, str]] = []
    for xpath, values in slots.items():
        present = [value for value in values if value]
        if _UPDATED.search(xpath) or sum(bool(_UPDATED.search(value)) for value in present) * 2 > len(
            present
        ):
            edited.append((len(present), xpath))
            continue
        kinds = Counter(timeshape.kind(value) for value in present)
        rank = {"iso": 4, "epoch": 4, "datetime": 3, "clock": 2, "relative": 1, "minute": 0}
        exactness = rank.get(str(kinds.most_common(1)[0][0]), 0) if kinds else 0
        seconds = sum(len(value) for value in present) / max(len(present), 1) if exactness == 4 else 0
        # One time on all of them is the page's.
        covered = len(present) >= 0.7 * size and (len(set(present)) > 1 or len(present) < 3)
        distinct = len(set(present)) / max(len(present), 1)
        order = round(_order(present), 1) if exactness >= 3 else 0.5 * played.tells(values)
        rated.append(((covered, exactness, order, round(distinct, 1), seconds), xpath))
    published = max(rated, default=(None, None))[1] if rated else None
    updated = max(edited, default=(0, None))[1]
    if published is None and updated is not None:
        published, updated = updated, None
    return published, updated


def day(slots: Slots, published: str | None) -> str | None:
    """The slot of each post's date, where the time beside it is only a clock."""
    if published is None or published not in slots or not _mostly(slots[published], "clock"):
        return None
    return next((xpath for xpath, values in slots.items() if _mostly(values, "date")), None)


def _mostly(values: Sequence[str | None], kind: str) -> bool:
    return sum(timeshape.kind(value or "") == kind for value in values) >= 0.7 * len(values)


def in_order(slots: Mapping[str, Sequence[str | None]], size: int) -> float:
    """The share of neighbours whose times run one way, by the best time slot; 0.0 without times."""
    shown = [[value for value in values if value] for values in slots.values()]
    return max((_order(values) for values in shown if len(values) >= 0.7 * size), default=0.0)


def clocks_fall(times: Slots) -> bool:
    """Whether bare clocks stand there, the latest on top, and not by the plan of a timetable."""
    for values in times.values():
        present = [value for value in values if value and timeshape.kind(value) == "clock"]
        if len(present) < 0.9 * len(values):
            continue
        moments = [moment for value in present if (moment := _moment(value)) is not None]
        falls = sum(later < earlier for earlier, later in pairwise(moments))
        odd = sum(bool(moment % 5) for moment in moments)
        if falls >= 0.8 * (len(moments) - 1) and odd >= 0.5 * len(moments):
            return True
    return False


def counts_up(slots: Slots) -> bool:
    """Whether the clocks are marks in a recording: '0:04' and up, the first at its very start."""
    for values in slots.values():
        present = [value for value in values if value]
        # At midnight all posts but the first may be of 23:59: these do not count up.
        if len(set(present)) >= 3 and all(timeshape.kind(value) == "clock" for value in present):
            return bool(re.match(r"0:\d\d$|00:00$", present[0])) and _order(present) == 1.0
    return False


def tells_match(slots: Slots, *, play: bool = False) -> bool:
    """Whether the times are minutes of a match, one way through it: 90'+4, 88', 45'; `play`: also bare figures."""
    for values in slots.values():
        minutes = [
            value if value and (play or timeshape.kind(value) == "minute") else None for value in values
        ]
        if played.tells(minutes):
            return True
    return False


def is_timetable(slots: Slots) -> bool:
    """Whether these are times of a plan: they rise, and all are a whole five minutes."""
    for values in slots.values():
        present = [value for value in values if value]
        units = {"clock": 5, "iso": 300, "datetime": 300, "epoch": 300}
        rest = [
            (moment, moment % units[kind])
            for value in present
            if (kind := timeshape.kind(value) or "") in units and (moment := _moment(value)) is not None
        ]
        moments = [moment for moment, _ in rest]
        rises = len(set(moments)) >= 5 and moments == sorted(moments)
        if rises and len(rest) >= 0.9 * len(values) and not any(over for _, over in rest):
            return True
    return False


def _order(values: Sequence[str]) -> float:
    moments = [moment for value in values if (moment := _moment(value)) is not None]
    if len(moments) < max(2, 0.7 * len(values)):
        return 0.0
    steps = [later - earlier for earlier, later in pairwise(moments)]
    up, down = sum(step >= 0 for step in steps), sum(step <= 0 for step in steps)
    return max(up, down) / len(steps) if any(steps) or len(steps) < 2 else 0.5


def _moment(value: str) -> float | None:
    kind = timeshape.kind(value)
    if kind in ("iso", "epoch", "datetime"):
        read = dates.read(value, now=datetime(2100, 1, 1, tzinfo=UTC))
        return read.timestamp() if read else None
    if kind == "clock" and (digits := re.findall(r"\d+", value)):
        return int(digits[0]) * 60.0 + (int(digits[1]) if len(digits) > 1 else 0)
    if kind == "minute" and (digits := re.findall(r"\d+", value)):
        return sum(float(digit) for digit in digits[:2])
    return None
