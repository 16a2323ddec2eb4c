"""Time zones: from what a user types, and from what a newsroom writes after a clock."""

import difflib
import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from feedgen_liveblog.errors import UsageError
from feedgen_liveblog.zonewords import ZONES

_OFFSET = re.compile(r"(?:utc|gmt)?\s?([+-−])(\d{1,2})(?::?([0-5]\d))?", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z_]+(?:/[A-Za-z0-9_+-]+)+")
_WORDS = re.compile(r"[A-Za-z]+")


@lru_cache(maxsize=256)
def zone(text: str) -> tzinfo:
    """The zone that a text names: 'Europe/London', '+05:30', 'UTC', 'CEST', or the one within a remark.

    Raises UsageError, naming the nearest name, where it names none.
    """
    text = text.strip()
    if match := _OFFSET.fullmatch(text):
        return _fixed(match)
    for name in [text, *_NAME.findall(text)]:
        if found := _iana(name):
            return found
    if match := re.search(r"(?<![\w:])[+-]\d\d:?\d\d\b", text):
        return zone(match[0])
    for word in _WORDS.findall(text):
        if word.isupper() and (readings := ZONES.get(word.lower())):
            return _reading(readings[0])
    if readings := ZONES.get(text.lower()):
        return _reading(readings[0])
    if re.search(r"\bepoch\b", text, re.IGNORECASE):
        return UTC
    names = available_timezones()
    near = difflib.get_close_matches(text, names, 1, 0.6) or [
        n for n in sorted(names) if n.rpartition("/")[2].lower() == text.lower().replace(" ", "_")
    ]
    hint = f"; did you mean {near[0]}?" if near else "; give a name such as Europe/London, or +05:30"
    raise UsageError(f"unknown time zone {text!r}{hint}")


def written(text: str, at: datetime, tz: tzinfo | None) -> tzinfo | None:
    """The zone of a clock with `text` after it ('BST', '+0100', 'ET'), or None where it says none.

    Of the readings of an ambiguous abbreviation the one that `tz` has around `at` (naive local), if any.
    """
    if match := _OFFSET.fullmatch(text):
        return _fixed(match)
    readings = ZONES.get(text.lower())
    if not readings:
        return None
    if len(readings) > 1 and tz is not None:
        seasons = {tz.utcoffset(at.replace(month=month, day=1)) for month in (1, 7)}
        for reading in readings:
            if isinstance(reading, int) and timedelta(minutes=reading) in seasons:
                return _reading(reading)
    return _reading(readings[0])


def _reading(value: int | str) -> tzinfo:
    if isinstance(value, str):
        return ZoneInfo(value)
    return timezone(timedelta(minutes=value)) if value else UTC


def _fixed(match: re.Match[str]) -> tzinfo:
    minutes = int(match[2]) * 60 + int(match[3] or 0)
    if minutes > 14 * 60:
        raise UsageError(f"no zone is {match[0]} from UTC")
    return timezone(timedelta(minutes=minutes if match[1] == "+" else -minutes)) if minutes else UTC


def _iana(name: str) -> tzinfo | None:
    try:
        return ZoneInfo(name)
    except (ValueError, OSError):  # not found is a KeyError that zoneinfo derives; a folder is an OSError
        return None
    except KeyError:
        return None
