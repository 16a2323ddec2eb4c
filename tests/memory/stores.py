"""Stores for tests: one that counts, one that dies, and one in which another run comes between."""

from collections.abc import Callable

from feedgen_liveblog.store import Expect, Store, Stored


class Killed(BaseException):
    """The process is gone: nothing of ours may catch it."""


class Watching:
    """Counts what goes through it: `written` and `read` are keys in order, `bytes` both ways together.

    `at_write` is called before each write with its number, from 0: it may raise, or do what another run does.
    """

    def __init__(self, store: Store, at_write: Callable[[int], None] = lambda number: None) -> None:
        self.store = store
        self.at_write = at_write
        self.written: list[str] = []
        self.keys_read: list[str] = []
        self.bytes = 0

    def read(self, key: str) -> Stored | None:
        self.keys_read.append(key)
        stored = self.store.read(key)
        self.bytes += len(stored.data) if stored else 0
        return stored

    def version(self, key: str) -> str | None:
        return self.store.version(key)

    def write(
        self, key: str, data: bytes, *, content_type: str, expect: Expect = ..., lasting: bool = False
    ) -> str:
        self.at_write(len(self.written))
        self.written.append(key)
        self.bytes += len(data)
        return self.store.write(key, data, content_type=content_type, expect=expect, lasting=lasting)
