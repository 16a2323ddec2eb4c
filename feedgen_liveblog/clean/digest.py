"""A short digest of what a post says and shows: it changes with a real edit and with nothing else."""

import json
import re
import unicodedata
from collections.abc import Iterable
from hashlib import sha256
from urllib.parse import parse_qsl

from feedgen_liveblog.clean.safe import unescape
from feedgen_liveblog.expressions import expression
from feedgen_liveblog.model import Image

_TAG = expression(r"<[^>]*>")
_TARGET = expression(r'<a href="([^"]*)"')
_SHOWN = expression(r'<img [^>]*?src="([^"]*)"')
_INVISIBLE = expression("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe0f\ufeff]")
_NUMBER = r"(?:\d{1,3}|an?|one|ein(?:er|em)?|une?|un[ao]?)"
_UNIT = (
    r"(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?|Sek(?:unden?)?|Min(?:uten?)?|Std|Stunden?"
    r"|Tage?n?|secondes?|heures?|jours?|segundos?|minutos?|horas?|d[ií]as?|secondi|minut[oi]|or[ae]|giorn[oi]"
    r"|uur|uren|dagen|minuter|timmar|timer?|minutter|dager?|dagar)\.?"
)
_SPAN = rf"{_NUMBER}[\s'’]?{_UNIT}(?:\s?(?:and\s|und\s|et\s|y\s)?{_NUMBER}\s?{_UNIT})?"
_RELATIVE = expression(
    rf"(?<!\w)(?:{_SPAN}\s(?:ago|geleden|sedan|siden|atrás|fa)|(?:vor|il\sy\sa|hace|há)\s{_SPAN}"
    r"|just\snow|gerade\seben|à\sl.instant)(?!\w)",
    re.IGNORECASE,
)
_AFTER = ("ago", "geleden", "sedan", "siden", "atrás", "fa")
_BEFORE = ("vor", "il", "hace", "há")
# Words that every relative time has one of: looking for them first is ten times faster.
_SIGNS = frozenset(
    word + mark
    for word in (*_AFTER, *_BEFORE, *map(str.capitalize, _BEFORE), "now", "eben", "instant")
    for mark in ("", ".", ",", ";", ":", ")", "!", "…")
)
_TRACKING = expression(
    r"(?:utm_|at_|ns_|mc_|ref_|pk_|mtm_|oc_).*|fbclid|gclid|dclid|msclkid|yclid|igshid?|ref|cmpid?|ito|smid|xtor"
    r"|ocid|si"
)
_SIZE = expression(
    r"\d{2,4}|\d+x\d*|x\d+|[wh]\d+|[a-z]{1,3}_[\w.:]+(?:,[a-z]{1,3}_[\w.:]+)*"
    r"|(?:width|height|w|h|q|quality|resize|fit|crop|format|f)[=:-][\w,.:=-]+"
)
_SIZE_SUFFIX = expression(r"(?:[-_@](?:\d{2,4}x\d{0,4}|x?\d{2,4}|[123]x|scaled))+(?=\.\w{2,5}$|$)")
_NAMING = {"id", "url", "src", "image", "img", "file", "path", "uuid", "media"}
_NAMED = tuple(f"{name}=" for name in _NAMING)


def digest(title: str, html: str, images: Iterable[Image]) -> str:
    """16 hex digits over title, visible text, link targets and pictures of a post's cleaned HTML.

    White space, invisible characters, relative times ('5 minutes ago'), tracking parameters of links, and the
    size, signature, format and host of a picture do not count.
    """
    pictures = dict.fromkeys(image.url for image in images)
    if "<img" in html:
        pictures |= dict.fromkeys(unescape(url) for url in _SHOWN.findall(html))
    parts = (
        _essence(title),
        _essence(unescape(_TAG.sub(" ", html))),
        [_target(unescape(url)) for url in _TARGET.findall(html)] if "<a" in html else [],
        list(dict.fromkeys(_picture(url) for url in pictures)),
    )
    return sha256(json.dumps(parts).encode()).hexdigest()[:16]


def _essence(text: str) -> str:
    if not text.isascii():
        text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    words = text.split()
    if not _SIGNS.isdisjoint(words):
        words = _RELATIVE.sub("", " ".join(words)).split()
    return "".join(words)


def _target(url: str) -> str:
    """A link without scheme, tracking parameters and closing slash."""
    place, query, fragment = _parts(url)
    kept = [
        pair for pair in query.split("&") if pair and not _TRACKING.fullmatch(pair.partition("=")[0].lower())
    ]
    return f"{place.rstrip('/')}?{'&'.join(kept)}#{fragment}"


def _picture(url: str) -> str:
    """What stays of a picture's URL when it is resized, re-signed, converted or served by another host."""
    place, query, _ = _parts(url)
    segments = [part for part in place.split("/")[1:] if part and not _SIZE.fullmatch(part)]
    if segments:
        segments[-1] = _SIZE_SUFFIX.sub("", segments[-1]).partition(".")[0]
    if any(map(query.__contains__, _NAMED)):  # an image service may have the picture's name there
        named = [value for name, value in parse_qsl(query) if name in _NAMING]
        segments += [_picture(value) if "/" in value else value for value in named]
    return "/".join(segments)


def _parts(url: str) -> tuple[str, str, str]:
    """Host and path, query, fragment."""
    place, _, fragment = (url.partition("://")[2] or url).partition("#")
    place, _, query = place.partition("?")
    return place, query, fragment
