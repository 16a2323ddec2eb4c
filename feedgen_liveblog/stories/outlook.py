"""Where a story has been and where it would go on now, and why, for a person to read; nothing is written."""

from collections.abc import Iterator
from datetime import datetime

from feedgen_liveblog.config import Blog
from feedgen_liveblog.errors import FetchError
from feedgen_liveblog.extract import Reading, extract
from feedgen_liveblog.fetch import Session
from feedgen_liveblog.history import keeping
from feedgen_liveblog.history.looking import how as how_of
from feedgen_liveblog.model import Getter, LiveBlog
from feedgen_liveblog.page import Page
from feedgen_liveblog.store import Store
from feedgen_liveblog.stories import signs
from feedgen_liveblog.stories.choice import Follow
from feedgen_liveblog.stories.decide import Known
from feedgen_liveblog.stories.following import known_of, story_of
from feedgen_liveblog.stories.search import Search, told
from feedgen_liveblog.stories.signs import Sign


def of_page(
    page: Page, live: LiveBlog, get: Getter, *, follow: Follow, how: Reading, now: datetime
) -> Iterator[str]:
    """What would be followed from a page by itself."""
    known = Known(
        url=page.url,
        live=live,
        homes=tuple(filter(None, (page.url, follow.start))),
        past=((live.title, page.url),),
        been=(page.url, live.url),
    )
    yield from _next(known, page, get, follow, how, now, signs.over(live, now=now))


def of_feed(blog: Blog, store: Store, session: Session, *, now: datetime) -> Iterator[str]:
    """The live blogs that a feed has been on, and what it would go on to now."""
    state = keeping.recall(blog, store).state
    story, follow = story_of(blog, state), blog.follow or Follow()
    for stop in story.stops:
        since = f"{stop.since:%Y-%m-%d %H:%M} UTC" if stop.since else "the start"
        yield f"{since}  {stop.url}{f' ({stop.title})' if stop.title else ''}: {stop.why}"
    if follow.pin:
        yield f"pinned: {follow.pin}"
        return
    url, how = story.current.url, how_of(blog)._replace(max_pages=1)
    page, gone = None, ""
    try:
        page = session.get(url) if url == blog.url else session(url)
    except FetchError as error:
        if state is None:
            raise
        gone = str(error)
    if state:
        memory = state.memory
    else:
        from feedgen_liveblog.merge import merge

        assert page is not None, "without a state there is a page"
        memory = merge(None, extract(page, session, now=now, how=how), now=now).memory
    sign = Sign(why=gone) if gone else signs.over(memory.blog, now=now)
    yield from _next(known_of(blog, memory, story), page, session, follow, how, now, sign)


def _next(
    known: Known,
    page: Page | None,
    get: Getter,
    follow: Follow,
    how: Reading,
    now: datetime,
    sign: Sign | None,
) -> Iterator[str]:
    yield (
        f"follow: {sign.why}" if sign else "follow: it is live, so nothing is followed yet; if it were over:"
    )
    search = Search(
        get=get,
        known=known,
        follow=follow,
        sign=sign or Sign(why="it is not over"),
        how=how._replace(max_pages=1),
        now=now,
    )
    chosen = search.run(page)
    yield f"  next: {told(chosen)}" if chosen else "  no next live blog is found"
    for each in search.seen:
        if each is not chosen:
            yield f"  {'' if each.refused else 'less like it: '}{told(each)}"
