"""Subscribes real feed readers, over HTTP on 127.0.0.1, to what the real command makes of the examples.

    python acceptance/readers.py [--only NAME ...]

Each reader fetches each format three times: at first, again, and after one post was edited. It must hold each
entry once, with the right title, time and id, all three times. Prints a table; exits 1 if a claim fails, or
if too few of the core readers could be had. What is needed is installed under build/ or as Debian packages.
"""

import argparse
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import feeds
from clients import CLIENTS, Client
from console import Fetched, Item
from tools import BUILD, Missing

CLI = Path(__file__).resolve().parent.parent / ".venv" / "bin" / "feedgen-liveblog"
CORE = 4
"""How many of the core readers must run for the answer to mean anything."""


class Trial:
    """One reader on one feed: the claims that failed, and what to show in its row of the table."""

    def __init__(self, client: Client, feed: str, expected: list[Item], home: Path) -> None:
        self.client, self.feed, self.expected, self.home = client, feed, expected, home
        self.faults: list[str] = []
        self.cells: list[str] = []
        home.mkdir(parents=True)

    def fetch(self, address: str, asked: Counter[str], stage: str) -> None:
        """Fetches once and holds what the reader has against what is right."""
        path = f"/{self.client.name}/{self.feed}"
        before = asked[path]
        try:
            got = self.client.fetch(address + path, self.home)
            if asked[path] == before:  # a desktop reader on a busy machine may not have come to it
                got = self.client.fetch(address + path, self.home)
        except (subprocess.SubprocessError, OSError, sqlite3.Error, ValueError) as error:
            said = (getattr(error, "stderr", None) or str(error)).strip().splitlines()
            self.faults.append(f"{stage}: {type(error).__name__}: {said[-1]}")
            self.cells.append("failed")
            return
        if asked[path] == before:
            self.faults.append(f"{stage}: it did not ask for the feed")
        self._judge(got, stage)

    def _judge(self, got: Fetched, stage: str) -> None:
        untold = {name for name in Item._fields if {getattr(i, name) for i in got.items} == {None}}
        right = Counter(item._replace(**dict.fromkeys(untold)) for item in self.expected)
        seen = Counter(got.items)
        if stage == "first":
            for name in ("title", "time", "id"):
                same = Counter(getattr(i, name) for i in seen) & Counter(getattr(i, name) for i in right)
                self.cells.append("-" if name in untold else f"{same.total()}/{right.total()}")
        edits = "" if got.edited is None or stage == "first" else f" ({got.edited} edited)"
        self.cells.append(f"{seen.total()}/{right.total()}{edits}")
        if seen != right:
            self.faults.append(
                f"{stage}: too many {list(seen - right)[:2]}, missing {list(right - seen)[:2]}"
            )
        changes = {"first": (right.total(), 0), "again": (0, 0), "edited": (0, 1)}[stage]
        if got.new is not None and (got.new, got.edited) != changes:
            self.faults.append(f"{stage}: {got.new} new and {got.edited} edited instead of {changes}")


def trials(clients: list[Client]) -> list[Trial]:
    """Every reader with every format that it knows, of both examples."""
    found = []
    for client in clients:
        for name in feeds.NAMES:
            expected = [Item(i, *post) for i, post in zip(feeds.ids(name), feeds.truth(), strict=False)]
            for ending in client.formats:
                feed = f"{feeds.stem(name)}.{ending}"
                found.append(Trial(client, feed, expected, BUILD / "homes" / client.name / feed))
    return found


def installed(clients: list[Client]) -> tuple[list[Client], list[str]]:
    """The readers that could be had, and why the others could not."""
    have, lacking = [], []
    for client in clients:
        try:
            client.install()
            have.append(client)
        except Missing as error:
            lacking.append(f"{client.name}: not installed: {error}")
    return have, lacking


def table(rows: list[Trial]) -> None:
    head = ("reader", "feed", "titles", "dates", "ids", "entries", "2nd fetch", "after an edit", "")
    lines = [head, *((t.client.name, t.feed, *t.cells, "FAILED" if t.faults else "ok") for t in rows)]
    widths = [max(len(line[i]) for line in lines if i < len(line)) for i in range(len(head))]
    for line in lines:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=False)).rstrip())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--only", nargs="+", metavar="NAME", choices=[client.name for client in CLIENTS])
    parser.add_argument("--cli", type=Path, default=CLI, help=f"the command to try (default {CLI})")
    args = parser.parse_args()
    for folder in (feeds.SERVED, feeds.SAVED, BUILD / "homes"):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    clients, lacking = installed([c for c in CLIENTS if not args.only or c.name in args.only])

    feeds.make(args.cli)
    rows = trials(clients)
    with feeds.server() as (address, asked):
        for stage in ("first", "again", "edited"):
            if stage == "edited":
                feeds.edit(args.cli)
            with ThreadPoolExecutor(4) as pool:  # they mostly wait
                list(pool.map(lambda row: row.fetch(address, asked, stage), rows))  # noqa: B023

    table(rows)
    faults = [f"{row.client.name}, {row.feed}: {fault}" for row in rows for fault in row.faults]
    print("\n".join(["", *lacking, *faults]))
    core = len({row.client.name for row in rows if row.client.core})
    few = not args.only and core < CORE
    if few:
        print(f"only {core} of the {CORE} core readers ran")
    failed = sum(bool(row.faults) for row in rows)
    print(f"{len(rows) - failed} passed, {failed} failed")
    return 1 if faults or few else 0


if __name__ == "__main__":
    sys.exit(main())
