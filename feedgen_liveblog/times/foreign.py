"""Times of a shape or language that we do not know ourselves, as dateutil and dateparser read them."""

import re
from datetime import datetime, timedelta, timezone, tzinfo
from functools import lru_cache

from feedgen_liveblog.expressions import expression
from feedgen_liveblog.times.zone_words import ZONES

_LONGEST = 60
_DOTTED = expression(r"\d\.\d\d")  # dateutil reads '8.13am' as 08:00
_FIRST, _SECOND = datetime(2000, 1, 1), datetime(2001, 2, 2, 1, 1)  # noqa: DTZ001
_YEAR = expression(r"\d{4}")
_NAME = expression(r"[^\W\d_]{2}")


def read(text: str, *, now: datetime, language: str | None) -> datetime | None:
    """The moment that a plain text names, naive where it says no zone, or None, also for a part of a date."""
    if not text or len(text) > _LONGEST or not any(c.isdigit() for c in text):
        return None
    found: datetime | timedelta | None = _dateutil(text) if text.isascii() else None
    if found is None and language:  # without one dateparser tries them all, for seconds
        found = _dateparser(text, language.lower().replace("_", "-").partition("-")[0])
    return now - found if isinstance(found, timedelta) else found


def _zone(name: str | None, offset: int | None) -> tzinfo | None:
    if offset is not None:
        return timezone(timedelta(seconds=offset))
    readings = ZONES.get((name or "").lower(), ())
    return timezone(timedelta(minutes=readings[0])) if readings and isinstance(readings[0], int) else None


@lru_cache(maxsize=1024)
def _dateutil(text: str) -> datetime | None:
    """What dateutil reads whatever its default day: a part that the text lacks it would make up."""
    if _DOTTED.search(text) or not _YEAR.search(text) or ":" not in text:
        return None
    from dateutil import parser

    try:
        first, second = (parser.parse(text, default=day, tzinfos=_zone) for day in (_FIRST, _SECOND))
    except (ValueError, ArithmeticError, TypeError, AttributeError):
        return None
    return first if first == second else None


@lru_cache(maxsize=1024)
def _dateparser(text: str, language: str) -> datetime | timedelta | None:
    """What dateparser reads: a moment, or for 'ago' how long ago."""
    import dateparser

    settings = {
        "REQUIRE_PARTS": ["day", "month", "year"],
        "RELATIVE_BASE": _FIRST,
        "PREFER_DATES_FROM": "past",
    }
    try:
        found = dateparser.parse(text, languages=[language], settings=settings)
    except (ValueError, ArithmeticError):
        return None
    figures = [int(run) for run in re.findall(r"\d+", text)]
    if found is None or not _NAME.search(text):
        return None
    if _YEAR.search(text):  # dateparser may take a clock for a year and make up the rest
        return (
            found
            if found.year in figures and found.day in figures and found.minute in (0, *figures)
            else None
        )
    ago = _FIRST - found.replace(tzinfo=None)
    return ago if timedelta() <= ago < timedelta(days=400) else None
