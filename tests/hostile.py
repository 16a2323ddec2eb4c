"""Hostile markup, and a judge that says what in a piece of HTML or text could do something in some reader."""

import html
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from lxml import etree

_TAGS = re.compile(
    "p|br|hr|h[2-6]|blockquote|q|cite|[uo]l|li|d[ltd]|table|caption|t(?:head|body|foot|[rhd])|figure|figcaption|img"
    "|a|strong|em|b|i|u|s|del|ins|sub|sup|small|mark|code|kbd|samp|pre|abbr"
)
_ATTRIBUTES = {"href", "src", "alt", "width", "height", "title", "colspan", "rowspan", "start"}
_SITE = r"https?://[A-Za-z0-9\[]"
_WEB = re.compile(rf"(?:{_SITE}|mailto:[^\s<>\"']+@)[^\s<>\"']*\Z")
_LEADS = {"href": _WEB, "src": re.compile(rf"{_SITE}[^\s<>\"']*\Z")}
_ILLEGAL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\u202d\u202e]"
)
LEVELS = 3  # as published, and as a reader sees it that unescapes once, twice or three times too often


@cache
def vectors() -> dict[str, str]:
    """The corpus: every vector by its kind and number."""
    kinds = tomllib.loads((Path(__file__).parent / "xss" / "vectors.toml").read_text("utf-8"))
    return {f"{kind}-{number}": text for kind, texts in kinds.items() for number, text in enumerate(texts)}


def survivors(published: str) -> list[str]:
    """What is active, forbidden or illegal in published HTML, however often unescaped, to either parser."""
    found = [f"character {character!r}" for character in _ILLEGAL.findall(published)]
    for level in range(LEVELS + 1):
        for tag, attributes in (*_by_libxml2(published), *_by_python(published)):
            if not _TAGS.fullmatch(tag):
                found.append(f"level {level}: <{tag}>")
            for name, value in attributes:
                if name not in _ATTRIBUTES:
                    found.append(f"level {level}: <{tag} {name}>")
                elif name in _LEADS and not _LEADS[name].match(value or ""):
                    found.append(f"level {level}: <{tag} {name}={value!r}>")
        published, previous = html.unescape(published), published
        if published == previous:
            break
    return found


def markup(published: str) -> list[str]:
    """What a reader could take for a tag in text that is published as text, at any level of unescaping."""
    found = [f"character {character!r}" for character in _ILLEGAL.findall(published)]
    for level in range(LEVELS + 1):
        found += [f"level {level}: {tag}" for tag in re.findall(r"<[a-zA-Z/!?][^>]{0,20}", published)]
        published = html.unescape(published)
    return found


def unsafe_address(url: str | None) -> list[str]:
    """What in an address could end an attribute or not lead to the web, at any level of unescaping."""
    found = []
    for level in range(LEVELS + 1):
        if url is not None and not _WEB.match(url):
            found.append(f"level {level}: {url!r}")
        url = None if url is None else html.unescape(url)
    return found


def _by_libxml2(text: str) -> Iterator[tuple[str, list[tuple[str, str | None]]]]:
    root = etree.fromstring(f"<body><div>{text}</div>", etree.HTMLParser(huge_tree=True))
    for element in root.iter():
        if not isinstance(element.tag, str):
            yield "!comment or instruction", []
        elif element.tag not in ("html", "body", "div"):
            yield element.tag, [(str(name), str(value)) for name, value in element.items()]


def _by_python(text: str) -> list[tuple[str, list[tuple[str, str | None]]]]:
    class Reader(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.seen: list[tuple[str, list[tuple[str, str | None]]]] = []

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.seen.append((tag, attrs))

        def handle_comment(self, data: str) -> None:
            self.seen.append(("!comment", []))

        handle_decl = handle_pi = unknown_decl = handle_comment

    reader = Reader()
    reader.feed(text)
    reader.close()
    return reader.seen
