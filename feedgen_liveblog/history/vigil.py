"""When a feed looks for its story's next live blog, and when again at the one before: less and less often."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

_FIRST = 300.0  # seconds to the second search; then longer and longer,
_GROWTH = 1.6
# up to so long, by the time since the last post;
_LONGEST = (
    (timedelta(days=2), timedelta(hours=1)),
    (timedelta(days=7), timedelta(hours=3)),
    (timedelta.max, timedelta(hours=12)),
)
_GIVEN_UP = timedelta(days=60)  # of silence
_FORMER_FIRST, _FORMER_LONGEST = timedelta(minutes=15), timedelta(hours=2)
_FORMER_FOR = timedelta(hours=12)  # after the hop, and
_FORMER_ALIVE = timedelta(hours=6)  # as long as it had a post within this time


@dataclass(frozen=True, slots=True, kw_only=True)
class Vigil:
    """`searches` for the next live blog were in vain, `search` is when the next one is due; `former` when the
    live blog before is due to be looked at. None is never. All this is of the time on the live blog `on`."""

    on: str = ""
    searches: int = 0
    search: datetime | None = None
    former: datetime | None = None
    given_up: bool = False

    def searches_at(self, now: datetime) -> bool:
        """Whether to search now."""
        return not self.given_up and (self.search is None or self.search <= now)

    def at_ease(self) -> "Vigil":
        """Nothing is to be searched for: the live blog goes on."""
        return replace(self, searches=0, search=None, given_up=False)

    def in_vain(
        self, newest: datetime | None, now: datetime, bounds: tuple[float, float | None] | None
    ) -> "Vigil":
        """After a search that found nothing; `newest` is the story's last post."""
        quiet = now - newest if newest else timedelta()
        longest = next(pause for most, pause in _LONGEST if quiet <= most)
        pause = min(longest, timedelta(seconds=_FIRST * _GROWTH ** min(self.searches, 20)))
        if bounds:
            pause = max(pause, timedelta(seconds=bounds[0]))
        given_up = quiet > _GIVEN_UP
        return replace(
            self, searches=self.searches + 1, search=None if given_up else now + pause, given_up=given_up
        )

    def after_former(self, hopped: datetime | None, newest: datetime | None, now: datetime) -> "Vigil":
        """After a look at the live blog before, whose last post is `newest`; the hop was at `hopped`."""
        since = now - hopped if hopped else _FORMER_FOR
        if since >= _FORMER_FOR and (newest is None or now - newest >= _FORMER_ALIVE):
            return replace(self, former=None)
        return replace(self, former=now + min(_FORMER_LONGEST, max(_FORMER_FIRST, since / 2)))

    @classmethod
    def after_hop(cls, on: str, hopped: datetime | None) -> "Vigil":
        """That of a live blog that the feed has just gone on to, or that nothing is known of (a file was lost)."""
        return cls(on=on, former=hopped + _FORMER_FIRST if hopped else None)

    @property
    def next(self) -> datetime | None:
        """The earlier of both."""
        return min(filter(None, (self.search, self.former)), default=None)
