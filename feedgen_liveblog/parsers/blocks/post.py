"""One post while its blocks are being sorted."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from feedgen_liveblog.parsers.blocks import line
from feedgen_liveblog.parsers.blocks.block import Block
from feedgen_liveblog.parsers.blocks.marks import Mark


@dataclass(slots=True, kw_only=True)
class Cut:
    """A post's blocks: from `first` on, its `body` those not yet known to be something else.

    `beside` is what stands beside the time, until it is known what that is; `rest` says that it begins the
    body, at character `offset` of the mark's block.
    """

    mark: Mark
    first: int
    body: list[int]
    title: str | None = None
    authors: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    updated: str | None = None
    day: str | None = None
    beside: str = ""
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
