"""One post while its blocks are being sorted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from feedgen_liveblog.parsers.blocks import line
from feedgen_liveblog.parsers.blocks.block import Block
from feedgen_liveblog.parsers.blocks.marks import Mark


@dataclass(slots=True, kw_only=True)
class Cut:
    """A post's blocks: from `first` on, its `body` those not yet known to be something else.

    `rest` says that the body begins in the mark's own block, at character `offset`.
    """

    mark: Mark
    first: int
    body: list[int]
    title: str | None = None
    authors: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    updated: str | None = None
    day: str | None = None
    rest: bool = False
    offset: int = 0

    def take(self, *taken: int) -> None:
        """Take blocks out of the body."""
        self.body = [at for at in self.body if at not in taken]

    def texts(self, blocks: Sequence[Block]) -> list[str]:
        """The texts of the body."""
        return [blocks[at].text for at in self.body]

    def tells(self, blocks: Sequence[Block]) -> Iterator[str]:
        """The prose of the body."""
        return (
            blocks[at].text for at in self.body if not blocks[at].caption and line.is_prose(blocks[at].text)
        )
