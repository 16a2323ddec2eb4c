"""What the address of a live blog tells: its site, its shape, its day, and what it would be on another day."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import unquote, urlsplit

from feedgen_liveblog import ids
from feedgen_liveblog.expressions import expression
from feedgen_liveblog.parsers.blocks import live

_SHORT = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONG = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_NAME = "|".join((*_LONG, *_SHORT))
_EDGE, _END = r"(?<![^\W_])", r"(?![^\W_])"
_YEAR_FIRST = expression(
    rf"{_EDGE}(?P<y>20\d\d)(?P<a>[/_-])(?P<m>{_NAME}|\d\d?)(?P<b>[/_-])(?P<d>\d\d?){_END}", re.I
)
_MONTH_FIRST = expression(
    rf"{_EDGE}(?P<m>{_NAME})(?P<a>[/_-])(?P<d>\d\d?)(?P<b>[/_-])(?P<y>20\d\d){_END}", re.I
)
_DAY_FIRST = expression(
    rf"{_EDGE}(?P<d>\d\d?)(?P<a>[/_-])(?P<m>{_NAME})(?P<b>[/_-])(?P<y>20\d\d){_END}", re.I
)
_PACKED = expression(r"(?<!\d)(?P<y>20\d\d)(?P<a>)(?P<m>\d\d)(?P<b>)(?P<d>\d\d)(?!\d)")
# Both orders are in use, 11-02-24 and 02-11-24: the one that is near a day of the page's is meant.
_FIGURES = expression(rf"{_EDGE}(?P<one>\d\d)(?P<a>-)(?P<two>\d\d)(?P<b>-)(?P<y>(?:20)?\d\d){_END}")
_NUMBER = expression(
    rf"{_EDGE}(?P<word>day|tag|jour|giorno|d[ií]a|dag|dzie[nń]|den|matchday|part|teil|partie)(?P<gap>[_-]?)(?P<n>\d{{1,4}}){_END}",
    re.I,
)
_NEAR = timedelta(days=3)
_AHEAD = 1  # days: it may be tomorrow where the publisher is
_LATE = 3  # days that a numbered live blog may be late
_WORD = expression(r"live[a-z-]*|en-direct|directo?|diretta|[a-z-]*ticker|newsblog", re.I)
_NO_SEGMENT = expression(r"\d+|index\.\w+", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stamp:
    """A day in an address: where it stands, and how another would be written there.

    `write` takes whether figures are to be padded in the usual way, where the address does not show how: 3 and 03
    do, 28 does not.
    """

    start: int
    end: int
    day: date
    write: Callable[[date, bool], str]


def same_site(url: str, *others: str) -> bool:
    """Whether an address is on the host of one of the others; `www.`, mobile and AMP hosts are no other hosts."""
    return _host(url) in map(_host, others)


def day(url: str, near: date | None = None) -> date | None:
    """The day in an address; `near` decides between 11-02-24 and 02-11-24."""
    return next((stamp.day for stamp in _stamps(url, near)), None)


def number(url: str) -> int | None:
    """The number in an address that counts days or parts: 985 in `…-war-live-day-985`."""
    found = _NUMBER.search(urlsplit(url).path)
    return int(found["n"]) if found else None


def shape(url: str) -> tuple[str, ...]:
    """What the addresses of a publisher's live blogs have in common: words for live, and '*' for all else."""
    path = unquote(urlsplit(url).path)
    parts = [part for part in _without_days(path).split("/") if part and not _NO_SEGMENT.fullmatch(part)]
    words = [part.lower() if _WORD.fullmatch(part) else "" for part in parts]
    if any(words):
        return tuple(word or "*" for word in words)
    return tuple("~" if live.name(part) else "*" for part in parts)


def same_shape(url: str, other: str) -> bool:
    """Whether two addresses look as if one publisher's live blogs were at both."""
    one = shape(url)
    return one == shape(other) and (set(one) != {"*"} or (day(url) is None) is (day(other) is None))


def section(url: str) -> str | None:
    """The address of the section that a live blog is in: what stands before a word for live or a date."""
    parts = urlsplit(url)
    folders: list[str] = []
    for part in parts.path.strip("/").split("/")[:-1]:
        if part.isdigit() or _WORD.fullmatch(part):
            break
        folders.append(part)
    return f"{parts.scheme}://{parts.netloc}/{'/'.join(folders)}" if folders else None


def successors(url: str, *, today: date, near: date | None = None) -> list[str]:
    """The addresses that the next live blogs would have if nothing but the day in this one changed.

    Those of the next day, and of today and the days round it, the earliest first; and by its number, of the
    next days if it has no date. `near` is a day of the page's.
    """
    stamps = list(_stamps(url, near))
    if not stamps:
        return [_renumbered(url, by) for by in range(1, 1 + _LATE)] if number(url) is not None else []
    base = stamps[0].day
    latest = today + timedelta(days=_AHEAD)
    days = {base + timedelta(days=1), *(today + timedelta(days=by) for by in (-1, 0, _AHEAD))}
    return list(
        dict.fromkeys(
            _on(url, stamps, base, each, usual=usual)
            for each in sorted(days)
            if base < each <= latest
            for usual in (True, False)
        )
    )


def _on(url: str, stamps: list[_Stamp], base: date, new: date, *, usual: bool) -> str:
    """The address on another day: every day of it is moved, and a number that counts days with them."""
    for stamp in sorted(stamps, key=lambda stamp: -stamp.start):
        if stamp.day == base:
            url = url[: stamp.start] + stamp.write(new, usual) + url[stamp.end :]
    return _renumbered(url, (new - base).days)


def _renumbered(url: str, by: int) -> str:
    head, path = _split(url)
    return head + _NUMBER.sub(
        lambda found: f"{found['word']}{found['gap']}{int(found['n']) + by}", path, count=1
    )


def _stamps(url: str, near: date | None) -> Iterator[_Stamp]:
    """The days in the path of an address."""
    head, path = _split(url)
    taken: list[tuple[int, int]] = []
    for pattern in (_YEAR_FIRST, _MONTH_FIRST, _DAY_FIRST, _PACKED, _FIGURES):
        for found in pattern.finditer(path):
            if any(start < found.end() and found.start() < end for start, end in taken):
                continue
            if stamp := _read(found, len(head), near):
                taken.append(found.span())
                yield stamp


def _read(found: re.Match[str], offset: int, near: date | None) -> _Stamp | None:
    parts = found.groupdict()
    if "one" in parts:
        return _of_figures(found, offset, near)
    named = not parts["m"].isdigit()
    month = _month(parts["m"]) if named else int(parts["m"])
    try:
        there = date(int(parts["y"]), month, int(parts["d"]))
    except ValueError:
        return None

    figures = [parts["d"]] if named else [parts["m"], parts["d"]]
    shown = {len(each) > 1 for each in figures if each.startswith("0") or len(each) == 1}
    if not parts["a"]:
        shown = {True}

    def write(new: date, usual: bool) -> str:
        # 2024/mar/01 is usual, and so is march-1-2024.
        terse = (found.start("y") == found.start()) is usual
        padded = min(shown) if shown else terse
        width = 2 if padded else 1
        values = {
            "y": f"{new.year}",
            "m": _named_like(parts["m"], new.month, short=terse) if named else f"{new.month:0{width}}",
            "d": f"{new.day:0{width}}",
        }
        order = sorted("ymd", key=found.start)
        return values[order[0]] + parts["a"] + values[order[1]] + parts["b"] + values[order[2]]

    return _Stamp(start=offset + found.start(), end=offset + found.end(), day=there, write=write)


def _of_figures(found: re.Match[str], offset: int, near: date | None) -> _Stamp | None:
    one, two, year = int(found["one"]), int(found["two"]), 2000 + int(found["y"]) % 100
    readings: list[tuple[date, bool]] = []
    for month, monthday, month_first in ((one, two, True), (two, one, False)):
        try:
            readings.append((date(year, month, monthday), month_first))
        except ValueError:
            continue
    if near:
        readings = [each for each in readings if abs(each[0] - near) <= _NEAR]
    if not readings or (len(readings) > 1 and not near and readings[0][0] != readings[1][0]):
        return None
    there, month_first = min(readings, key=lambda each: abs(each[0] - near) if near else timedelta())

    def write(new: date, usual: bool) -> str:
        first, second = (new.month, new.day) if month_first else (new.day, new.month)
        year = f"{new.year}"[-len(found["y"]) :]
        return f"{first:02}{found['a']}{second:02}{found['b']}{year}"

    return _Stamp(start=offset + found.start(), end=offset + found.end(), day=there, write=write)


def _month(name: str) -> int:
    return _SHORT.index(name[:3].lower()) + 1


def _named_like(name: str, month: int, *, short: bool) -> str:
    """The month's name in the manner of another; `short` decides after 'may', which is its own short form."""
    if name.lower() != "may":
        short = len(name) == 3
    new = (_SHORT if short else _LONG)[month - 1]
    return new.upper() if name.isupper() else new.capitalize() if name[0].isupper() else new


def _split(url: str) -> tuple[str, str]:
    """Scheme and host, and the rest."""
    start = url.find("/", url.find("//") + 2) if "//" in url else 0
    return (url[:start], url[start:]) if start >= 0 else (url, "")


def _host(url: str) -> str:
    return urlsplit(ids.canonical(url)).netloc


def _without_days(path: str) -> str:
    for pattern in (_YEAR_FIRST, _MONTH_FIRST, _DAY_FIRST):
        path = pattern.sub("", path)
    return path
