"""A URL as found on a page to an absolute http(s) or mailto URI that is safe wherever it is put."""

import re
from html import unescape
from urllib.parse import quote, urljoin, urlsplit

from feedgen_liveblog.clean.words import legal

_LONGEST = 8192
_SAFE = r"[A-Za-z0-9\-._~:/?@!$()*+,;=]|%[0-9A-Fa-f]{2}|&(?!#|lt|quot|amp|apos|LT|QUOT|AMP)"
_READY = re.compile(
    rf"https?://[a-z0-9](?:[a-z0-9.-]*+[a-z0-9])?+(?::\d{{1,5}})?+(?:[/?](?:{_SAFE})*+)?+(?:#(?:{_SAFE})*+)?+"
)
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.\-]*):")
_BLANKS = re.compile(r"[\x00-\x20\x7f-\xa0\u00ad\u200b-\u200f\u2028\u2029\u2060\ufeff]+")
_BAD_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?\.?|\[[0-9a-f:.]+\]")
_MAIL = re.compile(r"[^@\s<>\"',;:/?&]+@[^@\s<>\"',;:/?&]+")
# '&lt' and '&quot' in a query come back to life when a reader unescapes twice; their first letter percent-encoded
# means the same to the server and nothing to an unescaper.
_ENTITY = re.compile(r"&(#|lt|quot|amp|apos|LT|QUOT|AMP)")


def address(url: str | None, base: str | None) -> str | None:
    """The absolute http(s) or mailto URL, non-ASCII and unsafe characters percent-encoded; None if it is none.

    Credentials are left out. Other schemes, however encoded, are None. Follows RFC 3986 and, in what it forgives
    (backslashes, tabs and line breaks, blanks around), the WHATWG URL standard.
    """
    if not url or len(url) > _LONGEST:
        return None
    if _READY.fullmatch(url):
        return url
    url = legal(url).strip().replace("&amp;", "&")
    url = re.sub(r"[\t\r\n]+", "", url)
    if not url or not _allowed(url):
        return None
    if url[:7].lower() == "mailto:":
        return _mail(url[7:])
    head, mark, tail = url.partition("?")
    url = head.replace("\\", "/") + mark + tail
    try:
        parts = urlsplit(urljoin(base or "", url))
        host, port = parts.hostname or "", parts.port
        host = host if host.isascii() else host.encode("idna").decode()
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(host) and f"[{host}]" not in parts.netloc:
        return None
    host = f"[{host}]" if ":" in host else host
    netloc = host if port is None else f"{host}:{port}"
    path, query, fragment = (_quoted(part) for part in (parts.path, parts.query, parts.fragment))
    return (
        f"{parts.scheme}://{netloc}{path}{'?' + query if query else ''}{'#' + fragment if fragment else ''}"
    )


def _allowed(url: str) -> bool:
    """No scheme but ours, seen as a browser would and as it would after unescaping once or twice."""
    for _ in range(3):
        scheme = _SCHEME.match(_BLANKS.sub("", url))
        if scheme and scheme[1].lower() not in ("http", "https", "mailto"):
            return False
        url, previous = unescape(url), url
        if url == previous:
            break
    return True


def _mail(rest: str) -> str | None:
    to, mark, query = rest.partition("?")
    return f"mailto:{_quoted(to)}{mark}{_quoted(query)}" if _MAIL.fullmatch(to) else None


def _quoted(part: str) -> str:
    part = quote(_BAD_PERCENT.sub("%25", part), safe="/:@!$&()*+,;=?~%")
    return _ENTITY.sub(lambda found: f"&%{ord(found[1][0]):02X}{found[1][1:]}", part)
