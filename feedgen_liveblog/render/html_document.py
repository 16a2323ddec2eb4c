"""What our HTML documents have in common: a head that lets nothing in but pictures, and how times are written."""

import base64
import hashlib
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, tzinfo
from importlib.resources import files
from typing import Protocol
from urllib.parse import urlsplit

from lxml import etree
from lxml.builder import ElementMaker
from lxml.etree import _Element

from feedgen_liveblog import __version__, dates
from feedgen_liveblog.clean.safe import legal
from feedgen_liveblog.errors import UsageError
from feedgen_liveblog.expressions import expression
from feedgen_liveblog.render.entry import rfc3339


class _Make(Protocol):
    def __call__(self, *parts: str | _Element | dict[str, str], **attributes: str) -> _Element: ...


class _Maker(Protocol):
    def __getattr__(self, tag: str) -> _Make: ...


E: _Maker = ElementMaker()
"""Makes elements: `E.p({"class": "by"}, "By ", E.b("Ada"))`."""

GENERATOR = "feedgen-liveblog"
FEEDS = {
    "atom": ("Atom", "application/atom+xml"),
    "rss": ("RSS", "application/rss+xml"),
    "json": ("JSON Feed", "application/feed+json"),
}
"""The feeds that a page can offer: their names for people, and their media types."""

OPML = "text/x-opml"

PALETTE = files("feedgen_liveblog.render").joinpath("palette.css").read_text(encoding="utf-8")
"""The colours, in light and dark, that all our pages share."""

_STYLE = PALETTE + files("feedgen_liveblog.render").joinpath("page.css").read_text(encoding="utf-8")
_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
# The icon is in the page, so that no browser asks the server for one.
_POLICY = "; ".join(
    (
        "default-src 'none'",
        "img-src http: https: data:",
        f"style-src 'sha256-{_HASH}'",
        "base-uri 'none'",
        "form-action 'none'",
    )
)
_ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E"
    "%3Ccircle cx='8' cy='8' r='6' fill='%23c62828'/%3E%3C/svg%3E"
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_UNKNOWN_LANGUAGE = "und"
_LANGUAGE = expression(r"[A-Za-z]{2,3}(-|$)")
_RIGHT_TO_LEFT = expression(
    r"(?:ar|arc|ckb|dv|fa|he|iw|ji|ks|nqo|pnb|ps|sd|syr|ug|ur|yi)(?:-(?!latn|cyrl|deva)|$)|.*-(?:arab|hebr|thaa|syrc|nkoo)\b",
    re.IGNORECASE,
)


def document(
    title: str, language: str | None, links: Iterable[_Element], *body: _Element, summary: str = ""
) -> bytes:
    """The document's bytes; `links` are those of its head."""
    head = E.head(
        E.meta(charset="utf-8"),
        E.title(title),
        E.meta({"http-equiv": "Content-Security-Policy", "content": _POLICY}),
        E.meta(name="viewport", content="width=device-width, initial-scale=1"),
        E.meta(name="color-scheme", content="light dark"),
        E.meta(name="referrer", content="no-referrer"),
        E.meta(name="robots", content="noindex"),
        E.meta(name="generator", content=f"{GENERATOR} {__version__}"),
        *([E.meta(name="description", content=summary)] if summary else []),
        E.link(rel="icon", href=_ICON),
        *links,
        E.style(_STYLE),
    )
    root = E.html(spoken(language), head, E.body(*body))
    for element in (*head, *root):
        element.tail = "\n"
    text = etree.tostring(root, encoding="unicode", method="html", doctype="<!DOCTYPE html>")
    return legal(text.replace("&#13;", "\n")).encode() + b"\n"  # HTML has no reference to a carriage return


def spoken(language: str | None) -> dict[str, str]:
    """The attributes of an element with words in that language; undetermined where it is none that has a code."""
    tag = language if language and _LANGUAGE.match(language) else _UNKNOWN_LANGUAGE
    return {"lang": tag} | ({"dir": "rtl"} if _RIGHT_TO_LEFT.match(tag) else {})


def ours(language: str | None) -> dict[str, str]:
    """The attributes of an element in our own words, which are English, in a page of that language."""
    return {} if spoken(language)["lang"].lower().startswith("en") else {"lang": "en"}


class Clock:
    """Times as one zone's clocks show them."""

    def __init__(self, zone: str | None) -> None:
        self._zone: tzinfo = UTC
        self.name = "UTC"
        try:
            self._zone = dates.zone(zone or "UTC")
        except UsageError:  # a state may be of a machine with other zone data
            return
        if zone and self._zone is not UTC:
            self.name = f"UTC{zone}" if zone[0] in "+-" else zone.replace("_", " ")

    def local(self, moment: datetime) -> datetime:
        """The moment on this clock."""
        try:
            return moment.astimezone(self._zone)
        except OverflowError:  # on the first or last day that there is
            return moment

    def time(self, moment: datetime) -> _Element:
        """A time element that shows hour and minute."""
        return E.time(f"{self.local(moment):%H:%M}", datetime=rfc3339(moment.astimezone(UTC)))

    def moment(self, moment: datetime) -> _Element:
        """A time element that shows day, hour and minute."""
        local = self.local(moment)
        return E.time(f"{day(local)}, {local:%H:%M}", datetime=rfc3339(moment.astimezone(UTC)))


def day(moment: date) -> str:
    """A day by its names. The system's locale has no say."""
    return f"{_DAYS[moment.weekday()]} {moment.day} {_MONTHS[moment.month - 1]} {moment.year}"


def row(attributes: dict[str, str], parts: Sequence[_Element]) -> _Element:
    """A line of parts with dots between them."""
    for part in parts[:-1]:
        part.tail = " · "
    return E.p(attributes, *parts)


def host(url: str) -> str:
    """Whose address it is, for people."""
    return (urlsplit(url).hostname or url).removeprefix("www.")
