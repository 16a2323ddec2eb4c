"""Data embedded in a page's scripts and attributes: `__NEXT_DATA__`, `__NUXT__`, `__APOLLO_STATE__`."""

import html
import json
import re
from collections.abc import Iterator
from typing import Any, cast

from lxml import etree

from feedgen_liveblog.expressions import expression
from feedgen_liveblog.pagedata import dehydrated, jsvalue, packed

# Less than this cannot hold three posts; most scripts of a page are that small.
_MIN_LENGTH = 200
_MAX_LENGTH = 32_000_000
# `name = value` and an argument, as in `hydrate(root, {…})`; JSON.parse("…") and atob("…") are seen through.
_CANDIDATE = expression(
    r"(?:(?<![=!<>])=(?!=)|(?<=[\w$])\((?:\s*[\w$.\"'#-]{1,40}\s*,){0,3})\s*"
    r"(?:(?:window\.)?(?:JSON\.parse|atob|decodeURIComponent|decodeURI|unescape)\s*\(\s*)*"
    r"(?=[\"'`{\[(]|function\b)"
)
_NAME = expression(r"[\w$.\-\[\]\"']{1,80}\s*$")
_FLIGHT = expression(r"(?:self|window|globalThis)\.__next_f\.push\(\s*(?=\[)")
_WRAPPING = expression(
    r"^\s*+(?:<!--|(?://|/\*)?\s*+<!\[CDATA\[(?:\*/)?)\s*+"
    r"|(?<!\s)\s*+(?:-->|(?://|/\*)?\s*+\]\]>(?:\*/)?)\s*+$"
)
_NO_DATA = expression(r"ld\+json|template|importmap|speculationrules|x-mathjax|text/html", re.I)
_DATA_ATTRIBUTES = etree.XPath(f"//@*[string-length(.) > {_MIN_LENGTH}]")


def extract(root: etree._Element) -> tuple[tuple[str, Any], ...]:
    """All embedded data as (name, value) pairs in page order; broken data costs only itself.

    JSON-LD is left out: it has its own parser. Values may share members and refer to themselves, as the
    caches of GraphQL clients do.
    """
    found: list[tuple[str, Any]] = []
    flight: list[str] = []
    for script in root.iter("script"):
        source = script.text or ""
        kind = script.get("type") or ""
        if "__next_f" in source[:200]:
            flight.extend(_flight_chunks(source))
        elif not _MIN_LENGTH <= len(source) <= _MAX_LENGTH or _NO_DATA.search(kind):
            continue
        elif "json" in kind.lower() or source.lstrip()[:2] in ('{"', "[{", "[["):
            found.extend(_of_json(script.get("id") or kind, _WRAPPING.sub("", source)))
        else:
            found.extend(_assigned(source))
    if flight:
        found.append(("__next_f", dehydrated.flight(flight)))
    found.extend(_of_attributes(root))
    return tuple((name, dehydrated.resolved(value)) for name, value in found)


def _of_json(name: str, text: str) -> Iterator[tuple[str, Any]]:
    try:
        value = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return
    if isinstance(value, str):
        yield from _of_json(name, value)
    elif isinstance(value, list) and name.startswith("__NUXT"):
        yield name, dehydrated.revived(value)
    elif isinstance(value, (dict, list)):
        yield name, value


def _assigned(source: str) -> Iterator[tuple[str, Any]]:
    at = 0
    # Code has thousands of `x = {`; what fails to read as data must not be scanned for ever.
    budget = 2 * len(source)
    while budget > 0 and (candidate := _CANDIDATE.search(source, at)) is not None:
        at = candidate.end()
        try:
            value, end = jsvalue.read(source, at, least=_MIN_LENGTH)
        except jsvalue.Unreadable as error:
            budget -= error.scanned + 100
            continue
        if end - at >= _MIN_LENGTH and isinstance(value, (dict, list)):
            name = _NAME.search(source, max(0, candidate.start() - 80), candidate.start())
            yield (name.group().strip() if name else "script").removeprefix("window."), value
        at = max(end, at)


def _flight_chunks(source: str) -> Iterator[str]:
    for push in _FLIGHT.finditer(source):
        try:
            chunk, _ = jsvalue.read(source, push.end())
        except jsvalue.Unreadable:
            continue
        if isinstance(chunk, list) and len(chunk) == 2 and isinstance(chunk[1], str):
            yield chunk[1]


def _of_attributes(root: etree._Element) -> Iterator[tuple[str, Any]]:
    for text in cast("list[Any]", _DATA_ATTRIBUTES(root)):
        bare = text.strip()
        if bare[:1] in "{[" and "&quot;" in bare[:40]:
            bare = html.unescape(bare)
        if bare[:1] in "{[":
            for name, value in _of_json(text.attrname or "attribute", bare):
                island = text.getparent().tag == "astro-island" and isinstance(value, dict)
                yield name, packed.island(value) if island else value
