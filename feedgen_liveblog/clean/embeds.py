"""Tweets, videos, frames and other embeds to what a feed can carry: a quote, or a link with their URL."""

import re
from urllib.parse import urlsplit

from lxml.etree import _Element

from feedgen_liveblog.clean.links import address
from feedgen_liveblog.clean.sources import is_picture, is_tracker
from feedgen_liveblog.clean.trees import build, cut, parse, swap, sweep, text_length
from feedgen_liveblog.clean.words import line
from feedgen_liveblog.expressions import expression

_SERVICES = {
    "youtube.com": "YouTube", "youtube-nocookie.com": "YouTube", "youtu.be": "YouTube", "vimeo.com": "Vimeo",
    "dailymotion.com": "Dailymotion", "twitter.com": "Tweet", "x.com": "Tweet", "instagram.com": "Instagram",
    "facebook.com": "Facebook", "tiktok.com": "TikTok", "bsky.app": "Bluesky", "threads.net": "Threads",
    "threads.com": "Threads", "reddit.com": "Reddit", "spotify.com": "Spotify", "dwcdn.net": "Datawrapper",
    "soundcloud.com": "SoundCloud", "flourish.studio": "Flourish",
}  # fmt: skip
# A player's URL to the page for people.
_PAGES = tuple(
    (expression(rf"https?://(?:www\.|m\.)?{pattern}"), page)
    for pattern, page in {
        r"youtube(?:-nocookie)?\.com/(?:embed|v|live)/([\w-]{6,})": "https://www.youtube.com/watch?v={}",
        r"player\.vimeo\.com/video/(\d+)": "https://vimeo.com/{}",
        r"platform\.(?:twitter|x)\.com/embed/.*[?&]id=(\d+)": "https://twitter.com/i/status/{}",
        r"instagram\.com/(p|reel|tv)/([\w-]+)": "https://www.instagram.com/{}/{}/",
        r"dailymotion\.com/embed/video/(\w+)": "https://www.dailymotion.com/video/{}",
        r"open\.spotify\.com/embed/(\w+)/(\w+)": "https://open.spotify.com/{}/{}",
    }.items()
)
# Elements with an id on a service, and those with a URL, in one of their attributes.
_BY_ID = {
    "amp-twitter": ("data-tweetid", "https://twitter.com/i/status/{}"),
    "amp-youtube": ("data-videoid", "https://www.youtube.com/watch?v={}"),
    "lite-youtube": ("videoid", "https://www.youtube.com/watch?v={}"),
    "amp-vimeo": ("data-videoid", "https://vimeo.com/{}"),
    "amp-instagram": ("data-shortcode", "https://www.instagram.com/p/{}/"),
    "amp-dailymotion": ("data-videoid", "https://www.dailymotion.com/video/{}"),
}
_BY_URL = (
    "iframe", "video", "audio", "oembed", "amp-iframe", "amp-video", "amp-audio", "amp-facebook",
    "amp-tiktok", "amp-reddit",
)  # fmt: skip
_TITLES = ("title", "aria-label", "playlabel", "data-title")
_URLS = ("src", "data-src", "data-lazy-src", "data-href", "url")
# Any element may be a tweet's place that a script fills.
_TWEET_IDS = ("data-tweet-id", "data-tweetid", "data-twitter-id", "data-tweet")
_PERMALINKS = ("data-instgrm-permalink", "data-href", "data-url", "cite")
NAMING = frozenset((*_TWEET_IDS, *_PERMALINKS))
"""Attributes by which any element may stand for an embed."""
_MOST_TAGS = 200
_ID = expression(r"[\w-]{1,64}")
_WORDS_OF_NO_MEANING = expression(
    r"(?:\W|youtube|vimeo|twitter|facebook|instagram|video|player|embed(?:ded)?|post|tweet|content|i?frame|widget)*+",
    re.IGNORECASE,
)


def unfold(body: _Element) -> None:
    """Put the content of frames that have it in an attribute in their place."""
    for frame in list(body.iter("iframe")):
        content = frame.get("srcdoc") or ""
        if 0 < content.count("<") < _MOST_TAGS:
            swap(frame, build("div", *parse(content)))


def replace(body: _Element, base: str) -> None:
    """Put a quote or a link in the place of every embed of a tree; frames that only count visitors go."""
    for element in list(body.iter(*_BY_ID, *_BY_URL)):
        url, poster = _url(element, base), address(element.get("poster"), base)
        poster = poster if poster and is_picture(poster) else None
        if url or poster:
            swap(element, _link(element, url, poster))
        else:
            cut(element)
    for quote in list(body.iter("blockquote", "div")):
        if not NAMING.isdisjoint(quote.keys()):
            _complete(quote, base)
    sweep(body)


def _url(element: _Element, base: str) -> str | None:
    if known := _BY_ID.get(str(element.tag)):
        found = element.get(known[0], "")
        return known[1].format(found) if _ID.fullmatch(found) else None
    holders = (element, *element.iterchildren("source"))
    url = next(
        (url for holder in holders for name in _URLS if (url := address(holder.get(name), base))), None
    )
    tiny = any(element.get(side) in ("0", "1") for side in ("width", "height"))
    return None if not url or tiny or is_tracker(url) else _page(url)


def _page(url: str) -> str:
    for pattern, page in _PAGES:
        if found := pattern.match(url):
            return page.format(*found.groups())
    return url


def _link(element: _Element, url: str | None, poster: str | None) -> _Element:
    """A paragraph with a link that says what it leads to, or shows the video's still."""
    title = line(next((said for name in _TITLES if (said := element.get(name))), ""))
    label = _service(url) if url else "Video"
    shown: str | _Element = f"{label}: {url if _WORDS_OF_NO_MEANING.fullmatch(title) else title}"
    if poster:
        shown = build("img", attributes={"src": poster, "alt": title or label})
    return build("p", build("a", shown, attributes={"href": url}) if url else shown)


def _service(url: str) -> str:
    """The service's name for people, else the host."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    domain = ".".join(host.split(".")[-2:])
    return _SERVICES.get(host) or _SERVICES.get(domain) or host


def _complete(quote: _Element, base: str) -> None:
    """A social embed that names its page only in an attribute gets it as a link."""
    ids = (number for name in _TWEET_IDS if (number := quote.get(name, "")).isdigit())
    tweet = next((f"https://twitter.com/i/status/{number}" for number in ids), None)
    url = tweet or next((found for name in _PERMALINKS if (found := address(quote.get(name), base))), None)
    if not url or _service(url) not in _SERVICES.values() or (quote.tag == "div" and text_length(quote)):
        return
    url = _page(url)
    if not any(url.rstrip("/") in link.get("href", "") for link in quote.iter("a")):
        quote.append(build("p", build("a", f"{_service(url)}: {url}", attributes={"href": url})))
