"""What a string looks like: whether the whole, the start or the end of it is a time. Reads no dates."""

import re
from dataclasses import dataclass
from functools import lru_cache

from feedgen_liveblog import timewords as words
from feedgen_liveblog.timeparts import LONGEST, Kind, plain, scan

__all__ = ["Kind", "Leading", "kind", "leading", "trailing"]


@dataclass(frozen=True, slots=True)
class Leading:
    """A time at the start of a text and what follows it; `strong`: the shape itself says live ticker."""

    time: str
    rest: str
    kind: Kind
    strong: bool = False


def kind(text: str) -> Kind | None:
    """The kind of time that the whole of a string is, labels in front ('Updated at') seen through, or None."""
    if not text or len(text) > LONGEST:
        return None
    parts = scan(text)
    return parts.kind if parts else None


_ZONE = "|".join(sorted((z.upper() for z in words.ZONES if len(z) > 1), key=len, reverse=True))
_CLOCK = r"(?:[01]?\d|2[0-4])(?:[:.]|\s?[hH]\s?)[0-5]\d(?:[:.][0-5]\d)?(?![\d:]|\.\d|,\d)"
_HALF = r"(?:\s?(?:[aA]\.?\s?[mM]\b\.?|[pP]\.?\s?[mM]\b\.?))"
_START = re.compile(
    rf"""(?P<open>\++\s*|[\[(]\s*)?
    (?P<time>
      (?:(?:\d+\s?(?:s|m|h|d|min|mins|hr|hrs)\s+ago)(?=\s*\d))?\s*
      (?P<clock>{_CLOCK}{_HALF}?(?:\s?(?:Uhr|uur|hrs|h|น\.)(?![^\W\d_])|\s?\(?(?:{_ZONE})\)?(?![a-z]))*)
    )
    (?P<close>\s*[\])])?(?P<sep>\s*[:|–—•·\-]+)?(?P<gap>\s*)""",
    re.VERBOSE,
)
_UNITS = re.compile(
    r"(?:%|€|\$|£|¥|°|euros?\b|dollars?\b|pounds?\b|prozent\b|per ?cent\b|percent\b|mio\b|mrd\b|millio|milli|billion"
    r"|million|k[gm]\b|m\b|cm\b|meter|metre|punkte|points|c\b|rs\b|kr\b|pour cent|por ciento|per cento)",
    re.IGNORECASE,
)
_RANGE = re.compile(_CLOCK)


@lru_cache(maxsize=8192)
def leading(text: str) -> Leading | None:
    """The time at the start of a text: '16.06 text', '11.04 Uhr: Headline', '4m ago12.50 BSTName'."""
    text = plain(text)
    if not text or not (text[0].isdigit() or text[0] in "+[(" or text[0].isalpha()):
        return None
    whole = kind(text)
    if whole:
        return Leading(text, "", whole)
    match = _START.match(text)
    if not match:
        return _words(text)
    rest = text[match.end() :]
    if not match["sep"] and not match["close"] and _UNITS.match(rest):
        return None
    if match["sep"] and _RANGE.match(rest):
        return None
    longer = _words(text) if not match["open"] else None
    if longer and len(longer.rest) < len(rest):
        return longer
    ticker = bool(match["open"])
    if ticker:
        rest = rest.rstrip("+ ")
    named = bool(re.search(r"Uhr|uur", match["clock"]))
    return Leading(match["clock"].strip(), rest, "clock", ticker or (named and bool(match["sep"])))


_BREAK = re.compile(r"(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)|\s+|(?<=[,:|)\]–—•-])")


def _words(text: str) -> Leading | None:
    """By ever shorter starts: the longest that is a time wins."""
    head = text[:LONGEST]
    for cut in sorted({m.start() for m in _BREAK.finditer(head)} | {len(head)}, reverse=True):
        start = head[:cut].rstrip(" ,:|–—•-")
        if not start or not re.search(r"\d|\bago$|now$", start):
            continue
        found = kind(start)
        if found and found not in ("epoch",) or found == "epoch" and text[cut : cut + 1] in (" ", "\n"):
            return Leading(start, text[cut:].lstrip(" ,:|–—•-"), found)
    return None


_CANDIDATE = re.compile(r"(?<!\d)\d|(?<![^\W\d_])[^\W\d_]{2,}")


def trailing(text: str) -> tuple[str, str] | None:
    """(what stands before, the time) where a text ends in a time: 'Alex Croft2 November 2024 16:20'."""
    text = plain(text)
    if not text or not any(c.isdigit() for c in text[-24:]):
        return None
    from_ = max(0, len(text) - LONGEST)
    for match in _CANDIDATE.finditer(text, from_):
        if kind(text[match.start() :]):
            return text[: match.start()].rstrip(" ,:|–—•-"), text[match.start() :]
    return None
