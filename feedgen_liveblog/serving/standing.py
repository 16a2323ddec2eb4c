"""What is known of a blog just now: its last look's failure and notes, and when it is looked at next."""

from dataclasses import dataclass
from datetime import datetime

from feedgen_liveblog.config import Blog
from feedgen_liveblog.errors import LiveblogError

_SHORT, _LONG = 10, 300  # seconds that a reader may keep a feed without asking


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """`next` is None where the blog has closed; `pending` says that a look is under way, and was not waited for."""

    blog: Blog
    next: datetime | None = None
    failed: LiveblogError | None = None
    notes: tuple[str, ...] = ()
    pending: bool = False

    @property
    def over(self) -> bool:
        """Whether nothing more is expected."""
        return self.next is None and not self.pending

    def fresh_for(self, now: datetime) -> int:
        """For how many seconds nothing newer is to be had."""
        if self.over:
            return _LONG
        if self.next is None:
            return _SHORT
        return int(min(max((self.next - now).total_seconds(), _SHORT), _LONG))
