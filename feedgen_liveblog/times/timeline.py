"""The times of a page's posts in page order, each read in the light of its neighbours."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo

from feedgen_liveblog.times import hindsight, moments
from feedgen_liveblog.times.parts import Parts
from feedgen_liveblog.times.scan import scan

# A step against the reading direction costs so many times one along it: a clock that jumps more than six
# hours the wrong way has passed midnight, one that jumps less is out of order by an editor's wish.
_AGAINST = 3
_DAY = timedelta(days=1)
_SURE = timedelta(hours=15)  # what costs so little no other day can undercut
# So far from the page's last change the newest post is on the other side of midnight; publishers often fail to
# state later changes, so that less says nothing.
_OTHER_DAY = timedelta(hours=15)
_NONE = timedelta()

Readings = Callable[[date], Sequence[datetime]]
"""What a clock means on a day: one moment, or two where the clocks are set back."""


def read_all(
    times: Sequence[str | None],
    *,
    now: datetime,
    tz: tzinfo | None = None,
    days: Sequence[str | None] | None = None,
    updates: Sequence[str | None] | None = None,
    page_day: date | None = None,
    language: str | None = None,
) -> list[datetime | None]:
    """The moments of posts in page order, aware UTC, None where unreadable.

    `days[i]` is the date heading of post i, if it has one. A bare clock gets its day from that, else from its
    neighbours, whichever way the page reads, else from `page_day`, the day of the newest post, else from
    `now`. A `page_day` that is a datetime, the page's last change, also tells on which side of midnight.
    `updates` are the posts' own notes of change: on a saved page 'ago' can be read by them, else it is None.
    """
    day = page_day.astimezone(tz or UTC).date() if isinstance(page_day, datetime) else page_day
    found: list[datetime | None] = []
    unsure: dict[int, Readings] = {}
    dated: set[int] = set()
    ages: dict[int, timedelta] = {}
    for i, text in enumerate(times):
        readings: Sequence[datetime] = ()
        if text and (text[4:5] == "-" or (parts := scan(text)) is None or parts.kind != "clock"):
            readings = moments.readings(text, now=now, tz=tz, day=day, language=language)
            if not readings and updates and (age := moments.age(text)) is not None:
                ages[i] = age
        elif text and parts:
            heading = days[i] if days else None
            on = heading and moments.read_day(heading, now=now, tz=tz, near=day, language=language)
            if on:
                readings = moments.instants(parts, on, tz)
            else:
                unsure[i] = _clock(parts, tz)
        if len(readings) > 1:
            unsure[i] = _known(readings)
            dated.add(i)
        found.append(readings[0] if len(readings) == 1 else None)
    if ages and updates:
        notes = {i: moments.read(updates[i] or "", now=now, tz=tz, day=day, language=language) for i in ages}
        for i, moment in hindsight.recovered(ages, {i: note for i, note in notes.items() if note}).items():
            found[i] = moment
    if unsure:
        _place(found, unsure, dated, now=now, tz=tz, page_day=page_day)
    return found


def _clock(parts: Parts, tz: tzinfo | None) -> Readings:
    return lambda day: moments.instants(parts, day, tz)


def _known(folds: Sequence[datetime]) -> Readings:
    return lambda day: folds


def _place(
    found: list[datetime | None],
    unsure: dict[int, Readings],
    dated: set[int],
    *,
    now: datetime,
    tz: tzinfo | None,
    page_day: date | None,
) -> None:
    """Decide the unsure ones, walking both ways from the first known or dated, else down from the newest."""
    zone = tz or UTC
    order = [i for i, moment in enumerate(found) if moment or i in unsure]
    if not _newest_first(found, unsure, now.date()):
        order.reverse()
    known = (
        [n for n, i in enumerate(order) if found[i]] or [n for n, i in enumerate(order) if i in dated] or [0]
    )
    start = known[0]
    last = first = found[order[start]] or _newest(unsure[order[start]], now, zone, page_day)
    found[order[start]] = first
    for i in order[start + 1 :]:
        found[i] = last = found[i] or _next(unsure[i], last, zone, back=True)
    for i in reversed(order[:start]):
        found[i] = first = _next(unsure[i], first, zone, back=False)


def _newest(readings: Readings, now: datetime, zone: tzinfo, page_day: date | None) -> datetime:
    """The newest post's moment: on the page's day, or nearest to its last change; never in the future."""
    limit = now + moments.SOON
    near = page_day.astimezone(zone) if isinstance(page_day, datetime) else None
    day = near.date() if near else page_day or limit.astimezone(zone).date()
    options = [moment for n in (0, -1, 1) for moment in reversed(readings(day + _DAY * n))]
    past = [moment for moment in options if moment <= limit] or options
    if near and (abs(past[0] - near) > _OTHER_DAY or past[0].astimezone(zone).date() != day):
        return min(past, key=lambda moment: abs(moment - near))
    return past[0]


def _next(readings: Readings, last: datetime, zone: tzinfo, *, back: bool) -> datetime:
    """The likeliest reading of the clock after `last`, walking back in time or forth."""

    def cost(moment: datetime) -> timedelta:
        step = last - moment if back else moment - last
        return step if step >= _NONE else -step * _AGAINST

    day = last.astimezone(zone).date()
    nearest = readings(day)
    if cost(nearest[0]) > _SURE:
        others = (readings(day + _DAY * n) for n in (-1, 1, -2, 2))
        nearest = min([nearest, *others], key=lambda folds: min(map(cost, folds)))
    return min(nearest, key=lambda moment: ((moment > last) if back else (moment < last), cost(moment)))


def _newest_first(found: Sequence[datetime | None], unsure: dict[int, Readings], day: date) -> bool:
    """Whether most steps go back in time; a clock's step is the shorter way round the dial."""
    votes = 0
    last: datetime | None = None
    sure = False
    for i, moment in enumerate(found):
        if moment is None and i not in unsure:
            continue
        here = moment or unsure[i](day)[0]
        if last is not None:
            step = here - last
            if not (moment and sure):
                step = (step + _DAY / 2) % _DAY - _DAY / 2
            votes += (step < _NONE) - (step > _NONE)
        last, sure = here, moment is not None
    return votes >= 0
