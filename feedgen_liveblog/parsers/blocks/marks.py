"""Blocks that begin with, end with or are nothing but a time: where a post may begin."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from feedgen_liveblog import timeshape
from feedgen_liveblog.parsers.blocks import line
from feedgen_liveblog.parsers.blocks.block import Block
from feedgen_liveblog.parsers.blocks.phrases import one_of
from feedgen_liveblog.times.parts import plain
from feedgen_liveblog.times.scan import scan

How = Literal["alone", "leading", "trailing"]

# Cheap looks before the dear ones: a clock near the start or the end, or a short line with a figure or of few letters.
_CLOCK = re.compile(r"\d\s?[:.hH時시点]\s?\d\d|\d\s?[aApP]\.?\s?[mM]|\d \w{1,7}\.? ago")
_SHORT = re.compile(r"(?=.{0,60}\d).{1,80}|.{1,24}")
_NEAR = 48
_LONGEST_HEADLINE = 250
_UPDATES = """
updated? | modified | edited | amended | changed | aktualisier | geändert | bearbeitet | stand\\b | mis à jour
modifié | actualizad | atualizad | modificad | aggiornat | bijgewerkt | gewijzigd | uppdatera | ändrad | oppdater
opdater | päivit | zaktualizowan | aktualizac | güncellen | обновлен | изменен | оновлен | ενημερ | 更新
"""
_LAST = "(?:last|letzte|zuletzt|dernière|última|ultimo|senast|sist|laatst) "
_UPDATED = re.compile(rf"(?:{_LAST})?{one_of(_UPDATES)}", re.I)


@dataclass(frozen=True, slots=True)
class Mark:
    """A time in block `at`, and the `rest` of the block's text: from character `offset` on, or in front.

    `strong`: it looks made for a ticker, `ticker`: it does for sure; `titled`: the rest is a headline for sure;
    `shape`: how it looks.
    """

    at: int
    time: str
    how: How
    kind: str
    rest: str = ""
    offset: int = 0
    strong: bool = False
    titled: bool = False
    ticker: bool = False
    shape: tuple[str, ...] = ()

    @property
    def order(self) -> float | None:
        """A number that grows with time, comparable with those of marks of the same kind."""
        parts = scan(self.time)
        if parts is None:
            return None
        if self.kind in ("epoch", "iso"):
            return float(
                "".join(c for c in plain(self.time) if c.isdigit())[: 10 if self.kind == "epoch" else 14]
            )
        if parts.ago is not None:
            return -float(parts.ago)
        if not parts.clock:
            return None
        hour, minute, second = parts.clock
        days = (parts.year or 0) * 372 + (parts.month or 0) * 31 + (parts.day or 0) - (parts.days_ago or 0)
        return days * 86400.0 + hour * 3600 + minute * 60 + second


def marks(blocks: Sequence[Block]) -> Iterator[Mark]:
    """The blocks that show a time, in order; dates, minutes of a match and notes of an update do not count."""
    for at, block in enumerate(blocks):
        text = block.text
        if block.caption or not (_SHORT.fullmatch(text) or _CLOCK.search(text, 0, _NEAR) or _CLOCK.search(text, len(text) - _NEAR)):
            continue
        if not _UPDATED.match(text) and (mark := _mark(at, block)) and mark.kind not in ("date", "minute"):
            yield mark


def is_update(text: str) -> bool:
    """Whether a line says when something was last changed: 'Updated at 12.36 BST'."""
    return len(text) <= 80 and bool(_UPDATED.match(text)) and timeshape.kind(text) is not None


def is_day(block: Block) -> bool:
    """Whether a block is a date heading."""
    return len(block.text) <= 60 and not block.caption and timeshape.kind(block.text) == "date"


def _mark(at: int, block: Block) -> Mark | None:
    text = block.text
    if kind := timeshape.kind(text):
        return _alone(at, block, text, kind)
    if _AMOUNT.fullmatch(text) and timeshape.kind(f"{text} ago"):
        return _alone(at, block, f"{text} ago", "relative")
    if not _CLOCK.search(text):
        return None
    if twice := _twice(text):
        return _alone(at, block, twice, timeshape.kind(twice) or "clock")
    if found := timeshape.leading(text):
        offset = max(plain(text).rfind(found.rest), 0) if found.rest else len(text)
        offset += len(text[offset:]) - len(text[offset:].lstrip("+ "))
        before, between = _edges(text, found.time, offset)
        plus = "+" in before + between
        look = (
            "leading",
            found.kind,
            block.shape,
            before,
            between,
            "bold" if found.time in block.bold else "",
        )
        if block.heading or plus:
            look = ("leading", "heading", "+" if plus else "")
        heading = bool(_HEADING.match(block.shape))
        strong = found.strong or heading or plus
        rest = text[offset:].rstrip("+ ")
        return Mark(at, found.time, "leading", found.kind, rest, offset, strong, heading or plus, plus, look)
    if len(text) <= _LONGEST_HEADLINE and _CLOCK.search(text, len(text) - _NEAR) and (ending := timeshape.trailing(text.strip("+ ").rstrip(")]"))):
        rest, time = ending
        rest = _untimed(rest)
        kind = timeshape.kind(time) or "clock"
        plus = text.startswith("++")
        look = ("trailing", kind, block.shape, "name" if line.is_name(rest) else "", "+" if plus else "")
        return Mark(at, time, "trailing", kind, rest.strip(" +•|([–—-"), 0, plus, True, plus, look)
    return None


def _twice(text: str) -> str | None:
    """The exact one of two times in a line: '8m ago(15:10 GMT)', '14 June, 15:10 BST2 hours ago'."""
    if match := _BRACKETED.fullmatch(text):
        first, second = match.groups()
        return second if timeshape.kind(first) == "relative" and timeshape.kind(second) else None
    found = timeshape.leading(text)
    return found.time if found and timeshape.kind(found.rest) == "relative" else None


def _untimed(text: str) -> str:
    """A headline without the time that stands between it and the same time: 'Gate closedpublished at 15:10 BST'."""
    while found := timeshape.trailing(text):
        text = found[0]
    return _LABEL_LAST.sub("", text)


def _alone(at: int, block: Block, time: str, kind: str) -> Mark:
    # One class of element shows '5 min ago' on one post and '2 November, 14:05' on the next.
    look = ("alone", "" if "." in block.shape else kind, block.shape, _form(time, kind))
    return Mark(at, time, "alone", kind, ticker=kind == "epoch", shape=look)


def _form(text: str, kind: str) -> str:
    """How a time is written: with a label ('Published: …'), in figures only, or with words."""
    if label := _LABEL.match(text):
        return label[0].casefold()
    if kind == "relative":
        return "unit only" if text.isascii() and _AMOUNT.fullmatch(text) else ""
    return "figures" if kind == "clock" and not any(c.isalpha() for c in text) else ""


def _edges(text: str, time: str, offset: int) -> tuple[str, str]:
    """What stands before a time and between it and the rest: a bracket, a colon, a dash, nothing."""
    start = max(plain(text).find(time), 0)
    before, between = text[:start].strip(), text[start + len(time) : offset]
    if timeshape.kind(before) == "relative":
        before = "ago"
    return before, _DASH.sub("-", between.strip() or between[:1])
