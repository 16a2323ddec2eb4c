"""One pass over the tokens of a string, in whatever order a language puts them: notes, then a verdict."""

import re
from collections.abc import Callable

from feedgen_liveblog.expressions import expression
from feedgen_liveblog.times.parts import Kind, Parts
from feedgen_liveblog.times.words import SHORT_UNITS, Word, fold, meaning

_MARK = r"\u0300-\u036f\u064b-\u065f\u0670\u0900-\u0dff\u0e30-\u0e4e"  # marks that belong to a letter
_LETTER = rf"(?:[^\W\d_]|[{_MARK}])"
_HALF = rf"[apAPπμ]\.\ [mMμ]\.?(?!{_LETTER})"  # 'p. m.', as in Spain
WORD = expression(rf"{_HALF}|{_LETTER}(?:{_LETTER}|['’.\-](?={_LETTER}))*\.?")
TOKEN = expression(
    rf"""
    (?P<word>({WORD.pattern}))
  | (?P<offset>[+-](?:0?\d|1[0-4])(?::?[0-5]\d)?(?![\d/.:]))
  | (?P<gap>[\s,;:|•·–—/()\[\]【】@'"*]+|-)
  | (?P<ymd>(\d{{4}})(?P<dash>[-/.])\ ?(\d\d?)(?P=dash)\ ?(\d\d?)\.?(?!\d))T?
  | (?P<dmy>(\d\d?)(?P<dot>[-/.])\ ?(\d\d?)(?P=dot)\ ?(\d{{4}}\.?|\d\d)(?![\d:]|\.\d))
  | (?P<dm>(\d\d?)(?:\.\ ?(\d\d?)\.(?!\d)|/(\d\d?)(?![\d/])))
  | (?P<md>(\d\d)-(\d\d)(?=\s+\d\d?:\d\d))
  | (?P<cjk>(?:(\d{{4}})\ ?[年년]\ ?)?(\d\d?)\ ?[月월]\ ?(\d\d?)\ ?[日일])
  | (?P<clock>(\d\d?)([:.]|\ ?[hHuU]\ ?|\ (?:Uhr|giờ)\ )([0-5]\d)(?:[:.]([0-5]\d)(?:[.,]\d+)?)?(?!\d|[:.]\d))
  | (?P<cjkclock>(\d\d?)\ ?[時时点點시]\ ?(\d\d?)\ ?[分분](?:\ ?(\d\d?)\ ?[秒초])?)
  | (?P<num>(\d+)(?:st|nd|rd|th|er|ª|º|°)?\.?(?!\d))
    """,
    re.VERBOSE,
)
_WITHIN = {  # groups
    "word": 1, "ymd": 4, "dmy": 4, "dm": 3, "md": 2, "cjk": 3, "clock": 4, "cjkclock": 3, "num": 1,
}  # fmt: skip
_COLON_CLOCK = expression(r"\d\d?(?::|[hH])[0-5]\d")
ANY_CASE = frozenset(
    {"gmt", "utc", "мск", "eastern", "central", "pacific", "московскому", "киевскому", "київським"}
)  # zones not only in capitals
_NOTHING = Word()
_HOURS_AND = expression(r"\d ?h ?\d", re.IGNORECASE)  # 'il y a 3 h 30' is no clock


class Notes:
    """What the tokens of a string say, taken one after the other. A contradiction ends it."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    name = ""
    swappable = False
    weekday: int | None = None
    days_ago: int | None = None
    clock: tuple[int, int, int] | None = None
    half: int | None = None
    zone: str | None = None
    ago = False
    only_ago = False  # said by a word that is never a mere preposition
    month_first = False
    unknown = 0
    figures = False
    last = ""  # what the token before was

    def __init__(self, text: str) -> None:
        self.text = text
        self.amounts: list[tuple[int, str, int]] = []  # figure, unit, seconds of the unit
        self.numbers: list[int] = []  # figures that are not yet understood

    def taken(self) -> bool:
        """Take every token; False where one cannot be part of a time."""
        at = 0
        while at < len(self.text):
            match = TOKEN.match(self.text, at)
            if not match:
                return False
            at, kind, first = match.end(), match.lastgroup or "", match.lastindex or 0
            if kind == "gap":
                continue
            if kind == "offset":
                if self.last in ("clock", "zone"):
                    self.zone = match[0]
                elif match[0][0] == "-":
                    at = match.start() + 1  # only a dash between two parts
                else:
                    return False
                continue
            if not _TAKE[kind](self, *match.groups()[first : first + _WITHIN[kind]]):
                return False
            self.figures = self.figures or kind != "word"
        return True

    def date(self, year: str | None, month: int, day: int, *, swappable: bool) -> bool:
        """A date in figures; after a date '09.05.00' is a clock."""
        if self.month or self.day:
            return year is not None and len(year) == 2 and self.time(str(day), str(month), year)
        self.swappable = swappable and month <= 12 and day <= 12
        if swappable and month > 12:
            month, day = day, month
        if year:
            self.year = int(year.rstrip(".")) + (2000 if len(year) == 2 else 0)
        self.month, self.day, self.last = month, day, "date"
        return 1 <= month <= 12 and 1 <= day <= 31 and 1990 <= (self.year or 1990) <= 2100

    def time(self, hour: str, minute: str, second: str | None) -> bool:
        if self.clock or int(hour) > 24 or int(minute) > 59:
            return False
        self.clock, self.last = (int(hour) % 24, int(minute), int(second or 0)), "clock"
        return True

    def clock_or_day(self, hour: str, sign: str, minute: str, second: str | None) -> bool:
        """A clock; but '05.03, 15:24' has a date before it that lost its last point."""
        if sign == "." and not second and not self.month and _COLON_CLOCK.search(self.text):
            return 1 <= int(minute) <= 12 and self.date(None, int(minute), int(hour), swappable=False)
        return self.time(hour, minute, second)

    def number(self, figures: str) -> bool:
        value = int(figures[:5])
        if len(figures) == 4 and self.year is None and (1990 <= value <= 2100 or 2533 <= value <= 2643):
            self.year, self.last = value - 543 if value > 2500 else value, "year"  # the Thai era
            return True
        self.numbers.append(value)
        self.last = "number"
        return len(figures) <= (4 if figures[0] != "0" else 2) and len(self.numbers) <= 3

    def word(self, raw: str) -> bool:
        """A word: of its meanings the first that fits what was noted before."""
        name = fold(raw)
        word = meaning(name)
        last, self.last = self.last, "word"
        if word is None:
            self.unknown += 1
        elif last in ("number", "year") and self.after_figure(raw, name, word, last):
            pass
        elif word.ago and self.amounts:
            self.ago = True
        elif word.half is not None and self.half is None:
            self.half, self.last = word.half, last if self.clock else "word"
        elif word.zone and (raw == raw.upper() or name in ANY_CASE) and not (self.zone and word.filler):
            self.zone, self.last = self.zone or name, "zone"  # 'GMT+0100 (CET)': the first says it
        elif self.is_month(word):
            self.month, self.name, self.month_first = word.month, name, not self.numbers
        elif word.weekday is not None and self.weekday is None:
            if len(name) > 2 or not name.isascii() or self.month or self.numbers:
                self.weekday = word.weekday
        elif word.days_ago is not None and self.days_ago is None:
            self.days_ago = word.days_ago
        elif word.ago:
            self.ago, self.only_ago = True, self.only_ago or not word.filler
        else:
            return word.filler or (word.label and not self.figures)
        return self.unknown <= 1

    def is_month(self, word: Word) -> bool:
        """Not so the first word of 'mar. 4 juil.', a weekday too, nor an 'ago' without a day before it."""
        if not word.month or self.month or (word.ago and not self.numbers):
            return False
        if word.weekday is None or self.numbers or self.weekday is not None:
            return True
        others = (meaning(fold(other[0])) or _NOTHING for other in WORD.finditer(self.text))
        return sum(bool(other.month) for other in others) < 2

    def after_figure(self, raw: str, name: str, word: Word, last: str) -> bool:
        """Whether the word makes the figure before it a clock ('1430 GMT'), an hour or an amount."""
        if self.clock is None and (word.zone or name in ("hrs", "hours")) and self.four_figures(last):
            self.zone, self.last = name if word.zone else None, "zone"
            return True
        if last == "year":
            return False
        value = self.numbers[-1]
        an_hour = (word.hour and not word.unit and value <= 24) or (word.half is not None and value <= 12)
        if self.clock is None and an_hour:
            self.clock, self.half, self.last = (value % 24, 0, 0), word.half, "clock"
        elif word.unit and not word.month and not self.month:
            self.ago = self.ago or word.ago
            self.amounts.append((value, raw if len(raw) == 1 else name, word.unit))  # '5M' is five million
        else:
            return False
        self.numbers.pop()
        return True

    def four_figures(self, last: str) -> bool:
        value = (self.year or 0) if last == "year" else self.numbers[-1]
        if value < 100 or value > 2359 or value % 100 > 59:
            return False
        if last == "year":
            self.year = None
        else:
            self.numbers.pop()
        self.clock = (value // 100, value % 100, 0)
        return True

    def parts(self) -> Parts | None:
        """The verdict: one time of which nothing is left over, or None."""
        dated = self.month is not None or self.days_ago is not None or self.weekday is not None
        if len(self.amounts) == 1 and not self.clock and self.amounts[0][2] == 3600:
            hour, unit, _ = self.amounts[0]
            if hour <= 24 and (
                dated or ((meaning(fold(unit)) or _NOTHING).hour and not self.ago)
            ):  # '2 nov., 14h'; '14 uur'
                self.clock = (hour % 24, 0, 0)
                self.amounts = []
        if self.amounts:
            more = dated or self.clock or self.numbers or self.unknown or self.year
            return None if more else self.relative()
        if self.only_ago and self.clock and not self.month and _HOURS_AND.search(self.text):
            hours, minutes, _ = self.clock
            return Parts(kind="relative", ago=hours * 3600 + minutes * 60)
        if self.only_ago or not self.numbered() or not self.halved():
            return None
        whole = bool(self.month and self.day) or (self.days_ago is not None and not self.day)
        strange = bool(self.unknown and self.day and self.year and self.clock and not self.month)
        partly = bool(self.month or self.day or self.year) and not whole and not strange
        if partly or not (whole or strange or self.clock) or (self.unknown and not strange):
            return None
        if self.doubtful():
            return None
        kind: Kind = "datetime" if self.clock else "date"
        return Parts(
            kind="clock" if not whole and not strange and self.weekday is None else kind,
            year=self.year,
            month=self.month,
            day=self.day,
            name=self.name,
            swappable=self.swappable,
            weekday=self.weekday,
            days_ago=self.days_ago,
            clock=self.clock,
            zone=self.zone,
        )

    def numbered(self) -> bool:
        """Whether each figure left is the day, or after it the year."""
        for value in self.numbers:
            if self.day is None and 1 <= value <= 31:
                self.day = value
            elif self.year is None and self.name and self.day and value <= 99:
                self.year = 2000 + value
            else:
                return False
        return True

    def halved(self) -> bool:
        """Whether 'a.m.' or 'p.m.', if said, suits the clock, which is then one of 24 hours."""
        if self.half is None:
            return True
        if self.clock is None or (self.clock[0] > 12 and self.half == 0):
            return False
        if self.clock[0] <= 12:
            self.clock = (self.clock[0] % 12 + self.half, *self.clock[1:])
        return True

    def doubtful(self) -> bool:
        """'Set 5', '2 out': short words that are a month only in company."""
        if not self.name or self.clock or self.year or self.weekday is not None:
            return False
        short = len(self.name) <= 3 and self.name.isascii()
        return (self.month_first or short) and not (meaning(self.name) or _NOTHING).english

    def relative(self) -> Parts | None:
        if not self.ago and any(n > 59 or unit not in SHORT_UNITS for n, unit, _ in self.amounts):
            return None
        return Parts(kind="relative", ago=sum(n * seconds for n, _, seconds in self.amounts))


_TAKE: dict[str, Callable[..., bool]] = {
    "word": Notes.word,
    "ymd": lambda notes, y, _, m, d: notes.date(y, int(m), int(d), swappable=False),
    "dmy": lambda notes, d, sign, m, y: notes.date(y, int(m), int(d), swappable=sign != "."),
    "dm": lambda notes, d, m, slashed: notes.date(None, int(m or slashed), int(d), swappable=not m),
    "cjk": lambda notes, y, m, d: notes.date(y, int(m), int(d), swappable=False),
    "md": lambda notes, m, d: notes.date(None, int(m), int(d), swappable=True),
    "clock": Notes.clock_or_day,
    "cjkclock": Notes.time,
    "num": Notes.number,
}
