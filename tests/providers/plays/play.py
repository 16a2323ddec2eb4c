"""What every play of a live-blog service has, and the story that it tells."""

from dataclasses import dataclass, field
from typing import Any, Protocol

START = 1_750_000_000  # 2025-06-15T15:06:40Z


@dataclass(kw_only=True)
class Said:
    """One post as its author wrote it; `minute` is when, `edited` when it was changed, if it was."""

    id: int
    minute: int
    title: str
    html: str
    author: str = "Ada Berg"
    edited: int | None = None
    key: bool = False
    pinned: bool = False
    gone: bool = False

    @property
    def at(self) -> int:
        """Published, in epoch seconds."""
        return START + 60 * self.minute

    @property
    def changed(self) -> int:
        """Last changed, in epoch seconds."""
        return START + 60 * (self.edited if self.edited is not None else self.minute)


@dataclass
class Story:
    """The posts of a live blog, newest first."""

    posts: list[Said] = field(default_factory=list)

    @classmethod
    def of(cls, count: int) -> "Story":
        """So many posts, one a minute, the newest with the highest id."""
        return cls([
            Said(id=1000 + n, minute=n, title=f"Headline {n}", html=f"<p>The ferry left berth {n}.</p>")
            for n in reversed(range(count))
        ])  # fmt: skip

    @property
    def shown(self) -> list[Said]:
        """What a reader sees."""
        return [post for post in self.posts if not post.gone]


class Play(Protocol):
    """A service played: `name` of its module, the page that embeds it, and its answers."""

    name: str
    url: str
    story: Story
    page_size: int
    """Posts on a page of the service's answers; 0 if it sends all at once."""
    extra: int
    """Requests beside the pages of posts on the first run."""

    def __init__(self, story: Story) -> None: ...

    def page(self) -> str:
        """The publisher's page, without any post."""
        ...

    def answer(self, url: str) -> Any:
        """The JSON value at a URL (a string: an HTML page); None for 404."""
        ...
