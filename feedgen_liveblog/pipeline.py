"""Where the stages meet: one blog brought up to date, or all of a configuration that are due."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from datetime import datetime
from functools import partial
from html import escape
from typing import NamedTuple

from feedgen_liveblog import ids
from feedgen_liveblog.announce import Announced, announce
from feedgen_liveblog.config import Blog, Config
from feedgen_liveblog.errors import LiveblogError, StoreError
from feedgen_liveblog.fetch import Limits, Run, Session
from feedgen_liveblog.history import dues, keeping, overview
from feedgen_liveblog.history.dues import Due
from feedgen_liveblog.history.keeping import Change, Followed
from feedgen_liveblog.history.looking import look
from feedgen_liveblog.history.publish import NOTICE
from feedgen_liveblog.history.story import Stop
from feedgen_liveblog.history.vigil import Vigil
from feedgen_liveblog.model import Post
from feedgen_liveblog.store import Store

Clock = Callable[[], datetime]


class Outcome(NamedTuple):
    """What became of a blog: a change (perhaps none), a failure, or neither, for it was not due.

    `news`: the page over all blogs has something else to say of it. `announced`: what came of telling its hub.
    `hop` is the next live blog of its story, where the feed went on to it.
    """

    blog: Blog
    change: Change | None = None
    failed: LiveblogError | None = None
    due: Due | None = None
    news: bool = False
    announced: Announced | None = None
    hop: Stop | None = None


def run(
    config: Config,
    store: Store,
    *,
    clock: Clock,
    jobs: int = 4,
    force: bool = False,
    stop: Callable[[], bool] = lambda: False,
) -> Iterator[Outcome]:
    """Updates the blogs that are due, or all with `force`, in so many threads; yields each as it is done.

    `clock` gives now (aware UTC). What goes wrong with one blog stops no other; an error of our own program
    is raised when all are done. Once `stop` says so, no further blog is begun: those are left out. The page
    over all blogs comes last, if one of them had news; raises StoreError if that cannot be written.
    """
    limits = config.limits or Limits()
    one = partial(poll, store=store, limits=limits, run=Run(limits), clock=clock, force=force)

    def ask(blog: Blog) -> Outcome | None:
        return None if stop() else one(blog)

    pool = ThreadPoolExecutor(max_workers=jobs)
    bugs, news = [], force
    try:
        for future in as_completed([pool.submit(ask, blog) for blog in config.blogs]):
            if error := future.exception():
                bugs.append(error)
            elif outcome := future.result():
                news = news or outcome.news
                yield outcome
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
    if config.index and news:
        overview.refresh(config.index, store)
    for bug in bugs:
        raise bug


def poll(blog: Blog, store: Store, *, limits: Limits, run: Run, clock: Clock, force: bool = False) -> Outcome:
    """Updates one blog if it is due, and writes down when it is due next."""
    now = clock()
    try:
        last = dues.read(blog, store)
    except LiveblogError as error:  # where nothing can be read, nothing is written down either
        return Outcome(blog=blog, failed=error)
    try:
        if not force and not dues.is_due(last, now):
            return Outcome(blog=blog, due=last)
        done = follow(blog, store, last, limits=limits, run=run, now=now)
    except LiveblogError as error:
        return _failed(blog, store, last, error, now)
    change, vigil = done.change, done.vigil if blog.follow else None
    due = dues.after(blog, change.memory, done.max_age, now=now, vigil=vigil)
    announced, due = announce(blog, change.files, last, due, limits=limits, run=run)
    # An unchanged blog that was asked for out of turn keeps the turn it has: nothing at all is written.
    news = overview.shown(due) != overview.shown(last)
    if change.written or news or announced or last is None or not force or vigil != last.vigil:
        with suppress(StoreError):
            dues.write(blog, store, due)
    return Outcome(blog=blog, change=change, due=due, news=news, announced=announced, hop=done.hop)


def follow(
    blog: Blog, store: Store, last: Due | None, *, limits: Limits, run: Run, now: datetime
) -> Followed:
    """Brings a feed up to date with its page, or with its story where it follows one. Raises as `update`."""
    if not blog.follow:
        change, max_age = update(blog, store, limits=limits, run=run, now=now)
        return Followed(change=change, vigil=Vigil(), max_age=max_age)
    from feedgen_liveblog.stories import following

    with Session(
        limits, headers=blog.headers, user_url=blog.url, run=run, public_only=blog.public_only
    ) as session:
        return following.update(blog, store, session, now=now, vigil=last.vigil if last else None)


def update(
    blog: Blog, store: Store, *, limits: Limits, run: Run, now: datetime
) -> tuple[Change, float | None]:
    """Brings a feed up to date with its page; also says for how many seconds the page stays fresh.

    Raises LiveblogError; the feed is then as it was.
    """
    kept = keeping.recall(blog, store)
    with Session(
        limits, headers=blog.headers, user_url=blog.url, run=run, public_only=blog.public_only
    ) as session:
        seen = look(blog, session, kept.state, now=now)
    change = keeping.settle(blog, store, seen, now=now, kept=kept)
    return change, session.first.max_age if session.first else None


def _failed(blog: Blog, store: Store, last: Due | None, error: LiveblogError, now: datetime) -> Outcome:
    """Writes down the failure; the feed itself tells of it only where that is configured."""
    with suppress(LiveblogError):
        due = dues.after_failure(blog, last, error, now=now)
        dues.write(blog, store, due)
        if blog.unreadable_after and due.failures == blog.unreadable_after:
            keeping.settle(blog, store, None, now=now, notice=_notice(blog, error, now))
        return Outcome(blog=blog, failed=error, due=due, news=overview.shown(due) != overview.shown(last))
    return Outcome(blog=blog, failed=error)


def _notice(blog: Blog, error: LiveblogError, now: datetime) -> Post:
    now = now.replace(microsecond=0)
    text = f"{blog.url} could not be read {blog.unreadable_after} times in a row: {error}"
    return Post(
        guid=f"{ids.feed_id(blog.url)}{NOTICE}{now:%Y%m%dT%H%M%SZ}",
        url=blog.url,
        title="This live blog cannot be read at present",
        html=f"<p>{escape(text)}</p>",
        published=now,
        updated=now,
        authors=("feedgen-liveblog",),
    )
