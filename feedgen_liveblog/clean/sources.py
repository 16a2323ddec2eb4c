"""Where the picture of an image element is: the real URL behind lazy loading, at a sensible size, or none."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from lxml.etree import _Element

from feedgen_liveblog.clean.links import address
from feedgen_liveblog.expressions import expression

Attributes = _Element | Mapping[str, str]
_WIDE_ENOUGH = 900  # pixels: sharp in a reader's column, and no poster
_SETS = ("data-srcset", "data-lazy-srcset", "data-original-set", "srcset")
_SOURCES = (
    "data-src", "data-original", "data-lazy-src", "data-lazy", "data-original-src", "data-url", "data-image", "src",
)  # fmt: skip
_READABLE = (None, "", "image/jpeg", "image/png", "image/gif")  # by every reader, unlike WebP and AVIF
_TEMPLATE = expression(r"\{(?:width|w|size)\}|%7B(?:width|w|size)%7D", re.IGNORECASE)
_PLACEHOLDER = expression(
    r"/(?:blank|clear|dummy|empty|gr[ae]y|lazy|loader|loading|pixel|placeholder|spacer|t|trans|transparent|1x1)"
    r"(?:[_-]?(?:image|img|bg|gif|\d{1,4}x\d{1,4}|\d{1,4}))?\.(?:gif|png|svg|webp)(?:[?#]|$)",
    re.IGNORECASE,
)
_ICON = expression(
    r"/icons?/[^?#]*\.svg(?:[?#]|$)|/icon?[_-][\w-]*\.(?:svg|png|gif)(?:[?#]|$)", re.IGNORECASE
)
_PORTRAIT = expression(r"^https?://(?:[^/]*\.)?gravatar\.com/|/avatars?/|[/_-]avatar[._-]", re.IGNORECASE)
_TRACKER = expression(
    r"^https?://(?:[^/]*\.)?(?:doubleclick\.net|google-analytics\.com|googletagmanager\.com"
    r"|scorecardresearch\.com|quantserve\.com|chartbeat\.(?:com|net)|vgwort\.de|ioam\.de|ivwbox\.de|xiti\.com|2o7\.net|omtrdc\.net"
    r"|demdex\.net|adnxs\.com|imrworldwide\.com|statcounter\.com|facebook\.com/tr|(?:pixel|stats)\.wp\.com"
    r"|bat\.bing\.com|feedburner\.com/~)|^https?://(?:pixels?|beacon|track(?:er|ing)|counter|analytics)\d*\."
    r"|/(?:pixel|beacon|track(?:er|ing)?|impression|count(?:er)?)(?:\.(?:gif|png|php|aspx?))?(?:[?;]|$)",
    re.IGNORECASE,
)
_WIDTH = expression(r"(\d{1,5})w|(\d(?:\.\d{1,3})?)x")
_TINY = expression(r"(?:^|[;\s])(?:max-)?(?:width|height)\s*:\s*[012](?:px)?\s*(?:[;!]|$)", re.IGNORECASE)


def is_picture(url: str) -> bool:
    """Whether the URL may show something: it is of the web, no placeholder and no tracking pixel."""
    return url.startswith("http") and not (_PLACEHOLDER.search(url) or _TRACKER.search(url))


def is_tracker(url: str) -> bool:
    """Whether the URL has the shape of a tracking pixel's or frame's."""
    return bool(_TRACKER.search(url))


def source(image: Attributes, base: str, *, beside: Iterable[Attributes] = ()) -> str | None:
    """The absolute URL of what an image element shows; None for placeholders, pixels, portraits and nameless icons.

    `beside` are the `source` elements that share its `picture`.
    """
    if _is_tiny(image):
        return None
    for found in _candidates(image, beside):
        url = address(_TEMPLATE.sub("1024", found).replace("{hidpi}", ""), base)
        if url and url.startswith("http") and "%7B" not in url and not _PLACEHOLDER.search(url):
            is_icon = not image.get("alt") and _ICON.search(url)
            return None if is_icon or _PORTRAIT.search(url) or is_tracker(url) else url
    return None


def _candidates(image: Attributes, beside: Iterable[Attributes]) -> Iterator[str]:
    """URLs, best first: of a stated width in a format that all read, lazy attributes, `src`, what is left."""
    sets = [(element, pair) for element in (image, *beside) for pair in _read_sets(element)]
    sets.sort(key=lambda item: (item[1][0] < _WIDE_ENOUGH, abs(item[1][0] - _WIDE_ENOUGH)))
    first = [url for element, (width, url) in sets if width and element.get("type") in _READABLE]
    yield from first
    yield from (value for name in _SOURCES if (value := image.get(name)))
    yield from (url for _, (_, url) in sets if url not in first)


def _read_sets(element: Attributes) -> Iterator[tuple[float, str]]:
    return chain.from_iterable(_read_set(text[:20_000]) for name in _SETS if (text := element.get(name)))


def _read_set(text: str) -> Iterator[tuple[float, str]]:
    """(width, URL) pairs of a `srcset`; a density counts as that many times a column's width."""
    url, width = "", 0.0
    for token in text.split():
        if not url:
            url, head, comma = token.rstrip(","), "", token.endswith(",")
            rest = ""
        else:
            head, mark, rest = token.partition(",")
            comma = bool(mark)
        if measured := _WIDTH.fullmatch(head):
            width = float(measured[1] or float(measured[2]) * 600)
        if comma:
            yield width, url
            url, width = rest, 0.0
    if url:
        yield width, url


def _is_tiny(image: Attributes) -> bool:
    if image.get("layout") in ("responsive", "intrinsic", "fill"):  # AMP: width and height are a ratio
        return False
    sizes = [(image.get(name) or "").strip().removesuffix("px") for name in ("width", "height")]
    return any(size in ("0", "1", "2") for size in sizes) or bool(_TINY.search(image.get("style") or ""))
