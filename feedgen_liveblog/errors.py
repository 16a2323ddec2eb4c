"""What can go wrong that is not our fault: each kind says what, where, and what to do."""

from urllib.parse import unquote


class LiveblogError(Exception):
    """An expected failure; its text is the one line a user reads.

    `where` is the URL, file or key it happened at. The cause is chained.
    """

    def __init__(self, message: str, where: str = "") -> None:
        # A saved page without --url has a `file:` address that is only its name, for ids: no path to look at.
        name = unquote(where.removeprefix("file:///")) if where.startswith("file:///") else where
        super().__init__(_one_line(f"{name}: {message}" if name else message))
        self.where = where


def _one_line(text: str) -> str:
    """The text as a terminal or a log may have it: a page's words in it can neither command nor break it."""
    return text if text.isprintable() else "".join(one if one.isprintable() else "\ufffd" for one in text)


class UsageError(LiveblogError):
    """The user asked for something that cannot be: a wrong URL, zone or path (exit status 2)."""


class ConfigError(UsageError):
    """A configuration file that is not right: names the file, line and nearest right key."""


class FetchError(LiveblogError):
    """A page could not be had: network, HTTP status, a budget reached, an address refused.

    `status` is the HTTP status if there was one; `retry_after` seconds, if the server asked for a pause.
    """

    def __init__(
        self, message: str, where: str = "", *, status: int | None = None, retry_after: float | None = None
    ) -> None:
        super().__init__(message, where)
        self.status = status
        self.retry_after = retry_after


class AddressRefused(FetchError):
    """An address that a page, or a stranger, may not make us connect to."""


class NotALiveBlog(LiveblogError):
    """The page was read and holds no live blog; says what was looked for and what was seen."""


class StoreError(LiveblogError):
    """A feed or state could not be read or written."""


class Conflict(StoreError):
    """A conditional write lost: somebody else wrote first."""
