"""Tweets, videos, frames and other embeds to what a feed can carry: a quote or a link with the embed's URL."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from lxml.etree import _Element

from feedgen_liveblog.clean.images import is_tracker
from feedgen_liveblog.clean.links import address
from feedgen_liveblog.clean.trees import build, cut, swap, text_length
from feedgen_liveblog.clean.words import line

# A player's or frame's URL to the page it shows, for people to open.
_PAGES = (
    (re.compile(r"https?://(?:www\.|m\.)?youtube(?:-nocookie)?\.com/(?:embed|v|shorts|live)/([\w-]{6,})"), "https://www.youtube.com/watch?v={}"),
    (re.compile(r"https?://player\.vimeo\.com/video/(\d+)"), "https://vimeo.com/{}"),
    (re.compile(r"https?://platform\.(?:twitter|x)\.com/embed/.*[?&]id=(\d+)"), "https://twitter.com/i/status/{}"),
    (re.compile(r"https?://(?:www\.)?instagram\.com/(p|reel|tv)/([\w-]+)/embed"), "https://www.instagram.com/{}/{}/"),
    (re.compile(r"https?://(?:www\.)?dailymotion\.com/embed/video/(\w+)"), "https://www.dailymotion.com/video/{}"),
    (re.compile(r"https?://(?:www\.)?tiktok\.com/(?:embed|player)(?:/v\d)?/(\d+)"), "https://www.tiktok.com/@/video/{}"),
    (re.compile(r"https?://open\.spotify\.com/embed/(\w+)/(\w+)"), "https://open.spotify.com/{}/{}"),
)  # fmt: skip
_SERVICES = {
    "youtube.com": "YouTube", "youtu.be": "YouTube", "vimeo.com": "Vimeo", "twitter.com": "Tweet", "x.com": "Tweet",
    "instagram.com": "Instagram", "facebook.com": "Facebook", "tiktok.com": "TikTok", "dailymotion.com": "Dailymotion",
    "spotify.com": "Spotify", "soundcloud.com": "SoundCloud", "reddit.com": "Reddit", "bsky.app": "Bluesky",
    "threads.net": "Threads", "threads.com": "Threads", "datawrapper.dwcdn.net": "Datawrapper", "flourish.studio": "Flourish",
}  # fmt: skip
_DULL = re.compile(
    r"(?:youtube|vimeo|twitter|x|instagram|facebook)?[ -]*(?:video|embed(?:ded)?|player|post|tweet|content|iframe|interactive|widget)*(?: video player)?",
    re.IGNORECASE,
)
# Elements whose one attribute is an id on a service.
_BY_ID = {
    "amp-twitter": ("data-tweetid", "https://twitter.com/i/status/{}"),
    "amp-youtube": ("data-videoid", "https://www.youtube.com/watch?v={}"),
    "lite-youtube": ("videoid", "https://www.youtube.com/watch?v={}"),
    "amp-vimeo": ("data-videoid", "https://vimeo.com/{}"),
    "amp-instagram": ("data-shortcode", "https://www.instagram.com/p/{}/"),
    "amp-dailymotion": ("data-videoid", "https://www.dailymotion.com/video/{}"),
}  # fmt: skip
_ID = re.compile(r"[\w-]{1,64}")
_BY_URL = {
    "iframe": ("src", "data-src", "data-lazy-src"), "amp-iframe": ("src",), "amp-facebook": ("data-href",),
    "amp-tiktok": ("data-src",), "amp-reddit": ("data-src",), "oembed": ("url",), "video": ("src", "data-src"),
    "audio": ("src", "data-src"), "amp-video": ("src",), "amp-audio": ("src",),
}  # fmt: skip
_PERMALINKS = ("data-instgrm-permalink", "data-href", "cite", "data-url", "data-embed-url")


def replace(body: _Element, base: str) -> None:
    """Put a quote or a link in the place of every embed; frames that only count visitors go."""
    for element in list(body.iter(*_BY_ID, *_BY_URL)):
        url = _url(element, base)
        poster = address(element.get("poster"), base)
        if url and is_tracker(url):
            url = None
        if url or poster:
            swap(element, _linked(url, poster, element))
        else:
            cut(element)
    for quote in list(body.iter("blockquote", "div")):
        _complete(quote, base)


def _url(element: _Element, base: str) -> str | None:
    if element.tag in _BY_ID:
        name, pattern = _BY_ID[element.tag]
        found = element.get(name, "")
        return pattern.format(found) if _ID.fullmatch(found) else None
    holders = [element, *element.iter("source")]
    found = next(
        (
            url
            for holder in holders
            for name in _BY_URL[element.tag]
            if (url := address(holder.get(name) or holder.get("src"), base))
        ),
        None,
    )
    return _page(found) if found else None


def _page(url: str) -> str:
    for pattern, page in _PAGES:
        if found := pattern.match(url):
            return page.format(*found.groups())
    return url


def _linked(url: str | None, poster: str | None, element: _Element) -> _Element:
    """A paragraph with a link that says what it leads to, or that shows the video's still."""
    title = line(element.get("title") or element.get("aria-label") or "").replace('"', "”")
    label = service(url) if url else "Video"
    shown: str | _Element = f"{label}: {url if _DULL.fullmatch(title) else title}"
    if poster:
        shown = build("img", src=poster, alt=f"{label}: {title}" if title else "Video")
    return build("p", build("a", shown, href=url) if url else shown)


def service(url: str) -> str:
    """The service's name for people, else its host."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return next(
        (name for known, name in _SERVICES.items() if host == known or host.endswith("." + known)), host
    )


def _complete(quote: _Element, base: str) -> None:
    """A social embed that names its permalink only in an attribute gets it as a link."""
    url = next((found for name in _PERMALINKS if (found := address(quote.get(name), base))), None)
    if not url or (quote.tag == "div" and (service(url) not in _SERVICES.values() or text_length(quote))):
        return
    url = _page(url.partition("?")[0] if quote.get("data-instgrm-permalink") else url)
    if service(url) in _SERVICES.values() and not any(
        url.rstrip("/") in link.get("href", "") for link in quote.iter("a")
    ):
        quote.append(build("p", build("a", f"{service(url)}: {url}", href=url)))
