"""A short string to what it says, if the whole of it is a time: one pass over its tokens, in any order."""

import re
from collections.abc import Callable
from functools import lru_cache

from feedgen_liveblog.timeparts import Kind, Parts, plain
from feedgen_liveblog.timewords import SHORT_UNITS, Word, fold, lexicon, now_phrases

LONGEST = 80  # characters of the longest time seen, with its label, weekday and zone, and some to spare

_FIGURE = re.compile(r"\d")
_SHORT_CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")
_ISO = re.compile(
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)? ?(?:Z|UTC|[+-]\d\d(?::?\d\d)?)?(?:\[[\w/]+\])?"
    r"|\d{8}T\d{4}(?:\d\d)?(?:Z|[+-]\d{4})?|20\d{12}",
    re.IGNORECASE,
)
_EPOCH = re.compile(r"(?:9[5-9]\d{7}|[1-3]\d{9})(?:\d{3}){0,2}")  # seconds of 2000 to 2096, or finer
_MINUTE = re.compile(  # of a match: 95', 45.+2, 90+3', 28. min, minute 28
    r"\d{1,3}\.? ?(?:['’′´]|\+ ?\d{1,2}\.? ?['’′´]?)(?: ?\+ ?\d{1,2})?['’′´]?(?: ?min\.?)?"
    r"|\d{1,3}(?:\.|st|nd|rd|th) ?min(?:ute)?\.?|min(?:ute|\.)? ?\d{1,3}",
    re.IGNORECASE,
)
_LETTER = (
    r"(?:[^\W\d_]|[\u0300-\u036f\u064b-\u065f\u0670\u0900-\u0dff\u0e30-\u0e4e])"  # marks belong to words
)
TOKEN = re.compile(
    rf"""
    (?P<ymd>(\d{{4}})(?P<dash>[-/.])\ ?(\d\d?)(?P=dash)\ ?(\d\d?)\.?(?!\d))T?
  | (?P<dmy>(\d\d?)(?P<dot>[-/.])\ ?(\d\d?)(?P=dot)\ ?(\d{{4}}\.?|\d\d)(?![\d:]|\.\d))
  | (?P<dm>(\d\d?)(?:\.\ ?(\d\d?)\.(?!\d)|/(\d\d?)(?![\d/])))
  | (?P<cjk>(?:(\d{{4}})\ ?[年년]\ ?)?(\d\d?)\ ?[月월]\ ?(\d\d?)\ ?[日일])
  | (?P<clock>(\d\d?)(?:[:.]|\ ?[hHuU]\ ?|\ Uhr\ )([0-5]\d)(?:[:.]([0-5]\d)(?:[.,]\d+)?)?(?!\d|[:.]\d))
  | (?P<hanclock>(\d\d?)\ ?[時时点點시]\ ?(\d\d?)\ ?[分분](?:\ ?(\d\d?)\ ?[秒초])?)
  | (?P<offset>[+-](?:0?\d|1[0-4])(?::?[0-5]\d)?(?![\d/.:]))
  | (?P<num>(\d+)(?:st|nd|rd|th|er|ª|º|°)?\.?(?!\d))
  | (?P<word>({_LETTER}(?:{_LETTER}|['’.\-](?={_LETTER}))*\.?))
  | (?P<gap>[\s,;:|•·–—/()\[\]@'"*]+|-)
    """,
    re.VERBOSE,
)
_WITHIN = {"ymd": 4, "dmy": 4, "dm": 3, "cjk": 3, "clock": 3, "hanclock": 3, "num": 1, "word": 1}  # groups
_SPACED_HALF = re.compile(r"\b([ap])\. ?(m)\b\.?", re.IGNORECASE)  # 'p. m.' as in Spain
_ZONE_WORDS = frozenset({"gmt", "utc", "мск", "eastern", "central", "pacific"})  # in any case of letters
_NOTHING = Word()


@lru_cache(maxsize=8192)
def scan(text: str) -> Parts | None:
    """What a string says if the whole of it is a time, else None."""
    text = plain(text)
    if not text or len(text) > LONGEST:
        return None
    if match := _SHORT_CLOCK.fullmatch(text):
        return Parts(kind="clock", clock=(int(match[1]), int(match[2]), 0))
    if not _FIGURE.search(text):
        return _in_words(text)
    for kind, shape in _SHAPES:
        if shape.fullmatch(text):
            return Parts(kind=kind)
    return _Pass(_SPACED_HALF.sub(r"\1\2", text)).result()


_SHAPES: tuple[tuple[Kind, re.Pattern[str]], ...] = (("iso", _ISO), ("epoch", _EPOCH), ("minute", _MINUTE))


def _in_words(text: str) -> Parts | None:
    """'now', 'yesterday', 'an hour ago'."""
    words = [fold(word) for word in text.split()]
    if len(words) > 5:
        return None
    if " ".join(words) in now_phrases():
        return Parts(kind="relative", ago=0)
    known = [lexicon().get(word, _NOTHING) for word in words]
    if len(known) == 1 and known[0].days_ago is not None:
        return Parts(kind="date", days_ago=known[0].days_ago)
    units = [word.unit for word in known if word.unit and not word.one and not word.ago]
    if len(units) == 1 and any(w.one for w in known) and all(w.ago or w.one or w.unit for w in known):
        return Parts(kind="relative", ago=units[0]) if any(w.ago and not w.one for w in known) else None
    return None


class _Pass:
    """Notes what each token says; `result` then judges the whole. A contradiction ends it with None."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.year: int | None = None
        self.month: int | None = None
        self.day: int | None = None
        self.name = ""
        self.swappable = False
        self.weekday: int | None = None
        self.days_ago: int | None = None
        self.clock: tuple[int, int, int] | None = None
        self.half: int | None = None
        self.zone: str | None = None
        self.amounts: list[tuple[int, str, int]] = []  # figure, unit, seconds of the unit
        self.numbers: list[int] = []  # figures not yet understood
        self.ago = False
        self.month_first = False
        self.unknown = 0
        self.figures = False
        self.last = ""  # what the token before was

    def result(self) -> Parts | None:
        at = 0
        while at < len(self.text):
            match = TOKEN.match(self.text, at)
            if not match:
                return None
            kind = match.lastgroup or ""
            at = match.end()
            if kind == "gap":
                continue
            if kind == "offset":
                if self.last in ("clock", "zone"):
                    self.zone = match[0]
                    continue
                at, kind = match.start() + 1, "gap"  # only a dash between two parts
                if match[0][0] == "+":
                    return None
                continue
            first = match.lastindex or 0
            if not _TAKE[kind](self, *match.groups()[first : first + _WITHIN[kind]]):
                return None
            self.figures = self.figures or kind != "word"
        return self.judge()

    def date(self, year: str | None, month: int, day: int, *, figures: bool) -> bool:
        if self.month or self.day:
            return year is not None and len(year) == 2 and self.time(str(day), str(month), year)  # '09.05.00'
        self.swappable = figures and month <= 12 and day <= 12
        if figures and month > 12:
            month, day = day, month
        if year:
            self.year = int(year.rstrip(".")) + (2000 if len(year) == 2 else 0)
        self.month, self.day, self.last = month, day, "date"
        return 1 <= month <= 12 and 1 <= day <= 31

    def time(self, hour: str, minute: str, second: str | None) -> bool:
        if self.clock or int(hour) > 24 or int(minute) > 59:
            return False
        self.clock, self.last = (int(hour) % 24, int(minute), int(second or 0)), "clock"
        return True

    def number(self, figures: str) -> bool:
        value = int(figures)
        if len(figures) == 4 and self.year is None and (1990 <= value <= 2100 or 2530 <= value <= 2650):
            self.year, self.last = value - 543 if value > 2500 else value, "year"  # the Thai era
            return True
        self.numbers.append(value)
        self.last = "number"
        return len(figures) <= 4 and len(self.numbers) <= 3

    def word(self, raw: str) -> bool:
        name = fold(raw)
        word = lexicon().get(name)
        last, self.last = self.last, "word"
        if word is None:
            self.unknown += 1
            return self.unknown == 1
        if last in ("number", "year") and self.after_figure(name, word, last):
            return True
        if word.half is not None and self.half is None:
            self.half, self.last = word.half, last if self.clock else "word"
            return True
        if word.zone and (raw.isupper() or name in _ZONE_WORDS) and (self.zone is None or not word.filler):
            self.zone, self.last = self.zone or name, "zone"  # 'GMT+0100 (CET)': the first says it
            return True
        if word.month and self.month is None and (self.numbers or not word.ago):
            if (
                word.weekday is None
                or self.numbers
                or self.weekday is not None
                or not self.has_month_after(raw)
            ):
                self.month, self.name, self.month_first = word.month, name, not self.numbers
                return True
        if word.weekday is not None and self.weekday is None:
            if len(name) > 2 or not name.isascii() or self.month or self.numbers:
                self.weekday = word.weekday
            return True
        if word.days_ago is not None and self.days_ago is None:
            self.days_ago = word.days_ago
            return True
        self.ago = self.ago or word.ago
        return word.ago or word.filler or (word.label and not self.figures)

    def after_figure(self, name: str, word: Word, last: str) -> bool:
        """Whether the word makes the figure before it an hour, a clock ('1430 GMT') or an amount."""
        if self.clock is None and (word.zone or name in ("hrs", "hours")) and self.four_figures(last):
            self.zone, self.last = name if word.zone else None, "zone"
            return True
        if last != "number":
            return False
        value = self.numbers[-1]
        if self.clock is None and value <= 24 and (word.hour or (word.half is not None and value <= 12)):
            self.clock, self.half, self.last = (value % 24, 0, 0), word.half, "clock"
        elif word.unit and not word.month and not self.month:
            self.ago = self.ago or name[-1] in "前전"
            self.amounts.append((value, name, word.unit))
        else:
            return False
        self.numbers.pop()
        return True

    def four_figures(self, last: str) -> bool:
        value = (self.year or 0) if last == "year" else self.numbers[-1]
        if value < 100 and last == "number" or value > 2359 or value % 100 > 59:
            return False
        if last == "year":
            self.year = None
        else:
            self.numbers.pop()
        self.clock = (value // 100, value % 100, 0)
        return True

    def has_month_after(self, raw: str) -> bool:
        """'mar. 4 juil.': a word that is both a weekday and a month is a weekday where a month follows."""
        rest = self.text[self.text.index(raw) + len(raw) :]
        known = (lexicon().get(fold(word), _NOTHING) for word in re.findall(r"[^\W\d_]+", rest))
        return any(word.month for word in known)

    def judge(self) -> Parts | None:
        """The whole, if what was noted makes one time and nothing is left over."""
        dated = self.month is not None or self.days_ago is not None or self.weekday is not None
        if dated and self.clock is None and len(self.amounts) == 1 and self.amounts[0][2] == 3600:
            self.clock = (self.amounts.pop()[0] % 24, 0, 0)  # '2 nov., 14h'
        if self.amounts:
            return (
                None if dated or self.clock or self.numbers or self.unknown or self.year else self.relative()
            )
        for value in self.numbers:
            if self.day is None and 1 <= value <= 31:
                self.day = value
            elif self.year is None and self.name and self.day and value <= 99:
                self.year = 2000 + value
            else:
                return None
        if self.half is not None:
            if self.clock is None or (self.clock[0] > 12 and self.half == 0):
                return None
            if self.clock[0] <= 12:
                self.clock = (self.clock[0] % 12 + self.half, *self.clock[1:])
        whole = bool(self.month and self.day) or (self.days_ago is not None and not self.day)
        strange = bool(self.unknown and self.day and self.year and self.clock and not self.month)
        if (self.unknown and not strange) or not (
            whole or strange or not (self.month or self.day or self.year)
        ):
            return None
        if not whole and not strange and self.clock is None:
            return None
        kind: Kind = "clock"
        if whole or strange or self.weekday is not None:
            kind = "datetime" if self.clock else "date"
        if kind == "date" and self.doubtful():
            return None
        return Parts(
            kind=kind, year=self.year, month=self.month, day=self.day, name=self.name, swappable=self.swappable,
            weekday=self.weekday, days_ago=self.days_ago, clock=self.clock, zone=self.zone,
        )  # fmt: skip

    def doubtful(self) -> bool:
        """'Set 5', '2 out': short words that are a month only in company."""
        if not self.name or self.year or self.weekday is not None or lexicon()[self.name].english:
            return False
        return self.month_first or (len(self.name) <= 3 and self.name.isascii())

    def relative(self) -> Parts | None:
        if not self.ago and any(n > 59 or unit not in SHORT_UNITS for n, unit, _ in self.amounts):
            return None
        return Parts(kind="relative", ago=sum(n * seconds for n, _, seconds in self.amounts))


_TAKE: dict[str, Callable[..., bool]] = {
    "ymd": lambda seen, y, _, m, d: seen.date(y, int(m), int(d), figures=False),
    "dmy": lambda seen, d, _, m, y: seen.date(y, int(m), int(d), figures=True),
    "dm": lambda seen, d, m, slashed: seen.date(None, int(m or slashed), int(d), figures=True),
    "cjk": lambda seen, y, m, d: seen.date(y, int(m), int(d), figures=False),
    "clock": _Pass.time,
    "hanclock": _Pass.time,
    "num": _Pass.number,
    "word": _Pass.word,
}
