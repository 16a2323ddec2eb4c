"""`follow` in a configuration: where successors are looked for, and what the user wants or refuses."""

import re
from collections.abc import Callable, Iterable, Mapping
from fnmatch import translate
from functools import lru_cache
from typing import Any, NamedTuple

from feedgen_liveblog import settings

_REGEX = "re:"


class Follow(NamedTuple):
    """How a story is followed.

    `start` (the key `from`) is a page or feed that lists its live blogs; `match` a pattern that an address or a
    headline must fit; `title` that of the feed. `pin` is the live blog to be on, whatever else there is;
    `refuse` are patterns of addresses never to be on.
    """

    start: str | None = None
    match: str | None = None
    title: str | None = None
    pin: str | None = None
    refuse: tuple[str, ...] = ()


def follow(value: Any) -> Follow | None:
    """`true`, `false`, or a table of `from`, `match`, `title`, `pin` and `refuse`."""
    if isinstance(value, bool):
        return Follow() if value else None
    if not isinstance(value, dict):
        raise ValueError('true, or a table such as { from = "https://…", match = "*harbour*" }, is expected')
    readers: Mapping[str, Callable[[Any], Any]] = {
        "from": settings.address,
        "match": _pattern,
        "title": settings.text,
        "pin": settings.address,
        "refuse": _patterns,
    }
    for key in value:
        if key not in readers:
            raise ValueError(f"unknown key {key!r}; known are {', '.join(readers)}")
    read = {key: readers[key](each) for key, each in value.items()}
    return Follow(start=read.pop("from", None), **read)


def fits(patterns: Iterable[str], *texts: str) -> bool:
    """Whether one of the texts fits one of the patterns: a glob for all of it, or after `re:` a part's regex."""
    return any(_compiled(pattern).search(text) for pattern in patterns for text in texts)


def _pattern(value: Any) -> str:
    pattern = settings.text(value)
    try:
        _compiled(pattern)
    except (re.error, RecursionError) as error:
        raise ValueError(f"{pattern!r} is no regular expression: {error}") from error
    return pattern


def _patterns(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        return (_pattern(value),)
    return tuple(map(_pattern, value))


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    if pattern.startswith(_REGEX):
        return re.compile(pattern.removeprefix(_REGEX), re.IGNORECASE)
    return re.compile(r"\A" + translate(pattern), re.IGNORECASE)
