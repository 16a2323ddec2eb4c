"""What one run with one new post costs after 200 and after 10,000 posts: history should not matter.

    python bench/history.py [--posts 200,1000,10000]

A live blog of so many posts, of which the page shows the newest 20, is followed from its first post on. Then
one more post comes, and the run that brings it is measured from the page's text to the last file, archive cuts
apart: bytes read and written, reads, writes, milliseconds (best of several), and the files that there are.
Last, the ratio of the last line to the first; the status is 1 if it is over 1.2.
"""

import argparse
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from feedgen_liveblog.config import Blog
from feedgen_liveblog.extract import extract
from feedgen_liveblog.history import keeping
from feedgen_liveblog.history.looking import Look
from feedgen_liveblog.history.window import Window
from feedgen_liveblog.model import LiveBlog
from feedgen_liveblog.page import Page
from feedgen_liveblog.source import Offline
from feedgen_liveblog.store import Expect, FileStore, Stored

URL = "https://news.example/live/harbour"
START = datetime(2024, 1, 1, tzinfo=UTC)
SHOWN = 20
BLOG = Blog(
    name="harbour",
    url=URL,
    files={"atom": "harbour.xml", "rss": "harbour.rss", "json": "harbour.json"},
    base_url="https://feeds.example/",
    window=Window(posts=100, hours=0),
)


class Counting:
    """A FileStore that counts bytes and calls."""

    def __init__(self, folder: str) -> None:
        self.store = FileStore(folder)
        self.bytes_read = self.bytes_written = self.reads = self.writes = 0

    def read(self, key: str) -> Stored | None:
        stored = self.store.read(key)
        self.reads += 1
        self.bytes_read += len(stored.data) if stored else 0
        return stored

    def version(self, key: str) -> str | None:
        stored = self.read(key)
        return stored.version if stored else None

    def write(
        self, key: str, data: bytes, *, content_type: str, expect: Expect = ..., lasting: bool = False
    ) -> str:
        self.writes += 1
        self.bytes_written += len(data)
        return self.store.write(key, data, content_type=content_type, expect=expect, lasting=lasting)


def page(newest: int) -> str:
    """The page when post `newest` is the last."""
    posts = "".join(map(post, range(newest, max(newest - SHOWN, -1), -1)))
    return (
        '<!doctype html><html lang="en"><head><title>Harbour live</title></head><body><h1>Harbour live</h1>'
        f'<div class="live-blog">{posts}</div></body></html>'
    )


def post(number: int) -> str:
    """One post: a headline, two paragraphs, a picture."""
    time = (START + timedelta(minutes=3 * number)).isoformat()
    text = f"Post {number} says that the ferry leaves the harbour in the wind, and that the crews wave. " * 3
    return (
        f'<article class="live-post" id="post-{number}"><time datetime="{time}"></time><h2>Update {number}</h2>'
        f'<div class="body"><p>{text}</p><p>{text}</p><img src="https://img.example/{number}.jpg" alt="Ferry">'
        "</div></article>"
    )


def look(newest: int) -> tuple[LiveBlog, datetime]:
    """What is recognised in the page, and when."""
    now = START + timedelta(minutes=3 * newest + 1)
    return extract(Page(URL, page(newest)), Offline(), now=now), now


def grown(posts: int, folder: str) -> Counting:
    """A store in which the blog has been followed through so many posts."""
    store = Counting(folder)
    for newest in range(SHOWN - 1, posts, SHOWN):
        live, now = look(newest)
        keeping.settle(BLOG, store, Look(blog=live), now=now)
    return store


def cost(store: Counting, newest: int) -> dict[str, float]:
    """The cost of the run that brings post `newest`."""
    store.bytes_read = store.bytes_written = store.reads = store.writes = 0
    now = START + timedelta(minutes=3 * newest + 1)
    text = page(newest)
    began = time.perf_counter()
    live = extract(Page(URL, text), Offline(), now=now)
    change = keeping.settle(BLOG, store, Look(blog=live), now=now)
    took = (time.perf_counter() - began) * 1000
    assert change.new == 1
    return {
        "read": store.bytes_read + len(text),
        "written": store.bytes_written,
        "reads": store.reads,
        "writes": store.writes,
        "ms": took,
    }


def main() -> int:
    """Prints the table; 1 if the last line costs more than 1.2 times the first."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--posts", default="200,1000,10000")
    parser.add_argument("--times", type=int, default=15)
    args = parser.parse_args()
    names = ("read", "written", "reads", "writes", "ms")
    sizes = [int(each) for each in args.posts.split(",")]
    print(f"{'posts':>7}" + "".join(f"{name:>10}" for name in (*names, "files")))
    with tempfile.TemporaryDirectory() as folder:
        stores = {posts: grown(posts, f"{folder}/{posts}") for posts in sizes}
        best: dict[int, dict[str, float]] = {posts: {} for posts in sizes}
        for number in range(args.times):  # in turn, so that what else the machine does is the same for all
            for posts, store in stores.items():
                took = cost(store, posts + number)
                best[posts] = {name: min(took[name], best[posts].get(name, took[name])) for name in names}
        for posts in sizes:
            files = sum(path.is_file() for path in Path(folder, str(posts)).rglob("*"))
            figures = "".join(f"{best[posts][name]:>10.{name == 'ms':d}f}" for name in names)
            print(f"{posts:>7}{figures}{files:>10}")
    first, last = best[sizes[0]], best[sizes[-1]]
    print(f"{'ratio':>7}" + "".join(f"{last[name] / first[name]:>10.2f}" for name in names))
    return 1 if any(last[name] > 1.2 * first[name] for name in ("read", "written", "ms")) else 0


if __name__ == "__main__":
    sys.exit(main())
