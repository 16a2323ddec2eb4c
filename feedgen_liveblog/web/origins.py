"""URLs as places to go to: what is sent, which host that is, and what may be said there."""

from base64 import b64encode
from urllib.parse import unquote, urldefrag, urlsplit

import requests

from feedgen_liveblog.errors import FetchError, UsageError


def prepared(url: str) -> str | None:
    """The URL as requests will send it, without fragment, user name and password; None if not http(s)."""
    try:
        ready = requests.Request("GET", url.strip()).prepare().url or ""
        parts = urlsplit(ready)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0:
            return None
    except (requests.RequestException, ValueError):
        return None
    return urldefrag(parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()).url


def users(url: str) -> str:
    """The user's own URL, prepared; raises UsageError."""
    ready = prepared(url)
    if ready is None:
        raise UsageError(f"{url!r} is not an http:// or https:// URL")
    return ready


def further(url: str, *, seen_at: str = "") -> str:
    """An address that a page or a redirect gave, prepared; raises FetchError."""
    ready = prepared(url)
    if ready is None:
        raise FetchError(f"leads to {url[:200]!r}, which is no http(s) address", seen_at)
    return ready


def login(url: str) -> dict[str, str]:
    """The header for a user name and password in the user's own URL (RFC 7617)."""
    name, at, _ = urlsplit(url.strip()).netloc.rpartition("@")
    return {"Authorization": "Basic " + b64encode(unquote(name).encode()).decode()} if at else {}


def host(url: str) -> str:
    """The host's name or address, in one spelling."""
    return (urlsplit(url).hostname or "").rstrip(".")


def origin(url: str) -> str:
    """Scheme, host and port (RFC 6454): what cookies and configured headers belong to."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{host(url)}:{parts.port or (443 if parts.scheme == 'https' else 80)}"


def may_have(url: str, owner: str) -> bool:
    """Whether what is meant for the origin `owner` may be sent to `url`: the same place, or made secure."""
    place = origin(url)
    return place == owner or (owner == f"http://{host(url)}:80" and place == f"https://{host(url)}:443")
