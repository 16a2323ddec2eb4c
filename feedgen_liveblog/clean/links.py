"""A URL as found on a page to an absolute http(s) or mailto URI that is safe wherever it is put."""

import re
from functools import lru_cache
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from feedgen_liveblog.clean.safe import legal, unescape
from feedgen_liveblog.expressions import expression

_LONGEST = 8192
# '&lt', '&quot' and their kind come to life when a reader unescapes twice; with the first letter
# percent-encoded they mean the same to the server, and nothing to an unescaper.
_LATENT = r"#|lt|gt|quot|amp|LT|GT|QUOT|AMP|[A-Za-z][A-Za-z0-9]{1,31};"
_LATENT_ENTITY = expression(rf"&({_LATENT})")
_SAFE = rf"(?:[A-Za-z0-9\-._~:/?@!$()*+,;=]|%[0-9A-Fa-f]{{2}}|&(?!{_LATENT}))"
_READY = expression(
    rf"https?://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[1-9][0-9]{{0,3}}|:[1-5][0-9]{{4}})?(?:[/?]{_SAFE}*+)?+(?:#{_SAFE}*+)?+"
)
_ROOTED = expression(rf"/(?:(?!/){_SAFE}++)?+(?:#{_SAFE}*+)?+")
_PART = expression(rf"#{_SAFE}++")
_DOTS = expression(r"/\.\.?(?:[/?#]|$)")
_SCHEME = expression(r"([a-zA-Z][a-zA-Z0-9+.\-]*):")
_HOST = expression(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?\.?|[0-9a-f:.]*:[0-9a-f:.]*")
_MAILBOX = expression(r"[^@\s<>\"',;:/?&]+@[^@\s<>\"',;:/?&]+")
_NO_HOST = expression(r"https?:[/\\]*", re.IGNORECASE)
_BLANKS = expression(r"[\x00-\x20\x7f-\xa0\u00ad\u200b-\u200f\u2028\u2029\u2060\ufeff]+")
_BAD_PERCENT = expression(r"%(?![0-9A-Fa-f]{2})")


def address(url: str | None, base: str | None) -> str | None:
    """The absolute http(s) or mailto URL, its unsafe and non-ASCII characters encoded; None if it is not one.

    Relative URLs are resolved against `base`, credentials left out; another scheme, however encoded, is None.
    Follows RFC 3986 and, in what it forgives (backslashes, line breaks, blanks), the WHATWG URL standard.
    """
    if not url or len(url) > _LONGEST:
        return None
    if _READY.fullmatch(url):
        return url
    if base and _ROOTED.fullmatch(url) and not _DOTS.search(url):
        return _origin(base) and f"{_origin(base)}{url}"
    if base and _PART.fullmatch(url) and _READY.fullmatch(base):
        return base.partition("#")[0] + url
    url = re.sub(r"[\t\r\n]", "", legal(url)).strip().replace("&amp;", "&")
    if not url or _NO_HOST.fullmatch(url) or not _is_web(url):
        return None
    if url[:7].lower() == "mailto:":
        mailbox, mark, query = url[7:].partition("?")
        return f"mailto:{_quoted(mailbox)}{mark}{_quoted(query)}" if _MAILBOX.fullmatch(mailbox) else None
    head, mark, tail = url.partition("?")
    try:
        parts = urlsplit(urljoin(base or "", head.replace("\\", "/") + mark + tail))
        origin = _origin_of(parts)
    except ValueError:
        return None
    path, query, fragment = (_quoted(part) for part in (parts.path, parts.query, parts.fragment))
    url = f"{path}{'?' * bool(query)}{query}{'#' * bool(fragment)}{fragment}".replace("&#", "%26#")
    return origin and origin + url


@lru_cache(maxsize=64)
def _origin(base: str) -> str | None:
    try:
        return _origin_of(urlsplit(base))
    except ValueError:
        return None


def _origin_of(parts: SplitResult) -> str | None:
    """Scheme, host and port, without credentials; raises ValueError for a port or host that cannot be."""
    host = parts.hostname or ""
    host = host if host.isascii() else host.encode("idna").decode()
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(host):
        return None
    host = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{host}" + ("" if parts.port is None else f":{parts.port}")


def _is_web(url: str) -> bool:
    """Whether it has no scheme but ours, as a browser reads it and after unescaping it once or twice more."""
    for _ in range(3):
        scheme = _SCHEME.match(_BLANKS.sub("", url))
        if scheme and scheme[1].lower() not in ("http", "https", "mailto"):
            return False
        url, previous = unescape(url), url
        if url == previous:
            break
    return True


def _quoted(part: str) -> str:
    part = quote(_BAD_PERCENT.sub("%25", part), safe="/:@!$&()*+,;=?~%")
    return _LATENT_ENTITY.sub(lambda found: f"&%{ord(found[1][0]):02X}{found[1][1:]}", part)
