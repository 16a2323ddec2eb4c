"""A feed that follows its story: a look at the live blog it is on, at the one before, and for the next one."""

import logging
from dataclasses import dataclass, replace
from datetime import datetime

from feedgen_liveblog.config import Blog
from feedgen_liveblog.errors import FetchError, LiveblogError
from feedgen_liveblog.fetch import Session
from feedgen_liveblog.history import keeping
from feedgen_liveblog.history.keeping import Change, Followed
from feedgen_liveblog.history.looking import Look, how, look
from feedgen_liveblog.history.memory import Memory
from feedgen_liveblog.history.state import State
from feedgen_liveblog.history.story import Stop, Story, hopped, same
from feedgen_liveblog.history.turning import Turn
from feedgen_liveblog.history.vigil import Vigil
from feedgen_liveblog.page import Page
from feedgen_liveblog.store import Store
from feedgen_liveblog.stories import addresses, signs
from feedgen_liveblog.stories.choice import Follow, fits
from feedgen_liveblog.stories.decide import Known, Weighed
from feedgen_liveblog.stories.search import Search
from feedgen_liveblog.stories.signs import Sign

log = logging.getLogger(__name__)

_FORMER_PAGES = 3  # of the live blog before, that are read when it is looked at again
_GONE = (404, 410)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Errand:
    """What all steps of an update need."""

    blog: Blog
    store: Store
    session: Session
    now: datetime

    @property
    def follow(self) -> Follow:
        return self.blog.follow or Follow()


def update(blog: Blog, store: Store, session: Session, *, now: datetime, vigil: Vigil | None) -> Followed:
    """Brings a feed up to date, and on to the next live blog of its story if the one it is on is over.

    `vigil` is what the last update said of the time of the next steps. Raises LiveblogError; the feed is then
    as it was.
    """
    errand = _Errand(blog=blog, store=store, session=session, now=now)
    kept = keeping.recall(blog, store)
    story = story_of(blog, kept.state)
    on = story.current.url
    if vigil is None or vigil.on != on:  # it is written after the state, and may be lost
        vigil = Vigil.after_hop(on, story.current.since if story.former else None)
    if kept.state and (stop := _told_to(errand.follow, kept.state, story)):
        return _hop(errand, kept.state, stop, vigil, Change())
    try:
        seen = look(blog, session, kept.state, now=now, url=on)
    except FetchError as error:
        if error.status not in _GONE or kept.state is None or not vigil.searches_at(now):
            raise
        if chosen := _successor(errand, kept.state, signs.GONE, None):
            return _hop(errand, kept.state, chosen, vigil, Change())
        raise
    change = keeping.settle(blog, store, seen, now=now, kept=kept)
    if kept.state is None and (stop := _published(errand, change.memory)):
        state = keeping.recall(blog, store).state
        return _hop(errand, state, stop, vigil, change) if state else Followed(change=change, vigil=vigil)
    change, vigil = _former(errand, change, vigil)
    followed = Followed(change=change, vigil=vigil, max_age=session.first.max_age if session.first else None)
    return _onward(errand, followed, seen)


def story_of(blog: Blog, state: State | None) -> Story:
    """The story as a state has it; that of the configured page alone, where there is none of this blog yet."""
    if state and state.story and state.source == blog.url:
        return state.story
    return Story(stops=(start_of(blog, state),))


def start_of(blog: Blog, state: State | None) -> Stop:
    """The configured page as the first stop."""
    live = state.memory.blog if state else None
    times = [post.published for post in live.posts if post.published] if live else []
    return Stop(
        url=blog.url,
        home=live.url if live else blog.url,
        title=live.title if live else "",
        since=min(times, default=None),
        why="it is in the configuration",
    )


def known_of(blog: Blog, memory: Memory, story: Story) -> Known:
    """What the search is to know of the live blog that the feed is on."""
    live = memory.blog
    past = [(stop.title, stop.url) for stop in story.stops[:-1]] + [(live.title, story.current.url)]
    follow = blog.follow or Follow()
    return Known(
        url=story.current.url,
        live=live,
        homes=tuple(filter(None, (blog.url, story.current.url, follow.start))),
        past=tuple(past[-7:]),
        been=tuple({blog.url, live.url, *(stop.url for stop in story.stops)}),
    )


def _told_to(follow: Follow, state: State, story: Story) -> Stop | None:
    """Where the configuration sends the feed: on to what is pinned, or back from what is refused."""
    if follow.pin:
        if same(follow.pin, story.current.url):
            return None
        return Stop(url=follow.pin, why="it is pinned in the configuration")
    if len(story.stops) > 1 and _refused(follow, story.current):
        back = next((stop for stop in reversed(story.stops) if not _refused(follow, stop)), story.stops[0])
        return replace(back, why=f"{story.current.url} is refused in the configuration")
    return None


def _published(errand: _Errand, memory: Memory | None) -> Stop | None:
    """Where the feed had been when its state was lost, by the sources of the entries that it has published."""
    if memory is None:
        return None
    last: dict[str, tuple[datetime, str]] = {}
    for post in memory.blog.posts:
        title, url = post.source or ("", memory.blog.url)
        if post.published and addresses.same_site(
            url, errand.blog.url, errand.follow.start or errand.blog.url
        ):
            last[url] = max(last.get(url, (post.published, title)), (post.published, title))
    url = max(last, key=lambda url: last[url], default=memory.blog.url)
    if same(url, memory.blog.url):
        return None
    return Stop(url=url, title=last[url][1], why="the feed was there before its state was lost")


def _refused(follow: Follow, stop: Stop) -> bool:
    return fits(follow.refuse, stop.url, stop.home)


def _former(errand: _Errand, change: Change, vigil: Vigil) -> tuple[Change, Vigil]:
    """Looks at the live blog before, which may have gone on for a while, if it is time to."""
    if vigil.former is None or vigil.former > errand.now:
        return change, vigil
    state = keeping.recall(errand.blog, errand.store).state
    story = story_of(errand.blog, state)
    if state is None or story.former is None:
        return change, replace(vigil, former=None)
    former = story.former
    try:
        few = replace(errand.blog, max_pages=min(_FORMER_PAGES, errand.blog.max_pages))
        plain = replace(state, validators={}, ends=False)
        seen = look(few, errand.session, plain, now=errand.now, url=former.url)
        late = keeping.settle(errand.blog, errand.store, seen, now=errand.now)
        log.info("%s: looked at %s again: %d new", errand.blog.name, former.url, late.new)
    except LiveblogError as error:
        log.info("%s: the live blog before: %s", errand.blog.name, error)
        late = Change()
    times = [
        post.published for post in state.memory.blog.posts if post.source and post.source[1] == former.home
    ]
    newest = errand.now if late.new else max(filter(None, times), default=None)
    return _sum(change, late), vigil.after_former(story.current.since, newest, errand.now)


def _onward(errand: _Errand, followed: Followed, seen: Look | None) -> Followed:
    """Looks for the next live blog, if the feed's is over and it is time to."""
    memory, vigil = followed.change.memory, followed.vigil
    if memory is None or errand.follow.pin:
        return followed
    sign = signs.over(memory.blog, now=errand.now)
    if sign is None:
        return followed._replace(vigil=vigil.at_ease())
    if not vigil.searches_at(errand.now):
        return followed
    state = keeping.recall(errand.blog, errand.store).state
    if state and (chosen := _successor(errand, state, sign, seen)):
        return _hop(errand, state, chosen, vigil, followed.change)
    newest = max((post.published for post in signs.own(memory.blog) if post.published), default=None)
    return followed._replace(vigil=vigil.in_vain(newest, errand.now, errand.blog.interval))


def _successor(errand: _Errand, state: State, sign: Sign, seen: Look | None) -> Stop | None:
    story = story_of(errand.blog, state)
    search = Search(
        get=errand.session,
        known=known_of(errand.blog, state.memory, story),
        follow=errand.follow,
        sign=sign,
        how=how(errand.blog)._replace(max_pages=1),
        now=errand.now,
    )
    log.info("%s: %s: %s", errand.blog.name, story.current.url, sign.why)
    page = None if sign is signs.GONE else _page(errand, story.current.url, seen)
    chosen = search.run(page)
    return None if chosen is None else as_stop(chosen, sign)


def as_stop(chosen: Weighed, sign: Sign) -> Stop:
    """The successor as a stop, with the reason for the hop."""
    return Stop(url=chosen.url, title=chosen.title, why=f"{sign.why}; {chosen.why}")


def _page(errand: _Errand, url: str, seen: Look | None) -> Page | None:
    """The page of the live blog that is over: as it was just seen, or, where it had not changed, once more."""
    if seen and seen.page:
        return seen.page
    try:
        return errand.session.get(url) if url == errand.blog.url else errand.session(url)
    except FetchError as error:
        log.info("%s: %s", errand.blog.name, error)
        return None


def _hop(errand: _Errand, state: State, stop: Stop, vigil: Vigil, change: Change) -> Followed:
    """Reads the whole of another live blog, and makes it the one that the feed is on.

    Where it cannot be read now, all stays as it is, to be tried again.
    """
    story, blog = story_of(errand.blog, state), errand.blog
    try:
        seen = look(blog, errand.session, None, now=errand.now, url=stop.url)
        assert seen is not None, "it was asked for without a condition"
    except LiveblogError as error:
        log.warning("%s: %s was to be followed: %s", blog.name, stop.url, error)
        if change.memory is None:
            raise
        return Followed(change=change, vigil=vigil.in_vain(None, errand.now, blog.interval))
    stop = replace(stop, title=seen.blog.title, home=seen.blog.url, since=errand.now)
    before = story if state.story else None
    turn = Turn(base=story.current.url, story=_story_after(before, start_of(blog, state), stop))
    live = replace(seen.blog, deleted=seen.blog.deleted | _wrong(errand.follow, state))
    settled = keeping.settle(blog, errand.store, seen._replace(blog=live, turn=turn), now=errand.now)
    log.info("%s: now on %s: %s", blog.name, stop.url, stop.why)
    vigil = Vigil.after_hop(stop.url, errand.now)
    if signs.over(seen.blog, now=errand.now):
        vigil = replace(vigil, search=errand.now)  # the one after it may be there already
    return Followed(change=_sum(change, settled), vigil=vigil, hop=stop)


def _story_after(story: Story | None, start: Stop, stop: Stop) -> Story:
    """The story with one more stop, or, where the feed goes back to one, up to that."""
    for at, each in enumerate(story.stops if story else ()):
        if story and same(each.url, stop.url):
            return Story(stops=(*story.stops[:at], stop))
    return hopped(story, start, stop)


def _wrong(follow: Follow, state: State) -> frozenset[str]:
    """The posts of live blogs that are refused: should the feed have been there, they are not its own."""
    if not follow.refuse:
        return frozenset()
    return frozenset(
        post.guid for post in state.memory.blog.posts if post.source and fits(follow.refuse, post.source[1])
    )


def _sum(one: Change, other: Change) -> Change:
    return other._replace(
        new=one.new + other.new,
        edited=one.edited + other.edited,
        deleted=one.deleted + other.deleted,
        written=tuple(dict.fromkeys((*one.written, *other.written))),
        files=other.files or one.files,
        memory=other.memory or one.memory,
        notes=(*one.notes, *other.notes),
    )
