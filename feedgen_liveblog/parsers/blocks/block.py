"""A block of a page (a line of text, a paragraph, a heading) and what can be asked of a sequence of them."""

from collections.abc import Collection, Sequence
from typing import NamedTuple, Protocol

INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"
# Invisible characters, and the private ones by which fonts draw icons, are no text.
_GONE = dict.fromkeys([*map(ord, INVISIBLE), *range(0xE000, 0xF900)], None)


def fold(text: str) -> str:
    """Visible text in one line: white space folded, invisible characters and icons gone."""
    return " ".join((text if text.isascii() else text.translate(_GONE)).split())


class Block(NamedTuple):
    """One block in reading order.

    `shape` is what blocks that look alike have in common (tag and class; empty in a text). `heading`: a
    heading element, or bold as a whole. `bold` is the bold text that it begins with. `linked` counts the
    characters of links. `caption`: it is no prose, but the words of a picture, video or embed.
    """

    text: str
    shape: str = ""
    heading: bool = False
    bold: str = ""
    linked: int = 0
    caption: bool = False


class Source(Protocol):
    """A page as blocks, and the way back from blocks to markup."""

    blocks: Sequence[Block]

    def openings(self, marks: Sequence[int]) -> list[int]:
        """For blocks that each show a post's time: the block at which the markup lets that post begin."""

    def end(self, marks: Sequence[int]) -> int:
        """The block after the last one that can belong to these marks: the end of their container."""

    def stamp(self, at: int) -> str | None:
        """The machine-readable time in a block, if it has one."""

    def anchor(self, at: int, until: int) -> str | None:
        """The first DOM id in the blocks from `at` to before `until`, which hold a post's time."""

    def link(self, at: int) -> str | None:
        """Where a block leads that shows a post's time: its permalink, where there is one."""

    def names(self, at: int) -> str:
        """The classes and ids of all elements around a block."""

    def html(self, wanted: Collection[int], cut: tuple[int, int] | None = None) -> str:
        """Unsafe markup of some blocks; `cut`: one of them, and where in its text the part to keep begins."""
