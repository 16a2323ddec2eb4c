"""A short digest of what a post says and shows: it changes with a real edit and with nothing else."""

import re
import unicodedata
from collections.abc import Iterable
from hashlib import sha256
from html import unescape
from urllib.parse import parse_qsl, urlsplit

from feedgen_liveblog.clean.words import plain
from feedgen_liveblog.model import Image

_UNITS = (
    r"(?:s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?|Sek(?:unden?)?|Min(?:uten?)?|Std|Stunden?"
    r"|Tage?n?|secondes?|heures?|jours?|segundos?|minutos?|horas?|d[ií]as?|secondi|minut[oi]|or[ae]|giorn[oi]|uur|dagen"
    r"|minuten|minuter|timmar?|timer?|minutter|dager?|dagar)\.?"
)
_NUMBER = r"(?:\d{1,3}|an?|one|an|ein(?:er|em)?|une?|un[ao]?)"
_RELATIVE = re.compile(
    rf"\b(?:{_NUMBER}\s?{_UNITS}(?:\s?{_NUMBER}\s?{_UNITS})?\s(?:ago|geleden|sedan|siden|atrás|fa)"
    rf"|(?:vor|il\sy\sa|hace|há|för|for)\s{_NUMBER}\s?{_UNITS}(?:\s?(?:und\s|et\s|y\s)?{_NUMBER}\s?{_UNITS})?"
    r"(?:\s(?:sedan|siden))?|just\snow|gerade\seben|à\sl'instant)(?!\w)",
    re.IGNORECASE,
)
_BLANK = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff]+")
_TARGET = re.compile(r'<a href="([^"]*)"')
_SHOWN = re.compile(r'<img [^>]*?src="([^"]*)"')
_TRACKING = re.compile(
    r"(?:utm_.*|at_.*|ns_.*|mc_.*|fb.?clid|gclid|dclid|msclkid|igshid?|ref|ref_src|cmpid?|ito|s|si|smid|xtor)"
)
_SIZE = re.compile(
    r"\d{1,5}|\d*x\d*|[wh]\d+|(?:[a-z]{1,3}_[\w.:]+)(?:,[a-z]{1,3}_[\w.:]+)*|(?:width|height|w|h|q|resize|fit|crop)[=:-][\w,.:]+"
)
_SIZE_SUFFIX = re.compile(r"(?:[-_@](?:\d{2,4}x\d{0,4}|x?\d{2,4}|[123]x|scaled))+(?=\.\w{2,5}$|$)")
_NAMES = {"id", "url", "src", "image", "img", "file", "path", "uuid", "media"}


def digest(title: str, html: str, images: Iterable[Image]) -> str:
    """16 hex digits over normalised title, visible text, link targets and pictures of cleaned HTML.

    White space, invisible characters, relative times, tracking parameters, and sizes, signatures and hosts of
    image URLs do not count.
    """
    shown = (
        [image.url for image in images]
        if "<img" not in html
        else [
            *(unescape(url) for url in _SHOWN.findall(html)),
            *(image.url for image in images),
        ]
    )
    parts = [
        _folded(title),
        _folded(plain(html)),
        *(("a", _target(unescape(url))) for url in _TARGET.findall(html)),
        *(("i", name) for name in dict.fromkeys(_picture(url) for url in shown)),
    ]
    return sha256(repr(parts).encode()).hexdigest()[:16]


def _folded(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return _BLANK.sub("", _RELATIVE.sub("", text))


def _target(url: str) -> str:
    address, _, query = url.partition("://")[2].partition("?")
    query, _, fragment = query.partition("#")
    kept = [pair for pair in query.split("&") if not _TRACKING.fullmatch(pair.partition("=")[0].lower())]
    return "?".join(filter(None, (address.rstrip("/"), "&".join(kept)))) + fragment


def _picture(url: str) -> str:
    """What stays of an image URL when it is resized, re-signed or moved to another host."""
    parts = urlsplit(url)
    segments = [part for part in parts.path.split("/") if part and not _SIZE.fullmatch(part)]
    if segments:
        segments[-1] = _SIZE_SUFFIX.sub("", segments[-1]).rsplit(".", 1)[0]
    query = [
        _picture(value) if "/" in value else value for name, value in parse_qsl(parts.query) if name in _NAMES
    ]
    return "/".join(segments + query)
