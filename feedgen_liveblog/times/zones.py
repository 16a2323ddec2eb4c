"""Time zones: from what a user types, and from what a newsroom writes after a clock."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from feedgen_liveblog.errors import UsageError
from feedgen_liveblog.expressions import expression
from feedgen_liveblog.times.zone_words import ZONES

_OFFSET = expression(r"(?:utc|gmt)?\s?([+-−])(\d{1,2})(?::?([0-5]\d))?", re.IGNORECASE)
_NAME = expression(r"(?<![A-Za-z_])[A-Za-z_]+(?:/[A-Za-z0-9_+-]+)+")
_WITHIN = expression(r"(?<![\w:])[+-]\d\d:?\d\d\b")
_WORDS = expression(r"[A-Za-z]+")


@lru_cache(maxsize=256)
def zone(text: str) -> tzinfo:
    """The zone that a text names: 'Europe/London', '+05:30', 'UTC', 'CEST'; or the one within a remark.

    Raises UsageError, naming the nearest name, where it names none.
    """
    text = text.strip()
    if (match := _OFFSET.fullmatch(text)) and (fixed := _fixed(match)):
        return fixed
    for name in (text, *_NAME.findall(text)):
        if found := _iana(name):
            return found
    if (match := _WITHIN.search(text)) and match[0] != text:
        return zone(match[0])
    for word in (text, *(word for word in _WORDS.findall(text) if word.isupper())):
        if readings := ZONES.get(word.lower()):
            return _reading(readings[0])
    if "epoch" in text.lower():
        return UTC  # absolute times need none
    raise UsageError(f"unknown time zone {text!r}; {_advice(text)}")


def zone_name(zone: tzinfo) -> str | None:
    """What `zone` reads as this zone: 'Europe/London', '+05:30', 'UTC'; None for one that has no such name."""
    if isinstance(zone, ZoneInfo):
        return zone.key
    offset = zone.utcoffset(None)
    if offset is None:
        return None
    minutes = round(offset.total_seconds() / 60)
    return (
        f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}" if minutes else "UTC"
    )


def _advice(text: str) -> str:
    import difflib

    names = {name.lower(): name for name in sorted(available_timezones())}
    key = text.lower().replace(" ", "_")
    city = next((name for low, name in names.items() if low == key or low.endswith(f"/{key}")), None)
    near = [city] if city else [names[low] for low in difflib.get_close_matches(key, names, 1, 0.6)]
    return f"did you mean {near[0]}?" if near else "give a name such as Europe/London, or +05:30"


def written(text: str, at: datetime, tz: tzinfo | None) -> tzinfo | None:
    """The zone of a clock with `text` after it ('bst', '+0100', 'et'), or None where it says none.

    An abbreviation of several zones ('ist', 'cst') is read as `tz` uses it, or else as it has its offset in
    some season, around `at` (naive local).
    """
    if match := _OFFSET.fullmatch(text):
        return _fixed(match)
    readings = ZONES.get(text, ())
    if len(readings) > 1 and tz is not None:
        seasons = [at.replace(month=month, day=1, tzinfo=tz) for month in (1, 7)]
        offsets = [moment.utcoffset() for moment in seasons if moment.tzname() == text.upper()]
        if not offsets and not any((moment.tzname() or "").isalpha() for moment in seasons):
            offsets = [moment.utcoffset() for moment in seasons]  # a zone without names, as +06 is Dhaka's
        readings = (
            tuple(r for r in readings if isinstance(r, int) and timedelta(minutes=r) in offsets) or readings
        )
    return _reading(readings[0]) if readings else None


def _reading(value: int | str) -> tzinfo:
    if isinstance(value, str):
        return ZoneInfo(value)
    return timezone(timedelta(minutes=value)) if value else UTC


def _fixed(match: re.Match[str]) -> tzinfo | None:
    minutes = int(match[2]) * 60 + int(match[3] or 0)
    if minutes > 14 * 60:  # nowhere on Earth
        return None
    return timezone(timedelta(minutes=minutes if match[1] == "+" else -minutes)) if minutes else UTC


def _iana(name: str) -> tzinfo | None:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown, not a name at all, or a folder of names
        return None
