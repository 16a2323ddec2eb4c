"""Bare figures in a match's commentary that stand for its time: the minute ('63', '90+3') or the over ('42.3')."""

import re
from collections.abc import Sequence
from itertools import pairwise

from feedgen_liveblog.expressions import expression
from feedgen_liveblog.times.halves import HALVES

_PLAYED = expression(
    rf"({'|'.join(HALVES)})?[(]?(?:ov(?:er)?|min(?:ute|uto|uut)?|第)?\.? ?"
    r"(\d{1,3})['’′´]?(?:[분分]? ?\+ ?(\d{1,2})|\.([1-6]))?\.? ?"
    r"(?:['’′´]|min(?:ute|ut[aoy])?\.?|分钟?|분)?[)]?:?",
    re.IGNORECASE,
)
_LONGEST = 20  # characters: 'minute 90 + 3 minute'
_LAST_MINUTE = 130
_FEWEST = 4


def moment(text: str) -> float | None:
    """How far the match has gone, in minutes or overs; None for another text."""
    text = text.strip()
    found = _PLAYED.fullmatch(text) if len(text) <= _LONGEST else None
    if not found or int(found[2]) > _LAST_MINUTE:
        return None
    return HALVES.get(found[1], 0) + int(found[2]) + int(found[3] or 0) + int(found[4] or 0) / 10


def tells(values: Sequence[str | None]) -> bool:
    """Whether what stands in one place of many elements leads one way through a match."""
    moments = [at for value in values if value and (at := moment(value)) is not None]
    # The hours of clocks go one way too, but many posts have the same.
    if len(moments) < 0.7 * len(values) or len(set(moments)) < max(_FEWEST, 0.6 * len(moments)):
        return False
    steps = [later - earlier for earlier, later in pairwise(moments)]
    if sum(abs(step) == 1 for step in steps) >= 0.9 * len(steps):
        return False  # places of a ranking: the ten best live albums
    return max(sum(step >= 0 for step in steps), sum(step <= 0 for step in steps)) >= 0.8 * len(steps)
