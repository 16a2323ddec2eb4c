"""What one poll costs: processor time, and what is asked of the object store; the figures of docs/scaling.md.

A blog of 30 posts, one format; SeaweedFS is the store. The least of some rounds, for a busy machine only adds.
"""

import os
import sys
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from end_to_end import Blog, blog
from stores import make_bucket, seaweedfs

from feedgen_liveblog import config, pipeline
from feedgen_liveblog.fetch import Limits, Run
from feedgen_liveblog.store_object import ObjectStore

ROUNDS = 10
GET, PUT = "GET, HEAD", "PUT"


class Counting:
    """A store that counts requests by what they cost, but for the one that asks a new store for its conditions."""

    def __init__(self, store: ObjectStore, counts: Counter[str]) -> None:
        self._store = store
        self._counts = counts

    def __getattr__(self, name: str) -> Callable[..., Any]:
        method = getattr(self._store, name)

        def counted(*arguments: Any, **options: Any) -> Any:
            self._counts[PUT if name == "write" else GET] += 1
            return method(*arguments, **options)

        return counted


def main() -> int:
    """Prints a row for each kind of poll."""
    print(f"{'the page':<30} {'processor':>10} {GET:>10} {PUT:>5}")
    with blog() as page, seaweedfs() as (url, environment):
        os.environ.update(environment)
        make_bucket(url)
        rows: dict[str, list[tuple[float, int, int]]] = {}
        for number in range(ROUNDS):
            page.posts, page.tag = 30, ""
            poll = _poller(page, url, f"blog-{number}")
            poll(rows, "for the first time")
            poll(rows, "unchanged")
            page.posts, page.tag = 31, f'"{number}"'
            poll(rows, "with new posts")
            poll(rows, "unchanged, and it says so (304)")
        for name, values in rows.items():
            milliseconds, gets, puts = min(values)
            print(f"{name:<30} {milliseconds:>7.0f} ms {gets:>10} {puts:>5}")
    return 0


def _poller(
    page: Blog, url: str, name: str
) -> Callable[[dict[str, list[tuple[float, int, int]]], str], None]:
    text = f'output = "out"\n[[blogs]]\nname = "{name}"\nurl = "{page.url}/live"\n'
    one = config.parse(text, "feeds.toml", folder=Path()).blogs[0]
    now = datetime.now(UTC)

    def poll(rows: dict[str, list[tuple[float, int, int]]], row: str) -> None:
        nonlocal now
        counts: Counter[str] = Counter()
        now += timedelta(hours=1)
        limits = Limits(pause=0, retries=0)
        started = time.process_time()
        outcome = pipeline.poll(
            one, Counting(ObjectStore.at(url), counts), limits=limits, run=Run(limits), clock=lambda: now
        )
        milliseconds = 1000 * (time.process_time() - started)
        if outcome.failed:
            raise outcome.failed
        rows.setdefault(row, []).append((milliseconds, counts[GET], counts[PUT]))

    return poll


if __name__ == "__main__":
    sys.exit(main())
