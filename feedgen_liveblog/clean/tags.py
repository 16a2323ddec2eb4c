"""One tag of tidy markup read closely: what it is to `tidy`, its name, and how it is written anew.

Only tags in a strict form are read (small letters, quoted values); any other has no kind, and neither has one
that may be furniture, an embed or a picture that is not to be shown.
"""

from functools import lru_cache

from feedgen_liveblog.clean import embeds, furniture, images
from feedgen_liveblog.clean.links import address
from feedgen_liveblog.clean.safe import escape, unescape
from feedgen_liveblog.expressions import expression
from feedgen_liveblog.model import Image

TOKEN = expression(
    r"(<!--(?!-?>)[^<>-]*+(?:-[^<>-]++)*+-->"
    r"|<span(?:\s[^<>]*+)?+></span>"
    r"|<script(?:\s[^<>]*+)?+>[^<]*+</script>"
    r"|<svg(?:\s[^<>]*+)?+>\s*+(?:</?(?:path|g|circle|ellipse|line|polygon|polyline|rect|use)(?=[\s/>])[^<>]*+>\s*+)*+</svg>"
    r"|<picture(?:\s[^<>]*+)?+>(?:\s*+<source\s[^<>]*+>(?:</source>)?+){0,20}+\s*+<img\s[^<>]*+>\s*+</picture>"
    r"|<amp-img\s[^<>]*+>(?:<i-amphtml-sizer\s[^<>]*+></i-amphtml-sizer>)?+</amp-img>"
    r"|</?[a-z][^<>]*+>)"
)
"""What shows nothing, a picture with all that it is made of, or a tag."""

_WRAPPERS = ("div", "section", "article", "header", "footer", "main")
_HOLDERS = ("ul", "ol", "blockquote", "figure")
UNWRAPPED = frozenset({*_WRAPPERS, "span", "time"})
"""Elements that mean nothing to a reader: their content stays."""
HOLDERS = frozenset({*_WRAPPERS, *_HOLDERS})
"""Elements that hold blocks."""

_KINDS = {
    **dict.fromkeys(_WRAPPERS, "wrapper"),
    **dict.fromkeys(_HOLDERS, "holder"),
    **dict.fromkeys(("p", "li", "figcaption", "h2", "h3", "h4", "h5", "h6"), "text"),
    **dict.fromkeys(("a", "strong", "em", "b", "i", "u", "s", "del", "ins", "sub", "sup", "small"), "inline"),
    **dict.fromkeys(("mark", "q", "cite", "code", "kbd", "span", "time"), "inline"),
    "br": "br",
}  # fmt: skip
_UNSEEN = ("></span>", "</script>", "</svg>")
_LONGEST = 1000
_OPENING = expression(r"<[a-z][^<>]*+>")
_TAG = expression(r'<([a-z][a-z0-9-]*+)((?:\s++[a-z][a-z0-9:_-]*+(?:="[^"<>]*+")?+)*+)\s*+/?>')
_ATTRIBUTE = expression(r'([a-z][a-z0-9:_-]*+)(?:="([^"]*+)")?')


def is_unseen(token: str) -> bool:
    """Whether a token shows nothing."""
    return token.startswith("<!") or token.endswith(_UNSEEN)


@lru_cache(maxsize=4096)
def read(tag: str) -> tuple[str, str, str]:
    """Kind, name and new form of an opening tag; no kind if it needs a closer look."""
    found = _TAG.fullmatch(tag) if len(tag) < _LONGEST else None
    if found is None:
        return "", "", ""
    name, attributes = found[1], dict(_ATTRIBUTE.findall(found[2]))
    if _is_other(name, attributes) or not embeds.NAMING.isdisjoint(attributes):
        return "", "", ""
    return _KINDS.get(name, ""), name, "" if name in UNWRAPPED else f"<{name}>"


def linked(tag: str, base: str) -> tuple[str, str, str]:
    """The same of the start of a link."""
    found = _TAG.fullmatch(tag)
    attributes = dict(_ATTRIBUTE.findall(found[2])) if found else {}
    url = address(unescape(attributes.get("href", "")), base)
    if url is None or _is_other("a", attributes):
        return "", "", ""
    return "inline", "a", f'<a href="{escape(url)}">'


def _is_other(name: str, attributes: dict[str, str]) -> bool:
    """Whether a tag is, or may be, of something that is no part of the post."""
    return "teaser" in attributes.get("class", "") or bool(furniture.kind(name, attributes.items()))


def pictured(token: str, base: str) -> tuple[Image, str] | None:
    """The picture of an image's token and the tag's new form."""
    parts: list[dict[str, str]] = []
    for tag in _OPENING.findall(token)[: 1 if token.startswith("<amp") else None]:
        found = _TAG.fullmatch(tag)
        if found is None:
            return None
        attributes = {name: unescape(value) for name, value in _ATTRIBUTE.findall(found[2])}
        if furniture.kind(found[1], attributes.items()):
            return None
        parts.append(attributes)
    image = images.shown(parts[-1], base, beside=parts[1:-1])
    if image is None:
        return None
    written = images.written(image, parts[-1])
    return image, "<img" + "".join(f' {name}="{escape(value)}"' for name, value in written.items()) + ">"
