"""The configured feeds: kept fresh by a watch in the background, and read from the store by who asks."""

import logging
from collections.abc import Callable, Iterator
from threading import Condition, Lock, Thread

from feedgen_liveblog import ids
from feedgen_liveblog.errors import LiveblogError
from feedgen_liveblog.expressions import expression
from feedgen_liveblog.history import keeping
from feedgen_liveblog.model import About
from feedgen_liveblog.pipeline import Clock, Outcome
from feedgen_liveblog.serving.shelf import Shelf
from feedgen_liveblog.serving.standing import Standing
from feedgen_liveblog.store import Store
from feedgen_liveblog.watch import Status, Watch

log = logging.getLogger(__name__)

ARCHIVE = expression(r"(.+)/archive-\d{4,9}\.xml")
_LAST_WAIT = 5.0


class Configured:
    """The blogs of a configuration. `tell` hears of each look."""

    def __init__(
        self, watch: Watch, store: Store, shelf: Shelf, *, clock: Clock, tell: Callable[[Outcome], None]
    ) -> None:
        self._watch, self._store, self._shelf, self._clock, self._tell = watch, store, shelf, clock, tell
        self._by_name = {status.blog.name: status for status in watch.blogs}
        self._by_key = {key: status for status in watch.blogs for key in status.blog.files.values()}
        self._by_url = {ids.canonical(status.blog.url): status for status in watch.blogs}
        self._looked = Condition()
        self._restoring = Lock()
        self._thread = Thread(target=self._run, name="watch", daemon=True)
        self.ended = False

    def start(self) -> None:
        """Begins to keep the feeds fresh."""
        self._thread.start()

    def close(self) -> None:
        """Ends it, waiting a moment for looks under way."""
        self._watch.stop()
        self._thread.join(_LAST_WAIT)

    @property
    def alive(self) -> bool:
        """Whether the feeds are kept fresh, or all have closed."""
        return self.ended or self._thread.is_alive()

    def __iter__(self) -> Iterator[Standing]:
        return map(_standing, self._watch.blogs)

    def about(self, name: str) -> About | None:
        """A blog in short, as far as it was ever read."""
        outcome = self._by_name[name].outcome
        return outcome.due.about if outcome and outcome.due else None

    def at(self, url: str) -> Standing | None:
        """The blog at a URL, if it is a configured one."""
        status = self._by_url.get(ids.canonical(url))
        return _standing(status) if status else None

    def owner(self, key: str) -> Standing | None:
        """The blog that a published file is of, if it is of one; its state and other files are nobody's."""
        archive = ARCHIVE.fullmatch(key)
        status = self._by_name.get(archive[1]) if archive else self._by_key.get(key)
        return _standing(status) if status else None

    def restore(self, name: str, patience: float) -> None:
        """Sees to it that a blog's missing files are there: waits for its first look, or writes them anew from
        what is known, for its formats may have changed."""
        status = self._by_name[name]
        with self._looked:
            self._looked.wait_for(lambda: status.last or not self._is_soon(status), patience)
        with self._restoring:
            try:
                change = keeping.settle(status.blog, self._store, None, now=self._clock())
            except LiveblogError as error:
                log.warning("%s", error)
                return
        self._shelf.drop(change.written)

    def _is_soon(self, status: Status) -> bool:
        return status.running or (status.next is not None and status.next <= self._clock())

    def _run(self) -> None:
        self._watch.watch(self._told)
        self.ended = True

    def _told(self, status: Status) -> None:
        outcome = status.outcome
        assert outcome, "it is told of after a look"
        if outcome.change:
            self._shelf.drop(outcome.change.written)
        self._tell(outcome)
        with self._looked:
            self._looked.notify_all()


def _standing(status: Status) -> Standing:
    outcome = status.outcome
    return Standing(
        blog=status.blog,
        next=status.next,
        failed=outcome.failed if outcome else None,
        notes=outcome.change.notes if outcome and outcome.change else (),
        pending=status.running and status.last is None,
    )
