"""The address that somebody pasted: as a URL to fetch, and as the name of its feed."""

import hashlib
import re
from urllib.parse import urlsplit

from feedgen_liveblog import ids
from feedgen_liveblog.errors import UsageError
from feedgen_liveblog.expressions import expression
from feedgen_liveblog.web import origins

_LONGEST_URL = 2000
_SCHEME = expression(r"[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)


def address(text: str) -> str:
    """The URL that somebody gave, who may have left out its https://. Raises UsageError."""
    given = text.strip()
    if not given:
        raise UsageError("the address of a live blog is missing")
    if len(given) > _LONGEST_URL:
        raise UsageError(f"the address is longer than {_LONGEST_URL} characters")
    url = given if _SCHEME.match(given) else f"https://{given}"
    ready = origins.users(url)
    if "@" in urlsplit(url).netloc:
        raise UsageError("a user name or password cannot be in the address: it would be kept")
    return ready


def name_of(url: str) -> str:
    """The name of the feed of a page, whichever copy of its address this is."""
    return hashlib.sha256(ids.canonical(url).encode()).hexdigest()[:32]
