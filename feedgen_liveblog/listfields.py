"""Which fields of a list of records are the time, text, headline and id of posts: names and values decide."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from feedgen_liveblog import fieldnames as names
from feedgen_liveblog import timeshape
from feedgen_liveblog.fieldnames import Path
from feedgen_liveblog.listvalues import headline, moment, named, plain

Record = Mapping[str, Any]

_SAMPLE = 48
_MAX_DEPTH = 4
_MAX_FIELDS = 250
_TIME_QUALITY = {"epoch": 1.0, "iso": 0.95, "datetime": 0.75, "clock": 0.4, "relative": 0.35, "date": 0.3}
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u9fff]{20}")  # scripts without spaces between words
_OFFSET = re.compile(r"(?:Z|UTC|[+-]\d\d:?\d\d)$", re.I)


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
    title: Path | None = None
    bodies: tuple[Path, ...] = ()
    author: Path | None = None
    pictures: tuple[Path, ...] = ()
    tags: Path | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """The values of one field in the sample of records, those that say nothing left out."""

    path: Path
    values: tuple[Any, ...]
    share: float

    def distinct(self) -> float:
        """The share of values that differ from each other."""
        return len({str(value)[:500] for value in self.values}) / len(self.values)


def sample(records: Sequence[Record]) -> Sequence[Record]:
    """Some of many records, from the whole length of the list."""
    return (
        records if len(records) <= _SAMPLE else [records[n * len(records) // _SAMPLE] for n in range(_SAMPLE)]
    )


def columns(records: Sequence[Record]) -> tuple[Column, ...]:
    """The fields of a sample of records and their values."""
    found: dict[Path, list[Any]] = {}
    for record in records:
        for path, value in _fields(record):
            found.setdefault(path, []).append(value)
    return tuple(Column(path, tuple(values), len(values) / len(records)) for path, values in found.items())


def _fields(record: Record) -> Iterator[tuple[Path, Any]]:
    todo: list[tuple[Path, Record]] = [((), record)]
    left = _MAX_FIELDS
    while todo and left > 0:
        path, node = todo.pop(0)
        for key, value in node.items():
            if value is None or value == "" or value == [] or value == {}:
                continue
            left -= 1
            here = (*path, key)
            if isinstance(value, dict):
                yield here, value
                if len(here) < _MAX_DEPTH:
                    todo.append((here, value))
            else:
                yield here, value


def choose(records: Sequence[Record]) -> Fields:
    """The best field for each part of a post."""
    cols = columns(records)
    dates = [(_date_rate(col), col) for col in cols]
    published = _top(dates)
    changed = _top([(_quality(col), col) for col in cols if names.is_change(col.path)])
    clock = None
    if published is not None and _kind(published) == "date":
        clock = _top(
            [(col.share, col) for col in cols if _kind(col) == "clock" and names.as_date(col.path) > 0]
        )
    if published is None:
        # No name says which it is: any absolute time will do, but rather one that is not a change's.
        others = [col for col in cols if names.may_be_date(col.path) and not _same(col.values)]
        published = _top([(_quality(col) - 0.5, col) for col in others])
    if published is None:
        published, changed = changed, None
    title = _top([(_title_rate(col), col) for col in cols])
    bodies = _bodies(cols)
    texts = [
        col for col in cols if names.as_author(col.path) > 0 and any(named(value) for value in col.values)
    ]
    return Fields(
        published=_path(published),
        clock=_path(clock),
        updated=_path(changed),
        minute=_path(_top([(col.share, col) for col in cols if _is_minute(col)])),
        id=_path(_top([(_id_rate(col), col) for col in cols])),
        link=_path(_top([(_link_rate(col), col) for col in cols])),
        title=_path(title),
        bodies=bodies,
        author=_path(_top([(names.as_author(col.path) * (0.5 + col.share), col) for col in texts])),
        pictures=tuple(col.path for col in cols if names.as_picture(col.path) and len(col.path) <= 2),
        tags=_path(_top([(col.share, col) for col in cols if names.as_tags(col.path)])),
    )


def _top(rated: Sequence[tuple[float, Column]]) -> Column | None:
    best = max(rated, key=lambda pair: pair[0], default=None)
    return best[1] if best is not None and best[0] > 0 else None


def _path(column: Column | None) -> Path | None:
    return None if column is None else column.path


def _same(values: Sequence[Any]) -> bool:
    """Whether three or more values are one: the page's then, not the posts'."""
    return len(values) > 2 and all(value == values[0] for value in values)


def _kind(column: Column) -> str | None:
    """The kind of time that most values of a column are."""
    kinds = [timeshape.kind(text) for value in column.values if (text := moment(value))]
    best = max(set(kinds), key=kinds.count, default=None)
    return best if best is not None and 2 * kinds.count(best) > len(column.values) else None


def _quality(column: Column) -> float:
    if isinstance(column.values[0], (dict, list)):
        return 0.0
    kind = _kind(column)
    quality = _TIME_QUALITY.get(kind or "", 0.0)
    # Absolute beats local: no zone has to be guessed.
    naive = kind == "iso" and not _OFFSET.search(str(column.values[0]))
    return (quality - 0.1 * naive) * min(1.0, column.share * 1.1)


def _date_rate(column: Column) -> float:
    rate = names.as_date(column.path)
    quality = _quality(column) if rate > 0 else 0.0
    if not quality:
        return 0.0
    distinct = column.distinct()
    if _same(column.values) and quality > 0.3:
        return 0.0  # the page's own date, copied to each post
    return rate * quality * (0.4 + 0.6 * min(1.0, 2 * distinct))


def _title_rate(column: Column) -> float:
    rate = names.as_title(column.path)
    if rate <= 0:
        return 0.0
    texts = [headline(value) for value in column.values]
    lengths = [len(text) for text in texts if text]
    if (
        not lengths
        or sum(lengths) / len(lengths) > 400
        or (len(lengths) > 2 and column.distinct() * len(lengths) == 1)
    ):
        return 0.0
    words = sum(" " in text for text in texts) / len(texts)
    if rate < 3 and words < 0.3:
        return 0.0  # a name, not a headline
    return float(rate * column.share**0.5 * (0.3 + 0.7 * words))


def _bodies(cols: Sequence[Column]) -> tuple[Path, ...]:
    rated: list[tuple[float, Column]] = []
    for col in cols:
        weight = names.as_body(col.path)
        if isinstance(col.values[0], str):
            weight = weight or 0.4 * _is_prose(col)
        elif not isinstance(col.values[0], list) or not isinstance(col.values[0][0], (dict, str)):
            continue
        if weight <= 0:
            continue
        texts = [plain(value) for value in col.values]
        length = sum(map(len, texts)) / len(texts)
        if length < 3 or _same(texts) or (length < 15 and 2 * len(set(texts)) < len(texts)):
            continue
        rated.append((weight * col.share * min(length, 400.0) ** 0.35, col))
    rated.sort(key=lambda pair: -pair[0])
    # A second choice serves the posts that have none of the first; it is not a guess at some other field.
    return tuple(col.path for n, (_, col) in enumerate(rated) if n == 0 or names.as_body(col.path) >= 1)[:3]


def _is_prose(column: Column) -> bool:
    """Whether most of the values are sentences, whatever the field is called."""
    if names.foreign(column.path) or names.as_title(column.path) > 0 or names.as_link(column.path):
        return False
    texts = [plain(value) for value in column.values]
    return 2 * sum(len(text.split()) > 7 or bool(_UNSPACED.search(text)) for text in texts) > len(texts)


def _id_rate(column: Column) -> float:
    rate = names.as_id(column.path)
    if rate <= 0 or column.share < 0.8 or isinstance(column.values[0], (dict, list, bool)):
        return 0.0
    return rate if column.distinct() >= 0.8 else 0.0


def _link_rate(column: Column) -> float:
    if not names.as_link(column.path) or column.share < 0.5 or not isinstance(column.values[0], str):
        return 0.0
    if column.distinct() < 0.8 or not all(isinstance(v, str) and v[:1] in "h/#?" for v in column.values):
        return 0.0
    return column.share + 0.5 * ("permalink" in names.words(column.path[-1])) - 0.2 * (len(column.path) - 1)


def _is_minute(column: Column) -> bool:
    if isinstance(column.values[0], (dict, list, bool)):
        return False
    counts = names.as_minute(column.path) and re.match(r"-?\d{1,3}\b", str(column.values[0]))
    return bool(counts) or _kind(column) == "minute"
