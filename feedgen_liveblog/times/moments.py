"""One time text to an aware UTC datetime, or None: never a guess dressed as a fact."""

import calendar
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo

from feedgen_liveblog.expressions import expression
from feedgen_liveblog.times import foreign, zones
from feedgen_liveblog.times.parts import Parts, plain
from feedgen_liveblog.times.scan import scan
from feedgen_liveblog.times.words import months_of

SOON = timedelta(minutes=10)  # how far a newsroom's clock may run ahead of ours
_STALE = timedelta(days=2)  # a page read this long after its day is a saved one: its 'ago' says nothing
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_COMPACT = expression(r"20\d{12}")
_NOT_ISO = expression(r"( ?UTC$)|\[.*\]$| (?=[+-])", re.IGNORECASE)


def read(
    text: str,
    *,
    now: datetime,
    tz: tzinfo | None = None,
    day: date | None = None,
    language: str | None = None,
) -> datetime | None:
    """The moment that `text` names, as aware UTC, or None where it names none.

    Naive times are in `tz`, UTC without one. A bare clock is of `day`, else the last time before `now` that
    it showed so. Without a year a date is the last such one before `day` or `now`; without a clock it is the
    day's first minute. 'ago' counts from `now`, and is None where `day` is days before that (a saved page).
    An absolute time in the future is given as it stands: to suspect it is the caller's.
    """
    if isinstance(day, datetime):
        day = day.astimezone(tz or UTC).date()
    return next(iter(readings(text, now=now, tz=tz, day=day, language=language)), None)


def readings(
    text: str, *, now: datetime, tz: tzinfo | None, day: date | None, language: str | None
) -> Sequence[datetime]:
    """What `read` chooses from: no moment, one, or two where a local time came twice."""
    if text[4:5] == "-" and len(text) > 10:
        try:
            return _all(datetime.fromisoformat(text), tz)
        except ValueError:
            pass
    parts = scan(text)
    if parts is None or (parts.day and not parts.month):
        return _all(foreign.read(plain(text), now=now, language=language), tz)
    if parts.kind == "iso":
        return _all(_iso(text), tz)
    if parts.kind == "epoch":
        return (_epoch(int(plain(text))),)
    if parts.ago is not None:
        saved = day is not None and now.astimezone(tz or UTC).date() - day > _STALE
        return () if saved else (now.astimezone(UTC) - timedelta(seconds=parts.ago),)
    if parts.kind == "clock" and day is None:
        return (last_before(parts, now + SOON, tz),)
    on = day if parts.kind == "clock" else day_of(parts, now=now, tz=tz, near=day, language=language)
    return instants(parts, on, tz) if on else ()


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
        weekday = scan(f"{text} 00:00") if len(text) <= 20 else None  # 'Donnerstag'
        parts = weekday if weekday and weekday.weekday is not None else None
    if parts is None or parts.kind in ("clock", "minute", "relative"):
        return None
    if parts.kind in ("iso", "epoch"):
        moment = read(text, now=now, tz=tz)
        return moment.astimezone(tz or UTC).date() if moment else None
    return day_of(parts, now=now, tz=tz, near=near, language=language)


def age(text: str) -> timedelta | None:
    """How long ago '24m ago' says, or None for a text of another kind."""
    parts = scan(text)
    return timedelta(seconds=parts.ago) if parts and parts.ago is not None else None


def _iso(text: str) -> datetime | None:
    """A text in the shape of ISO 8601, or nearly, naive or aware; None if it is no real time."""
    text = plain(text)
    if _COMPACT.fullmatch(text):
        text = f"{text[:8]}T{text[8:]}"
    try:
        return datetime.fromisoformat(_NOT_ISO.sub(lambda match: "Z" if match[1] else "", text))
    except ValueError:
        return None


def _all(moment: datetime | None, tz: tzinfo | None) -> Sequence[datetime]:
    """The aware UTC moments of a datetime, if naive in `tz`; the years 1 and 1970 are nulls."""
    if moment is None or not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        return ()
    if moment.tzinfo is UTC:
        return (moment,)
    return (moment.astimezone(UTC),) if moment.tzinfo else folds(moment, tz or UTC)


def instants(parts: Parts, on: date, tz: tzinfo | None) -> list[datetime]:
    """When the clock of parts showed so on a day: one moment, or two in the hour that clocks are set back."""
    local = datetime(on.year, on.month, on.day, *(parts.clock or (0, 0, 0)))  # noqa: DTZ001
    return folds(local, (zones.written(parts.zone, local, tz) if parts.zone else None) or tz or UTC)


def folds(local: datetime, zone: tzinfo) -> list[datetime]:
    """The moments that a naive local time may be; one that the clocks skip is as if they had not yet."""
    first, second = (local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    return [first, second] if second > first else [first]


def last_before(parts: Parts, limit: datetime, tz: tzinfo | None) -> datetime:
    """The last moment up to `limit` at which the clock of parts showed so."""
    today = limit.astimezone(tz or UTC).date()
    shown = [moment for back in range(-1, 3) for moment in instants(parts, today - timedelta(days=back), tz)]
    return max(moment for moment in shown if moment <= limit)


def day_of(
    parts: Parts, *, now: datetime, tz: tzinfo | None, near: date | None, language: str | None
) -> date | None:
    """The calendar day that parts name, or None where they name none or one that does not exist."""
    anchor = near or now.astimezone(tz or UTC).date()
    if parts.days_ago is not None:
        return anchor - timedelta(days=parts.days_ago)
    if not parts.day or not parts.month:
        return (
            None if parts.weekday is None else anchor - timedelta(days=(anchor.weekday() - parts.weekday) % 7)
        )
    month = months_of(language).get(parts.name, parts.month) if language and parts.name else parts.month
    found = _in_years(parts, month, parts.day, anchor)
    if not parts.swappable or parts.day == month:
        return _likeliest(found, None if near else parts.weekday)
    swapped = _in_years(parts, parts.day, month, anchor)
    if near and parts.year:
        return min([*found, *swapped], key=lambda day: abs(day - anchor), default=None)
    return _likeliest([*swapped, *found] if _month_first(tz, language) else [*found, *swapped], None)


def _in_years(parts: Parts, month: int, day: int, anchor: date) -> list[date]:
    """The day in its year, or if it has none in the years up to the day after the anchor, the last first."""
    years = [parts.year] if parts.year else range(anchor.year + 1, anchor.year - 8, -1)
    days = [
        date(y, month, day) for y in years if 1 <= month <= 12 and day <= calendar.monthrange(y, month)[1]
    ]
    return days if parts.year else [found for found in days if found <= anchor + timedelta(days=1)]


def _likeliest(days: list[date], weekday: int | None) -> date | None:
    """The first that is the weekday named, else the first: where no day is near, a weekday tells the year."""
    return next((day for day in days if weekday in (None, day.weekday())), days[0] if days else None)


def _month_first(tz: tzinfo | None, language: str | None) -> bool:
    """Whether 4/7 is the seventh of April here: in American English."""
    tag = (language or "").lower().replace("_", "-")
    return tag == "en-us" or (tag in ("", "en") and str(tz).startswith(("America/", "US/")))


def _epoch(figures: int) -> datetime:
    """Seconds, milliseconds or microseconds since 1970."""
    while figures >= 10**11:
        figures, rest = divmod(figures, 1000)
        if figures < 10**11:
            return _EPOCH + timedelta(seconds=figures, milliseconds=rest)
    return _EPOCH + timedelta(seconds=figures)
