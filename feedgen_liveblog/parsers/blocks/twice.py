"""One time said twice, in a line or in two: which of them is the exact one."""

from feedgen_liveblog import timeshape
from feedgen_liveblog.expressions import expression
from feedgen_liveblog.times.scan import scan

_CLOCK = expression(r"\d\s?[:.hH]\s?\d\d(?!\d)|\d\s?[aApP]\.?\s?[mM]|\d\s?\w{1,7}\.? ago")
_NEAR = 48
_BRACKETED = expression(r"(.{2,30}?)\s*[(\[](.{3,40})[)\]]")
_DOUBLED = expression(r"(.{0,20}?)(\d\d?[:.h]\d\d\D{0,12}?)\s?\2")


def exact(text: str) -> str | None:
    """The exact one of two times in a line: '8m ago(15:10 GMT)', '15:10 BST2 hours ago', '15:1015:10'."""
    if match := _DOUBLED.fullmatch(text):
        return match[2] if timeshape.kind(match[1] + match[2]) else None
    if match := _BRACKETED.fullmatch(text):
        return match[2] if timeshape.kind(match[1]) == "relative" else None
    found = timeshape.leading(text) if _CLOCK.search(text, 0, _NEAR) else None
    return found.time if found and timeshape.kind(found.rest) == "relative" else None


def same_clock(first: str, second: str) -> bool:
    """Whether two times show the same clock."""
    one, other = scan(first), scan(second)
    return bool(one and other and one.clock and one.clock == other.clock)


def with_zone(first: str, second: str) -> str:
    """The first of two such times, with the zone that only the second may name."""
    one, other = scan(first), scan(second)
    zoned = f"{first} {other.zone.upper()}" if one and other and other.zone and not one.zone else first
    return zoned if scan(zoned) else first
