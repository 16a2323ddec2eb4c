"""What one look at a page may use, when strangers name the page and many are looked at."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from feedgen_liveblog.errors import FetchError
from feedgen_liveblog.web.limits import Limits, Run

MAX_PAGES = 10
_SECONDS = 60.0
_TIGHT: dict[str, Any] = {"deadline": 20.0, "run_requests": 60, "run_bytes": 100_000_000}


def tight(limits: Limits) -> Limits:
    """The limits, narrower where the configuration does not set them."""
    usual = Limits()
    return replace(
        limits,
        **{name: value for name, value in _TIGHT.items() if getattr(limits, name) == getattr(usual, name)},
    )


class Look(Run):
    """The run of one look: it ends after a minute, and waits its turn at a host among all others."""

    def __init__(self, limits: Limits, turns: Run) -> None:
        super().__init__(limits)
        self._turns = turns
        self._end = time.monotonic() + _SECONDS

    def count_request(self, where: str) -> None:
        """Counts a request about to be made; raises FetchError when it was enough, or took too long."""
        self._in_time(where)
        super().count_request(where)

    def count_bytes(self, count: int, where: str) -> None:
        """Counts bytes off the wire; raises FetchError when they were enough, or took too long."""
        self._in_time(where)
        super().count_bytes(count, where)

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """One fetch at a time from one host, whichever look it is for."""
        with self._turns.turn(host):
            yield

    def _in_time(self, where: str) -> None:
        if time.monotonic() > self._end:
            raise FetchError(f"reading the story takes more than {_SECONDS:.0f} s, and is given up", where)
