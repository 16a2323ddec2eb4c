"""Flattened text as blocks, and the little that a text says of its page: title, summary, date."""

import re
from collections.abc import Collection, Iterator, Sequence
from html import escape
from itertools import product

from feedgen_liveblog import timeshape
from feedgen_liveblog.expressions import expression
from feedgen_liveblog.parsers.blocks import authors, line, lines, live, notes
from feedgen_liveblog.parsers.blocks.block import Block
from feedgen_liveblog.parsers.blocks.furniture import is_furniture
from feedgen_liveblog.times.scan import scan

_NO_TITLE = expression(r"skip to|menu|cookie|javascript|http", re.I)
_LONGEST = 300
_LABELS = 2  # lines above a title in which its 'Live' stands; more are a menu
_DATED = 120  # characters of a line with a date
_YEAR = expression(r"\b20\d\d\b")


class Text:
    """A text as blocks, one to a line."""

    def __init__(self, text: str) -> None:
        self.blocks: Sequence[Block] = tuple(lines.blocks(text))

    def openings(self, marks: Sequence[int]) -> list[int]:
        """The marks themselves: a text has no containers."""
        return list(marks)

    def end(self, marks: Sequence[int]) -> int:
        """The end of the text."""
        return len(self.blocks)

    def stamp(self, at: int) -> None:
        """A text has none."""

    def anchor(self, at: int, until: int) -> None:
        """A text has none."""

    def link(self, at: int) -> None:
        """A text has none."""

    def names(self, at: int) -> str:
        """A text has none."""
        return ""

    def html(self, wanted: Collection[int], cut: tuple[int, int] | None = None) -> str:
        """A paragraph for each line, a caption for each caption."""
        parts = []
        for at in sorted(wanted):
            text = escape(self.blocks[at].text[cut[1] if cut and cut[0] == at else 0 :], quote=False)
            caption = self.blocks[at].caption
            parts.append(f"<figure><figcaption>{text}</figcaption></figure>" if caption else f"<p>{text}</p>")
        return "\n".join(parts)

    def title(self, before: int) -> int | None:
        """The block that is the page's title: best one that says 'live', with a standfirst below."""
        scores = {at: self._title_score(at) for at in range(before) if _may_be_title(self.blocks[at].text)}
        return max(scores, key=lambda at: (scores[at], -at), default=None)

    def _title_score(self, at: int) -> int:
        text = self.blocks[at].text
        standfirst = any(line.weight(block.text) >= 60 for block in self.blocks[at + 1 : at + 4])
        return 2 * live.head(text) + (line.weight(text) >= 45) + standfirst

    def summary(self, title: int | None, before: int) -> str | None:
        """The standfirst: a sentence soon after the title, else the first long line there."""
        if title is None:
            return None
        below = (block.text for block in self.blocks[title + 1 : min(before, title + 7)])
        long = [text for text in below if len(text) >= 40][:3]
        return next(filter(notes.ends_sentence, long), next(iter(long), None))

    def head(self, title: int | None, before: int) -> Iterator[str]:
        """The lines between title and first post, and the labels right above the title ('Live')."""
        start = title or 0
        above = (block.text for block in self.blocks[max(0, start - _LABELS) : start])
        yield from (block.text for block in self.blocks[start:before] if len(block.text) <= _LONGEST)
        yield from (text for text in above if live.is_label(text) or live.body(text))

    def authors(self, title: int | None, before: int) -> tuple[str, ...]:
        """Whom the page says it is by, near its title: 'By X', or a name before a date."""
        for at in _near(title, before):
            text = self.blocks[at].text
            if name := authors.byline(self.blocks[at]):
                return (name,)
            below = self.blocks[at + 1].text if at + 1 < before else ""
            if line.is_name(text) and (line.has_by(text) or timeshape.kind(below) in ("datetime", "iso")):
                return (line.without_by(text),)
        return ()

    def dated(self, title: int | None, before: int) -> str | None:
        """The time that the page gives itself, after its title or right above it; a mere date may be today's."""
        found = [time for at in _near(title, before) if (time := _date_in(self.blocks[at].text))]
        exact = (time for time in found if timeshape.kind(time) != "date")
        best = next(exact, next(iter(found), None)) or self._dated_above(before)
        return self._with_year(best) if best else None

    def _dated_above(self, before: int) -> str | None:
        """The last moment with a year that stands anywhere above the first post."""
        texts = (block.text for block in reversed(self.blocks[:before]) if _YEAR.search(block.text))
        found = (time for text in texts if (time := _date_in(text)) and _YEAR.search(time))
        return next((time for time in found if timeshape.kind(time) != "date"), None)

    def _with_year(self, time: str) -> str:
        """A date without a year, as another line of the page has it with one: '28.09. 20:45', '28.09.2016 20:45'."""
        parts = scan(time)
        if parts is None or parts.year or not parts.month:
            return time
        others = (
            block.text for block in self.blocks if len(block.text) <= _DATED and _YEAR.search(block.text)
        )
        for other in filter(None, map(_date_in, others)):
            full = scan(other)
            if full and full.year and (full.month, full.day) == (parts.month, parts.day):
                return other
        return time


def _near(title: int | None, before: int) -> Iterator[int]:
    """The lines between title and first post, then those right above the title."""
    start = title or 0
    yield from range(start, before)
    yield from range(start - 1, max(start - 4, -1), -1)


def _may_be_title(text: str) -> bool:
    if not (12 if live.title(text) else 25) <= line.weight(text) <= 400:
        return False
    if len(text.split()) < (4 if text.isascii() else 1) and not live.title(text):
        return False
    if text[-1] in ".:。" or is_furniture(text) or _NO_TITLE.search(text):
        return False
    return not timeshape.kind(text) and not line.is_name(text)


def _date_in(text: str) -> str | None:
    """A date, with a clock if there is one, that stands anywhere in a short line."""
    words = text.split()
    if len(text) > _DATED or not any(c.isdigit() for c in text):
        return None
    for start, length in product(range(len(words)), range(8, 0, -1)):
        part = " ".join(words[start : start + length])
        if timeshape.kind(part) in ("datetime", "date", "iso") and any(c.isdigit() for c in part):
            return part
    return None
