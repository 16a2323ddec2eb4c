"""Whether a live blog is the story's next one: evidence is weighed, and a wrong hop is worse than none."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from feedgen_liveblog.history import copies
from feedgen_liveblog.history.story import same
from feedgen_liveblog.model import LiveBlog
from feedgen_liveblog.stories import addresses, words
from feedgen_liveblog.stories.choice import Follow, fits
from feedgen_liveblog.stories.leads import Kind, Lead
from feedgen_liveblog.stories.signs import Sign, own

ENOUGH = 5  # points; after a mere silence one more
_KINDS = {Kind.NOTICE: 3, Kind.LATEST: 3, Kind.DATED: 3, Kind.LINK: 2, Kind.LISTED: 1}
# What a publisher himself names the next is so, whatever it speaks of today.
_NAMED = (Kind.NOTICE, Kind.LATEST, Kind.DATED)
_STRONG, _WEAK = 0.7, 0.5  # resemblance
_MANY, _NONE = 0.3, 0.08  # of the names
_AGAINST, _BESIDE = 3, 2
_FRESH = timedelta(hours=2)  # a new one may have begun before the last post of the old
_PARALLEL = timedelta(hours=4)  # but not so long
_AHEAD = timedelta(hours=1)
_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The live blog that a story is on: `live` with the posts that the feed has of it, `past` titles and addresses.

    `homes` are addresses whose sites it may go on on; `been` those where it has been.
    """

    url: str
    live: LiveBlog
    homes: tuple[str, ...]
    past: tuple[tuple[str, str], ...]
    been: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A lead and what speaks for it: `points` and `reasons`; `refused` says why it is not followed.

    `likeness` decides between two for which as much speaks, `begins` is the time of the first post that is shown.
    """

    lead: Lead
    url: str
    title: str = ""
    points: int = 0
    reasons: tuple[str, ...] = ()
    refused: str = ""
    likeness: float = 0.0
    begins: datetime | None = None

    @property
    def why(self) -> str:
        """The evidence in one line."""
        return ", ".join(self.reasons)


def forbidden(url: str, known: Known, follow: Follow) -> str:
    """Why an address is never followed, before it is fetched; '' if it may be."""
    if not addresses.same_site(url, *known.homes):
        return "on another site"
    if any(same(url, each) for each in known.been):
        return "the story has been there"
    if fits(follow.refuse, url):
        return "refused in the configuration"
    day, today = addresses.day(url, _near(known)), addresses.day(known.url, _near(known))
    if day and today and day < today:
        return "of an earlier day"
    return ""


def weigh(
    lead: Lead, url: str, live: LiveBlog, known: Known, follow: Follow, sign: Sign, *, now: datetime
) -> Weighed:
    """What speaks for a live blog that was read from its page."""
    times = [post.published for post in live.posts if post.published]
    weighed = Weighed(lead=lead, url=url, title=live.title, begins=min(times, default=None))
    if reason := forbidden(url, known, follow) or forbidden(live.url, known, follow):
        return replace(weighed, refused=reason)
    if follow.match and not fits([follow.match], url, live.url, live.title, lead.title):
        return replace(weighed, refused=f"does not fit {follow.match!r}")
    if reason := _older(lead, url, times, known, now):
        return replace(weighed, refused=reason)
    return _counted(weighed, live, known, follow, sign)


def best(found: list[Weighed]) -> Weighed | None:
    """The one to follow: of those that fit as well as any, the earliest, so that no day is left out."""
    good = [each for each in found if not each.refused]
    if not good:
        return None
    most = max(each.points for each in good)
    return min(
        (each for each in good if each.points >= most - 1),
        key=lambda each: (
            addresses.day(each.url) or (each.begins or _NEVER).date(),
            -each.points,
            -each.likeness,
            each.url,
        ),
    )


def _counted(weighed: Weighed, live: LiveBlog, known: Known, follow: Follow, sign: Sign) -> Weighed:
    lead, url = weighed.lead, weighed.url
    evidence: list[tuple[int, str]] = [(_KINDS[lead.kind], str(lead.kind))]
    if lead.kind == Kind.LISTED and follow.start:
        evidence.append((1, f"on {follow.start}"))
    fitting = bool(follow.match)
    if fitting:
        evidence.append((2, f"fits {follow.match!r}"))
    like = words.resemblance(known.past, (live.title, url))
    names = words.shared_names(own(known.live), live.posts)
    if like >= _STRONG:
        evidence.append((2, "has its name"))
    elif like >= _WEAK and names is not None and names >= _MANY:
        evidence.append((1, "has a part of its name"))
    if names is not None and names >= _MANY:
        evidence.append((1, "speaks of the same"))
    elif names is not None and names < _NONE and not fitting and lead.kind not in _NAMED:
        evidence.append((-_AGAINST, "speaks of other things"))
    if lead.kind not in _NAMED and _ran_beside(live, known):
        evidence.append((-_BESIDE, "ran beside it"))
    if addresses.same_shape(url, known.url):
        evidence.append((1, "has an address like it"))
    if live.recognised == known.live.recognised:
        evidence.append((1, "is made like it"))
    counts = addresses.number(url), addresses.number(known.url)
    if counts[0] is not None and counts[1] is not None and counts[0] == counts[1] + 1:
        evidence.append((1, f"is number {counts[0]} after {counts[1]}"))
    points, enough = sum(each for each, _ in evidence), ENOUGH if sign.certain else ENOUGH + 1
    return replace(
        weighed,
        points=points,
        likeness=words.likeness(known.past[-1], (live.title, url)),
        reasons=tuple(reason for _, reason in evidence),
        refused="" if points >= enough else f"too little speaks for it ({points} of {enough} points)",
    )


def _older(lead: Lead, url: str, times: list[datetime], known: Known, now: datetime) -> str:
    """Why a live blog is not later than the one that the story is on; '' if it is."""
    if not times:
        return "its posts have no times"
    newest, last = (
        max(times),
        max((post.published for post in own(known.live) if post.published), default=None),
    )
    if newest > now + _AHEAD:
        return "its posts are of the future"
    if last is None or newest > last:
        return ""
    day, today = addresses.day(url, _near(known)), addresses.day(known.url, _near(known))
    begun = day is not None and today is not None and day > today
    if newest > last - _FRESH and (begun or lead.kind in (Kind.NOTICE, Kind.LINK)):
        return ""
    return f"its last post is of {newest:%Y-%m-%d %H:%M} UTC, before that of the story"


def _ran_beside(live: LiveBlog, known: Known) -> bool:
    """Whether a live blog had posts of its own long before the last one of the story's: it is no later one."""
    names = {name for post in known.live.posts for name in (post.guid, copies.key(post)) if name}
    begun = min(
        (
            post.published
            for post in live.posts
            if post.published and not {post.guid, copies.key(post)} & names
        ),
        default=None,
    )
    last = max((post.published for post in own(known.live) if post.published), default=None)
    return begun is not None and last is not None and begun < last - _PARALLEL


def _near(known: Known) -> date | None:
    times = [post.published for post in known.live.posts if post.published]
    return max(times).date() if times else None
