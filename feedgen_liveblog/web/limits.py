"""The budgets of a run, of a fetch and of a page, and what is said when one is reached."""

import re
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields

from feedgen_liveblog.errors import FetchError, UsageError
from feedgen_liveblog.expressions import expression

_UNITS = {"": 1, "k": 10**3, "kb": 10**3, "m": 10**6, "mb": 10**6, "g": 10**9, "gb": 10**9}
_AMOUNT = expression(r"(\d{1,15}(?:\.\d{1,15})?)\s*([a-z]*)", re.IGNORECASE)
_MANY_HOSTS = 1000
_MAY_BE_ZERO = frozenset({"redirects", "retries", "pause"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a fetch, a run and a page may use. Times are seconds, sizes bytes.

    Per fetch: `deadline` for all of it, redirects and retries included; `silence` without a byte;
    `wire_bytes` as sent; `page_bytes` once decompressed; `redirects` followed; `retries` after a failure
    that may pass. Per run: `run_requests` and `run_bytes`. `pause` lies between two fetches from one host.
    Per page: `page_elements` (objects and lists of JSON, lines of text), `page_attributes` of one of them,
    how deep they nest (`page_depth`), and `page_posts`.
    """

    deadline: float = 60.0
    silence: float = 20.0
    wire_bytes: int = 32_000_000
    page_bytes: int = 64_000_000
    redirects: int = 10
    retries: int = 2
    pause: float = 0.2
    run_requests: int = 2_000
    run_bytes: int = 1_000_000_000
    page_elements: int = 120_000
    page_attributes: int = 256
    page_depth: int = 256
    page_posts: int = 10_000

    def reached(self, name: str, what: str, where: str) -> FetchError:
        """The error that says which limit was reached and how to raise it."""
        value = getattr(self, name)
        return FetchError(
            f"{what} than the limit {name} of {_shown(name, value)} allows"
            f" (raise it: --limit {name}={_shown(name, value * 2)}, or [limits] in the configuration)",
            where,
        )


def limits(settings: Mapping[str, str | float]) -> Limits:
    """Limits from a configuration table or from `name=value` options; a size may be written '128MB'.

    Raises UsageError for an unknown name (naming the nearest) and for a value that is no amount.
    """
    kinds = {each.name: each.type for each in fields(Limits)}
    values: dict[str, float] = {}
    for name, value in settings.items():
        if name not in kinds:
            import difflib

            near = difflib.get_close_matches(name, kinds, n=1)
            raise UsageError(f"no such limit: {name}" + (f" (did you mean {near[0]}?)" if near else ""))
        size = amount(str(value))
        if size is None or (not size and name not in _MAY_BE_ZERO):
            raise UsageError(f"limit {name}: {value!r} is not an amount such as 30 or 128MB")
        values[name] = int(size) if kinds[name] is int else size
    return Limits(**values)  # type: ignore[arg-type]


def amount(text: str) -> float | None:
    """A number that may have a unit, as in '128MB'; None if it is none."""
    match = _AMOUNT.fullmatch(text.strip())
    unit = _UNITS.get(match[2].lower()) if match else None
    return float(match[1]) * unit if match and unit else None


def _shown(name: str, value: float) -> str:
    if name.endswith("bytes"):
        return f"{value / 10**6:g}MB" if value >= 10**5 else f"{value}"
    return f"{value:g}"


class Run:
    """What a run has used so far, shared by its sessions and threads, and whose turn it is at each host."""

    def __init__(
        self,
        limits: Limits,
        *,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.requests = 0
        self.bytes = 0
        self._limits = limits
        self._now = now
        self._sleep = sleep
        self._lock = threading.Lock()
        self._hosts: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._last: dict[str, float] = {}

    def count_request(self, where: str) -> None:
        """Counts a request about to be made; raises FetchError when the run has made enough."""
        with self._lock:
            if self.requests >= self._limits.run_requests:
                raise self._limits.reached("run_requests", "this run makes more requests", where)
            self.requests += 1

    def count_bytes(self, count: int, where: str) -> None:
        """Counts bytes off the wire; raises FetchError when the run has had enough."""
        with self._lock:
            self.bytes += count
            if self.bytes > self._limits.run_bytes:
                raise self._limits.reached("run_bytes", "this run reads more bytes", where)

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """One fetch at a time from one host, with a small pause between two."""
        with self._lock:
            if len(self._hosts) > _MANY_HOSTS:
                self._forget_hosts()
            lock = self._hosts[host]
        with lock:
            if host in self._last:
                wait = self._last[host] + self._limits.pause - self._now()
                if wait > 0:
                    self._sleep(wait)
            try:
                yield
            finally:
                self._last[host] = self._now()

    def _forget_hosts(self) -> None:
        """A server's run has no end, and may see any number of hosts."""
        since = self._now() - self._limits.pause
        for host in [host for host, last in self._last.items() if last <= since]:
            if host in self._hosts and not self._hosts[host].locked():
                del self._hosts[host], self._last[host]
