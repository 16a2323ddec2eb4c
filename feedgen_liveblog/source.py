"""A saved page, a file or standard input, read as a Page that never touches the network."""

import re
import sys
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from feedgen_liveblog.errors import FetchError
from feedgen_liveblog.expressions import expression
from feedgen_liveblog.page import Page
from feedgen_liveblog.web.decode import decode
from feedgen_liveblog.web.limits import Limits

# A host with a path, as people write addresses.
_ADDRESS = expression(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/", re.I)
_HINT = "; an address begins with https://"


def read_source(source: str, *, url: str | None = None, limits: Limits | None = None) -> Page:
    """The page saved in the file `source`, or '-' for standard input.

    `url` says where it came from; without it, a `file:` URL of the file's name alone: ids are made from it,
    and they must be the same in every folder. Raises FetchError with one line for a file that is missing,
    a directory, unreadable, empty, binary or too large.
    """
    most = (limits or Limits()).page_bytes
    name = "standard input" if source == "-" else source
    try:
        if source == "-":
            data = sys.stdin.buffer.read(most + 1)
            own = "file:///stdin"
        else:
            path = Path(source)
            with path.open("rb") as file:
                data = file.read(most + 1)
            own = f"file:///{quote(path.name)}"
    except (OSError, ValueError) as error:
        raise FetchError(_why(error, name), name) from error
    if len(data) > most:
        raise (limits or Limits()).reached("page_bytes", "the page is larger", name)
    text, kind = decode(data, where=name)
    return Page(url or own, text, kind, limits)


def _why(error: Exception, name: str) -> str:
    match error:
        case FileNotFoundError():
            return f"no such file{_HINT if _ADDRESS.match(name) else ''}"
        case IsADirectoryError():
            return "is a directory, not a saved page"
        case PermissionError():
            return "cannot be read: permission denied"
        case OSError(strerror=str(reason)):
            return f"cannot be read: {reason}"
    return "no such file"


class Offline:
    """The Getter of a saved page: there is no network for it."""

    known: frozenset[str] = frozenset()

    def __call__(self, url: str, *, headers: Mapping[str, str] | None = None) -> Page:
        """Raises FetchError."""
        raise FetchError("needs the network, and a file was given", url)
