"""Posts that a page no longer shows: scrolled off, or deleted from between posts that it still shows."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence, Set
from datetime import datetime
from typing import NamedTuple

from feedgen_liveblog.history.memory import Memory

_BELIEVED = 2  # fetches in a row
_SCROLLING = 8  # posts: a page with fewer shows all there are
_MOST = 3  # vanishing at once, or a third of the page: more is a page that got shorter


class Vanished(NamedTuple):
    """The next `shown` and `missed` of a memory, and what is deleted."""

    shown: tuple[str, ...]
    missed: Mapping[str, int]
    deleted: frozenset[str]


def vanished(
    memory: Memory,
    page: Sequence[str],
    times: Mapping[str, datetime],
    *,
    seams: Set[str] = frozenset(),
    aside: Set[str] = frozenset(),
    at_once: bool = False,
) -> Vanished:
    """Compares a page's GUIDs, newest first, with those of the last page; `times` are of all posts known.

    Nothing is taken for missing just above one of the `seams`, where a page ends. Those `aside` are there too, and
    yet not of the page: it is no news when they are not seen the next time.
    `at_once`: the page is not one after the last, but was fetched while that was.
    """
    if not page:
        return Vanished((), {}, frozenset())
    here, shown = set(page), set(memory.shown)
    scrolled = sorted(time for guid, time in times.items() if guid not in here and guid not in shown)
    arrived = [guid for guid in page if guid not in shown]
    on_top = times[page[0]] if page[0] in arrived else None
    missing: dict[str, tuple[bool, str]] = {}
    for guid, above, below in _neighbours(memory.shown, here):
        if (
            below
            and guid not in aside
            and guid in times
            and not _any_between(scrolled, times[below], times[guid])
        ):
            above = above or (on_top is not None and on_top >= times[guid])
            missing[guid] = (above and below not in seams, below)
    # An old post that is kept in sight (pinned, a summary) is the lowest on the page by its time. What goes
    # from just above it, while as much arrives, has scrolled off.
    lowest = [
        guid for guid, (_, below) in missing.items() if below == page[-1] and not memory.missed.get(guid)
    ]
    if len(page) >= _SCROLLING and len(lowest) <= len(arrived):
        for guid in lowest:
            del missing[guid]
    if len(missing) > max(_MOST, len(memory.shown) // 3):
        missing = {}
    # Above the newest post that is still shown there is no neighbour: wait until there is one.
    missed = {}
    for guid, (above, _) in missing.items():
        before = memory.missed.get(guid, 0)
        missed[guid] = max(before, int(above)) if at_once else before + above
    deleted = frozenset(guid for guid, count in missed.items() if count >= _BELIEVED)
    kept = {guid: below for guid, (_, below) in missing.items() if guid not in deleted}
    return Vanished(
        shown=tuple(_woven(page, kept)),
        missed={guid: missed[guid] for guid in kept},
        deleted=deleted,
    )


def _neighbours(shown: Sequence[str], here: set[str]) -> list[tuple[str, bool, str]]:
    """Each GUID that is no longer here, whether one above it is, and the nearest below it that is."""
    found = []
    below = ""
    for guid in reversed(shown):
        if guid in here:
            below = guid
        else:
            found.append((guid, below))
    top = next((n for n, guid in enumerate(shown) if guid in here), len(shown))
    above = set(shown[top:])
    return [(guid, guid in above, below) for guid, below in reversed(found)]


def _any_between(times: Sequence[datetime], low: datetime, high: datetime) -> bool:
    return bisect_right(times, high) > bisect_right(times, low)


def _woven(page: Sequence[str], kept: Mapping[str, str]) -> list[str]:
    above: dict[str, list[str]] = {}
    for guid, below in kept.items():
        above.setdefault(below, []).append(guid)
    return [guid for shown in page for guid in (*above.get(shown, ()), shown)]
