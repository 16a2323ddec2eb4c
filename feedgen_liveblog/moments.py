"""One time text to an aware UTC datetime, or None: never a guess dressed as a fact."""

import calendar
import re
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache

from feedgen_liveblog import zones
from feedgen_liveblog.timeparts import Parts, plain
from feedgen_liveblog.timescan import scan
from feedgen_liveblog.timewords import months_of

SOON = timedelta(minutes=10)  # how far a clock may run ahead of ours
STALE = timedelta(days=2)  # a page read so long after its day is a copy: 'ago' then says nothing


def read(
    text: str,
    *,
    now: datetime,
    tz: tzinfo | None = None,
    day: date | None = None,
    language: str | None = None,
) -> datetime | None:
    """The moment that `text` names, as aware UTC, or None where it names none.

    Naive times are in `tz` (UTC without one). A bare clock is on `day`, else the last time it showed so
    before `now`; a date without a year is in the year that puts it nearest to `day` or before `now`. A
    date without a clock is its first minute. 'ago' counts from `now`, and says nothing where `day` is
    days before it (a saved page). An absolute time in the future is left for the caller to suspect.
    """
    if text[4:5] == "-" and len(text) > 10:
        try:
            return utc(datetime.fromisoformat(text), tz)
        except ValueError:
            pass
    parts = scan(text)
    if parts is None:
        return _elsewhere(plain(text), now, tz, language)
    if parts.kind == "iso":
        return _iso(plain(text), tz)
    if parts.kind == "epoch":
        return _epoch(int(plain(text)))
    if parts.ago is not None:
        return _ago(parts.ago, now, tz, day)
    if parts.kind == "minute":
        return None
    zone = tz or UTC
    on = day_of(parts, now=now, tz=tz, near=day, language=language)
    if on is None:
        if parts.kind != "clock":
            return _elsewhere(plain(text), now, tz, language)
        return latest_at(parts, now + SOON, tz) if day is None else instants(parts, day, tz)[0]
    del zone
    return instants(parts, on, tz)[0]


def read_day(
    text: str,
    *,
    now: datetime,
    tz: tzinfo | None = None,
    near: date | None = None,
    language: str | None = None,
) -> date | None:
    """The day that a heading names ('Donnerstag, 18. 7.'), near the day `near` or before `now`, or None."""
    parts = scan(text)
    if parts is None:
        return None
    if parts.kind in ("iso", "epoch"):
        moment = read(text, now=now, tz=tz)
        return moment.astimezone(tz or UTC).date() if moment else None
    return day_of(parts, now=now, tz=tz, near=near, language=language)


def utc(moment: datetime, tz: tzinfo | None) -> datetime | None:
    """A datetime, naive ones in `tz`, as aware UTC; None at the ends of time."""
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=tz or UTC)).astimezone(UTC)
    except (OverflowError, ValueError):
        return None


def day_of(
    parts: Parts, *, now: datetime, tz: tzinfo | None, near: date | None, language: str | None
) -> date | None:
    """The calendar day that parts name, or None where they name none or none that exists."""
    anchor = near or now.astimezone(tz or UTC).date()
    if parts.days_ago is not None:
        return anchor - timedelta(days=parts.days_ago)
    if parts.day is None:
        if parts.weekday is None:
            return None
        return anchor - timedelta(days=(anchor.weekday() - parts.weekday) % 7)
    if parts.month is None:
        return None
    days = [(parts.month, parts.day)]
    if parts.swappable and parts.month != parts.day:
        days.append((parts.day, parts.month))
        if _month_first(tz, language):
            days.reverse()
    found = [d for m, dd in days for d in _years(parts.year, m, dd, anchor, parts.weekday)]
    if not found:
        return None
    if near and parts.swappable:
        return min(found, key=lambda d: abs((d - near).days) > 7)
    return found[0]


def _years(year: int | None, month: int, day: int, anchor: date, weekday: int | None) -> list[date]:
    """The day in its year; without a year the latest one that is not after the day after the anchor."""
    options = (
        [year] if year else [anchor.year + 1, anchor.year, anchor.year - 1, anchor.year - 2, anchor.year - 3]
    )
    days = [
        date(y, month, day)
        for y in options
        if 1 <= month <= 12 and 1 <= day <= calendar.monthrange(y, month)[1]
    ]
    if year:
        return days
    past = [d for d in days if d <= anchor + timedelta(days=1)]
    return past[:1]


def instants(parts: Parts, on: date, tz: tzinfo | None) -> list[datetime]:
    """When the parts' clock showed so on a day: one moment, or two in the hour that the clocks go back."""
    local = datetime(on.year, on.month, on.day, *(parts.clock or (0, 0, 0)))  # noqa: DTZ001
    zone = (zones.written(parts.zone, local, tz) if parts.zone else None) or tz or UTC
    first, second = (local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    return [first, second] if second > first else [first]


def latest_at(parts: Parts, limit: datetime, tz: tzinfo | None) -> datetime:
    """The last time before `limit` at which the parts' clock showed so."""
    today = limit.astimezone(tz or UTC).date()
    options = [m for back in (-1, 0, 1, 2) for m in instants(parts, today - timedelta(days=back), tz)]
    return max(m for m in options if m <= limit)


def _month_first(tz: tzinfo | None, language: str | None) -> bool:
    american = str(tz).startswith(("America/", "US/")) and (language or "en").lower().startswith("en")
    return (language or "").lower() in ("en-us", "en_us") or american


def _iso(text: str, tz: tzinfo | None) -> datetime | None:
    try:
        return utc(
            datetime.fromisoformat(re.sub(r" ?UTC$", "Z", text.replace(" +", "+").replace(" -", "-"))), tz
        )
    except ValueError:
        return None


def _epoch(number: int) -> datetime | None:
    while number > 99_999_999_999:
        number //= 1000
    return datetime.fromtimestamp(number, UTC)


def _ago(seconds: int, now: datetime, tz: tzinfo | None, day: date | None) -> datetime | None:
    if day is not None and now.astimezone(tz or UTC).date() - day > STALE:
        return None
    return (now - timedelta(seconds=seconds)).astimezone(UTC)


def _elsewhere(text: str, now: datetime, tz: tzinfo | None, language: str | None) -> datetime | None:
    """What other people's parsers make of a text of a shape or language that we do not know."""
    if not text or len(text) > 60 or not re.search(r"\d", text):
        return None
    moment = _dateutil(text) or _dateparser(text, (language or "")[:2].lower() or None)
    return utc(moment, tz) if moment else None


@lru_cache(maxsize=2048)
def _dateutil(text: str) -> datetime | None:
    return None


@lru_cache(maxsize=2048)
def _dateparser(text: str, language: str | None) -> datetime | None:
    import dateparser

    settings = {"REQUIRE_PARTS": ["day", "month", "year"], "PREFER_DATES_FROM": "past"}
    try:
        found: datetime | None = dateparser.parse(
            text, languages=[language] if language else None, settings=settings
        )
    except (ValueError, OverflowError):
        return None
    return found


_ = months_of
