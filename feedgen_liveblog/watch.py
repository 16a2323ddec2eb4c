"""Keeping feeds fresh in the foreground: each blog is polled when it is due, until it has closed."""

import logging
import random
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from queue import Empty, SimpleQueue

from feedgen_liveblog.config import Blog, Config
from feedgen_liveblog.errors import StoreError
from feedgen_liveblog.fetch import Limits, Run
from feedgen_liveblog.history import dues, overview
from feedgen_liveblog.pipeline import Clock, Outcome, poll
from feedgen_liveblog.store import Store

log = logging.getLogger(__name__)

_JITTER = 0.1  # of a pause: blogs that were started together are not to be asked for together for ever
_TICK = 60.0  # seconds until the clock is looked at again; a machine may have been asleep
_LAST_WAIT = 3.0  # seconds that polls under way have when all is to end
_NO_LIMIT = 2**62  # a watch has no end, so no budget for all of it; each fetch keeps its own


@dataclass(slots=True, kw_only=True)
class Status:
    """One blog as it stands: when it was polled last and will be next, and what came since the start."""

    blog: Blog
    next: datetime | None
    running: bool = False
    last: datetime | None = None
    outcome: Outcome | None = None
    new: int = 0
    edited: int = 0
    deleted: int = 0


class Watch:
    """Polls the blogs of a configuration in so many threads; `stop` ends it, from a signal handler too."""

    def __init__(self, config: Config, store: Store, *, clock: Clock, jobs: int = 4) -> None:
        self._limits = config.limits or Limits()
        self._run = Run(replace(self._limits, run_requests=_NO_LIMIT, run_bytes=_NO_LIMIT))
        self._store, self._clock, self._index = store, clock, config.index
        self._pool = ThreadPoolExecutor(max_workers=jobs)
        self._events: SimpleQueue[tuple[Status, Future[Outcome]] | None] = SimpleQueue()
        self._stopped = False
        self.blogs = [self._status(blog) for blog in config.blogs]

    def stop(self) -> None:
        """Ends the watch as soon as the polls under way are done, or after a few seconds."""
        self._stopped = True
        self._events.put(None)

    def watch(self, tell: Callable[[Status], None]) -> bool:
        """Runs until it is stopped or all blogs are over; `tell` is called after each poll.

        Returns whether all its threads have come to an end.
        """
        under_way: set[Future[Outcome]] = set()
        try:
            while not self._stopped and any(status.running or status.next for status in self.blogs):
                under_way |= {self._start(status) for status in self.blogs if self._is_due(status)}
                try:
                    event = self._events.get(timeout=self._pause())
                except Empty:
                    continue
                if event:
                    status, future = event
                    under_way.discard(future)
                    self._note(status, future.result())
                    self._refresh(status)
                    tell(status)
        finally:
            self._pool.shutdown(wait=False, cancel_futures=True)
            left = wait(under_way, timeout=_LAST_WAIT).not_done
        return not left

    def _status(self, blog: Blog) -> Status:
        """A blog at the start: due when the last run said so, for a server may have asked for a pause."""
        last = dues.read(blog, self._store)
        known = Outcome(blog=blog, due=last) if last else None
        return Status(blog=blog, next=last.at if last else self._clock(), outcome=known)

    def _is_due(self, status: Status) -> bool:
        return not status.running and status.next is not None and status.next <= self._clock()

    def _start(self, status: Status) -> Future[Outcome]:
        status.running = True
        future = self._pool.submit(
            poll, status.blog, self._store, limits=self._limits, run=self._run, clock=self._clock, force=True
        )
        future.add_done_callback(lambda done: self._events.put((status, done)))
        return future

    def _note(self, status: Status, outcome: Outcome) -> None:
        now = self._clock()
        status.running, status.last, status.outcome = False, now, outcome
        due = outcome.due.at if outcome.due else now + timedelta(seconds=_TICK)
        status.next = due + random.random() * _JITTER * (due - now) if due else None
        if change := outcome.change:
            status.new += change.new
            status.edited += change.edited
            status.deleted += change.deleted

    def _refresh(self, status: Status) -> None:
        """The page over all blogs. Where it cannot be written the feeds go on, and it is tried with the next news."""
        if self._index and status.outcome and status.outcome.news:
            try:
                overview.refresh(self._index, self._store)
            except StoreError as error:
                log.error("%s", error)

    def _pause(self) -> float:
        """Seconds until the next blog is due."""
        times = [status.next for status in self.blogs if status.next and not status.running]
        seconds = (min(times) - self._clock()).total_seconds() if times else _TICK
        return min(max(seconds, 0.01), _TICK)
