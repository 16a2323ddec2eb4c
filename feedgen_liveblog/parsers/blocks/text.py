"""Flattened text as blocks, and the little that a text says of its page: title, summary, date."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from html import escape
from itertools import product

from feedgen_liveblog import timeshape
from feedgen_liveblog.parsers.blocks import line, live
from feedgen_liveblog.parsers.blocks.block import Block, fold
from feedgen_liveblog.parsers.blocks.furniture import is_furniture

_BULLET = re.compile(r"^(?:[•●▪◦·■►▶➤*›»>|]+\s+|[-–—]\s+(?=[\[(]?\d)|#{1,6}\s+)+")
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_SLANTED = re.compile(r"[*_](?=\S)([^*_]+)(?<=\S)[*_]")
_CREDIT = re.compile(r"\s*[(\[][^()\[\]]{2,80}[)\]]\.?")
_SKIP = re.compile(r"skip to|menu|cookie|javascript|http", re.I)


class Text:
    """A text as blocks, one to a line; a line that only doubles a picture's caption is folded into it."""

    def __init__(self, text: str) -> None:
        self.blocks: Sequence[Block] = tuple(_blocks(text))

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
        below = [block.text for block in self.blocks[at + 1 : at + 4]]
        text = self.blocks[at].text
        long = line.weight(text) >= 45
        return 2 * live.head(text) + long + any(line.weight(text) >= 60 for text in below)

    def summary(self, title: int | None, before: int) -> str | None:
        """The standfirst: a sentence soon after the title, else the first long line there."""
        if title is None:
            return None
        below = (block.text for block in self.blocks[title + 1 : min(before, title + 7)])
        lines = [text for text in below if len(text) >= 40][:3]
        return next(filter(line.ends_sentence, lines), next(iter(lines), None))

    def head(self, title: int | None, before: int) -> Iterator[str]:
        """The lines between title and first post, and the labels right above the title ('Live')."""
        start = 0 if title is None else title
        yield from (block.text for block in self.blocks[start:before] if len(block.text) <= 300)
        yield from (
            block.text for block in self.blocks[max(0, start - 3) : start] if live.is_label(block.text)
        )

    def dated(self, title: int | None, before: int) -> str | None:
        """The time that the page gives itself, after its title or right above it."""
        start = title or 0
        near = [*range(start, before), *range(start - 1, max(start - 4, -1), -1)]
        return next((time for at in near if (time := _date_in(self.blocks[at].text))), None)


def _date_in(text: str) -> str | None:
    """A date, with a clock if there is one, that stands anywhere in a short line."""
    words = text.split()
    if len(text) > 120 or not any(c.isdigit() for c in text):
        return None
    for start, length in product(range(len(words)), range(8, 0, -1)):
        part = " ".join(words[start : start + length])
        if timeshape.kind(part) in ("datetime", "date", "iso") and any(c.isdigit() for c in part):
            return part
    return None


def _may_be_title(text: str) -> bool:
    return (
        25 <= line.weight(text) <= 400
        and len(text.split()) >= (4 if text.isascii() else 1)
        and not is_furniture(text)
        and not _SKIP.search(text)
        and not timeshape.kind(text)
        and not (line.is_name(text) or text[-1] in ".:")
    )


def _blocks(text: str) -> Iterator[Block]:
    before: Block | None = None
    for written in _lines(text):
        block = _block(written)
        if not block.text:
            continue
        if before and (doubled := _caption(before.text, block.text)):
            block = Block(text=doubled, caption=True)
        elif before:
            yield before
        before = block
    if before:
        yield before


def _block(written: str) -> Block:
    text, bold = written, ""
    heading = text.startswith("#")
    text = _BULLET.sub("", text)
    if match := _SLANTED.fullmatch(text):
        text = match[1]
    if match := _BOLD.match(text):
        bold = match[2]
    text = _BOLD.sub(r"\2", text)
    heading = heading or (bool(bold) and bold == text)
    return Block(text=text, heading=heading, bold=bold, caption=not heading and line.is_credit(text))


def _caption(first: str, second: str) -> str | None:
    """The fuller of two lines that say the same, once with the agency."""
    if len(first) < 12 or not second.startswith(first):
        return None
    return second if first == second or _CREDIT.fullmatch(second, len(first)) else None


def _lines(text: str) -> Iterator[str]:
    """Lines with their white space folded; hard-wrapped paragraphs are joined."""
    lines = [fold(written) for written in text.splitlines()]
    return _unwrapped(lines) if _is_wrapped(lines) else _mended(lines)


def _mended(lines: Iterable[str]) -> Iterator[str]:
    """Lines, those joined that a link or a bold word in the midst of a sentence has broken apart."""
    before = ""
    for text in lines:
        if before and text and _goes_on(before, text):
            before = f"{before} {text}"
            continue
        yield before
        before = text
    yield before


def _goes_on(before: str, text: str) -> bool:
    if before[-1] in "(," or text[0] in ",;)":
        return len(before) + len(text) > 20
    broken = text[0].islower() and not line.ends_sentence(before) and max(len(before), len(text)) > 60
    return broken and not timeshape.kind(before) and not timeshape.kind(text) and not line.has_by(text)


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Whether a program broke the lines at some 70 columns: none is longer, and many are about that long."""
    longest = max(map(len, lines), default=0)
    full = sum(len(text) > longest - 16 for text in lines)
    return 50 <= longest <= 100 and full > 0.2 * sum(map(bool, lines)) and full > 10


def _unwrapped(lines: Sequence[str]) -> Iterator[str]:
    longest = max(map(len, lines))
    paragraph = ""
    for text in lines:
        if not text or text[0] in "*+•·" or (paragraph and timeshape.leading(text)):
            yield paragraph
            paragraph = text
            continue
        paragraph = f"{paragraph} {text}".strip()
        if len(text) < longest - 20:
            yield paragraph
            paragraph = ""
    yield paragraph
