"""The dispatcher with 10,000 blogs whose due times lie in SeaweedFS: how long a run takes."""

import os
import resource
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from stores import make_bucket, seaweedfs

from feedgen_liveblog import config
from feedgen_liveblog.dispatch import dispatch
from feedgen_liveblog.history import dues
from feedgen_liveblog.store_object import ObjectStore

BLOGS = 10_000


class Queue:
    """Counts messages; takes as long as SQS does."""

    def __init__(self) -> None:
        self.sent = 0

    def send_message_batch(self, *, QueueUrl: str, Entries: list[Any]) -> dict[str, Any]:
        time.sleep(0.02)
        self.sent += len(Entries)
        return {}


def main() -> int:
    """Prints the seconds of each step; 1 if not all that are due are sent, or it takes longer than 100 s."""
    top = 'output = "out"\nbase_url = "https://feeds.example"\nformats = ["atom", "html"]\n'
    text = top + "".join(
        f'[[blogs]]\nname = "blog-{number}"\nurl = "https://news.example/live/{number}"\n'
        for number in range(BLOGS)
    )
    started = time.perf_counter()
    parsed = config.parse(text, "feeds.toml", folder=Path())
    print(
        f"configuration of {BLOGS:,} blogs, {len(text) / 1000:,.0f} kB: read in {time.perf_counter() - started:.1f} s"
    )
    now = datetime.now(UTC)
    with seaweedfs() as (url, environment):
        os.environ.update(environment)
        make_bucket(url)
        store, queue = ObjectStore.at(url), Queue()

        def note(number: int) -> None:
            at = now + timedelta(minutes=5 if number % 10 == 0 else -1)
            dues.write(parsed.blogs[number], store, dues.Due(url=parsed.blogs[number].url, at=at))

        with ThreadPoolExecutor(16) as pool:
            list(pool.map(note, range(BLOGS)))
        started = time.perf_counter()
        queued, _ = dispatch(parsed.blogs, store, queue, "", now=now, tell=print, index=parsed.index)
        seconds = time.perf_counter() - started
        megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        page = store.size("index.html") or 0
    print(
        f"{queued:,} of {BLOGS:,} were due and queued, and the page over all, {page / 1e6:.1f} MB, written "
        f"in {seconds:.1f} s; peak memory {megabytes:.0f} MB"
    )
    return 0 if queued == queue.sent == BLOGS * 9 // 10 and seconds < 100 else 1


if __name__ == "__main__":
    sys.exit(main())
