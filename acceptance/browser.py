"""Puts every vector of tests/xss into every field of every format, and opens what comes out in a real Chromium.

    python acceptance/browser.py [--quick]

The bytes of each document are judged first (tests/hostile_feeds.py). Then each value that a reader shows is opened
as HTML: as it is, and unescaped once and twice more, as readers differ in that. Nothing may run, break out of its
entry, or ask for anything but http(s) pictures. Prints what was tried and what was asked for; exits 1 if a vector
survived, or if the vectors themselves do too little for the answer to mean anything. Chromium is installed as a
Debian package if it is not there.
"""

import argparse
import html
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from chromium import Chromium, chromium
from hostile import FORMATS, WAYS, Tried, by_fields, by_ways, parallel, vectors
from tools import debian

HOME = "http://reader.example/"
READER = (Path(__file__).parent / "reader.js").read_text()
ENTRIES, FRAMES, PAGES = 20, 50, 20  # entries in a frame, frames in a page, pages until a new tab
FEWEST = 120  # vectors that must run when nothing stands in their way; many are for browsers of old


@dataclass
class Seen:
    """What a browser did with entries: how many there were, which ran something, faults, and its requests."""

    entries: int = 0
    ran: int = 0
    faults: list[str] = field(default_factory=list)
    requests: Counter[str] = field(default_factory=Counter)


def opened(values: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The entries that readers make of values: as they are, and unescaped once and twice more."""
    for kind, value in sorted(values):
        for _ in range(3):
            if kind == "address":
                yield f"<p><a href=\"{value}\">x</a><a href='{value}'>x</a></p>"
            else:
                yield value if kind == "html" else f"<h2>{value}</h2>"
            value, previous = html.unescape(value), value
            if value == previous:
                break


def browse(entries: Iterable[str], *, together: int = ENTRIES, whole_pages: bool = False) -> Seen:
    """Opens entries, so many in a frame; those in a frame with a fault are opened again, each alone."""
    whole = list(dict.fromkeys(entries))
    groups = [whole[start : start + together] for start in range(0, len(whole), together)]
    seen, again = Seen(entries=len(whole)), list[str]()
    with chromium() as browser:
        browser.serve = lambda url: "<!doctype html><link rel=icon href=data:,>" if url == HOME else None
        for number, start in enumerate(range(0, len(groups), FRAMES)):
            if number % PAGES == 0:
                browser.open(HOME)
            _page(browser, groups[start : start + FRAMES], seen, again, whole_pages)
        seen.requests = browser.requests
        seen.faults += browser.said
    if together > 1 and again:
        alone = browse(again, together=1)
        seen.ran, seen.faults = alone.ran, seen.faults + alone.faults
    return seen


def _page(
    browser: Chromium, groups: Sequence[Sequence[str]], seen: Seen, again: list[str], whole_pages: bool
) -> None:
    try:
        page = browser.run(f"({READER})({json.dumps(groups)}, {json.dumps(whole_pages)})")
    except RuntimeError as error:
        seen.faults.append(f"the page was left: {error}")
        again += [entry for group in groups for entry in group]
        browser.open(HOME)
        return
    seen.ran += len({n for n, _ in page["ran"]})
    for n, what in page["ran"] + page["found"]:
        if len(groups[n]) == 1:
            seen.faults.append(f"{what}: {groups[n][0][:200]!r}")
        again += groups[n]


def table(head: Sequence[object], rows: Iterable[Sequence[object]]) -> None:
    """Prints rows under a head, in columns."""
    lines = [[str(cell) for cell in row] for row in (head, *rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for first, *rest in lines:
        cells = [cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True)]
        print("  ".join([first.ljust(widths[0]), *cells]))
    print()


def tables(fields: Tried, ways: Tried) -> None:
    """Prints what was tried and, in brackets, what survived."""

    def cell(*names: str) -> str:
        return f"{fields.counts[names]} ({fields.survived[names]})" if fields.counts[names] else "-"

    rows = sorted({name for name, _ in fields.counts})
    table(
        ("values (survived)", *FORMATS), ([row, *(cell(row, format) for format in FORMATS)] for row in rows)
    )
    table(
        ("pages by way", "tried", "refused", "survived"),
        (
            [way, ways.counts[way, "tried"], ways.counts[way, "refused"], ways.survived[way, "survived"]]
            for way in WAYS
        ),
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="each tenth vector only")
    args = parser.parse_args()
    debian("chromium", commands=("chromium",))
    names = list(vectors())[:: 10 if args.quick else 1]
    begun = time.monotonic()
    fields, ways = parallel(by_fields, names), parallel(by_ways, names)
    print(f"{len(names)} vectors in every field of every format, and by every way into a feed\n")
    tables(fields, ways)
    between = time.monotonic()
    raw = browse((vectors()[name] for name in names), together=1)
    seen = browse(opened(fields.values | ways.values))
    ours = browse(fields.pages, together=1, whole_pages=True)
    print(
        f"in Chromium, {seen.entries} entries as published and unescaped once and twice more: {seen.ran} ran"
    )
    print(f"  requests: {dict(seen.requests) or 'none'}")
    print(f"  {ours.entries} pages of ours: {ours.ran} ran, requests: {dict(ours.requests) or 'none'}")
    print(f"  the vectors themselves: {raw.ran} of {len(names)} ran, requests: {dict(raw.requests)}")
    print(f"{between - begun:.0f} s for the bytes, {time.monotonic() - between:.0f} s for the browser")
    few = raw.ran < FEWEST * len(names) / len(vectors())
    if few:
        print("the vectors do too little: this browser proves nothing")
    requests = seen.requests + ours.requests
    strays = {kind: n for kind, n in requests.items() if kind not in ("image by http", "image by https")}
    faults = [
        *fields.faults,
        *ways.faults,
        *seen.faults,
        *ours.faults,
        *(f"{n} requests: {kind}" for kind, n in strays.items()),
    ]
    print("\n".join([*faults[:50], f"{len(faults)} survived"]))
    return 1 if faults or few else 0


if __name__ == "__main__":
    sys.exit(main())
