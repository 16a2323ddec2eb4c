"""What a string looks like: whether the whole, the start or the end of it is a time. Reads no calendar."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from feedgen_liveblog.times.parts import Kind, plain
from feedgen_liveblog.times.scan import LONGEST, scan
from feedgen_liveblog.times.tokens import TOKEN
from feedgen_liveblog.times.words import Word, fold, lexicon

__all__ = ["Kind", "Leading", "kind", "leading", "trailing"]


@dataclass(frozen=True, slots=True)
class Leading:
    """A time at the start of a text and what follows it; `strong`: the shape itself says live ticker."""

    time: str
    rest: str
    kind: Kind
    strong: bool = False


def kind(text: str) -> Kind | None:
    """The kind of time that the whole of a string is, seen through labels ('Updated at'), else None."""
    if not text or len(text) > LONGEST:
        return None
    parts = scan(text)
    return parts.kind if parts else None


_SEPARATORS = " \n\t:|•·–—-,"
_HEAD = 2 * LONGEST
_OPEN = re.compile(r"\+{2,}\s*|[\[(](?=\d)|(?:[^\w\s\"'“„«‘#$€£¥+\-(\[.,]\s*)+")
_CLOSE = re.compile(r"\s*[\])]")
_BREAK = re.compile(
    r"(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)|(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?=[\s,:|)\]–—•-])|(?<=['’′)])"
)
_CLOCK = re.compile(r"\s*\d\d?[.:hH]\d\d")
_UNIT = re.compile(
    r"\s*(?:[%€$£¥°]|(?:euros?|dollars?|pounds?|prozent|per ?cento?|percent|pour cent|por ciento|mio|mrd"
    r"|mil[jl]i\w*|billion\w*|k[gm]|c?m|met(?:er|re)s?|meters|punkte|points|grad|degrees|rs|kr|kronor|kroner|zł|руб\w*)\b)",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\s*(?:[-–—]|bis|to|until|till|tot|al?|à|до|do)\s*\d\d?[.:hH]\d\d")
_AFTERNOON = re.compile(r"(?:1[3-9]|2\d)[.:]\d\d\s?[APap]")  # '14:05 PM Johnson': the prime minister
_HOURLY = frozenset({"h", "hrs", "hs", "hours", "time", "बजे"})
_NOTHING = Word()


def leading(text: str) -> Leading | None:
    """The time at the start of a text: '16.06 text', '11.04 Uhr: Headline', '4m ago12.50 BSTName', or None.

    Of a relative and an absolute time side by side the absolute is given. A price, a range of hours and a
    sentence that begins with 'At 8.20 a.m.' are none.
    """
    text = plain(text)
    head = text[:_HEAD]
    if not any(c.isdigit() for c in head[:LONGEST]):
        return Leading(text, "", "relative") if kind(text) == "relative" else None
    found = _start(head, whole=len(text) <= _HEAD)
    if found is None:
        return None
    time, end, shape, strong = found
    rest = text[end:].lstrip(_SEPARATORS)
    return Leading(time, rest.strip("+ ") if text.startswith("++") else rest, shape, strong)


@lru_cache(maxsize=2048)
def _start(head: str, *, whole: bool) -> tuple[str, int, Kind, bool] | None:
    """The time at the start, where it ends, its kind, and whether its shape says ticker."""
    opened = _OPEN.match(head)
    begin = opened.end() if opened else 0
    bracket = opened[0][0] if opened else ""
    for end in _ends(head, begin):
        time = head[begin:end]
        shape = kind(time)
        if shape is None:
            continue
        after = head[end:]
        if bracket in ("[", "("):
            closed = _CLOSE.match(after)
            if not closed:
                continue
            end += closed.end()
            return time, end, shape, True
        done = whole and not after
        if not done and not _stands(time, shape, after):
            continue
        if shape == "relative" and _CLOCK.match(after) and (absolute := _start(after.strip(), whole=whole)):
            return absolute[0], len(head) - len(after.lstrip()) + absolute[1], *absolute[2:]
        if _RANGE.match(after) or (shape == "clock" and _UNIT.match(after)):
            return None
        hour_word = re.search(r"(?:Uhr|uur)$", time) is not None
        return time, end, shape, bracket == "+" or (hour_word and re.match(r"\s*[:|–—-]", after) is not None)
    return None


def _ends(head: str, begin: int) -> Iterator[int]:
    """Where a time may end, the farthest first: at breaks up to the first word that no time has in it."""
    at = begin
    while match := TOKEN.match(head, at):
        at = match.end()
        if match.lastgroup == "word" and fold(match[0]) not in lexicon():
            break
    stops = {at, *(m.start() for m in _BREAK.finditer(head, begin, at))}
    fit = (stop for stop in stops if begin < stop <= begin + LONGEST and head[stop - 1] not in _SEPARATORS)
    return iter(sorted(fit, reverse=True))


def _word(text: str) -> Word:
    return lexicon().get(fold(text), _NOTHING)


def _stands(time: str, shape: Kind, after: str) -> bool:
    """Whether a time that text follows is meant as one, and ends where it ends."""
    apart = re.match(r"\s*[:|–—\-•·]|\s*\n|\s{2,}", after) is not None
    first = re.match(r"[^\W\d_]+", time)
    last = re.search(r"([^\W\d_]+(?:\.[^\W\d_]+)*)\.?\)?$", time)
    if first and not apart:
        word = _word(first[0])
        if not (
            word.weekday is not None
            or word.label
            or word.half is not None
            or word.days_ago is not None
            or word.month
        ):
            return False
    if shape in ("clock", "datetime") and last:
        word = _word(last[1])
        if word.half is not None and _AFTERNOON.match(time):
            return False
        if not (
            word.zone
            or word.half is not None
            or word.hour
            or fold(last[1]) in _HOURLY
            or (shape == "datetime" and word.month)
        ):
            return False
        if last[1] == "UK" and not apart and not re.search(r"[,(]\s*UK\)?$", time):
            return False
    if shape == "datetime" and time[0].isdigit() and kind(re.split(r"\s", time)[0]) == "clock":
        return apart or re.search(r"\b\d{4}\b|[,•|(–-]", time) is not None
    if shape == "date" or (
        shape == "relative" and (first or not _word((last or first)[1] if last else "").ago)
    ):
        return apart
    if shape == "minute":
        return apart or not time[-1].isdigit()
    return True


_CANDIDATE = re.compile(r"(?<!\d)\d|(?<![^\W_])[^\W\d_]{2,}(?!\d)")
_FULL_STOP = re.compile(r"(?<![apAP]\.[mM])(?<!\b[apAP]m)(?<!น)\.$")


def trailing(text: str) -> tuple[str, str] | None:
    """What stands before, and the time that a text ends in: 'Alex Croft2 November 2024 16:20'; or None."""
    text = plain(text)
    if not any(c.isdigit() for c in text[-24:]) or _FULL_STOP.search(text):
        return None
    for match in _CANDIDATE.finditer(text, max(0, len(text) - LONGEST)):
        if kind(text[match.start() :]):
            return text[: match.start()].rstrip(_SEPARATORS + "("), text[match.start() :]
    return None
