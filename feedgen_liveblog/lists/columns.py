"""A list of records as columns: each field, nested ones too, with its values in a sample of the records."""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from feedgen_liveblog import timeshape
from feedgen_liveblog.lists.fieldnames import Path
from feedgen_liveblog.lists.values import moment

Record = Mapping[str, Any]

_SAMPLE = 48
_MAX_DEPTH = 4
_MAX_FIELDS = 250


@dataclass(frozen=True)
class Column:
    """The values of one field, those that say nothing left out; `share` of the records have one."""

    path: Path
    values: tuple[Any, ...]
    share: float

    @cached_property
    def distinct(self) -> float:
        """The share of values that differ from each other; objects are all one, for they may be endless."""
        return len({"" if isinstance(value, (dict, list)) else value for value in self.values}) / len(
            self.values
        )

    @cached_property
    def kind(self) -> str | None:
        """The kind of time that most of the values are, None if most are no times."""
        kinds = [timeshape.kind(text) for value in self.values if (text := moment(value))]
        best = max(dict.fromkeys(kinds), key=kinds.count, default=None)
        return best if best is not None and 2 * kinds.count(best) > len(self.values) else None

    @property
    def is_simple(self) -> bool:
        """Whether strings and numbers, not objects, lists or switches."""
        return not isinstance(self.values[0], (dict, list, bool))


def sample(records: Sequence[Record]) -> Sequence[Record]:
    """Some of many records, from the whole length of the list."""
    return (
        records if len(records) <= _SAMPLE else [records[n * len(records) // _SAMPLE] for n in range(_SAMPLE)]
    )


def columns(records: Sequence[Record]) -> tuple[Column, ...]:
    """The fields of a sample of records, outer ones first."""
    found: dict[Path, list[Any]] = {}
    for record in records:
        for path, value in _fields(record):
            found.setdefault(path, []).append(value)
    return tuple(Column(path, tuple(values), len(values) / len(records)) for path, values in found.items())


def _fields(record: Record) -> Iterator[tuple[Path, Any]]:
    todo: deque[tuple[Path, Record]] = deque([((), record)])
    left = _MAX_FIELDS
    while todo and left > 0:
        path, node = todo.popleft()
        for key, value in node.items():
            if value is None or (isinstance(value, (str, list, dict)) and not value):
                continue
            left -= 1
            here = (*path, key)
            yield here, value
            if isinstance(value, dict) and len(here) < _MAX_DEPTH:
                todo.append((here, value))
