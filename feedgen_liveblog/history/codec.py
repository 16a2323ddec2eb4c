"""Frozen dataclasses to JSON values and back by their annotations; what does not fit is refused."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, datetime
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
Convert = Callable[[Any], Any]


class Misfit(ValueError):
    """A JSON value that is not of the shape that the data has."""


def to_json(value: Any) -> Any:
    """The value as JSON holds it; fields that have their default are left out."""
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, Mapping):
        return {key: to_json(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [to_json(item) for item in value]
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    return {
        name: to_json(item)
        for name, default in _shape(value.__class__)
        if (item := getattr(value, name)) != default
    }


def from_json(kind: type[T], value: Any) -> T:
    """The dataclass that a JSON value describes; raises Misfit where it describes none."""
    read: Convert = _reader(kind)  # type: ignore[arg-type]
    made: T = read(value)
    return made


@cache
def _shape(kind: Any) -> tuple[tuple[str, Any], ...]:
    """The stored fields of a dataclass and their defaults: those that count when two are compared."""
    return tuple(
        (field.name, field.default_factory() if field.default_factory is not MISSING else field.default)
        for field in fields(kind)
        if field.compare
    )


@cache
def _reader(kind: Any) -> Convert:
    origin, args = get_origin(kind), get_args(kind)
    if kind is datetime:
        return _moment
    if origin in (Union, UnionType):
        (inner,) = (_reader(arg) for arg in args if arg is not NoneType)
        return lambda value: None if value is None else inner(value)
    if origin is tuple:
        return _sequence(args)
    if origin is frozenset:
        item = _reader(args[0])
        return lambda value: frozenset(map(item, _of(list, value)))
    if origin is not None and issubclass(origin, Mapping):
        item = _reader(args[1])
        return lambda value: {key: item(each) for key, each in _of(dict, value).items()}
    return _dataclass(kind) if is_dataclass(kind) else lambda value: _of(kind, value)


def _sequence(args: tuple[Any, ...]) -> Convert:
    if args[-1] is Ellipsis:
        item = _reader(args[0])
        return lambda value: tuple(map(item, _of(list, value)))
    items = [_reader(arg) for arg in args]

    def read(value: Any) -> tuple[Any, ...]:
        if len(_of(list, value)) != len(items):
            raise Misfit(f"{len(items)} values expected, not {len(value)}")
        return tuple(item(each) for item, each in zip(items, value, strict=True))

    return read


def _dataclass(kind: Any) -> Convert:
    hints = get_type_hints(kind)
    readers = {name: _reader(hints[name]) for name, _ in _shape(kind)}

    def read(value: Any) -> Any:
        try:
            return kind(**{name: readers[name](item) for name, item in _of(dict, value).items()})
        except (KeyError, TypeError) as error:
            raise Misfit(f"no {kind.__name__}: {error}") from error

    return read


def _moment(value: Any) -> datetime:
    try:
        moment = datetime.fromisoformat(_of(str, value))
    except ValueError as error:
        raise Misfit(f"no time: {value!r:.40}") from error
    if moment.tzinfo is None:
        raise Misfit(f"a time without a zone: {value}")
    return moment.astimezone(UTC)


def _of(kind: type[T], value: Any) -> T:
    if kind is float and type(value) is int:
        return float(value)  # type: ignore[return-value]
    if type(value) is not kind:
        raise Misfit(f"{kind.__name__} expected, not {value!r:.40}")
    return value
