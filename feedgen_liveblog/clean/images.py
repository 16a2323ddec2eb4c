"""Which picture an image element means: the real one behind lazy loading, at a sensible size, or none."""

import re
from collections.abc import Iterable, Iterator

from lxml.etree import _Element

from feedgen_liveblog.clean.links import address
from feedgen_liveblog.clean.words import line

_WIDE_ENOUGH = 900  # pixels: sharp in a reader's column, not a poster
_LAZY_SETS = ("data-srcset", "data-lazy-srcset", "data-original-set", "srcset")
_LAZY = (
    "data-src", "data-original", "data-lazy-src", "data-lazy", "data-original-src", "data-full-src", "data-url",
    "data-image", "data-img-src", "src",
)  # fmt: skip
_CANDIDATE = re.compile(r"(\S*[^\s,])(?:\s+([\d.]+)([wx])(?:\s+\d+h)?)?\s*(?:,|$)")
_TEMPLATE = re.compile(r"\{(?:width|w|size)\}|%7B(?:width|w|size)%7D", re.IGNORECASE)
_PLACEHOLDER = re.compile(
    r"[/_-](?:blank|spacer|placeholder|transparent|pixel|clear|dummy|lazy|loading|loader|grey|gray|1x1|t)"
    r"(?:[_-][\w-]*)?\.(?:gif|png|svg|jpe?g|webp)(?:[?#]|$)",
    re.IGNORECASE,
)
_TRACKER = re.compile(
    r"^https?://(?:[^/]*\.)?(?:doubleclick\.net|google-analytics\.com|googletagmanager\.com|scorecardresearch\.com"
    r"|quantserve\.com|chartbeat\.(?:com|net)|vgwort\.de|ioam\.de|ivwbox\.de|xiti\.com|2o7\.net|omtrdc\.net|demdex\.net"
    r"|adnxs\.com|imrworldwide\.com|statcounter\.com|feedburner\.com/~|facebook\.com/tr|parsely\.com/plogger"
    r"|pixel\.wp\.com|stats\.wp\.com|bat\.bing\.com)"
    r"|^https?://(?:pixel|beacon|track(?:er|ing)?|counter|stats?|analytics|metrics?)\d*\."
    r"|/(?:pixel|beacon|track(?:er|ing)?|counter|impression|count)(?:\.(?:gif|png|php|aspx?|jpe?g))?(?:[?;]|$)",
    re.IGNORECASE,
)
_TINY = re.compile(r"(?:^|[;\s])(?:max-)?(?:width|height)\s*:\s*[012](?:px)?\s*(?:;|!|$)", re.IGNORECASE)


def source(image: _Element, base: str) -> str | None:
    """The URL of the picture an `img` or `amp-img` shows; None for placeholders and tracking pixels."""
    if _tiny(image):
        return None
    for found in _candidates(image):
        url = address(_TEMPLATE.sub("1024", found).replace("{hidpi}", ""), base)
        if url and "%7B" not in url and not _PLACEHOLDER.search(url):
            return None if _TRACKER.search(url) else url
    return None


def is_tracker(url: str) -> bool:
    """Whether the URL has the shape of a tracking pixel or frame."""
    return bool(_TRACKER.search(url))


def words(image: _Element) -> str:
    """The text that stands for the picture; quotation marks in it cannot end an attribute."""
    return line(image.get("alt") or "").replace('"', "”")


def size(image: _Element) -> dict[str, str]:
    """Width and height, where both are real sizes and not an aspect ratio."""
    given = {name: image.get(name, "").removesuffix("px") for name in ("width", "height")}
    return (
        given
        if all(
            value.isascii() and value.isdigit() and 32 <= int(value[:6]) <= 9999 for value in given.values()
        )
        else {}
    )


def _tiny(image: _Element) -> bool:
    sizes = [image.get(name, "").strip().removesuffix("px") for name in ("width", "height")]
    responsive = image.tag == "amp-img" and image.get("layout") in ("responsive", "intrinsic", "fill")
    return not responsive and (
        any(size in ("0", "1", "2") for size in sizes) or bool(_TINY.search(image.get("style", "")))
    )


def _candidates(image: _Element) -> Iterator[str]:
    """URLs, best first: what a source set names at a sensible width, lazy attributes, then `src`."""
    own = [image.get(name) or "" for name in _LAZY_SETS]
    sources = list(_sources(image))
    plain = [s for s in sources if s.get("type", "image/jpeg") in ("image/jpeg", "image/png", "image/gif")]
    for group in (own, _sets(plain), _sets(sources)):
        yield from _fitting(group)
        if group is own:
            yield from (value for name in _LAZY if (value := image.get(name)))


def _sources(image: _Element) -> Iterator[_Element]:
    for parent in image.iterancestors():
        if parent.tag == "picture":
            yield from parent.iter("source")
        if parent.tag not in ("source", "picture"):
            break


def _sets(sources: Iterable[_Element]) -> list[str]:
    return [source.get(name) or "" for source in sources for name in _LAZY_SETS]


def _fitting(sets: Iterable[str]) -> list[str]:
    """Of all URLs in source sets: the narrowest that is wide enough first, then by width downwards."""
    sized = [
        (float(number) * (600 if unit == "x" else 1), url)
        for text in sets
        for url, number, unit in (
            (m[1], m[2] or "1", m[3] or "x") for m in _CANDIDATE.finditer(text[:20_000])
        )
        if number.count(".") < 2 and number != "."
    ]
    wide = sorted((pair for pair in sized if pair[0] >= _WIDE_ENOUGH), key=lambda pair: pair[0])
    small = sorted((pair for pair in sized if pair[0] < _WIDE_ENOUGH), key=lambda pair: -pair[0])
    return [url for _, url in wide + small]
