"""Asking again only for what changed: validators and freshness (RFC 9110, 13.1; RFC 9111, 4.2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import NamedTuple

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


class Fetched(NamedTuple):
    """A page, or None if it has not changed; validators for the next time; seconds that it stays fresh."""

    page: Page | None
    validators: Validators
    max_age: float | None = None


def validators(headers: Mapping[str, str]) -> Validators:
    """The validators in a response's headers.

    A page may change once more in the second of its Last-Modified, and nobody would be told of it: a date that
    is not past yet is no validator (RFC 9110, 8.8.2.2).
    """
    etag, modified = headers.get("ETag"), headers.get("Last-Modified")
    if not etag and modified and _just_now(modified, headers.get("Date", "")):
        modified = None
    return Validators(etag=etag, last_modified=modified)


def _just_now(modified: str, date: str) -> bool:
    try:
        return parsedate_to_datetime(date) - parsedate_to_datetime(modified) < timedelta(seconds=2)
    except (ValueError, TypeError):  # one of them is no date, or only one has a zone
        return False


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
