"""A short string to what it says, if the whole of it is a time: known shapes first, then its tokens."""

import re
from collections.abc import Iterable
from functools import lru_cache

from feedgen_liveblog.expressions import expression
from feedgen_liveblog.times.halves import HALVES
from feedgen_liveblog.times.parts import Kind, Parts, plain
from feedgen_liveblog.times.tokens import WORD, Notes
from feedgen_liveblog.times.words import fold, meaning, now_phrases, span

LONGEST = 80  # characters of the longest time seen, with its label, weekday and zone, and some to spare

_FIGURE = expression(r"\d")
_CLOCK = expression(r"([01]?\d|2[0-3])[:.]([0-5]\d)")
_MILITARY = expression(
    r"([01]\d|2[0-3])([0-5]\d) ?(?::|hrs\.?)"
)  # '1842:', as the BBC wrote; a year has no colon
_SHAPES: dict[Kind, re.Pattern[str]] = {
    "iso": expression(
        r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)? ?(?:Z|UTC|[+-]\d\d(?::?\d\d)?)?(?:\[[\w/]+\])?"
        r"|\d{8}T\d{4}(?:\d\d)?(?:Z|[+-]\d{4})?|20\d{12}",
        re.IGNORECASE,
    ),
    "epoch": expression(
        r"(?:9(?:4[6-9]|[5-9]\d)\d{6}|[1-3]\d{9})(?:\d{3}){0,2}"
    ),  # seconds of 2000 to 2096, or finer
    "minute": expression(  # of a match: 95', 90+3', 45.+2, 28. min, minute 28
        r"(?:\(?\d{1,3}\.? ?(?:\+ ?\d{1,2}\.? ?)?['’′´](?: ?\+ ?\d{1,2}['’′´]?)?\)?"
        r"|(?:4[05]|80|90|105|120)\.? ?\+ ?\d{1,2}\.?(?: ?min\.?)?"
        r"|\d{1,3}(?:\.|st|nd|rd|th|e|ème|['’′´]) ?(?:min(?:ute|ut[aoy])?|perc|dk|мин)\.?"
        r"|(?:[6-9]\d|1[01]\d|120) ?(?:min|dk|мин)\.?"  # no 'ago' counts its minutes beyond the hour
        r"|(?:min(?:ute|uto|uut)?|мин)\.? ?\d{1,3}(?: ?\+ ?\d{1,2})?\.?"
        rf"|(?:{'|'.join(HALVES)}) ?\d{{1,3}}(?:[分분]? ?\+ ?\d{{1,2}})?[分분]):?",
        re.IGNORECASE,
    ),
}
_BEGINNINGS = frozenset("(mMмМ").union(half[0] for half in HALVES)
_SHAPED = {kind: Parts(kind=kind) for kind in _SHAPES}
_HAN = "\u2e80"  # from here on letters stand between the figures of a date without a space
_YEAR = expression(r"\d{4}")
_THANG = expression(
    r"(?:ngày )?(\d{1,2}) tháng (\d{1,2})(?:,? năm|,)? (\d{4})", re.IGNORECASE
)  # 7 Tháng 9, 2024
# 'by Ada Crewe on 20/9/2016 at 14.20.48'
_SIGNED = expression(
    r"^(?:by|von|par|por|di|door|av|af) (\D{3,60}?) (?:on|am|le|el|il|op|den) (?=\d)", re.IGNORECASE
)
_IL_Y_A = expression(r"il y a\b", re.IGNORECASE)  # three words for 'ago', of which none says so by itself


def signer(text: str) -> str | None:
    """The name in a line of a name and a time: 'by Ada Crewe on 20/9/2016 at 14.20.48'; None in any other."""
    found = _SIGNED.match(text)
    return found[1] if found and scan(text) else None


@lru_cache(maxsize=32768)
def scan(text: str) -> Parts | None:
    """What a string says if the whole of it is a time, else None."""
    text = _IL_Y_A.sub("ago", plain(text))
    text = _SIGNED.sub("", _THANG.sub(r"\1.\2.\3", text))
    if not text or len(text) > LONGEST:
        return None
    if match := _CLOCK.fullmatch(text) or _MILITARY.fullmatch(text):
        return Parts(kind="clock", clock=(int(match[1]), int(match[2]), 0))
    if not _FIGURE.search(text):
        return _without_figures(text)
    if text[0].isdecimal() or text[0] in _BEGINNINGS:  # as all of these begin
        for kind, shape in _SHAPES.items():
            if shape.fullmatch(text):
                return _SHAPED[kind]
    # Most strings are no time, and these are the quick ways to see it, the quickest first.
    if text.isdecimal() or _is_strange(text, (part for part in text.split() if part.isalpha() and part[1:])):
        return None
    if _is_strange(text, (word[0] for word in WORD.finditer(text))):
        return None
    notes = Notes(text)
    return notes.parts() if notes.taken() else None


def _is_strange(text: str, words: Iterable[str]) -> bool:
    """Whether more of its words are unknown than one, which beside a year may be a month."""
    unknown = 0
    for word in words:
        unknown += word < _HAN and meaning(fold(word)) is None
        if unknown > 1 or (unknown and not _YEAR.search(text)):
            return True
    return False


def _without_figures(text: str) -> Parts | None:
    """'now', 'yesterday', 'an hour ago'."""
    words = [fold(word) for word in text.split()]
    if len(words) > 5:
        return None
    if " ".join(words) in now_phrases():
        return Parts(kind="relative", ago=0)
    known = [known for word in words if (known := span(word))]
    if len(known) != len(words):
        return None
    if len(known) == 1:
        days = known[0].days_ago
        return None if days is None else Parts(kind="date", days_ago=days)
    units = [word.unit for word in known if word.unit and not word.ago]
    said = all(word.ago or word.one or word.unit for word in known)
    if said and len(units) == 1 and any(w.one for w in known) and any(w.ago and not w.one for w in known):
        return Parts(kind="relative", ago=units[0])
    return None
