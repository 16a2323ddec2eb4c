"""Why a page is no live blog, in one line: what was looked for, what was seen, and what the user can do."""

import re
from collections.abc import Iterator
from itertools import islice

from feedgen_liveblog import timeshape
from feedgen_liveblog.expressions import expression
from feedgen_liveblog.model import RawBlog
from feedgen_liveblog.page import Page
from feedgen_liveblog.parsers import json_ld
from feedgen_liveblog.web.challenge import challenge

_ADVICE = "if it is a live blog, name its parts with selectors (docs/selectors.md)"
_LOOKED_FOR = {
    "html": "JSON-LD, microdata, AMP, repeated posts with times, page data, clock headings",
    "json": "a list of posts in the JSON",
    "xml": "a list of posts in the XML",
    "text": "paragraphs that begin or end with a time",
}
# Services whose posts are not in the page and need a token or a browser.
_UNREADABLE = {"ScribbleLive": "embed.scribblelive.com", "CoverItLive": "coveritlive.com"}
_FEW_WORDS = 100  # characters
_SHORT = 1500  # characters of a page that only asks for something
_WALLS = {
    "a form to sign in": expression(r"<input[^>]{0,300}\btype=[\"']?password\b", re.I),
    "a notice about cookies": expression(
        r"<(?:title|h1|h2)\b[^>]{0,200}>[^<]{0,60}\b(?:cookies?|consent)\b", re.I
    ),
}
_MOST_TEXTS = 20_000
_LONGEST = 400  # characters of a paragraph that begins with a time
_SHOWN = frozenset({"clock", "datetime", "iso", "epoch", "relative", "minute"})
_words = "//body//text()[not(ancestor::script or ancestor::style or ancestor::noscript)]"


def why(page: Page, empty: RawBlog | None) -> str:
    """The line for a page of which no format made posts; `empty` is a live blog of a format, without posts."""
    if empty is not None:
        return f"a live blog by {empty.format} without posts: not started yet?"
    if json_ld.declared(page):
        return f"LiveBlogPosting without updates: not started yet? Or JavaScript loads its posts; {_ADVICE}"
    if page.kind == "html" and (seen := _instead(page)):
        return seen
    return f"no live blog found: {_times(page)} (looked for {_LOOKED_FOR[page.kind]}); {_ADVICE}"


def _instead(page: Page) -> str | None:
    """What an HTML page is in place of a live blog, if that can be told."""
    if service := challenge(403, {}, page.text) if len(page.text) < 20 * _SHORT else None:
        by = "" if service == "unknown" else f" ({service})"
        return f"a challenge page{by}, not the live blog: save it from a browser that was let through"
    for name, mark in _UNREADABLE.items():
        if mark in page.text:
            return f"posts are loaded by JavaScript from {name}, which is not supported; {_ADVICE}"
    size = sum(map(len, _texts(page)))
    if size < _FEW_WORDS and not page.state and page.root.xpath("boolean(//script)"):
        return "the page has no text of its own: JavaScript loads its posts, which is not run; give its data's URL"
    for name, wall in _WALLS.items():
        if size < _SHORT and wall.search(page.text):
            return f"no live blog found, but {name}: save the page from a browser that has passed it"
    return None


def _texts(page: Page) -> Iterator[str]:
    found = page.root.xpath(_words) if page.kind == "html" else page.text.splitlines()
    return islice(filter(None, (" ".join(text.split()) for text in found)), _MOST_TEXTS)


def _times(page: Page) -> str:
    """How many times the page shows."""
    if page.kind not in ("html", "text"):
        return "no list of things with a date and a text"
    count = sum(map(_is_timed, _texts(page)))
    shown = (
        "it shows no time" if not count else "one time is shown" if count == 1 else f"{count} times are shown"
    )
    return shown if count < 2 else f"{shown}, but they head no posts of a live blog"


def _is_timed(text: str) -> bool:
    if timeshape.kind(text) in _SHOWN:
        return True
    return text[0].isdigit() and len(text) <= _LONGEST and timeshape.leading(text) is not None
