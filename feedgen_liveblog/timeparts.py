"""A short string to the date and time written in it: day, clock, zone, how long ago. Reads no calendar."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from feedgen_liveblog import timewords as words
from feedgen_liveblog.timewords import fold

Kind = Literal["iso", "epoch", "datetime", "date", "clock", "relative", "minute"]
LONGEST = 80  # characters of the longest time seen, with label, weekday and zone, and some to spare


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a time says in figures; None where it does not say.

    `swappable`: day and month are both figures and might be the other way round. `ago` is in seconds.
    A datetime whose month is a word we do not know has day and year but no month.
    """

    kind: Kind
    year: int | None = None
    month: int | None = None
    day: int | None = None
    swappable: bool = False
    weekday: int | None = None
    days_ago: int | None = None
    clock: tuple[int, int, int] | None = None
    zone: str | None = None
    ago: int | None = None


_DIGITS = {}
for _zero in "٠۰०০੦૦୦௦౦೦൦๐０":
    _DIGITS.update({ord(_zero) + n: str(n) for n in range(10)})
_SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u200a\u202f\u3000\t\n\r"), " ")
_GONE = dict.fromkeys(
    [*range(0x200B, 0x2010), 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)], None
)
_PLAIN = {
    **_DIGITS,
    **_SPACES,
    **_GONE,
    ord("："): ":",
    ord("−"): "-",
    ord("（"): "(",
    ord("）"): ")",
    ord("،"): ",",
}

ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)? ?(Z|UTC|[+-]\d\d(?::?\d\d)?)?"
    r"|\d{8}T\d{4}(?:\d\d)?(?:Z|[+-]\d{4})?",
    re.IGNORECASE,
)
_EPOCH = re.compile(r"(?:9[4-9]\d|[1-3]\d{3})\d{6}(?:\d{3}){0,2}")
_CLOCK = re.compile(r"([01]?\d|2[0-4])[:.]([0-5]\d)")
_MINUTE = re.compile(
    r"(?:\d{1,3}\.? ?\+ ?\d{1,2}\.? ?['’′´]?|\d{1,3}\.? ?['’′´](?: ?\+ ?\d{1,2})?['’′´]?|\d{1,3}\. ?min(?:ute)?\.?"
    r"|\d{1,3} ?\+ ?\d{1,2} ?min\.?|(?:min\.?|minute) ?\d{1,3}|\d{1,3}(?:st|nd|rd|th) min(?:ute)?)",
    re.IGNORECASE,
)
_ANY_DIGIT = re.compile(r"\d")
_LETTER = r"(?:[^\W\d_]|[\u0300-\u036f\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0970\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])"
_TOKEN = re.compile(
    rf"""
    (?P<ymd>(?P<y1>\d{{4}})(?P<s1>[-/.])\ ?(?P<m1>\d\d?)(?P=s1)\ ?(?P<d1>\d\d?)\.?(?!\d))T?
  | (?P<dmy>(?P<d2>\d\d?)(?P<s2>[-/.])\ ?(?P<m2>\d\d?)(?P=s2)\ ?(?P<y2>\d{{4}}|\d\d)(?![\d:]|\.\d))
  | (?P<dm>(?P<d3>\d\d?)(?:\.\ ?(?P<m3>\d\d?)\.(?!\d)|/(?P<m4>\d\d?)(?![\d/])))
  | (?P<cjk>(?:(?P<y5>\d{{4}})\ ?[年년]\ ?)?(?P<m5>\d\d?)\ ?[月월]\ ?(?P<d5>\d\d?)\ ?[日일])
  | (?P<clock>(?<!\d)(?P<h>\d\d?)(?:[:.]|\ ?(?:[hHuU時시点點时]|Uhr\ )\ ?)(?P<mi>[0-5]\d)
      (?:[:.](?P<se>[0-5]\d)(?:[.,]\d+)?)?(?![\d:]|\.\d)(?:\ ?[分분])?)
  | (?P<cjkclock>(?P<h2>\d\d?)\ ?[時시点點时]\ ?(?P<mi2>\d\d?)\ ?[分분](?:\ ?(?P<se2>\d\d?)\ ?[秒초])?)
  | (?P<offset>[+-](?:0?\d|1[0-4])(?::?[0-5]\d)?(?![\d/.:]))
  | (?P<num>\d+)(?P<ord>st|nd|rd|th|er|ª|º|°)?\.?(?!\d)
  | (?P<word>{_LETTER}(?:{_LETTER}|['’.\-](?={_LETTER}))*\.?)
  | (?P<sep>[\s,;:|•·–—/()\[\]@'"*]+|-)
    """,
    re.VERBOSE,
)
_SPLIT_HALF = re.compile(r"\b([aApP])\. ?([mM])\.")
_HOUR_WORD = frozenset(map(fold, ["uhr", "uur", "o'clock", "時", "시", "点", "點", "น"]))
_ONE = frozenset(
    map(fold, "a an one ein einer eine un une una uno um uma een en ett et bir один одну jedna одна".split())
)
_SHORT_UNIT = frozenset("s sec secs m min mins h hr hrs d w wk sek std std. dk".split())


def plain(text: str) -> str:
    """The text with ASCII figures and spaces, without invisible characters, stripped."""
    return text.strip() if text.isascii() else text.translate(_PLAIN).strip()


@lru_cache(maxsize=8192)
def scan(text: str) -> Parts | None:
    """What a string says if the whole of it is a time, else None."""
    text = plain(text)
    if not text or len(text) > LONGEST:
        return None
    if not _ANY_DIGIT.search(text):
        return _without_figures(text)
    if match := _CLOCK.fullmatch(text):
        return Parts(kind="clock", clock=(int(match[1]), int(match[2]), 0)) if int(match[1]) < 24 else None
    if match := ISO.fullmatch(text):
        return Parts(kind="iso")
    if _EPOCH.fullmatch(text):
        return Parts(kind="epoch")
    if _MINUTE.fullmatch(text):
        return Parts(kind="minute")
    return _Scan(_SPLIT_HALF.sub(r"\1.\2.", text)).result()


def _without_figures(text: str) -> Parts | None:
    parts = [fold(word) for word in text.split()]
    if len(parts) > 5:
        return None
    if " ".join(parts) in words.NOW_PHRASE:
        return Parts(kind="relative", ago=0)
    if len(parts) == 1 and parts[0] in words.DAY_AGO:
        return Parts(kind="date", days_ago=words.DAY_AGO[parts[0]])
    ago = [p for p in parts if p in words.AGO_WORD and p not in _ONE]
    units = [words.UNIT[p] for p in parts if p in words.UNIT and p not in words.AGO_WORD]
    if ago and len(units) == 1 and any(p in _ONE for p in parts) and len(parts) <= 4:
        return Parts(kind="relative", ago=units[0])
    return None


class _Scan:
    """One pass over the tokens of a string, noting what each says; `result` judges the whole."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.year: int | None = None
        self.month: int | None = None
        self.day: int | None = None
        self.swappable = False
        self.weekday: int | None = None
        self.days_ago: int | None = None
        self.clock: tuple[int, int, int] | None = None
        self.half: int | None = None
        self.zone: str | None = None
        self.amounts: list[tuple[int, str]] = []
        self.ago = False
        self.numbers: list[int] = []
        self.unknown = 0
        self.name_month = ""
        self.month_first = False
        self.last = ""
        self.figures = False

    def result(self) -> Parts | None:
        at = 0
        while at < len(self.text):
            match = _TOKEN.match(self.text, at)
            if not match:
                return None
            name = match.lastgroup or ""
            for name in ("ymd", "dmy", "dm", "cjk", "clock", "cjkclock", "offset", "num", "word", "sep"):
                if match[name] is not None:
                    break
            if name == "offset" and not (
                self.clock and self.last in ("clock", "zone") and self.offset(match[name])
            ):
                at += 1  # only a dash between two parts
                continue
            if name not in ("offset", "sep") and not self.take(name, match):
                return None
            at = match.end()
        return self.judge()

    def offset(self, text: str) -> bool:
        self.zone, self.last = text, "offset"
        return True

    def take(self, name: str, match: re.Match[str]) -> bool:
        if name == "word":
            return self.word(match["word"], match)
        self.figures = True
        if name in ("clock", "cjkclock"):
            hour, minute, second = (match["h"], match["mi"], match["se"]) if name == "clock" else (
                match["h2"], match["mi2"], match["se2"])  # fmt: skip
            if self.clock or int(hour) > 24 or int(minute) > 59:
                return False
            self.clock, self.last = (int(hour), int(minute), int(second or 0)), "clock"
            return True
        if name == "num":
            return self.number(match["num"], match)
        y, m, d = {
            "ymd": lambda: (match["y1"], match["m1"], match["d1"]),
            "dmy": lambda: (match["y2"], match["m2"], match["d2"]),
            "dm": lambda: (None, match["m3"] or match["m4"], match["d3"]),
            "cjk": lambda: (match["y5"], match["m5"], match["d5"]),
        }[name]()
        if self.month or self.day:
            return False
        month, day = int(m), int(d)
        if month > 12 and name in ("dmy", "dm"):
            month, day = day, month
        if y:
            self.year = int(y) if len(y) == 4 else 2000 + int(y)
        self.swappable = name in ("dmy", "dm") and "." not in match[name] and int(m) <= 12 and int(d) <= 12
        self.month, self.day, self.last = month, day, name
        return 1 <= month <= 12 and 1 <= day <= 31

    def number(self, figures: str, match: re.Match[str]) -> bool:
        value = int(figures)
        self.last = "num"
        if len(figures) == 4 and not self.year and (1990 <= value <= 2100 or 2530 <= value <= 2650):
            self.year = value - 543 if value > 2500 else value
            self.last = "year"
            return True
        self.numbers.append(value)
        return len(figures) <= 4 and len(self.numbers) <= 4

    def word(self, raw: str, match: re.Match[str]) -> bool:
        word = fold(raw)
        last, self.last = self.last, "word"
        if last == "num" and word in words.HALF and not self.clock and self.numbers[-1] <= 12:
            self.clock, self.half = (self.numbers.pop(), 0, 0), words.HALF[word]
            return True
        if (
            word in words.HALF
            and self.half is None
            and (self.clock and last == "clock" or not self.clock)
            and (word not in ("de", "po") and (not self.clock or self.clock[0] <= 12 or words.HALF[word]))
        ):
            self.half, self.last = words.HALF[word], "clock" if self.clock else "word"
            return True
        if last in ("num", "year") and word in ("gmt", "utc", "hrs", "hours", "bst", "z") and not self.clock:
            four = self.numbers.pop() if last == "num" and self.numbers else self.year or 0
            if last == "num" and not 0 <= four <= 2400 or four % 100 > 59:
                return False
            self.year = self.year if last == "num" else None
            self.clock, self.zone = (four // 100, four % 100, 0), word if word in words.ZONES else None
            return True
        if last == "num" and word in _HOUR_WORD and not self.clock and self.numbers[-1] <= 24:
            self.clock, self.last = (self.numbers.pop(), 0, 0), "clock"
            return True
        if last == "num" and word in words.UNIT and word not in words.MONTH:
            self.ago = self.ago or word[-1] in "前전"
            self.amounts.append((self.numbers.pop(), word))
            self.figures = True
            return True
        if word in words.ZONES and self.zone is None and (self.clock or raw.isupper()):
            self.zone, self.last = word, "zone"
            return True
        if word in words.MONTH and not (word in words.AGO_WORD and last != "num"):
            if self.month is None and not (
                word in words.WEEKDAY
                and not self.numbers
                and self.weekday is None
                and self.more_months(match)
            ):
                self.month, self.name_month, self.month_first = words.MONTH[word], word, not self.numbers
                return True
        if word in words.WEEKDAY and self.weekday is None:
            self.weekday = words.WEEKDAY[word]
            return True
        if word in words.DAY_AGO and self.days_ago is None and (len(word) > 2 or not word.isascii()):
            self.days_ago = words.DAY_AGO[word]
            return True
        if word in words.AGO_WORD:
            self.ago = True
            return True
        if word in words.FILLER or (word in words.LABEL and not self.figures):
            return True
        self.unknown += 1
        return self.unknown <= 1

    def more_months(self, match: re.Match[str]) -> bool:
        rest = self.text[match.end() :]
        return any(fold(w) in words.MONTH for w in re.findall(r"[^\W\d_]+", rest))

    def judge(self) -> Parts | None:
        dated = self.month is not None or self.days_ago is not None
        if self.amounts and not self.clock and (dated or self.year) and len(self.amounts) == 1:
            hour, unit = self.amounts.pop()
            if words.UNIT.get(unit) != 3600 or hour > 24:
                return None
            self.clock = (hour, 0, 0)
        if self.amounts:
            return self.relative()
        for value in self.numbers:
            if self.day is None and 1 <= value <= 31:
                self.day = value
            elif self.year is None and self.day is not None and 0 <= value <= 99 and self.name_month:
                self.year = 2000 + value
            else:
                return None
        if self.half is not None:
            if not self.clock or self.clock[0] > 12 and self.half == 0:
                return None
            self.clock = (
                (self.clock[0] % 12 + self.half, *self.clock[1:]) if self.clock[0] <= 12 else self.clock
            )
        if self.clock and self.clock[0] == 24:
            self.clock = (0, *self.clock[1:])
        whole = self.day is not None and self.month is not None
        if self.unknown and not (self.day and self.year and self.clock and not self.month):
            return None
        if self.year and not self.day or self.day and not self.month and not self.unknown:
            return None
        if self.month and not self.day:
            return None
        kind: Kind
        if whole or self.days_ago is not None or self.unknown:
            kind = "datetime" if self.clock else "date"
        elif self.clock:
            kind = "datetime" if self.weekday is not None else "clock"
        else:
            return None
        if kind == "date" and self.doubtful():
            return None
        return Parts(
            kind=kind, year=self.year, month=self.month, day=self.day, swappable=self.swappable, zone=self.zone,
            weekday=self.weekday, days_ago=self.days_ago, clock=self.clock,
        )  # fmt: skip

    def doubtful(self) -> bool:
        """'Set 5', '2 out': words that are a month only in company."""
        if self.year or self.weekday is not None or not self.name_month:
            return False
        return self.name_month not in words.ENGLISH_MONTHS and (
            self.month_first or (len(self.name_month) <= 3 and self.name_month.isascii())
        )

    def relative(self) -> Parts | None:
        if self.clock or self.numbers or self.unknown or self.month or self.year or self.weekday is not None:
            return None
        if not self.ago and not all(unit in _SHORT_UNIT for _, unit in self.amounts):
            return None
        seconds = sum(n * words.UNIT.get(unit, 3600) for n, unit in self.amounts)
        if not self.ago and any(n > 59 for n, _ in self.amounts):
            return None
        return Parts(kind="relative", ago=seconds)
