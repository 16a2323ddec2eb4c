"""Asking again only for what changed: validators and freshness (RFC 9110, 13.1; RFC 9111, 4.2)."""

from collections.abc import Mapping
from dataclasses import dataclass

from feedgen_liveblog.page import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a server gave us to ask whether a page has changed since."""

    etag: str | None = None
    last_modified: str | None = None

    def conditions(self) -> dict[str, str]:
        """The headers that ask."""
        pairs = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in pairs.items() if value}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A page, or None if it has not changed; validators for the next time; seconds that it stays fresh."""

    page: Page | None
    validators: Validators
    max_age: float | None = None


def validators(headers: Mapping[str, str]) -> Validators:
    """The validators in a response's headers."""
    return Validators(etag=headers.get("ETag"), last_modified=headers.get("Last-Modified"))


def max_age(headers: Mapping[str, str]) -> float | None:
    """Seconds that the response stays fresh by its Cache-Control, less its age; None if it does not say."""
    for part in headers.get("Cache-Control", "").lower().split(","):
        name, _, value = part.strip().partition("=")
        if name == "max-age":
            age = _seconds(headers.get("Age", "")) or 0.0
            fresh = _seconds(value.strip('"'))
            return None if fresh is None else max(0.0, fresh - age)
    return None


def _seconds(text: str) -> float | None:
    return float(text[:9]) if text.isascii() and text.isdecimal() else None
