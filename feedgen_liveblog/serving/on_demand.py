"""Any live blog as a feed: remembered like the configured ones, looked at only when someone asks and it is due."""

import logging
from collections.abc import Callable
from concurrent.futures import wait
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from functools import partial
from threading import BoundedSemaphore, Lock

from feedgen_liveblog.config import ENDINGS, Blog
from feedgen_liveblog.errors import FetchError, LiveblogError, StoreError
from feedgen_liveblog.history.forget import forget, size
from feedgen_liveblog.pipeline import Clock, Outcome, poll
from feedgen_liveblog.serving import budget
from feedgen_liveblog.serving.addresses import address, name_of
from feedgen_liveblog.serving.catalogue import FOLDER, Catalogue
from feedgen_liveblog.serving.flights import Busy, Flights
from feedgen_liveblog.serving.shelf import Shelf
from feedgen_liveblog.serving.standing import Standing
from feedgen_liveblog.store import Store
from feedgen_liveblog.web.limits import Limits, Run

log = logging.getLogger(__name__)

PATIENCE = 20.0  # seconds that a reader waits for a look; then the last good feed must do
_AGAIN = timedelta(minutes=1)  # until a page is looked at again whose look brought our own program down


class OnDemand:
    """The feeds on demand of one server. Safe to use from threads.

    `admit` is asked with a client before a page that is not remembered is looked at, and raises what it
    likes. `tell` hears of each look, and `waiters` is how many requests may wait for looks at a time.
    """

    def __init__(
        self,
        store: Store,
        shelf: Shelf,
        catalogue: Catalogue,
        *,
        clock: Clock,
        limits: Limits,
        public_only: bool,
        jobs: int,
        waiters: int,
        admit: Callable[[str], None],
        tell: Callable[[Outcome | None], None],
    ) -> None:
        self._store, self._shelf, self._catalogue, self._clock = store, shelf, catalogue, clock
        self._limits, self._turns = budget.tight(limits), Run(limits)
        self._public_only = public_only
        self._admit, self._tell = admit, tell
        self._flights = Flights[Standing](jobs, 8 * jobs)
        self._waiters = BoundedSemaphore(waiters)
        self._standings: dict[str, Standing] = {}
        self._leaving: set[str] = set()
        self._lock = Lock()

    def ask(self, url: str, client: str) -> Standing:
        """The blog at a URL, as fresh as it is due to be, or as it was if that takes too long.

        Raises UsageError for what is no URL, Busy, and what `admit` raises.
        """
        url = address(url)
        name = name_of(url)
        with self._lock:
            entry = self._catalogue.find(name)
            # The first address that a blog was read at stays its own; one that was never read may be a wrong copy.
            if entry is None or (not entry.read and entry.url != url):
                self._admit(client)
                self._standings.pop(name, None)
                entry = self._catalogue.add(name, url)
            standing = self._standings.get(name)
            if standing and (standing.next is None or standing.next > self._clock()):
                return standing
            blog = self._blog(name, entry.url)
            future = self._flights.join(name, partial(self._look, name, blog))
        if self._waiters.acquire(blocking=False):
            try:
                wait([future], timeout=PATIENCE)
            finally:
                self._waiters.release()
        if future.done() and not future.cancelled():
            return future.result()
        return replace(standing or Standing(blog=blog), pending=True)

    def remembered(self, name: str) -> str | None:
        """The URL of the blog of that name, if it is remembered."""
        entry = self._catalogue.find(name)
        return entry.url if entry else None

    def size(self) -> tuple[int, int]:
        """How many feeds are remembered, and in how many bytes."""
        return len(self._catalogue), self._catalogue.bytes

    def close(self) -> None:
        """Begins no further look, and writes down what was used when."""
        self._flights.close()
        self._catalogue.save()

    def _look(self, name: str, blog: Blog) -> Standing:
        self._catalogue.keep_up()  # before there are files, so that none is ever without an entry
        outcome: Outcome | None = None
        try:
            run = budget.Look(self._limits, self._turns)
            outcome = poll(blog, self._store, limits=self._limits, run=run, clock=self._clock)
        finally:
            standing = self._stands(name, blog, outcome)
            if outcome and outcome.change:
                self._shelf.drop(outcome.change.written)
            with self._lock:
                self._standings[name] = standing
            self._measure(name, blog, outcome)
            self._trim()
            self._tell(outcome)
        return standing

    def _stands(self, name: str, blog: Blog, outcome: Outcome | None) -> Standing:
        if outcome is None:
            failed: LiveblogError | None = FetchError("cannot be read by a fault of this program", blog.url)
            return Standing(blog=blog, next=self._clock() + _AGAIN, failed=failed)
        due = outcome.due.at if outcome.due else self._clock() + _AGAIN
        failed, notes = outcome.failed, outcome.change.notes if outcome.change else ()
        before = self._standings.get(name)
        if outcome.change is None and before:  # not due; what was known is still true
            failed, notes = failed or before.failed, before.notes
        elif outcome.change is None and outcome.due and outcome.due.failures:
            failed = failed or FetchError("could not be read when it was last looked at", blog.url)
        return Standing(blog=blog, next=due, failed=failed, notes=notes)

    def _measure(self, name: str, blog: Blog, outcome: Outcome | None) -> None:
        change = outcome.change if outcome else None
        if change and not change.written:
            return
        try:
            self._catalogue.measured(name, size(blog, self._store), read=change is not None)
        except StoreError as error:
            log.warning("%s", error)

    def _trim(self) -> None:
        """Has feeds forgotten until the rest is within its bounds; those that are looked at just now are spared."""
        with self._lock, suppress(Busy):
            while name := self._catalogue.surplus(leaving=self._leaving, spared=self._flights.names()):
                self._flights.join(name, partial(self._forget, name))
                self._leaving.add(name)

    def _forget(self, name: str) -> Standing:
        """A flight of its own, so that nobody looks at the blog meanwhile; who asks for it is to ask again."""
        blog = self._blog(name, "")
        try:
            forget(blog, self._store)
        except StoreError as error:  # it is still in the catalogue, and its turn comes again
            log.warning("%s", error)
        else:
            self._catalogue.remove(name)
            log.info("forgot %s", name)
        self._shelf.drop(blog.files.values())
        with self._lock:
            self._standings.pop(name, None)
            self._leaving.discard(name)
        self._catalogue.keep_up()
        return Standing(blog=blog, pending=True)

    def _blog(self, name: str, url: str) -> Blog:
        stem = f"{FOLDER}/{name}"
        files = {format: stem + ending for format, ending in ENDINGS.items()}
        return Blog(
            name=stem, url=url, files=files, max_pages=budget.MAX_PAGES, public_only=self._public_only
        )
