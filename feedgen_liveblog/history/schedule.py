"""When to ask for a page again: by the blog's own rhythm, within bounds."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

SHORTEST = 55.0  # so that a run each minute finds a busy blog due each time
LONGEST = 1800.0
# Chosen by trial on the post times of real blogs: the freshest for less than a third of the polls that one each
# minute makes (bench/polls.py).
_SAMPLE = 16  # gaps between posts that make the rhythm
_UNKNOWN_GAP = 600.0
_PER_GAP = 1 / 120  # of the usual gap: the pause while posts come
_OVERDUE = 3  # long gaps, after which it is quiet
_CALM = 1800.0  # seconds without a post that are not yet quiet, however fast the posts came before
_PER_QUIET = 0.1  # of the time since then: the pause when it is quiet
_ENDED_QUIET = timedelta(hours=1)
_LONG_SILENCE = timedelta(days=7)
_GRACE = timedelta(hours=6)  # after the announced end; coverage often goes on
_LONGEST_RETRY = 86400.0


def next_due(
    posts: Sequence[datetime],
    *,
    now: datetime,
    bounds: tuple[float, float | None] | None = None,
    closed: bool = False,
    coverage_end: datetime | None = None,
    max_age: float | None = None,
    failures: int = 0,
    retry_after: float | None = None,
) -> datetime | None:
    """When to poll next, or None: the blog is over.

    `posts` are the times of its posts, newest first; `bounds` the shortest and longest pause in seconds.
    `max_age` and `retry_after` are what the server said, in seconds; `failures` polls failed in a row.
    """
    shortest, longest = bounds or (SHORTEST, None)
    longest = max(shortest, LONGEST if longest is None else longest)
    if failures:
        pause = min(shortest * 2.0 ** min(failures - 1, 20), max(longest, 3600.0))
        return now + timedelta(seconds=max(pause, min(retry_after or 0.0, _LONGEST_RETRY)))
    if ended(posts, now=now, closed=closed, coverage_end=coverage_end):
        return None
    pause = longest if closed else min(longest, max(shortest, _pause(posts, now), max_age or 0.0))
    return now + timedelta(seconds=pause)


def ended(
    posts: Sequence[datetime], *, now: datetime, closed: bool = False, coverage_end: datetime | None = None
) -> bool:
    """Whether nothing more is to come: by the blog's own sign, its announced end, or a long silence."""
    quiet = now - max(posts) if posts else timedelta()
    announced = coverage_end is not None and coverage_end + _GRACE < now
    return quiet > (_ENDED_QUIET if closed or announced else _LONG_SILENCE)


def _pause(posts: Sequence[datetime], now: datetime) -> float:
    """Seconds to the next poll: by the usual gap between posts, and more and more when one is overdue."""
    recent = sorted(posts, reverse=True)[: _SAMPLE + 1]
    if not recent:
        return 0.0
    gaps = sorted((later - earlier).total_seconds() for later, earlier in pairwise(recent)) or [_UNKNOWN_GAP]
    usual, long = gaps[len(gaps) // 2], gaps[len(gaps) * 9 // 10]
    quiet = (now - recent[0]).total_seconds()
    return max(usual * _PER_GAP, (quiet - max(_CALM, _OVERDUE * long)) * _PER_QUIET)
