"""Which fields of a list of records are the time, text, headline and id of posts: names and values decide."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from feedgen_liveblog.expressions import expression
from feedgen_liveblog.lists import fieldnames as names
from feedgen_liveblog.lists import names as listnames
from feedgen_liveblog.lists.columns import Column
from feedgen_liveblog.lists.fieldnames import Path
from feedgen_liveblog.lists.values import headline, named, plain

_TIME_QUALITY = {"epoch": 1.0, "iso": 0.95, "datetime": 0.75, "clock": 0.4, "relative": 0.35, "date": 0.3}
_OFFSET = expression(r"(?:Z|UTC|[+-]\d\d:?\d\d)$", re.I)
_UNSPACED = expression(r"[\u0e00-\u0eff\u3040-\u9fff]{20}")  # scripts without spaces between words
_MINUTE = expression(r"-?\d{1,3}(?: ?\+ ?\d{1,2})?['’]?")
# Text is dear to look at: only the likeliest fields are, and not in all records.
_MAX_TEXTS = 10
_FEW = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """Where in a record the parts of a post are; None or () where there is no such part.

    `clock` is the time of day where `published` is only a date. `bodies` are in order of preference.
    """

    published: Path | None = None
    clock: Path | None = None
    updated: Path | None = None
    minute: Path | None = None
    id: Path | None = None
    link: Path | None = None
    slug: Path | None = None
    title: Path | None = None
    bodies: tuple[Path, ...] = ()
    author: Path | None = None
    pictures: tuple[Path, ...] = ()
    tags: Path | None = None


def choose(cols: Sequence[Column]) -> Fields:
    """The best field for each part of a post; no fields at all if there is no time in the records."""
    published = _best(cols, _date_rate) or _best(cols, _unnamed_date_rate)
    updated, minute = _best(cols, _change_rate), _best(cols, _minute_rate)
    if published is None and minute is None and listnames.is_play(cols):
        minute = _best(cols, _play_time_rate)
    if published is None:
        published, updated = updated, None
    if published is None and minute is None:
        return Fields()
    clock = None
    if any(col.kind in ("date", "clock") for col in cols if col.path == published):
        day, clock = _best(cols, _kind_rate("date")), _best(cols, _kind_rate("clock"))
        published, clock = (day, clock) if day and clock else (published, None)
    return Fields(
        published=published,
        clock=clock,
        updated=updated,
        minute=minute,
        id=_best(cols, _id_rate),
        link=_best(cols, _link_rate),
        slug=_best(cols, _slug_rate),
        title=_best(cols, _title_rate),
        bodies=_bodies(cols),
        author=_best(cols, _author_rate),
        pictures=tuple(col.path for col in cols if names.as_picture(col.path) and len(col.path) <= 2),
        tags=_best(cols, lambda col: col.share * names.as_tags(col.path)),
    )


def _best(cols: Sequence[Column], rate: Callable[[Column], float]) -> Path | None:
    rated = [(rate(col), col.path) for col in cols]
    best = max(rated, key=lambda pair: pair[0], default=(0.0, ()))
    return best[1] if best[0] > 0 else None


def _same(values: Sequence[Any]) -> bool:
    """Whether three or more values are one: the page's then, not the posts'."""
    return len(values) > 2 and all(value == values[0] for value in values)


def _quality(column: Column) -> float:
    if not column.is_simple:
        return 0.0
    quality = _TIME_QUALITY.get(column.kind or "", 0.0)
    # Absolute beats local: no zone has to be guessed, nor where the name has it ('date_gmt').
    naive = column.kind == "iso" and not _OFFSET.search(str(column.values[0]))
    naive = naive and names.UNIVERSAL.isdisjoint(names.words(column.path[-1]))
    return (quality - 0.1 * naive) * min(1.0, column.share * 1.1)


def _date_rate(column: Column) -> float:
    rate = names.as_date(column.path)
    if rate <= 0 or (_same(column.values) and column.kind != "date"):
        return 0.0
    return rate * _quality(column) * (0.4 + 0.6 * min(1.0, 2 * column.distinct))


def _unnamed_date_rate(column: Column) -> float:
    """No name says which it is: any absolute time will do."""
    named_otherwise = not names.may_be_date(column.path)
    return 0.0 if named_otherwise or _same(column.values) else _quality(column) - 0.5


def _change_rate(column: Column) -> float:
    return _quality(column) if names.is_change(column.path) else 0.0


def _kind_rate(kind: str) -> Callable[[Column], float]:
    return lambda column: (
        column.share * names.as_date(column.path) * (column.is_simple and column.kind == kind)
    )


def _minute_rate(column: Column) -> float:
    if not column.is_simple or names.foreign(column.path):
        return 0.0
    counts = names.as_minute(column.path) and _MINUTE.fullmatch(str(column.values[0]))
    return column.share if counts or column.kind == "minute" else 0.0


def _play_time_rate(column: Column) -> float:
    counts = column.is_simple and _MINUTE.fullmatch(str(column.values[0]))
    return column.share * (names.as_date(column.path) > 0) if counts else 0.0


def _id_rate(column: Column) -> float:
    unfit = column.share < 0.8 or not column.is_simple or column.distinct < 0.7
    return 0.0 if unfit else names.as_id(column.path)


def _link_rate(column: Column) -> float:
    if not names.as_link(column.path) or column.share < 0.5 or column.distinct < 0.8:
        return 0.0
    if not all(isinstance(value, str) and value[0] in "h/#?" for value in column.values):
        return 0.0
    return column.share + 0.5 * ("permalink" in names.words(column.path[-1])) - 0.2 * (len(column.path) - 1)


def _slug_rate(column: Column) -> float:
    return column.share if names.as_slug(column.path) and min(column.share, column.distinct) > 0.8 else 0.0


def _title_rate(column: Column) -> float:
    rate = names.as_title(column.path)
    if rate <= 0 or isinstance(column.values[0], dict):
        return 0.0
    texts = [headline(value) for value in column.values]
    spaced = sum(" " in text or bool(_UNSPACED.search(text)) for text in texts) / len(texts)
    if _same(texts) or not 0 < sum(map(len, texts)) <= 400 * len(texts) or (rate < 3 and spaced < 0.3):
        return 0.0  # nothing, a text, or a name
    return float(rate * column.share**0.5 * (0.3 + 0.7 * spaced))


def _author_rate(column: Column) -> float:
    rate = names.as_author(column.path)
    return rate * (0.5 + column.share) if rate > 0 and any(named(value) for value in column.values) else 0.0


def _bodies(cols: Sequence[Column]) -> tuple[Path, ...]:
    weighed = [(names.as_body(col.path) or 0.4 * _is_prose(col), col) for col in cols if _may_be_text(col)]
    weighed = [(weight * col.share, col) for weight, col in weighed if weight > 0]
    likely = sorted(weighed, key=lambda pair: (-pair[0], len(pair[1].path)))[:_MAX_TEXTS]
    rated = [(weight * length**0.35, col) for weight, col in likely if (length := _length(col))]
    rated.sort(key=lambda pair: -pair[0])
    # A second choice serves the posts that have none of the first; it is not a guess at some other field.
    return tuple(col.path for n, (_, col) in enumerate(rated) if n == 0 or names.as_body(col.path) >= 1)[:3]


def _may_be_text(column: Column) -> bool:
    first = column.values[0]
    return isinstance(first, str) or (isinstance(first, list) and isinstance(first[0], (dict, str)))


def _length(column: Column) -> float:
    """The average length of its texts, at most 400; 0 where they are no texts but words of a few kinds."""
    texts = [plain(value) for value in column.values[:_FEW]]
    average = sum(map(len, texts)) / len(texts)
    few_kinds = average < 15 and 2 * len(set(texts)) < len(texts)
    return 0.0 if average < 3 or few_kinds or _same(texts) else min(average, 400.0)


def _is_prose(column: Column) -> bool:
    """Whether most of the values are sentences, whatever the field is called."""
    if names.foreign(column.path) or names.as_title(column.path) > 0 or not isinstance(column.values[0], str):
        return False
    texts = [plain(value) for value in column.values[:_FEW]]
    return 2 * sum(len(text.split()) > 7 or bool(_UNSPACED.search(text)) for text in texts) > len(texts)
