"""What the values of a configuration may be: each function takes a TOML value, or says what it should be."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlsplit

from feedgen_liveblog.expressions import expression
from feedgen_liveblog.history.window import Window

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_SPAN = expression(r"(\d{1,15}(?:\.\d{1,15})?)\s*([smhd])", re.IGNORECASE)
_SIZE = expression(r"(\d{1,15}(?:\.\d{1,15})?)\s*(k|m)?b?", re.IGNORECASE)
_NAME = expression(r"\w(?:[\w.-]{0,98}\w)?")
_DEVICES = expression(r"(?:con|prn|aux|nul|com[\d¹²³]|lpt[\d¹²³])(?:\..*)?", re.IGNORECASE)
_OURS = expression(r"(?:index|feeds)|.*\.(?:state|due|unusable|xml|rss|json|html|opml)", re.IGNORECASE)
_HEADER = expression(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_SHORTEST, _LONGEST = 10.0, 7 * 86400.0


def text(value: Any) -> str:
    """A string that is not empty and has no control characters."""
    if not isinstance(value, str):
        raise ValueError(f"a string is expected, not {_kind(value)}")
    if not value.strip() or not value.isprintable():
        raise ValueError(
            "a text is expected" if not value.strip() else "has a line break or control character"
        )
    return value.strip()


def name(value: Any) -> str:
    """What a blog's files are called: it cannot lead out of the output, nor be taken for another's file."""
    given = unicodedata.normalize("NFC", text(value))
    if not _NAME.fullmatch(given) or ".." in given:
        raise ValueError(f"{given!r} cannot be a file's name: letters, digits, '-', '_' and '.' can")
    if _DEVICES.fullmatch(given) or _OURS.fullmatch(given):
        raise ValueError(f"{given!r} is reserved; choose another name")
    return given


def address(value: Any) -> str:
    """An http(s) URL."""
    given = text(value)
    parts = urlsplit(given)
    if parts.scheme not in ("http", "https") or not parts.hostname or " " in given or parts.port == 0:
        raise ValueError(f"a URL that begins with http:// or https:// is expected, not {given!r}")
    return given


def flag(value: Any) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise ValueError(f"true or false is expected, not {_kind(value)}")
    return value


def number(low: int, high: int) -> Callable[[Any], int]:
    """A whole number within bounds."""

    def read(value: Any) -> int:
        if type(value) is not int:
            raise ValueError(f"a whole number is expected, not {_kind(value)}")
        if not low <= value <= high:
            raise ValueError(f"{value} is not between {low} and {high}")
        return value

    return read


def choices(known: Sequence[str]) -> Callable[[Any], tuple[str, ...]]:
    """A list of some of the known names."""

    def read(value: Any) -> tuple[str, ...]:
        if not isinstance(value, list) or not value:
            raise ValueError(f"a list of some of {', '.join(known)} is expected, not {_kind(value)}")
        for each in value:
            if each not in known:
                raise ValueError(f"{each!r} is not one of {', '.join(known)}")
        return tuple(dict.fromkeys(value))

    return read


def seconds(value: Any) -> float:
    """A span of time: seconds, or '90s', '5m', '1h', '1d'."""
    found = _SPAN.fullmatch(value.strip()) if isinstance(value, str) else None
    if found:
        value = float(found[1]) * _UNITS[found[2].lower()]
    if type(value) not in (int, float):
        raise ValueError(f"a span of time such as 90, '5m' or '1h' is expected, not {_kind(value)}")
    if not _SHORTEST <= value <= _LONGEST:
        raise ValueError("is not between 10 seconds and 7 days")
    return float(value)


def interval(value: Any) -> tuple[float, float | None]:
    """The shortest and longest time between two polls: one span, or a list of both."""
    if not isinstance(value, list):
        return seconds(value), None
    if len(value) != 2:
        raise ValueError("one span of time, or the shortest and the longest, are expected")
    shortest, longest = map(seconds, value)
    if longest < shortest:
        raise ValueError("the longest is shorter than the shortest")
    return shortest, longest


def size(value: Any) -> int:
    """Bytes: a number, or '500kB', '2MB'; at least 10 kB."""
    found = _SIZE.fullmatch(value.strip()) if isinstance(value, str) else None
    if found:
        value = int(float(found[1]) * {"": 1, "k": 1000, "m": 1000_000}[(found[2] or "").lower()])
    if type(value) is not int:
        raise ValueError(f"a size such as '2MB' is expected, not {_kind(value)}")
    if not 10_000 <= value <= 100_000_000:
        raise ValueError("is not between 10kB and 100MB")
    return value


def hours(value: Any) -> float:
    """A number of hours."""
    if type(value) not in (int, float) or not 0 <= value <= 24 * 366:
        raise ValueError(f"a number of hours up to a year is expected, not {_kind(value)}")
    return float(value)


def window(value: Any) -> Window:
    """How much a feed holds: a number of posts, or a table of `posts`, `hours` and `bytes`."""
    posts = number(1, 10_000)
    if not isinstance(value, dict):
        return Window(posts=posts(value), hours=0)
    readers: dict[str, Callable[[Any], Any]] = {"posts": posts, "hours": hours, "bytes": size}
    for key in value:
        if key not in readers:
            raise ValueError(f"unknown key {key!r}; known are {', '.join(readers)}")
    return Window(**{key: readers[key](each) for key, each in value.items()})


def headers(value: Any) -> dict[str, str]:
    """HTTP request headers."""
    if not isinstance(value, dict):
        raise ValueError(f"a table of header names and values is expected, not {_kind(value)}")
    for key, each in value.items():
        if not _HEADER.fullmatch(key):
            raise ValueError(f"{key!r} is not the name of an HTTP header")
        if not text(each).isascii():
            raise ValueError(f"{key}: a header can hold ASCII only, not {each!r}")
    return {key: text(each) for key, each in value.items()}


def _kind(value: Any) -> str:
    names = {
        bool: "true or false",
        int: "a number",
        float: "a number",
        str: "a string",
        list: "a list",
        dict: "a table",
    }
    return names.get(type(value), f"a {type(value).__name__}")
