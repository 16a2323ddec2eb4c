"""Page text to Atom bytes beside the floor that its libraries set: time, growth, memory, stages.

    python bench/page_to_atom.py [--posts 100 1000 10000]

The floor is what nobody can leave out: parsel parses the page, json its JSON-LD, feedgen is given the same
entries, with datetimes, and writes them. Both sides take turns and the best of each counts, in CPU time, so
that a busy machine does not decide.
"""

import argparse
import gc
import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pages
from feedgen.feed import FeedGenerator
from parsel import Selector

from feedgen_liveblog import clean, dates, extract, ids, normalise, recognise
from feedgen_liveblog.model import LiveBlog
from feedgen_liveblog.page import Page
from feedgen_liveblog.parsers import amp, dom, json_ld, microdata, rdfa
from feedgen_liveblog.render import atom, atom_feed
from feedgen_liveblog.source import Offline
from feedgen_liveblog.web.limits import Limits

LIMITS = Limits(page_elements=400_000)
"""No real page has 10,000 posts: such a one is over what is taken from strangers."""
NOW = datetime(2025, 3, 14, tzinfo=UTC)
RATIO, GROWTH = 1.5, 11.0
"""What we promise: at most so many times the floor, and so many times the time for ten times the posts."""

IMPORTS = "import requests, parsel, feedgen.feed, dateutil.parser"


def read(text: str) -> LiveBlog:
    """The live blog on the page."""
    return extract.extract(Page(pages.URL, text, limits=LIMITS), Offline(), now=NOW)


def ours(text: str) -> bytes:
    """What is measured: page text to Atom bytes."""
    return atom(read(text))


def floor(text: str, json_text: str, blog: LiveBlog) -> bytes:
    """The least that a program on these libraries does; the content of its entries is a gift."""
    Selector(text)
    json.loads(json_text)
    feed = FeedGenerator()
    feed.id(blog.id)
    feed.title(blog.title)
    feed.subtitle(blog.summary)
    feed.link(href=blog.url, rel="alternate")
    feed.updated(blog.posts[0].published)
    feed.author([{"name": name} for name in blog.authors])
    for post in blog.posts:
        entry = feed.add_entry(order="append")
        entry.id(post.guid)
        entry.title(post.title)
        entry.published(post.published)
        entry.updated(post.updated or post.published)
        entry.author([{"name": name} for name in post.authors])
        entry.content(post.html, type="html")
        entry.link(href=post.url, rel="alternate")
        for image in post.images[:1]:
            entry.link(href=image.url, rel="enclosure", type="image/jpeg")
    document: bytes = feed.atom_str()
    return document


def timed(call: Callable[[], object]) -> float:
    gc.collect()
    start = time.process_time()
    call()
    return time.process_time() - start


def compare(counts: list[int]) -> bool:
    """Prints ours beside the floor for each count; whether both promises hold."""
    print("In process, page text to Atom bytes (CPU time, best of the runs taken in turn)\n")
    print(f"{'posts':>7} {'page':>9} {'ours':>10} {'floor':>10} {'ratio':>6} {'median':>7} {'growth':>7}")
    best: dict[int, float] = {}
    good = True
    for count in counts:
        text = pages.page(count)
        json_text = re.search(r'ld\+json">(.*?)</script>', text)[1]
        blog = read(text)
        assert len(blog.posts) == count, f"{len(blog.posts)} posts of {count}"
        pairs = [
            (timed(lambda: ours(text)), timed(lambda: floor(text, json_text, blog)))  # noqa: B023
            for _ in range(max(3, min(15, 5000 // count)))
        ]
        best[count] = min(mine for mine, _ in pairs)
        ratio = best[count] / min(least for _, least in pairs)
        median = statistics.median(mine / least for mine, least in pairs)
        growth = best[count] / best[count // 10] if count // 10 in best else None
        good &= ratio <= RATIO and (growth or 0) <= GROWTH
        print(
            f"{count:7,} {len(text) / 1e6:6.1f} MB {best[count] * 1e3:7.1f} ms"
            f" {min(least for _, least in pairs) * 1e3:7.1f} ms {ratio:6.2f} {median:7.2f}"
            f" {f'{growth:.1f} x' if growth else '':>7}"
        )
    print(f"\npromised: ratio at most {RATIO}, growth at most {GROWTH} x: {'kept' if good else 'NOT KEPT'}")
    return good


class Stopwatch:
    """Time by stage, each without the stages that it calls."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._running: list[str] = []
        self._since = 0.0

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        self._mark()
        self._running.append(name)
        yield
        self._mark()
        self._running.pop()

    def _mark(self) -> None:
        now = time.perf_counter()
        if self._running:
            name = self._running[-1]
            self.seconds[name] = self.seconds.get(name, 0.0) + now - self._since
        self._since = now

    def watch(self, name: str, owner: object, attribute: str) -> None:
        """Counts every call of `owner.attribute` as the stage `name`."""
        inner = getattr(owner, attribute)

        def wrapper(*args: object, **kwargs: object) -> object:
            with self.stage(name):
                return inner(*args, **kwargs)

        setattr(owner, attribute, wrapper)


def breakdown(count: int) -> None:
    """Prints where the time goes: the stages are timed by wrapping their functions."""
    text = pages.page(count)
    watch = Stopwatch()
    for parser in (json_ld, microdata, rdfa, amp, dom):
        watch.watch(f"parser {parser.__name__.rpartition('.')[2]}", parser, "parse")
    recognise._STATED = tuple(module.parse for module in (json_ld, microdata, rdfa))
    recognise._SHOWN = tuple(module.parse for module in (amp, dom))
    watch.watch("join", recognise, "join")
    watch.watch("recognise, the rest", extract, "recognise")
    watch.watch("normalise, the rest", extract, "normalise")
    for name in ("clean", "digest", "line", "address", "plain", "from_text"):
        watch.watch(f"clean.{name}", clean, name)
    watch.watch("dates.read_all", dates, "read_all")
    watch.watch("dates.read", dates, "read")
    watch.watch("ids.guid", ids, "guid")
    watch.watch("render: entries", atom_feed, "_entry")
    assert normalise.clean is clean
    runs = []
    for _ in range(5):
        gc.collect()
        watch.seconds.clear()
        page = Page(pages.URL, text, limits=LIMITS)
        with watch.stage("parse HTML"):
            _ = page.selector
        with watch.stage("JSON-LD"):
            _ = page.json_ld
        with watch.stage("extract, the rest"):
            blog = extract.extract(page, Offline(), now=NOW)
        with watch.stage("render: head, write"):
            atom(blog)
        runs.append(dict(watch.seconds))
    fastest = min(runs, key=lambda run: sum(run.values()))
    total = sum(fastest.values())
    print(f"\nWhere the time goes at {count:,} posts ({total * 1e3:.1f} ms with the watch running)\n")
    for name, seconds in sorted(fastest.items(), key=lambda item: -item[1]):
        if seconds > total / 200:
            share, each = seconds / total, seconds / count
            print(f"  {name:22} {seconds * 1e3:8.1f} ms {share:6.1%} {each * 1e6:7.1f} us a post")


def command(counts: list[int]) -> None:
    """Prints the whole command's time and peak memory beside an import of the libraries it needs."""
    print("\nThe whole command: feed page.html -o feed.xml (wall time and peak memory, best of 3)\n")
    with tempfile.TemporaryDirectory() as folder:
        jobs = {f"import of the four libraries ({IMPORTS[7:]})": ["-c", IMPORTS]}
        for count in counts:
            file = Path(folder, f"{count}.html")
            file.write_text(pages.page(count))
            output = str(Path(folder, f"{count}.xml"))
            jobs[f"{count:,} posts"] = [
                "-m", "feedgen_liveblog", "feed", str(file), "--now", NOW.isoformat(), "-o", output,
                "--limit", f"page_elements={LIMITS.page_elements}",
            ]  # fmt: skip
        results: dict[str, list[tuple[float, float]]] = {name: [] for name in jobs}
        for _ in range(3):
            for name, arguments in jobs.items():
                results[name].append(_run([sys.executable, *arguments]))
    for name, runs in results.items():
        print(f"  {name:88} {min(s for s, _ in runs):6.2f} s {min(m for _, m in runs) / 1e6:7.0f} MB")


# A child's peak counts its parent's pages until it has become the command, so a small process starts it.
_LAUNCHER = """
import resource, subprocess, sys, time
start = time.perf_counter()
subprocess.run(sys.argv[1:], check=True)
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def _run(arguments: list[str]) -> tuple[float, float]:
    launch = [sys.executable, "-S", "-c", _LAUNCHER, *arguments]
    seconds, peak = subprocess.run(launch, check=True, capture_output=True, text=True).stdout.split()[-2:]
    return float(seconds), int(peak) * (1 if sys.platform == "darwin" else 1024)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--posts", type=int, nargs="+", default=[100, 1_000, 10_000])
    counts = sorted(parser.parse_args().posts)
    good = compare(counts)
    command(counts)
    breakdown(min(1_000, counts[-1]))  # last: it wraps functions
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
