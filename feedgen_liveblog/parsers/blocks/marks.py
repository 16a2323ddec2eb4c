"""Blocks that begin with, end with or are nothing but a time: where a post may begin."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from feedgen_liveblog import timeshape
from feedgen_liveblog.expressions import expression
from feedgen_liveblog.parsers.blocks import line, notes, twice
from feedgen_liveblog.parsers.blocks.block import Block
from feedgen_liveblog.times.halves import begins
from feedgen_liveblog.times.parts import plain
from feedgen_liveblog.times.scan import scan

How = Literal["alone", "leading", "trailing"]
Look = tuple[str, ...]

# Cheap looks before the dear ones: a clock near the start or end, or a short line with a figure or few letters.
_CLOCK = expression(
    r"\d\s?[:.hH]\s?\d\d(?!\d)|\d\s?[時时点點시]\s?\d|\d\s?[aApP]\.?\s?[mM]|\d['’′´]"
    r"|\d\.?\s?[mM]in|半\d|반\s?\d|[mM]in\w*\.?\s\d|\d\s?\w{1,7}\.? ago"
)
_SHORT = expression(r"(?=.{0,60}\d).{1,80}|.{1,24}")
_NEAR = 48
_LONGEST_HEADLINE = 250

_FIGURES = expression(r"\d+")
_AMOUNT = expression(r"\d+\s?[^\W\d_]+")
_DASH = expression("[‐-―−]")
_HEADING = expression(r"(?:h[1-6]|dt)\b")
_LABEL = expression(r"[^\W\d_]{4,}(?: [^\W\d_]+)?\s*:")
_PUBLISHED = expression(r"(?:published|posted)(?: at| on)? \d.*$", re.I)
_CLOCK_FIRST = expression(r"\W?\d\d?[:.hH]\d\d(?![.\d])")


class Mark(NamedTuple):
    """A time in block `at`, and the `rest` of the block's text: from character `offset` on, or in front.

    `look` is the same for the marks of a series. `strong`: it looks made for a ticker; `ticker`: it does for
    sure; `titled`: the rest is a headline for sure.
    """

    at: int
    time: str
    kind: str
    how: How
    look: Look
    rest: str = ""
    offset: int = 0
    strong: bool = False
    ticker: bool = False
    titled: bool = False

    @property
    def order(self) -> float | None:
        """A number that grows with time, comparable with those of marks of the same kind."""
        parts = scan(self.time)
        if parts is None:
            return None
        if self.kind == "minute":
            played, *added = map(int, _FIGURES.findall(self.time))
            return (begins(self.time) + played) * 60.0 + sum(added)
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
    """The blocks that show a time, in order; dates and notes of an update do not count."""
    before: Mark | None = None
    for at, block in enumerate(blocks):
        if block.caption or not _is_promising(block.text) or notes.is_update(block.text):
            continue
        mark = _alone(at, block) or _leading(at, block) or _trailing(at, block)
        if not mark or mark.kind == "date":
            continue
        if before and _is_again(before, mark):
            before = before._replace(time=twice.with_zone(before.time, mark.time))
            continue
        if before:
            yield before
        before = mark
    if before:
        yield before


def _is_again(first: Mark, second: Mark) -> bool:
    """Whether a line says but the time of the line above: '12 Mar 2024 - 14:05', '(14:05 GMT)'."""
    if second.how != "alone" or first.how != "alone" or second.at != first.at + 1:
        return False
    return twice.same_clock(first.time, second.time)


def _is_promising(text: str) -> bool:
    return bool(
        _SHORT.fullmatch(text) or _CLOCK.search(text, 0, _NEAR) or _CLOCK.search(text, len(text) - _NEAR)
    )


def _alone(at: int, block: Block) -> Mark | None:
    time = block.text
    if _AMOUNT.fullmatch(time) and not timeshape.kind(time):
        time = f"{time} ago"
    kind = timeshape.kind(time)
    if not kind:
        time = twice.exact(block.text) or ""
        kind = timeshape.kind(time)
    if not kind:
        return None
    # One class of element shows '5 min ago' on one post and '2 November, 14:05' on the next.
    look = ("alone", "" if "." in block.shape else kind, block.shape, _form(time, kind))
    return Mark(at=at, time=time, kind=kind, how="alone", look=look, ticker=kind == "epoch")


def _form(time: str, kind: str) -> str:
    """How a time is written: with a label ('Published: …'), in figures only, or with words; the clock first or last."""
    if label := _LABEL.match(time):
        return label[0].casefold()
    if kind == "relative":
        return "unit only" if time.isascii() and _AMOUNT.fullmatch(time) else ""
    if kind == "datetime":
        return "clock first" if _CLOCK_FIRST.match(time) else ""
    return "figures" if kind == "clock" and not any(c.isalpha() for c in time) else ""


def _leading(at: int, block: Block) -> Mark | None:
    text = block.text
    found = timeshape.leading(text) if _CLOCK.search(text, 0, _NEAR) else None
    if not found:
        return None
    offset = max(plain(text).rfind(found.rest), 0) if found.rest else len(text)
    offset += len(text[offset:]) - len(text[offset:].lstrip("+ "))
    before, between = _edges(text, found.time, offset)
    plus, heading = "+" in before + between, bool(_HEADING.match(block.shape))
    bold = "bold" if found.time in block.bold else ""
    look: Look = ("leading", found.kind, block.shape, before, between, bold)
    if plus or block.heading:
        look = ("leading", "+" if plus else "heading")
    return Mark(
        at=at, time=found.time, kind=found.kind, how="leading", look=look, rest=text[offset:].rstrip("+ "),
        offset=offset, strong=found.strong or plus or heading, ticker=plus, titled=plus or heading,
    )  # fmt: skip


def _edges(text: str, time: str, offset: int) -> tuple[str, str]:
    """What stands before a time and between it and the rest: a bracket, a colon, a dash, nothing."""
    start = max(plain(text).find(time), 0)
    before, between = text[:start].strip(), text[start + len(time) : offset]
    if timeshape.kind(before) == "relative":
        before = "ago"
    return before, _DASH.sub("-", between.strip() or between[:1])


def _trailing(at: int, block: Block) -> Mark | None:
    text = block.text
    if len(text) > _LONGEST_HEADLINE or not _CLOCK.search(text, len(text) - _NEAR):
        return None
    found = timeshape.trailing(text.strip("+ ").rstrip(")]"))
    if not found:
        return None
    rest, time = found
    rest = _PUBLISHED.sub("", rest)  # BBC: 'Gate closedpublished at 15:10 British Summer Time15:10 BST'
    plus = text.startswith("++")
    look = ("trailing", block.shape, "name" if line.is_name(rest) else "", "+" if plus else "")
    return Mark(
        at=at, time=time, kind=timeshape.kind(time) or "clock", how="trailing", look=look,
        rest=rest.strip(" +•|([–—-"), strong=plus, ticker=plus, titled=True,
    )  # fmt: skip
