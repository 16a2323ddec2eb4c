"""GUIDs: the same post has the same id on every machine, at every address of its page, forever."""

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime
from urllib.parse import parse_qsl, quote, unquote, urlsplit

AUTHORITY = "tag:feedgen-liveblog,2020:"  # RFC 4151; fixed for all time: a change would double every entry
DERIVED = "#~"  # marks an id made from time and headline; no DOM id is written with it

_TRACKING = re.compile(
    r"(?:utm|at|ns|mc|pk|piwik|mtm|matomo|hsa|wt|ga|_ga|trk|vero|oly|sc|mkt|spm|cm)_.*"
    r"|(?:fb|gcl|dcl|tw|msclk|ttcl|yclid|li_fat_|wbra|gbra|ysclid|igsh)(?:id|clid|src)?|gclid|dclid|fbclid|msclkid"
    r"|twclid|igshid|igsh|gbraid|wbraid|yclid|ysclid|xtor|xtref|cmp|cmpid|cid|icid|ncid|ocid|smid|sref|ref|referrer"
    r"|ref_?src|ref_?url|source|src|share|shared|sharetype|smtyp|gaa_.*|taid|traffic_source|ito|ftag|partner|feature"
    r"|campaign|campaign_id|linkid|linkcode|amp|amp_.*|_amp|outputtype|usqp|output|cx|__twitter_impression|mobile"
    r"|print|sh|si|s_cid|sara_ecid|wt\.mc_id|origin|intcmp|rss|unlocked_article_code|accesstoken",
    re.IGNORECASE,
)
_PAGING = re.compile(
    r"page|pagenumber|post|post-?id|update|entry|filterkeyevents|dcr|pinned|updated|cursor|offset|limit|live",
    re.IGNORECASE,
)
_ALIASES = ("www", "m", "mobile", "amp", "touch", "wap")
_AMP_CACHE = re.compile(r"/(?:amp|c|v|i)/(?:s/)?(?=[^/]+\.[^/]+)(.+)", re.IGNORECASE)
_AMP_TAIL = re.compile(r"(?:/amp|\.amp(?:\.html?)?)$", re.IGNORECASE)
_WORD = re.compile(r"\w+")


def canonical(url: str) -> str:
    """The address of a page without what varies between its copies.

    http or https, `www.`, mobile and AMP hosts and paths, AMP caches, tracking parameters, the default
    port, a trailing slash and the fragment make no difference; a parameter that names a post does.
    """
    parts = urlsplit(url.strip() if "://" in url or url.startswith("//") else f"https://{url.strip()}")
    host = (parts.hostname or "").rstrip(".")
    path = parts.path
    cached = _AMP_CACHE.match(path) if host.endswith(".ampproject.org") or "google." in host else None
    if cached and cached[1] and "/" in path:
        return canonical(f"https://{cached[1]}" + (f"?{parts.query}" if parts.query else ""))
    labels = host.split(".")
    while len(labels) > 2 and labels[0] in _ALIASES:
        labels.pop(0)
    host = ".".join(labels)
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    path = re.sub(r"/{2,}", "/", path).rstrip("/")
    path = _AMP_TAIL.sub("", path)
    if path.lower().startswith("/amp/"):
        path = path[4:]
    pairs = sorted(p for p in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(p[0]))
    query = "&".join(f"{_escape(k)}={_escape(v)}" if v else _escape(k) for k, v in pairs)
    return f"https://{_idna(host)}{port}{_escape(unquote(path), '/')}" + (f"?{query}" if query else "")


def feed_id(url: str, *, namespace: str | None = None, id: str | None = None) -> str:
    """The IRI of a feed: by the provider's own blog id where there is one, else by its page's address."""
    return AUTHORITY + (f"{_escape(namespace, '/')}/{_escape(id)}" if namespace and id else _blog(url))


def guid(
    blog_url: str,
    *,
    namespace: str | None = None,
    id: str | None = None,
    anchor: str | None = None,
    url: str | None = None,
    published: datetime | None = None,
    minute: str = "",
    title: str = "",
    text_hint: str = "",
) -> str:
    """The IRI of a post, from the best evidence: native id, DOM anchor, permalink, else time and headline.

    With a `namespace` a native id does not depend on the page. `minute` (of a match) stands in for an
    unknown `published`; `text_hint`, the post's first words, is used only where there is no time and no
    headline, for bodies get edited. Two posts may get one derived id: see `distinct`.
    """
    if id and namespace:
        return f"{AUTHORITY}{_escape(namespace, '/')}/{_escape(id)}"
    blog = AUTHORITY + _blog(blog_url)
    if id and not id.startswith(("http://", "https://")):
        return f"{blog}#{_escape(id)}"
    if anchor:
        return f"{blog}#{_escape(anchor.lstrip('#'))}"
    own = _permalink(url or id, blog_url) if url or id else None
    if own:
        return AUTHORITY + own
    when = published.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ") if published else _normal(minute)
    what = _normal(title) or ("" if when else _normal(text_hint))
    digest = hashlib.sha256(f"{when}\n{what}".encode()).hexdigest()[:12]
    return f"{blog}{DERIVED}{_escape(when + '-') if when else ''}{digest}"


def distinct(guids: Sequence[str], *, newest_first: bool = True) -> list[str]:
    """The same ids in page order, equal derived ones told apart by an ordinal that counts from the oldest.

    So a newer post of the same minute does not change the ids of those before it. Equal native ids are
    copies of one post and stay equal.
    """
    seen: dict[str, int] = {}
    out = []
    for one in reversed(guids) if newest_first else guids:
        if DERIVED in one:
            seen[one] = count = seen.get(one, 0) + 1
            out.append(f"{one}-{count}" if count > 1 else one)
        else:
            out.append(one)
    return out[::-1] if newest_first else out


def _blog(url: str) -> str:
    """Host, path and query of a blog, whichever of its pages or posts the address is of."""
    address, _, query = canonical(url).removeprefix("https://").partition("?")
    kept = "&".join(p for p in query.split("&") if p and not _PAGING.fullmatch(p.partition("=")[0]))
    return f"{address}?{kept}" if kept else address


def _permalink(url: str, blog_url: str) -> str | None:
    """The part of a permalink that is the post's own, or None where it is only the page's address."""
    own = canonical(url).removeprefix("https://")
    fragment = _escape(unquote(urlsplit(url).fragment))
    blog = _blog(blog_url)
    if (
        own != canonical(blog_url).removeprefix("https://")
        and "?" in own
        and own.partition("?")[0] == blog.partition("?")[0]
    ):
        return own  # ?page=with:block-1#block-1, ?post=asset:1#post: the parameter says it all
    if fragment:
        return f"{blog}#{fragment}" if _blog(url) == blog else f"{own}#{fragment}"
    return None if _blog(url) == blog else own


def _escape(text: str, safe: str = "") -> str:
    return quote(text.strip(), safe=safe + "-._~:@!$()*,;")


def _idna(host: str) -> str:
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return quote(host)


def _normal(text: str) -> str:
    return " ".join(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))
