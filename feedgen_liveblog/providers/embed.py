"""What providers share in recognising an embed: a cheap look at the text, then the markup itself."""

import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree

from feedgen_liveblog.page import Page

_MOST = 2000  # characters of a URL worth looking at; a longer one is a picture written out, or malice


def mentions(page: Page, *needles: str) -> bool:
    """Whether a page is worth a closer look: it is HTML and one of the words is somewhere in it."""
    return page.kind == "html" and any(needle in page.text for needle in needles)


def scripts(page: Page, needle: str) -> Iterator[str]:
    """The text of each inline script that holds a word."""
    for script in page.root.iter("script"):
        if needle in (text := script.text or ""):
            yield text


def assigned(page: Page, name: str) -> Mapping[str, Any] | None:
    """The JSON object that an inline script assigns to a variable; None if no script does."""
    assignment = re.compile(rf"\b{re.escape(name)}\s*=\s*(?=\{{)")
    for script in scripts(page, name):
        if found := assignment.search(script):
            try:
                value, _ = json.JSONDecoder(strict=False).raw_decode(script, found.end())
            except (ValueError, RecursionError):
                continue
            return value if isinstance(value, dict) else None
    return None


def sources(page: Page) -> Iterator[str]:
    """The absolute URLs that a page's frames and scripts are loaded from, also those loaded lazily."""
    for element in page.root.iter("iframe", "amp-iframe", "script", "div"):
        for attribute in ("src", "data-src", "data-url"):
            if (url := element.get(attribute)) and len(url) < _MOST and (found := absolute(page, url)):
                yield found


def absolute(page: Page, url: str) -> str | None:
    """A page's link as an absolute http(s) URL; None if it is not one, as a path in a saved page."""
    base = page.url if page.url.startswith(("http://", "https://")) else "https:"
    try:
        joined = urljoin(base, url.strip())
        parts = urlsplit(joined)
    except ValueError:
        return None
    return joined if url.strip() and parts.scheme in ("http", "https") and parts.hostname else None


def inner(element: etree._Element) -> str:
    """The markup inside an element."""
    children = (etree.tostring(child, encoding="unicode", method="html") for child in element)
    return html.escape(element.text or "", quote=False) + "".join(children)
