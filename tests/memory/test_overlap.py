"""Two runs at once, step by step: whichever goes on when, all that either has read is in every file at the end."""

import random
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from obstore.store import MemoryStore

from feedgen_liveblog.history import keeping
from feedgen_liveblog.history.looking import Look
from feedgen_liveblog.model import LiveBlog
from feedgen_liveblog.store import Expect, FileStore, Store, Stored
from feedgen_liveblog.store_object import ObjectStore
from tests.memory.blogs import guid, minute, page
from tests.memory.test_keeping import BLOG, FEEDS


class Turns:
    """Lets one of two threads go on at a time, as a random schedule says; others do not wait."""

    def __init__(self, seed: int) -> None:
        self._rng = random.Random(seed)
        self._changed = threading.Condition()
        self._waiting: set[int] = set()
        self._running = 2
        self._free: int | None = None

    def wait(self, me: int) -> None:
        with self._changed:
            self._waiting.add(me)
            self._choose()
            self._changed.wait_for(lambda: self._free == me, timeout=20)
            self._free = None
            self._waiting.discard(me)

    def end(self) -> None:
        with self._changed:
            self._running -= 1
            self._choose()

    def _choose(self) -> None:
        if self._free is None and self._waiting and len(self._waiting) == self._running:
            self._free = self._rng.choice(sorted(self._waiting))
            self._changed.notify_all()


class Switching:
    """A store at which a run waits for its turn before each thing it does."""

    def __init__(self, store: Store, turn: Callable[[], None]) -> None:
        self._store = store
        self._turn = turn

    def read(self, key: str) -> Stored | None:
        self._turn()
        return self._store.read(key)

    def version(self, key: str) -> str | None:
        self._turn()
        return self._store.version(key)

    def size(self, key: str) -> int | None:
        self._turn()
        return self._store.size(key)

    def delete(self, key: str) -> None:
        self._turn()
        self._store.delete(key)

    def write(
        self, key: str, data: bytes, *, content_type: str, expect: Expect = ..., lasting: bool = False
    ) -> str:
        self._turn()
        return self._store.write(key, data, content_type=content_type, expect=expect, lasting=lasting)


def at_once(store: Store, looks: tuple[LiveBlog | None, LiveBlog | None], seed: int) -> None:
    """Settles both looks in threads of their own."""
    turns = Turns(seed)

    def run(me: int) -> None:
        live = looks[me]
        try:
            look = Look(blog=live) if live else None
            keeping.settle(BLOG, Switching(store, lambda: turns.wait(me)), look, now=minute(100 + me))
        finally:
            turns.end()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(run, (0, 1)))


@pytest.mark.parametrize("gone", [None, *FEEDS])
@pytest.mark.parametrize(
    "looks",
    [
        (page(*range(30)), page(*range(32))),
        (page(*range(30)), page(*range(3, 44))),
        (None, page(*range(32))),
        (page(*range(31)), page(*range(31))),
    ],
    ids=["behind", "archives", "unchanged", "same"],
)
def test_all_that_two_runs_at_once_have_read_is_in_every_file(
    tmp_path: Path, looks: tuple[LiveBlog | None, LiveBlog], gone: str | None
):
    """Also where a file was removed, so that the run with the older page writes one as well.

    In a folder, as in S3, the same bytes are the same version: a run that rewrites a file leaves no trace.
    """
    newest = guid(max(int(post.guid.rpartition("-")[2]) for post in looks[1].posts)).encode()
    for seed in range(15):
        store = FileStore(tmp_path / str(seed)) if seed % 3 else ObjectStore(MemoryStore(), "memory://")
        keeping.settle(BLOG, store, Look(blog=page(*range(30))), now=minute(50))
        if gone:
            store.delete(gone)

        at_once(store, looks, seed)

        for key in FEEDS:
            stored = store.read(key)
            assert stored and newest in stored.data, (key, seed)
        state = keeping.recall(BLOG, store).state
        assert state and state.files == {key: store.version(key) for key in FEEDS}, seed
