"""How surely a list of records is a live blog's posts, and not articles, comments, a schedule or a menu."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise, takewhile
from typing import Any

from feedgen_liveblog import timeshape, urls
from feedgen_liveblog.expressions import expression
from feedgen_liveblog.lists import fieldnames
from feedgen_liveblog.lists import names as listnames
from feedgen_liveblog.lists.columns import Column, Record
from feedgen_liveblog.lists.fieldnames import Path
from feedgen_liveblog.lists.fields import Fields
from feedgen_liveblog.lists.names import LIVE
from feedgen_liveblog.lists.values import at, moment, plain
from feedgen_liveblog.middle import median

# Folders in which each entry of a live blog has a page of its own: /liveblog_entry/…, /live/storm-tide/….
_ENTRIES = expression(
    r"(?:live|blog|ticker)[\w-]*(?:entr(?:y|ies)|posts?|updates?)\b|(?:live|ticker).*/[^/]+-[^/]+$", re.I
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A list to be judged: a sample of its `count` records, and what is round it.

    `path` are the keys on the way to the list, `context` the objects round it, `url` is the page's.
    """

    path: Sequence[str]
    records: Sequence[Record]
    columns: Sequence[Column]
    count: int
    fields: Fields
    context: Sequence[Mapping[str, Any]]
    url: str


def rate(seen: Evidence) -> float:
    """How surely posts, from 0 to 1; 0 where time or text is missing."""
    records, fields = seen.records, seen.fields
    lengths = [_length(record, fields.bodies) for record in records]
    timed = [
        text for record in records if fields.published and (text := moment(at(record, fields.published)))
    ]
    play = fields.minute is not None or listnames.is_play(seen.columns)
    inside = _inside(fields)
    hint = listnames.hinted((*seen.path, *inside))
    if 2 * sum(length > 0 for length in lengths) < len(records) or (seen.count < 2 and hint < 0.2):
        return 0.0
    if 2 * len(timed) < len(records) and not play:
        return 0.0
    live = _live_around(seen.context, seen.url)
    rating = 0.4 + hint + 0.1 * live + 0.1 * (fields.id is not None) + 0.15 * play
    rating += 0.1 * (seen.count >= 5) - 0.1 * (seen.count < 3) - 0.1 * (seen.count < 4 and not live)
    rating += _by_times(timed, fields) if 2 * len(timed) >= len(records) else -0.15
    rating += _by_text(lengths, fields, hint, live)
    titled = sum(bool(fields.title and at(record, fields.title)) for record in records) / len(records)
    rating += listnames.against(seen.path, seen.columns, play=play, titled=titled > 0.3)
    # Records that each have a page of their own are articles, however much of them is here; these have headlines.
    if titled >= 0.7 and _have_pages(records, fields, seen.url):
        full = listnames.is_sure(seen.path) or (hint >= 0.2 and sum(lengths) >= 400 * len(lengths))
        rating -= 0.2 if full else 0.6
    return max(0.0, min(1.0, rating))


def _inside(fields: Fields) -> Path:
    """The key of the one object of each record that holds its time and text: `log[].entry`."""
    paths = [fields.published or (), *fields.bodies[:1]]
    outer = {path[:1] if len(path) > 1 else () for path in paths}
    return outer.pop() if len(outer) == 1 else ()


def _length(record: Record, bodies: Sequence[Path]) -> int:
    return max((len(plain(value)) for path in bodies if (value := at(record, path))), default=0)


def _live_around(context: Sequence[Mapping[str, Any]], url: str) -> bool:
    if LIVE.search(f" {urls.split(url).path} "):
        return True
    near = (text for node in context[:3] for pair in node.items() for text in pair if isinstance(text, str))
    return any(len(text) < 200 and LIVE.search(f" {text} ") for text in near)


def _by_times(texts: Sequence[str], fields: Fields) -> float:
    seconds = [second for text in texts if (second := _seconds(text)) is not None]
    if fields.clock or len(seconds) * 2 < len(texts) or len(seconds) < 2:
        told = fields.clock or timeshape.kind(texts[0]) in ("clock", "datetime", "relative")
        return 0.0 if told else -0.1
    steps = [later - earlier for earlier, later in pairwise(seconds)]
    ordered = max(sum(step >= 0 for step in steps), sum(step <= 0 for step in steps)) / len(steps)
    # Posts follow each other within minutes or hours; articles of a section within days.
    days = median(abs(step) for step in steps) / 86_400
    return (0.1 if ordered > 0.85 else -0.1) - (0.45 if days > 3 else 0.15 if days > 1 else 0.0)


def _seconds(text: str) -> float | None:
    if text.isdecimal():
        return float(text[:10])
    try:
        return datetime.fromisoformat(text).timestamp()
    except ValueError:
        return None


def _by_text(lengths: Sequence[int], fields: Fields, hint: float, live: bool) -> float:
    average = sum(lengths) / len(lengths)
    weight = fieldnames.as_body(fields.bodies[0])
    guessed = weight <= 0 or (fields.published is not None and fieldnames.as_date(fields.published) <= 0)
    # A headline and a line or two: an article's card, unless the list is named like posts.
    card = fields.title and (0 < weight < 2 or (weight <= 2 and hint < 0.1 and average < 300))
    whole = fields.title and average > 2500 and not live
    return 0.05 * (average > 120) - 0.15 * (average < 25) - 0.35 * bool(card or whole) - 0.15 * guessed


def _have_pages(records: Sequence[Record], fields: Fields, url: str) -> bool:
    """Whether most records name a page of their own, which is not below the page they are on."""
    if fields.link is None:
        return fields.slug is not None
    page = urls.split(url).path.rstrip("/")
    paths = [_path(url, at(record, fields.link)) for record in records]
    own = [path for path in paths if path != page and not (page and path.startswith(f"{page}/"))]
    return len(set(own)) * 2 > len(records) and not _ENTRIES.search(_common(own)[:1000])


def _path(url: str, address: Any) -> str:
    return urls.split(urls.join(url, str(address or ""))).path.rstrip("/")


def _common(paths: Sequence[str]) -> str:
    """The folder that all paths are below."""
    parts = [path.split("/")[:-1] for path in paths]
    same = takewhile(lambda folders: len(set(folders)) == 1, zip(*parts, strict=False))
    return "/".join(folders[0] for folders in same)
