"""A post's markup to safe HTML that every reader shows alike, and the pictures in it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from html import escape, unescape

import nh3

from feedgen_liveblog.clean.links import address
from feedgen_liveblog.clean.shape import shaped
from feedgen_liveblog.clean.words import ILLEGAL, from_text, harmless, legal, line, plain
from feedgen_liveblog.model import Image


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """Safe HTML with absolute URLs, and its pictures in order, each once."""

    html: str
    images: tuple[Image, ...] = ()


_TAGS = {
    "p", "br", "hr", "h2", "h3", "h4", "h5", "h6", "blockquote", "q", "cite", "ul", "ol", "li", "dl", "dt", "dd", "table",
    "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "figure", "figcaption", "img", "a", "strong", "em", "b", "i", "u",
    "s", "del", "ins", "sub", "sup", "small", "mark", "code", "kbd", "samp", "pre", "abbr",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href"}, "img": {"src", "alt", "width", "height"}, "abbr": {"title"}, "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"}, "ol": {"start"},
}  # fmt: skip
_EMPTIED = {
    "script", "style", "template", "iframe", "noembed", "noframes", "noscript", "textarea", "title", "xmp", "plaintext",
    "svg", "math", "object", "embed", "select", "button", "form", "audio", "video", "canvas",
}  # fmt: skip
_SMALL_NUMBER = re.compile(r"[0-9]{1,5}")
# Markup as an editor writes it: paragraphs with plain emphasis, absolute links and no entity that could hide
# another. It needs no second look before it is sanitised.
_SIMPLE = re.compile(
    rf"(?:\s*+<p>(?!\W*(?:ad|advert|anzeige|werbung|publi|pubbli|annons|reklam|sponsor|story cont|article cont))"
    rf"(?:[^<&{ILLEGAL}]++|<(?:/?(?:b|i|em|strong)|br ?/?|/a|a href=\"https?://[^\"<>&\s{ILLEGAL}]++\")>"
    r"|&(?:nbsp|quot|apos|#39|#x27|#8217|#8216|#8220|#8221|[lr][sd]quo|hellip|[mn]dash|euro|pound|amp(?= ));)*+</p>)++\s*+",
    re.IGNORECASE,
)  # fmt: skip
_EMPTY = re.compile(r"<p>(?:\s|&nbsp;|<br>)*+</p>\s*+")
_LEADING_BREAKS = re.compile(r"<p>(?:\s|&nbsp;|<br>)++")
_NO_LINK = re.compile(r"<a>((?:[^<]++|<(?!/a>))*+)</a>")
_RISKY_TEXT = re.compile(r"(?<=>)[^<>]*&(?:lt|amp);[^<>]*")
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
_VOID = {
    "br",
    "hr",
    "img",
    "input",
    "meta",
    "link",
    "source",
    "wbr",
    "area",
    "base",
    "col",
    "embed",
    "param",
    "track",
    "p",
    "li",
}
_DEEPEST, _MOST_TAGS = 200, 20_000


def clean(html: str, *, base: str) -> Cleaned:
    """Safe HTML of any markup: no active content, absolute http(s) and mailto URLs, the post's own content only.

    Lazy images become real ones, embeds a quote or a link. `base` is the URL of the page. The result is stable:
    cleaned again it is the same.
    """
    if _SIMPLE.fullmatch(html):
        return Cleaned(html=_EMPTY.sub("", _sanitiser(base)(html)).strip())
    html = legal(html)
    if _too_deep(html):
        html = from_text(plain(html))
    html, images = shaped(html, base)
    return Cleaned(html=_finished(_sanitiser(base)(html)), images=images)


@lru_cache(maxsize=16)
def _sanitiser(base: str) -> Callable[[str], str]:
    def allowed(tag: str, name: str, value: str) -> str | None:
        if name in ("href", "src"):
            return address(value, base)
        if name in ("alt", "title"):
            return line(value).replace('"', "”")
        return value if _SMALL_NUMBER.fullmatch(value) else None

    return nh3.Cleaner(
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        clean_content_tags=_EMPTIED,
        link_rel=None,
        url_schemes={"http", "https", "mailto"},
        attribute_filter=allowed,
    ).clean


def _finished(html: str) -> str:
    """What sanitising leaves to do: legal characters, no link without a target, no text that could become a tag."""
    html = legal(html)
    if "<a>" in html:
        html = _NO_LINK.sub(r"\1", html)
    if "&lt;" in html or "&amp;" in html:
        html = _RISKY_TEXT.sub(
            lambda text: escape(harmless(unescape(text[0])), quote=False).replace("\xa0", "&nbsp;"),
            ">" + html,
        )[1:]
    return _EMPTY.sub("", _LEADING_BREAKS.sub("<p>", html)).strip()


def _too_deep(html: str) -> bool:
    """Parsers take quadratic time for deep nesting, or drop what lies below their limit without a word."""
    if html.count("<") <= _DEEPEST:
        return False
    depth = deepest = count = 0
    for count, (closing, name) in enumerate(_TAG.findall(html)):
        if name.lower() not in _VOID:
            depth += -1 if closing else 1
            deepest = max(deepest, depth)
    return deepest > _DEEPEST or count > _MOST_TAGS
