"""What a string looks like: whether the whole, the start or the end of it is a time. Reads no calendar."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from feedgen_liveblog.expressions import expression
from feedgen_liveblog.times.parts import Kind, plain
from feedgen_liveblog.times.scan import LONGEST, scan
from feedgen_liveblog.times.tokens import ANY_CASE, TOKEN
from feedgen_liveblog.times.words import Word, fold, meaning

__all__ = ["Kind", "Leading", "kind", "leading", "trailing"]


class Leading(NamedTuple):
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
_BETWEEN = " \n\t/|•·"
_HEAD = 2 * LONGEST
_OPEN = expression(r"\+{2,}\s*|[\[(](?=\d)|[【〔［](?=[\d午上下])|(?:[^\w\s\"'“„«‘#$€£¥+\-(\[.,]\s*)+")
_CLOSE = expression(r"\s*[\])】〕］]")
_BREAK = expression(
    r"(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)|(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?=[\s,:|)\]】〕］–—•-])|(?<=['’′)])"
)
_CLOCK = expression(r"\s*\d\d?[.:hH]\d\d")
_UNIT = expression(
    r"\s*(?:[%€$£¥°]|(?:euros?|dollars?|pounds?|prozent|per ?cento?|percent|pour cent|por ciento|mio|mrd"
    r"|mil[jl]i\w*|billion\w*|k[gm]|(?-i:c?m)(?!\.)|met(?:er|re)s?|meters|punkte|points|grad|degrees|rs|kr|kronor|kroner|zł|руб\w*)\b)",
    re.IGNORECASE,
)
_RANGE = expression(r"\s*(?:[-–—]|bis|to|until|till|tot|al?|à|до|do)\s*\d\d?[.:hH]\d\d")
_TICKER = expression(r"(?:Uhr|uur)\s{0,2}[:|–—-]")
_AFTERNOON = expression(r"(?:1[3-9]|2\d)[.:]\d\d\s?[APap]")  # '14:05 PM Johnson': the prime minister
_APART = expression(r"\s*[:|–—\-•·]|\s*\n|\s{2,}")
_FIRST_WORD = expression(r"[^\W\d_]+")
_LAST_WORD = expression(r"([apAPπμ]\. [mMμ]|[^\W\d_]+(?:\.[^\W\d_]+)*)\.?\)?$")
_DATE_APART = expression(r"\b\d{4}\b|[,•|(–-]")
_STOPPAGE = expression(r"['’′´] ?\+ ?\d{1,2}$")
_UK = expression(r"[,(]\s*UK\)?$")
_HOURLY = frozenset({"h", "hrs", "hs", "hours", "time", "बजे"})
_NOTHING = Word()


def leading(text: str) -> Leading | None:
    """The time at the start of a text: '16.06 text', '11.04 Uhr: Headline', '4m ago12.50 BSTName', or None.

    Of a relative and an absolute time side by side the absolute is given. A price, a range of hours and a
    sentence that begins with 'At 8.20 a.m.' are none.
    """
    text = plain(text)
    head = text[:_HEAD]
    figure = next((at for at, char in enumerate(head[:LONGEST]) if char.isdigit()), None)
    if figure is None:
        return Leading(text, "", "relative") if kind(text) == "relative" else None
    if _is_prose(head[:figure]):
        return None
    found = _start(head, whole=len(text) <= _HEAD)
    if found is None:
        return None
    time, end, shape, strong = found
    rest = text[end:].lstrip(_SEPARATORS)
    return Leading(time, rest.strip("+ ") if text.startswith("++") else rest, shape, strong)


def _is_prose(before: str) -> bool:
    """Whether a word before the first figure is of no time, and nothing there ends a time of words."""
    words = (part for part in before.split() if part.isalpha() and part[1:])
    return any(meaning(fold(word)) is None for word in words) and not _APART.search(before)


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
        if bracket and bracket in "[(【〔［":
            closed = _CLOSE.match(after)
            if not closed:
                continue
            end += closed.end()
            return time, end, shape, True
        done = whole and not after
        if not done and not _stands(time, shape, after):
            continue
        told = after.lstrip(_BETWEEN)  # '2h ago / 6:46 PM EST'
        if shape == "relative" and _CLOCK.match(told) and (absolute := _start(told, whole=whole)):
            return absolute[0], len(head) - len(told) + absolute[1], *absolute[2:]
        if _RANGE.match(after) or (shape == "clock" and _UNIT.match(after)):
            return None
        return time, end, shape, bracket == "+" or _TICKER.search(head[: end + 3]) is not None
    return None


def _ends(head: str, begin: int) -> Iterator[int]:
    """Where a time may end, the farthest first: at breaks up to the first word that no time has in it."""
    at = begin
    while match := TOKEN.match(head, at):
        at = match.end()
        if match.lastgroup == "word" and meaning(fold(match[0])) is None:
            break
    stops = {at, *(m.start() for m in _BREAK.finditer(head, begin, at))}
    fit = (stop for stop in stops if begin < stop <= begin + LONGEST and head[stop - 1] not in _SEPARATORS)
    return iter(sorted(fit, reverse=True))


def _word(text: str) -> Word:
    return meaning(fold(text)) or _NOTHING


def _stands(time: str, shape: Kind, after: str) -> bool:
    """Whether a time that text follows is meant as one, and ends where it ends."""
    apart = _APART.match(after) is not None
    if shape == "minute":
        return apart or not time[-1].isdigit() or _STOPPAGE.search(time) is not None
    first, last = _FIRST_WORD.match(time), _LAST_WORD.search(time)
    if not apart and first and not _opens(_word(first[0])):
        return False
    if shape in ("clock", "datetime") and last and not _closes(last[1], time, shape, apart):
        return False
    if shape == "datetime" and time[0].isdigit() and kind(time.split()[0]) == "clock":
        return apart or _DATE_APART.search(time) is not None  # '14:05 2 March protests': whose is the date?
    if shape == "date" or (shape == "relative" and (first or not (last and _is_ago(last[1])))):
        return apart
    return True


def _is_ago(last: str) -> bool:
    """Whether the word says 'ago' by itself: '60 min: A double change' does not."""
    word = _word(last)
    return word.ago and not word.filler


def _opens(word: Word) -> bool:
    """Whether a time begins with the word, as a sentence hardly does: 'Updated 14:05', not 'At 14:05'."""
    told = word.weekday is not None or word.half is not None or word.days_ago is not None
    return told or word.label or bool(word.month)


def _closes(last: str, time: str, shape: Kind, apart: bool) -> bool:
    """Whether a clock or date ends with the word, which might also begin the text: '14:05 PM Johnson'."""
    word = _word(last)
    if word.half is not None:
        return not _AFTERNOON.match(time)
    if last == "UK":
        return apart or _UK.search(time) is not None
    if word.zone and last != last.upper() and fold(last) not in ANY_CASE:
        return False  # '14h05 Est-ce fini ?'
    return word.zone or word.hour or fold(last) in _HOURLY or (shape == "datetime" and bool(word.month))


_CANDIDATE = expression(r"(?<!\d)\d|(?<![^\W_])[^\W\d_]{2,}(?!\d)")
_FULL_STOP = expression(r"(?<![apAPπμ]\.[mMμ])(?<![apAPπμ]\. [mMμ])(?<!\b[apAP]m)(?<!น)\.$")


def trailing(text: str) -> tuple[str, str] | None:
    """What stands before, and the time that a text ends in: 'Alex Croft2 November 2024 16:20'; or None."""
    text = plain(text)
    if not any(c.isdigit() for c in text[-24:]) or _FULL_STOP.search(text):
        return None
    for match in _CANDIDATE.finditer(text, max(0, len(text) - LONGEST)):
        if kind(text[match.start() :]):
            return text[: match.start()].rstrip(_SEPARATORS + "("), text[match.start() :]
    return None
