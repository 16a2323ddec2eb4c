"""GUIDs: a post has the same id on every machine, at every address of its page, forever."""

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from feedgen_liveblog import urls
from feedgen_liveblog.expressions import expression
from feedgen_liveblog.tracking import TRACKING

AUTHORITY = "tag:feedgen-liveblog,2020:"  # RFC 4151; never to change: every entry of every feed would double
_DERIVED = "#~"  # begins the name of a post that has none of its own

_PAGING = expression(r"(?:page|pagenumber|pagina|seite)=\d*|(?:filterkeyevents|dcr|pinned|updated)=?.*", re.I)
_NAMES_POST = expression(r"(?:page|post|post-?id|update|entry)=.*", re.I)
_ALIASES = frozenset({"www", "m", "mobile", "amp", "touch", "wap", "edition"})
_AMP_CACHE = expression(r"/(?:amp|[cvi])/(?:s/)?([^/]+\.[^/]+/.*)")
# No other host: whoever could pass for a cache would have his pages taken for those of anybody else.
_AMP_HOST = expression(r"(?:[a-z0-9-]+\.)*ampproject\.org|(?:www\.)?google\.com", re.I)
_AMP_PATH = expression(r"/(?:amp|amphtml)(?=/|$)|\.amp(?:\.html?)?$", re.I)
_PLACES = frozenset("post posts live liveblog liveblog-body livebloghash main content top comments".split())  # noqa: SIM905
_MATCH_MINUTE = expression(
    r"(?:min\w*\W{0,2})?(\d{1,3})(?:\. ?min\w*\.?|\W{0,3}(?:\+\W?(\d{1,2}))?\W{0,2})", re.IGNORECASE
)  # 95', 90+3', 45.+2, 28. min, but not '5 min' for that may be how long ago
_TIMED = expression(r"#~\d{8}T\d{6}Z-[0-9a-f]{12}(?:-\d+)?$")
_TIMELESS = expression(r"(.*#~[0-9a-f]{12})(?:-\d+)?")
_PLAIN_HOST = expression(r"[a-z0-9.-]*")
_WORD = expression(r"\w+")
# A parameter named so that with the '&' before it, it is a character to a reader that unescapes once too often.
_LATENT = expression(
    r"&(?:[lL](?=[tT])|[aA](?=(?:mp|MP)(?:amp|AMP)*+[lL][tT])|[A-Za-z](?=[A-Za-z0-9]{1,31};))"
)


@lru_cache(maxsize=4096)
def canonical(url: str) -> str:
    """The address of a page, without what differs between its copies: always https, and no fragment.

    `www.`, mobile and AMP hosts and paths, AMP caches, tracking parameters, the order of parameters, the
    default port and a trailing slash go; a parameter that names a page or a post stays.
    To compare with, not to fetch.
    """
    try:
        parts = urlsplit(url.strip() if "//" in url else f"//{url.strip()}")
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:  # not an address; still the same id for the same text
        return f"https://{_escape(url, '/')}"
    cached = _AMP_HOST.fullmatch(host) and _AMP_CACHE.match(parts.path)
    if cached:
        return canonical(f"https://{cached[1]}?{parts.query}")
    labels = host.split(".")
    while len(labels) > 2 and labels[0] in _ALIASES:
        labels.pop(0)
    path = re.sub(r"/{2,}", "/", _AMP_PATH.sub("", parts.path)).rstrip("/")
    if parts.scheme == "file":
        path = path[path.rfind("/") :]  # where it lies on this machine is nobody else's matter
    pairs = sorted(
        pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not TRACKING.fullmatch(pair[0])
    )
    query = _LATENT.sub(_spelt, "&".join(f"{_escape(name)}={_escape(value)}" for name, value in pairs))
    address = _ascii(".".join(labels)) + (f":{port}" if port not in (None, 80, 443) else "")
    return f"https://{address}{_escape(unquote(path), '/')}" + (f"?{query}" if query else "")


def feed_id(url: str, *, namespace: str | None = None, id: str | None = None) -> str:
    """The IRI of a feed: by the provider's own id of the blog, where there is one, else by its address."""
    return (
        f"{AUTHORITY}{_escape(namespace, '/')}/{_escape(id)}" if namespace and id else AUTHORITY + _blog(url)
    )


def guid(
    blog_url: str,
    *,
    namespace: str | None = None,
    id: str | None = None,
    anchor: str | None = None,
    url: str | None = None,
    published: datetime | None = None,
    minute: str = "",
    clock: str = "",
    title: str = "",
    text_hint: str = "",
) -> str:
    """The IRI of a post, from the best there is: native id, DOM anchor, permalink, else time and headline.

    A native id with a `namespace` holds on whatever page shows the post. `minute`, of a match, stands in for
    an unknown `published`, and so does `clock` where nothing tells the day; `text_hint`, the post's first words,
    only where there is no time and no headline either, for bodies get edited. Two posts may come to one derived
    id: `distinct` parts them.
    """
    if id and namespace:
        return f"{AUTHORITY}{_escape(namespace, '/')}/{_escape(id)}"
    if id and not id.startswith(("http://", "https://")):
        return f"{AUTHORITY}{_blog(blog_url)}#{_escape(id)}"
    if anchor:
        return f"{AUTHORITY}{_blog(blog_url)}#{_escape(anchor.lstrip('#'))}"
    own = _permalink(id or url or "", blog_url)
    return AUTHORITY + (
        own or _blog(blog_url) + _DERIVED + _derived(published, minute, clock, title, text_hint)
    )


def has_time(guid: str) -> bool:
    """Whether a GUID is derived, and its post's published time is a part of it."""
    return _TIMED.search(guid) is not None


def timeless(guid: str) -> str | None:
    """A derived GUID without a time, less its number; None for any other."""
    found = _TIMELESS.fullmatch(guid)
    return found[1] if found else None


def distinct(guids: Sequence[str], *, newest_first: bool = True) -> list[str]:
    """The same ids in page order, with equal derived ones numbered from the oldest.

    So a newer post of the same minute leaves the ids of those before it alone. Equal native ids are copies of
    one post, and stay equal.
    """
    count: dict[str, int] = {}
    out = []
    for one in reversed(guids) if newest_first else guids:
        count[one] = count.get(one, 0) + 1
        out.append(f"{one}-{count[one]}" if count[one] > 1 and _DERIVED in one else one)
    return out[::-1] if newest_first else out


def _derived(published: datetime | None, minute: str, clock: str, title: str, text_hint: str) -> str:
    played = _MATCH_MINUTE.fullmatch(minute.strip())
    when = "-".join(filter(None, played.groups())) if played else ""
    if clock:  # which says little: another day has it again
        title, when = title or text_hint, clock
    elif published:
        when = published.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    what = _words(title) or ("" if when else _words(text_hint))
    digest = hashlib.sha256(f"{when}\n{what}".encode()).hexdigest()[:12]
    return f"{when}-{digest}" if when else digest


@lru_cache(maxsize=256)
def _blog(url: str) -> str:
    """Host, path and query of a blog, whichever of its pages or posts the address is of."""
    return _without(canonical(url), _PAGING, _NAMES_POST)


def _without(address: str, *dropped: re.Pattern[str]) -> str:
    page, _, query = address.removeprefix("https://").partition("?")
    kept = "&".join(pair for pair in query.split("&") if not any(name.fullmatch(pair) for name in dropped))
    return f"{page}?{kept}" if kept else page


def _permalink(url: str, blog_url: str) -> str | None:
    """What of a permalink is the post's own, if it can be as an anchor's; None if it is the page's."""
    if not url.startswith(("http://", "https://")):
        url = urls.join(blog_url, url) if url else ""
        if not url.startswith(("http://", "https://", "file:")):
            return None
    page, _, fragment = url.partition("#")
    fragment = unquote(fragment)
    named = f"#{_escape(fragment)}" if fragment and fragment.lower() not in _PLACES else ""
    blog = _blog(blog_url)
    if named and _blog(page) == blog:
        return blog + named
    own = _without(canonical(page), _PAGING)
    return own + named if own != blog else None


def _escape(text: str, safe: str = "") -> str:
    return quote(text.strip(), safe=safe + "-._~:@!$()*,;", errors="replace")


def _spelt(found: re.Match[str]) -> str:
    return f"&%{ord(found[0][1]):02X}"


def _ascii(host: str) -> str:
    if _PLAIN_HOST.fullmatch(host):
        return host
    try:
        return _escape(f"[{host}]" if ":" in host else host.encode("idna").decode())
    except UnicodeError:
        return _escape(host)


def _words(text: str) -> str:
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))
