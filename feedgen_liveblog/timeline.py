"""The times of a page's posts, in page order, each read in the light of its neighbours."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo

from feedgen_liveblog import moments
from feedgen_liveblog.timeparts import Parts
from feedgen_liveblog.timescan import scan

_HALF_DAY = timedelta(hours=12)
_DAY = timedelta(days=1)
AGAINST = 3  # how much dearer a step against the reading direction is: one of 6 h is as dear as 18 h with it


def read_all(
    times: Sequence[str | None],
    *,
    now: datetime,
    tz: tzinfo | None = None,
    days: Sequence[str | None] | None = None,
    page_day: date | None = None,
    language: str | None = None,
) -> list[datetime | None]:
    """The moments of posts in page order, aware UTC, None where unreadable.

    `days[i]` is the date heading of post i, or None. `page_day` is the day of the newest post. A bare
    clock gets its day from its heading, else from its neighbours, else from `page_day` or `now`.
    """
    read: list[datetime | None] = []
    clocks: dict[int, Parts] = {}
    for i, text in enumerate(times):
        moment = None
        if text:
            if text[4:5] != "-" and (parts := scan(text)) and parts.kind == "clock":
                heading = days[i] if days else None
                on = heading and moments.read_day(heading, now=now, tz=tz, near=page_day, language=language)
                if on:
                    moment = moments.instants(parts, on, tz)[0]
                else:
                    clocks[i] = parts
            else:
                moment = moments.read(text, now=now, tz=tz, day=page_day, language=language)
        read.append(moment)
    if clocks:
        _place(read, clocks, now=now, tz=tz, page_day=page_day)
    return read


def _place(
    read: list[datetime | None],
    clocks: dict[int, Parts],
    *,
    now: datetime,
    tz: tzinfo | None,
    page_day: date | None,
) -> None:
    """Give each clock its day, walking from the known moments, or from the newest post, through the page."""
    newest_first = _newest_first(read, clocks)
    order = [i for i in range(len(read)) if read[i] is not None or i in clocks]
    if not newest_first:
        order.reverse()  # from here on the walk goes from the newest to the oldest
    start = next((n for n, i in enumerate(order) if read[i] is not None), None)
    if start is None:
        start, first = 0, clocks[order[0]]
        read[order[0]] = _anchor(first, now, tz, page_day)
    for n in range(start + 1, len(order)):
        if order[n] in clocks:
            read[order[n]] = _nearest(clocks[order[n]], _at(read, order[n - 1]), tz, back=True)
    for n in range(start - 1, -1, -1):
        read[order[n]] = _nearest(clocks[order[n]], _at(read, order[n + 1]), tz, back=False)


def _at(read: list[datetime | None], i: int) -> datetime:
    moment = read[i]
    assert moment is not None
    return moment


def _anchor(parts: Parts, now: datetime, tz: tzinfo | None, page_day: date | None) -> datetime:
    if page_day is not None:
        moment = moments.instants(parts, page_day, tz)[-1]
        if moment <= now + moments.SOON:
            return moment
        if moment - now < _DAY:
            return moments.latest_at(parts, now + moments.SOON, tz)
        return moment
    return moments.latest_at(parts, now + moments.SOON, tz)


def _nearest(parts: Parts, last: datetime, tz: tzinfo | None, *, back: bool) -> datetime:
    """The day's reading of a clock that is the likeliest next one after `last`, walking back or forth."""
    centre = last.astimezone(tz or UTC).date()

    def cost(moment: datetime) -> timedelta:
        step = last - moment if back else moment - last
        return step if step >= timedelta() else -step * AGAINST

    options = [moments.instants(parts, centre + timedelta(days=d), tz) for d in (-2, -1, 0, 1, 2)]
    folds = min(options, key=lambda ms: min(cost(m) for m in ms))
    return min(folds, key=lambda m: ((m > last) if back else (m < last), cost(m)))


def _newest_first(read: list[datetime | None], clocks: dict[int, Parts]) -> bool:
    """Which way the page reads, by the majority of its steps; without a majority newest first."""
    votes = 0
    last: tuple[datetime | None, int | None] = (None, None)
    for i, moment in enumerate(read):
        if moment is None and i not in clocks:
            continue
        h, m, s = clocks[i].clock or (0, 0, 0) if i in clocks else (0, 0, 0)
        seconds = h * 3600 + m * 60 + s if i in clocks else None
        if moment and last[0]:
            votes += (moment < last[0]) - (moment > last[0])
        elif seconds is not None and last[1] is not None:
            step = (seconds - last[1] + 43200) % 86400 - 43200
            votes += (step < 0) - (step > 0)
        last = (moment, seconds)
    return votes >= 0
