"""'24m ago' on a saved page, read by the notes of last change that stand beside such times."""

from collections.abc import Mapping
from datetime import datetime, timedelta

_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
_AGREE = 2 * _MINUTE


def recovered(ages: Mapping[int, timedelta], changed: Mapping[int, datetime]) -> dict[int, datetime]:
    """The moments of posts of which a saved page says only their age, by their number; only the sure ones.

    `changed` is when posts were last changed, to the minute. A post is no younger than its last change, so
    the page was read no later than the change and the age together; where two posts say the same minute,
    they were not changed since, and that minute is when it was read. An age in hours is too coarse, unless a
    last change lies within it.
    """
    read = sorted(changed[i] + age for i, age in ages.items() if i in changed and age < _HOUR)
    if len(read) < 2 or read[1] - read[0] > _AGREE:
        return {}
    found = {}
    for i, age in ages.items():
        unit = _MINUTE if age < _HOUR else _HOUR if age < _DAY else _DAY
        latest = read[0] + _MINUTE - age
        last_change = changed.get(i)
        if last_change and latest - unit - _MINUTE <= last_change <= latest:
            found[i] = last_change
        elif unit == _MINUTE:
            found[i] = latest
    return found
