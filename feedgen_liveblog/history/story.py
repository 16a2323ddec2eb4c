"""The live blogs that a feed has been on, one after the other, and why it went from each to the next."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from feedgen_liveblog import ids

_REMEMBERED = 40  # live blogs: more than a month of days


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One live blog of a story: its address and title, since when the feed is on it (UTC), and why.

    `home` is the address that it names itself by, and that its entries name as their source.
    """

    url: str
    home: str = ""
    title: str = ""
    since: datetime | None = None
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """`stops` are the live blogs, the one that the feed is on last.

    `copies` are posts of its page that earlier ones had under another GUID: the GUID that the feed has them
    by, or '' for one that is archived.
    """

    stops: tuple[Stop, ...]
    copies: Mapping[str, str] = field(default_factory=dict)

    @property
    def current(self) -> Stop:
        """The live blog that the feed is on."""
        return self.stops[-1]

    @property
    def former(self) -> Stop | None:
        """The one before."""
        return self.stops[-2] if len(self.stops) > 1 else None

    def was_on(self, url: str) -> bool:
        """Whether the feed is or was on the live blog at this address."""
        return any(same(stop.url, url) for stop in self.stops)


def same(url: str, other: str) -> bool:
    """Whether two addresses are of one page."""
    return ids.canonical(url) == ids.canonical(other)


def hopped(story: Story | None, start: Stop, stop: Stop) -> Story:
    """The story with one more live blog; `start` is the first, where there is no story yet."""
    stops = (*(story.stops if story else (start,)), stop)
    return Story(stops=stops[-_REMEMBERED:])
