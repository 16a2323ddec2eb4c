"""When to ask for a page: our schedule beside a poll every 1, 5 and 15 minutes, over the times of posts.

    python bench/polls.py [FOLDER]

FOLDER has JSON files with the posts of one blog each: JSON Feeds (`feed … -o story.json` makes them), or
objects with a list `posts` that have `published`. Without it rhythms are made up: matches, rolling news through
nights, slow stories. For each way of asking it prints requests per hour, and from a post's publication to the
poll that brings it: the median delay and the 95th percentile. Everything is counted twice: from a blog's first
post to its last, and with the day after, for nobody who subscribes knows which post is the last.

Last, the constants of the schedule are chosen anew on one half of the blogs (the freshest for less than a third
of the requests of every minute) and tried on the other, and the other way round: figures as good as the first
show that they were not fitted to these blogs alone. The status is 1 if, with the day after and over the blogs of
a FOLDER, ours needs a third of the requests of every minute or more, or is less fresh.
"""

import argparse
import itertools
import json
import math
import random
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from feedgen_liveblog.history import schedule

Ask = Callable[[Sequence[datetime], datetime], datetime | None]
"""From the posts known, newest first, and now, to the next poll."""

MINUTE = 60.0
SHARE, FRESH = 1 / 3, 1.1
"""What is promised: at most this share of the requests of every minute, and delays at most so many times its."""
_DAY = timedelta(days=1)
_PHASES = 3
"""Each blog is asked from so many seconds of the first minute on, for one phase may be lucky."""
_FEWEST, _ENOUGH = 5, 40
_JITTER = 0.1
_CHOICES = {"_PER_GAP": (1 / 30, 1 / 60, 1 / 90, 1 / 120), "_OVERDUE": (2, 3), "_PER_QUIET": (0.1, 0.2, 0.4)}


class Figures(NamedTuple):
    """Requests per hour, delays in seconds, the share of posts that took more than a minute, and of those that
    never came, for the blog was given up."""

    requests: float
    median: float
    most: float
    late: float
    missed: float


def main() -> int:
    """Prints the tables; returns the status."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, metavar="FOLDER")
    folder = parser.parse_args().folder
    blogs = read(folder) if folder else made_up()
    posts = sum(map(len, blogs.values()))
    hours = sum((times[-1] - times[0]).total_seconds() for times in blogs.values()) / 3600
    print(f"{len(blogs)} blogs, {posts} posts, {hours:.0f} hours from first to last\n")
    print(f"{'':22}{'first to last post':^34}{'and the day after':^34}")
    print(f"{'':22}" + f"{'requests/h':>12}{'median':>10}{'95 %':>10}  " * 2)
    rows = {}
    for name, ask in ways().items():
        live, whole = (measure(blogs.values(), ask, after) for after in (timedelta(0), _DAY))
        rows[name] = whole
        print(f"{name:22}" + "".join(map(_cells, (live, whole))))
    minute, ours = rows["every minute"], rows["ours, run by cron"]
    good = ours.requests < SHARE * minute.requests and _as_fresh(ours, minute)
    print(f"\nours, run by cron: {ours.requests / minute.requests:.0%} of the requests of every minute")
    print(f"posts that come after more than a week without any, when it no longer asks: {ours.missed:.1%}")
    halves(blogs)
    return 1 if folder and not good else 0


def ways() -> dict[str, Ask]:
    """The ways of asking, by name. Cron runs each minute and asks what is due; `watch` waits by the second."""
    dice = random.Random(1)

    def ours(posts: Sequence[datetime], now: datetime) -> datetime | None:
        return schedule.next_due(posts, now=now)

    def watch(posts: Sequence[datetime], now: datetime) -> datetime | None:
        at = ours(posts, now)
        return at + dice.random() * _JITTER * (at - now) if at else None

    fixed = {"every minute": 1, "every 5 minutes": 5, "every 15 minutes": 15}
    return {name: _every(minutes) for name, minutes in fixed.items()} | {
        "ours, run by cron": on_the_minute(ours),
        "ours, watch": watch,
    }


def _every(minutes: int) -> Ask:
    return lambda posts, now: now + timedelta(minutes=minutes)


def on_the_minute(ask: Ask) -> Ask:
    """Polls can only be at whole minutes after each other."""

    def rounded(posts: Sequence[datetime], now: datetime) -> datetime | None:
        at = ask(posts, now)
        pause = (at - now).total_seconds() if at else 0
        return now + timedelta(seconds=MINUTE * math.ceil(pause / MINUTE)) if at else None

    return rounded


def measure(blogs: Iterable[list[datetime]], ask: Ask, after: timedelta) -> Figures:
    """What asking in this way costs and brings, all blogs together."""
    polls, hours, delays, missed = 0, 0.0, list[float](), 0
    for times in blogs:
        for phase in range(_PHASES):
            start = times[0] + timedelta(seconds=MINUTE * (phase + 0.5) / _PHASES)
            count, waits, left = follow(times, ask, start, times[-1] + after)
            polls += count
            delays += waits
            missed += left
            hours += (times[-1] + after - times[0]).total_seconds() / 3600
    delays.sort()
    return Figures(
        requests=polls / hours,
        median=delays[len(delays) // 2],
        most=delays[len(delays) * 95 // 100],
        late=sum(delay > MINUTE for delay in delays) / len(delays),
        missed=missed / (len(delays) + missed),
    )


def follow(
    times: Sequence[datetime], ask: Ask, start: datetime, end: datetime
) -> tuple[int, list[float], int]:
    """How often a blog is asked until the end and all has come, how late each post comes, and how many never do."""
    newest_first = times[::-1]
    known, count, delays = 0, 0, list[float]()
    now: datetime | None = start
    while now and (now <= end or known < len(times)):
        count += 1
        fresh = 0
        while known + fresh < len(times) and times[known + fresh] <= now:
            fresh += 1
        # What is there at the first look is no news.
        delays += [(now - time).total_seconds() for time in times[known : known + fresh] if count > 1]
        known += fresh
        now = ask(newest_first[len(times) - known :][:_ENOUGH], now)
    return count, delays, len(times) - known


def halves(blogs: Mapping[str, list[datetime]]) -> None:
    """Chooses the constants on one half and prints what they do on the other, both ways."""
    names = sorted(blogs, key=lambda name: random.Random(name).random())
    parts = [[blogs[name] for name in names[side::2]] for side in (0, 1)]
    before = {name: getattr(schedule, name) for name in _CHOICES}
    print(f"\nconstants chosen on one half, tried on the other (the day after included)\n{'':50}{_HEAD}")
    try:
        for mine, other in (parts, parts[::-1]):
            minute = measure(mine, _every(1), _DAY)
            found = []
            for values in itertools.product(*_CHOICES.values()):
                _set(dict(zip(_CHOICES, values, strict=True)))
                figures = measure(mine, ways()["ours, run by cron"], _DAY)
                found.append((figures.requests > SHARE * minute.requests, figures.late, values))
            chosen = min(found)[2]
            _set(dict(zip(_CHOICES, chosen, strict=True)))
            said = ", ".join(
                f"{name.strip('_').lower()} {value:.3g}" for name, value in zip(_CHOICES, chosen, strict=True)
            )
            print(f"{said:50}{_cells(measure(other, ways()['ours, run by cron'], _DAY))}")
            print(f"{'  every minute':50}{_cells(measure(other, _every(1), _DAY))}")
    finally:
        _set(before)


def _set(values: Mapping[str, float]) -> None:
    for name, value in values.items():
        setattr(schedule, name, value)


def _as_fresh(one: Figures, other: Figures) -> bool:
    return one.median <= FRESH * other.median and one.most <= FRESH * other.most


_HEAD = f"{'requests/h':>12}{'median':>10}{'95 %':>10}"


def _cells(figures: Figures) -> str:
    return f"{figures.requests:12.1f}{figures.median:8.0f} s{figures.most:8.0f} s  "


def read(folder: Path) -> dict[str, list[datetime]]:
    """The times of the posts in a folder's files; a story that is there twice counts once."""
    found: dict[str, list[datetime]] = {}
    for file in sorted(folder.glob("*.json"), key=lambda file: (len(file.stem), file.stem)):
        document = json.loads(file.read_text())
        posts = document.get("items") or document.get("posts") or []
        texts = {post.get("date_published") or post.get("published") for post in posts} - {None}
        times = sorted(datetime.fromisoformat(text).astimezone(UTC) for text in texts)
        known = any(len(set(times) & set(other)) * 2 > len(times) for other in found.values())
        if len(times) >= _FEWEST and not known:
            found[file.stem] = times
    return {name: _spread(times, random.Random(name)) for name, times in found.items()}


def _spread(times: list[datetime], dice: random.Random) -> list[datetime]:
    """Times of which only the minute is told are spread over it: polls are as often before as after them."""
    if any(time.second for time in times):
        return times
    return sorted(time + timedelta(seconds=dice.random() * MINUTE) for time in times)


def made_up() -> dict[str, list[datetime]]:
    """Rhythms as newsrooms have them: how many, hours of activity, usual gaps in minutes, hours of night."""
    kinds = {
        "match": (8, 2, 1.5, 0),
        "evening": (8, 5, 6, 0),
        "rolling": (2, 72, 6, 8),
        "slow": (4, 300, 240, 10),
    }
    return {
        f"{kind} {number}": list(_rhythm(random.Random(f"{kind}{number}"), hours, gap, night))
        for kind, (count, hours, gap, night) in kinds.items()
        for number in range(count)
    }


def _rhythm(dice: random.Random, hours: float, gap: float, night: float) -> Iterator[datetime]:
    """Gaps are mostly short and sometimes long, as people write: log-normal; and the night has no posts."""
    start = now = datetime(2024, 7, 4, 7, tzinfo=UTC)
    while now < start + timedelta(hours=hours):
        yield now
        now += timedelta(minutes=gap * dice.lognormvariate(0, 0.9))
        if (now - start).total_seconds() / 3600 % 24 > 24 - night:
            now += timedelta(hours=night)


if __name__ == "__main__":
    sys.exit(main())
