"""A post's markup to safe HTML that every reader shows alike, and the pictures in it."""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

import nh3
from lxml import etree

from feedgen_liveblog.clean import embeds, furniture, images, mend
from feedgen_liveblog.clean.links import address
from feedgen_liveblog.clean.safe import escape, harmless, legal, settled, unescape, unquoted
from feedgen_liveblog.clean.shape import BLOCKS, INLINE, shape
from feedgen_liveblog.clean.tidy import tidied
from feedgen_liveblog.clean.trees import parse
from feedgen_liveblog.clean.words import from_text, line, plain
from feedgen_liveblog.expressions import expression
from feedgen_liveblog.model import Image


class Cleaned(NamedTuple):
    """Safe HTML with absolute URLs, and its pictures in order, each once."""

    html: str
    images: tuple[Image, ...] = ()


_ATTRIBUTES = {
    "*": set[str](), "a": {"href"}, "img": {"src", "alt", "width", "height"}, "abbr": {"title"},
    "ol": {"start"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"},
}  # fmt: skip
_EMPTIED = {
    "script", "style", "template", "iframe", "noembed", "noframes", "noscript", "textarea", "title", "xmp",
    "plaintext", "svg", "math",
}  # fmt: skip
_SMALL_NUMBER = expression(r"[0-9]{1,5}")
_ANY_TAG = expression(r"(<[^>]*+>)")
_BLOCK_TAGS = frozenset(f"<{slash}{name}>" for name in (*BLOCKS, "br") for slash in ("", "/"))
_BLANKS = expression(r"[ \t\n]{2,}|[\t\n]")
_EMPTY = expression(r"<p>(?:\s|<br>)*+</p>\s*+")
_TEXT = expression(r"(?:\A|(?<=>))[^<>]++")
_PAGE_TAGS = expression(
    r"</?(?:html|head|body|frameset|wbr)(?=[\s/>])[^<>]*+>|<!doctype[^<>]*+>", re.IGNORECASE | re.ASCII
)
# libxml2 does not know that these hold nothing, and would put the rest of the post into them.
_OPEN_SOURCE = expression(r"<(source|track)(?=[\s/>])[^<>]*+>", re.IGNORECASE | re.ASCII)
_NAMED_TAG = expression(r"<(/?)([a-zA-Z][^\s/>]*+)")
_UNNESTED = frozenset(
    {"p", "li", "br", "hr", "img", "input", "meta", "link", "area", "base", "col", "embed", "param"}
)
_DEEPEST, _MOST_TAGS = 200, 20_000


def clean(html: str, *, base: str) -> Cleaned:
    """Safe HTML of any markup: nothing active, absolute http(s) and mailto URLs, only what is the post's own.

    Lazy images become real ones, embeds a quote or a link. `base` is the URL of the page. Cleaning the result
    again changes nothing.
    """
    html = legal(html)
    if quick := tidied(html, base):
        return Cleaned(html=quick[0], images=quick[1])
    html = _OPEN_SOURCE.sub(r"\g<0></\1>", _PAGE_TAGS.sub("", html))
    if _is_beyond_reason(html):
        html = from_text(plain(html))
    body = parse(html)
    embeds.unfold(body)
    furniture.remove(body)
    embeds.replace(body, base)
    mend.links(body, base)
    found = images.restore(body, base)
    mend.parts(body)
    shape(body)
    html = etree.tostring(body, encoding="unicode", method="html")
    return Cleaned(html=_finished(_sanitiser(base)(html)), images=found)


@lru_cache(maxsize=16)
def _sanitiser(base: str) -> Callable[[str], str]:
    def allowed(tag: str, name: str, value: str) -> str | None:
        if name in ("href", "src"):
            return address(value, base)
        if name in ("alt", "title"):
            return unquoted(line(value))
        return value if _SMALL_NUMBER.fullmatch(value) else None

    sanitise: Callable[[str], str] = nh3.Cleaner(
        tags={*BLOCKS, *INLINE},
        clean_content_tags=_EMPTIED,
        attributes=_ATTRIBUTES,
        attribute_filter=allowed,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    ).clean
    return sanitise


def _finished(html: str) -> str:
    """What sanitising leaves to do: no link without target, no text that could be a tag, nothing empty."""
    html = legal(html).replace("&nbsp;", "\xa0")
    if "&lt;" in html or "&amp;" in html:
        html = _TEXT.sub(_harmless_text, html)
    html = _EMPTY.sub("", html)
    return settled(html if "<pre" in html else _compact(html))


def _compact(html: str) -> str:
    """Cleaned HTML without the white space that shows nothing: next to blocks, and more than one blank."""
    if "\n" in html or "  " in html or "\t" in html:
        html = _BLANKS.sub(" ", html)
    parts = _ANY_TAG.split(html)
    for at in range(1, len(parts), 2):
        if parts[at] in _BLOCK_TAGS:
            parts[at - 1] = parts[at - 1].rstrip(" ")
            parts[at + 1] = parts[at + 1].lstrip(" ")
    return "".join(parts).strip()


def _harmless_text(found: re.Match[str]) -> str:
    if "&" not in found[0]:
        return found[0]
    return escape(harmless(unescape(found[0])))


def _is_beyond_reason(html: str) -> bool:
    """Whether its depth makes parsers lose text or take quadratic time, or its tags are absurdly many."""
    if html.count("<") <= _DEEPEST:
        return False
    tags = _NAMED_TAG.findall(html)
    depth = deepest = 0
    for closing, name in tags:
        if name.lower() not in _UNNESTED:
            depth += -1 if closing else 1
            deepest = max(deepest, depth)
    return deepest > _DEEPEST or len(tags) > _MOST_TAGS
