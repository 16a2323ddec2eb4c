"""One task for a name at a time, whoever asks for it: all who ask meanwhile get the same answer."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Busy(Exception):
    """So many tasks wait already that another one would wait too long."""


class Flights(Generic[T]):
    """Runs tasks in so many threads; `most` may be under way or waiting for their turn."""

    def __init__(self, threads: int, most: int) -> None:
        self._pool = ThreadPoolExecutor(max_workers=threads, thread_name_prefix="flight")
        self._most = most
        self._under_way: dict[str, Future[T]] = {}
        self._lock = Lock()

    def join(self, name: str, task: Callable[[], T]) -> Future[T]:
        """The answer of the task of that name that is under way, or else of this one. Raises Busy."""
        with self._lock:
            if name in self._under_way:
                return self._under_way[name]
            if len(self._under_way) >= self._most:
                raise Busy
            future = self._pool.submit(task)
            self._under_way[name] = future
        future.add_done_callback(lambda _: self._landed(name))
        return future

    def names(self) -> frozenset[str]:
        """The names of the tasks under way."""
        with self._lock:
            return frozenset(self._under_way)

    def close(self) -> None:
        """Begins no further task. What is under way goes on."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _landed(self, name: str) -> None:
        with self._lock:
            del self._under_way[name]
