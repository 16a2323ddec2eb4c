"""The vectors of tests/xss put into all fields and through all ways in, over all processors, and counted."""

import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from feedgen_liveblog import render
from tests import hostile_ways
from tests.hostile import vectors
from tests.hostile_feeds import Kind, Shown, blog, documents, pages, shown

FORMATS = ("Atom", "RSS", "JSON Feed", "archive", "page", "index")
WAYS = tuple(hostile_ways.WAYS)


@dataclass
class Tried:
    """What was tried, of it what survived (both by two names), every value that is shown, the faults, and our pages."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    survived: Counter[tuple[str, str]] = field(default_factory=Counter)
    values: set[tuple[Kind, str]] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)

    def judge(self, name: str, format: str, found: Iterable[Shown], *, way: str = "") -> None:
        """Counts the values of a document and holds each against what it may be."""
        for one in found:
            if one.kind == "own":
                continue
            self.values.add((one.kind, one.value))
            if not way:
                self.counts[one.field, format] += 1
            if faults := one.faults():
                self.survived[(way, "survived") if way else (one.field, format)] += 1
                self.faults.append(f"{name} in {format}, {one.field}: {faults[0]}")


def by_fields(names: list[str]) -> Tried:
    """The vectors in all fields: values by field and format."""
    tried = Tried()
    for name in names:
        live = blog(vectors()[name])
        made = pages(live)
        tried.pages += [document.decode() for document in made.values()]
        for format, document in (documents(live) | made).items():
            tried.judge(name, format, shown(format, document))
    return tried


def by_ways(names: list[str]) -> Tried:
    """The vectors by all ways: pages tried and refused, by way."""
    tried = Tried()
    for name in names:
        for way, live in hostile_ways.blogs(vectors()[name]):
            tried.counts[way, "tried"] += 1
            tried.counts[way, "refused"] += live is None
            if live:
                tried.judge(name, "Atom", shown("Atom", render.atom(live)), way=way)
                tried.judge(name, "JSON Feed", shown("JSON Feed", render.jsonfeed(live)), way=way)
    return tried


def parallel(work: Callable[[list[str]], Tried], names: list[str]) -> Tried:
    """The same over all processors."""
    count, whole = os.cpu_count() or 2, Tried()
    with ProcessPoolExecutor(count) as pool:
        for part in pool.map(work, [names[n::count] for n in range(count)]):
            whole.counts.update(part.counts)
            whole.survived.update(part.survived)
            whole.values |= part.values
            whole.faults += part.faults
            whole.pages += part.pages
    return whole
