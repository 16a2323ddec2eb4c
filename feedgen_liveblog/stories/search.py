"""The search for a story's next live blog: leads in order of their worth, each fetched and held to what it is."""

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from feedgen_liveblog import ids
from feedgen_liveblog.discovery.links import feeds
from feedgen_liveblog.errors import FetchError, LiveblogError, NotALiveBlog
from feedgen_liveblog.extract import Reading, extract
from feedgen_liveblog.model import Getter
from feedgen_liveblog.page import Page
from feedgen_liveblog.stories import addresses, leads, words
from feedgen_liveblog.stories.choice import Follow, fits
from feedgen_liveblog.stories.decide import Known, Weighed, best, forbidden, weigh
from feedgen_liveblog.stories.leads import Kind, Lead
from feedgen_liveblog.stories.signs import Sign
from feedgen_liveblog.web import robots

log = logging.getLogger(__name__)

BUDGET = 16  # requests of a search, robots.txt included
_TRIED = {Kind.NOTICE: 3, Kind.LINK: 3, Kind.LATEST: 1, Kind.LISTED: 3, Kind.DATED: 4}  # leads of each kind
_LISTS = 2
_NO_BLOG = "no live blog"
_READING = 3  # requests to see what one lead is: a provider's data, not all of its pages


@dataclass(slots=True, kw_only=True)
class Search:
    """One search: `seen` are the leads that were looked at, in their order, with what became of each."""

    get: Getter
    known: Known
    follow: Follow
    sign: Sign
    how: Reading
    now: datetime
    seen: list[Weighed] = field(default_factory=list)
    _tried: set[str] = field(default_factory=set)

    def run(self, page: Page | None) -> Weighed | None:
        """The successor, if one is found beyond doubt; `page` is the page of the live blog that is over."""
        self.get = _Budget(self.get, BUDGET)
        for stage in self._stages(page):
            found = [weighed for lead in stage if (weighed := self._tried_out(lead))]
            if chosen := best(found):
                return None if self._is_outdone(chosen, found) else chosen
        return None

    def _is_outdone(self, chosen: Weighed, found: list[Weighed]) -> bool:
        """Whether a page that is more like the story's has no posts yet: it may have just been opened, so wait."""
        for each in found:
            named = words.likeness(self.known.past[-1], (each.title, each.url))
            if (
                each.refused == _NO_BLOG
                and named > chosen.likeness
                and addresses.same_shape(each.url, self.known.url)
            ):
                self._note(replace(chosen, refused=f"{each.url} is more like it, and may be about to begin"))
                return True
        return False

    def _stages(self, page: Page | None) -> Iterator[Iterable[Lead]]:
        """Leads that are weighed against each other, the surest kinds first."""
        live, homes = self.known.live, self.known.homes
        if page is not None:
            linked = [lead for lead in leads.linked(page, live) if not self._put_by(lead)]
            for kind in (Kind.NOTICE, Kind.LINK):
                yield self._few(lead for lead in linked if lead.kind == kind)
            yield self._few(leads.on_site(leads.latest(page, live, self.follow), *homes))
        yield self._few(self._listed(page))
        near = max((post.published for post in live.posts if post.published), default=self.now).date()
        yield self._few(leads.dated(self.known.url, today=self.now.date(), near=near))

    def _few(self, found: Iterable[Lead]) -> list[Lead]:
        kept: list[Lead] = []
        for lead in found:
            if not any(ids.canonical(lead.url) == ids.canonical(each.url) for each in kept):
                kept.append(lead)
        return kept[: _TRIED[kept[0].kind]] if kept else []

    def _listed(self, page: Page | None) -> list[Lead]:
        """The likeliest leads of the lists, best first."""
        found: list[Lead] = []
        for address in leads.lists(page, self.known.live, self.known.url, self.follow)[:_LISTS]:
            users = address == self.follow.start
            if not users and not addresses.same_site(address, *self.known.homes):
                continue
            listing = self._page(address, users=users)
            found += self._of_list(listing, address)
            if listing and not found and (own := feeds(listing)[:1]):
                found += self._of_list(self._page(own[0]), own[0])
            if found:
                break
        found.sort(key=lambda lead: -self._promise(lead))
        return found

    def _of_list(self, listing: Page | None, address: str) -> list[Lead]:
        if listing is None:
            return []
        found = leads.listed(listing, self.follow, like=self.known.url)
        if ids.canonical(listing.url) != ids.canonical(address) and not forbidden(
            listing.url, self.known, self.follow
        ):
            # The user's own address may be one that leads to the newest.
            found.insert(0, Lead(url=listing.url, kind=Kind.LISTED, via=listing.url))
        return [lead for lead in found if not self._put_by(lead)]

    def _promise(self, lead: Lead) -> float:
        """How likely a lead is, before it is fetched."""
        points = 2 * words.resemblance(self.known.past, (lead.title, lead.url))
        points += addresses.same_shape(lead.url, self.known.url)
        points += 2 * bool(self.follow.match and fits([self.follow.match], lead.url, lead.title))
        return points

    def _put_by(self, lead: Lead) -> bool:
        """Whether a lead is not to be followed whatever is there; off the site it is not even asked for."""
        reason = forbidden(lead.url, self.known, self.follow)
        if reason and lead.kind in (Kind.NOTICE, Kind.LINK) and reason != "the story has been there":
            self._note(Weighed(lead=lead, url=lead.url, title=lead.title, refused=reason))
        return bool(reason)

    def _tried_out(self, lead: Lead) -> Weighed | None:
        """What speaks for a lead; None if nothing is there."""
        page = self._page(lead.url, lead)
        if page is None or ids.canonical(page.url) in self._tried:
            return None
        self._tried.add(ids.canonical(page.url))
        if reason := forbidden(page.url, self.known, self.follow):
            weighed = Weighed(lead=lead, url=page.url, refused=reason)
        else:
            try:
                live = extract(page, _Budget(self.get, _READING), now=self.now, how=self.how)
                weighed = weigh(lead, page.url, live, self.known, self.follow, self.sign, now=self.now)
            except NotALiveBlog:
                weighed = Weighed(lead=lead, url=page.url, title=lead.title, refused=_NO_BLOG)
            except LiveblogError as error:
                weighed = Weighed(lead=lead, url=page.url, title=lead.title, refused=_bare(error))
        self._note(weighed)
        return weighed

    def _page(self, url: str, lead: Lead | None = None, *, users: bool = False) -> Page | None:
        """A page, unless robots.txt forbids it or it cannot be had; that an address of another day is not there
        is what it says while the last one goes on."""
        try:
            if users or robots.allowed(self.get, url):
                return self.get(url)
            reason = "robots.txt does not allow it"
        except FetchError as error:
            if lead and lead.kind in (Kind.DATED, Kind.LATEST) and error.status in (404, 410):
                log.info("%s: not there yet", url)
                return None
            reason = _bare(error)
        self._note(Weighed(lead=lead or Lead(url=url, kind=Kind.LISTED), url=url, refused=reason))
        return None

    def _note(self, weighed: Weighed) -> None:
        self.seen.append(weighed)
        log.info("%s", told(weighed))


def told(weighed: Weighed) -> str:
    """What became of a lead, in one line."""
    if weighed.refused:
        evidence = f"; evidence: {weighed.why}" if weighed.reasons else ""
        return f"not followed: {weighed.url}: {weighed.refused}{evidence}"
    return f"{weighed.url}: {weighed.why} ({weighed.points} points)"


def _bare(error: LiveblogError) -> str:
    """What went wrong, without the address that it is told of anyway."""
    return str(error).removeprefix(f"{error.where}: ")


class _Budget:
    """A Getter of so many requests."""

    def __init__(self, get: Getter, most: int) -> None:
        self._get = get
        self._left = self._most = most
        self.known: frozenset[str] = frozenset()

    def __call__(self, url: str, *, headers: Mapping[str, str] | None = None) -> Page:
        if not self._left:
            raise FetchError(f"not fetched: {self._most} requests are enough for this", url)
        self._left -= 1
        return self._get(url, headers=headers)
