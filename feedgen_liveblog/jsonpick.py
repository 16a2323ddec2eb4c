"""Values out of other people's JSON, whatever was put in their place: wrong types are read as absent."""

import math
from collections.abc import Mapping
from typing import Any

from feedgen_liveblog.expressions import expression

_WHOLE = expression(r"\s*-?[0-9]{1,19}\s*")


def pick(value: Any, *path: str | int) -> Any:
    """The value at a path of keys and indexes; None where the path leads nowhere."""
    for step in path:
        if isinstance(step, int):
            value = value[step] if isinstance(value, list) and -len(value) <= step < len(value) else None
        else:
            value = value.get(step) if isinstance(value, Mapping) else None
    return value


def mapping(value: Any) -> Mapping[str, Any]:
    """An object; empty where something else was found."""
    return value if isinstance(value, Mapping) else {}


def items(value: Any) -> list[Any] | None:
    """A list, or the values of an object of objects (PHP writes a list with gaps that way); else None."""
    if isinstance(value, Mapping) and all(isinstance(item, Mapping) for item in value.values()):
        return list(value.values())
    return value if isinstance(value, list) else None


def text(value: Any) -> str | None:
    """A string with something in it, or a number as one (ids and epochs are written both ways); else None."""
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, float) and not value.is_integer():
        return str(value) if math.isfinite(value) else None
    whole = number(value)
    return None if whole is None else str(whole)


def number(value: Any) -> int | None:
    """A whole number, also one written as a string; else None."""
    if isinstance(value, str) and _WHOLE.fullmatch(value):
        return int(value)
    if isinstance(value, float):
        return int(value) if math.isfinite(value) else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def flag(value: Any) -> bool:
    """Whether a switch is on: true, 1, and both written as strings."""
    return value is True or (isinstance(value, (int, str)) and str(value).lower() in ("1", "true"))


def epoch(value: Any) -> str | None:
    """Seconds or milliseconds since 1970 as text; zero and less, which stand for 'never', are None."""
    seconds = number(value)
    return str(seconds) if seconds and seconds > 0 else None
