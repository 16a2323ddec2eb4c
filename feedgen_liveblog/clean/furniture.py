"""What stands in a post but is not of it: advertisements, share bars, related cards, what is hidden."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from lxml.etree import _Element

from feedgen_liveblog.clean.trees import cut, sweep, text_length

# Elements that hold no words of a post, and those that hold them only by mistake.
_INERT = frozenset({
    "script", "style", "template", "svg", "math", "head", "link", "meta", "base", "title", "object",
    "embed", "applet", "canvas", "map", "area", "frame", "frameset", "noframes", "noembed", "textarea",
    "select", "option", "datalist", "input", "param", "track", "portal", "dialog", "menu", "progress",
    "meter", "xmp", "plaintext", "listing", "amp-ad", "amp-embed", "amp-sticky-ad", "amp-social-share",
    "amp-analytics", "amp-pixel", "amp-auto-ads", "amp-consent", "amp-state", "amp-list",
})  # fmt: skip
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_DOUBTFUL = frozenset({"form", "button", "nav", "fieldset", "label"})
_ROLES = frozenset({
    "navigation", "search", "button", "menu", "menubar", "toolbar", "dialog", "alertdialog", "form",
    "banner",
})  # fmt: skip
_NAMING = frozenset({
    "class", "id", "data-component", "data-testid", "data-qa", "data-type", "data-name", "data-module",
})  # fmt: skip
_WORDS = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z0-9]+(?![a-z])")
# These words in a name say what the element is, wherever they stand; 'ad' only at its start or end.
_TELLING = frozenset({
    "advert", "adverts", "advertisement", "advertisements", "advertising", "advertorial", "adsbygoogle",
    "adslot", "adunit", "adbox", "adbanner", "adcontainer", "adwrapper", "outbrain", "taboola", "dfp",
    "gpt", "sharebar", "sharebuttons", "sharetools", "sharethis", "addthis", "sociallinks", "socialshare",
    "anzeige", "publicidad", "publicite",
})  # fmt: skip
# These say so beside words that add nothing to them.
_KEYS = frozenset({
    "ad", "ads", "sponsored", "related", "newsletter", "newsletters", "promo", "recirc", "recirculation",
    "comments", "disqus",
})  # fmt: skip
_SHARE_KEYS = frozenset({"share", "sharing", "social"})
_NEUTRAL = frozenset({
    "actions", "article", "articles", "aside", "banner", "bar", "block", "body", "bottom", "box", "btn",
    "button", "buttons", "c", "card", "cards", "component", "container", "content", "copy", "count",
    "desktop", "email", "facebook", "follow", "footer", "form", "google", "group", "header", "heading",
    "help", "icon", "icons", "in", "inline", "inner", "item", "items", "js", "left", "link", "links",
    "list", "m", "main", "menu", "mid", "mobile", "module", "more", "network", "networks", "news", "o",
    "outer", "page", "panel", "placeholder", "post", "print", "read", "right", "row", "section", "services",
    "sidebar", "sign", "signup", "sites", "slot", "sticky", "stories", "story", "subscribe", "teaser",
    "thread", "title", "toolbar", "tools", "top", "trigger", "twitter", "unit", "up", "view", "whatsapp",
    "widget", "wrap", "wrapper", "x", "zone",
})  # fmt: skip
_STATING = frozenset({
    "no", "not", "non", "has", "have", "with", "without", "is", "disable", "disabled", "hide", "free",
    "enabled",
})  # fmt: skip
_UNSEEN = frozenset({
    "sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screenreader-text",
    "sr-only-focusable", "assistive-text",
})  # fmt: skip
_HIDING = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_SHARING = re.compile(
    r"https?://(?:www\.|api\.|web\.|m\.)*(?:(?:twitter|x)\.com/(?:intent|share)\b|facebook\.com/(?:sharer|dialog/(?:share|feed))"
    r"|whatsapp\.com/send|wa\.me/\?|linkedin\.com/(?:sharing|shareArticle)|reddit\.com/submit|t\.me/share|telegram\.me/share"
    r"|pinterest\.\w+/pin/create|bsky\.app/intent|threads\.net/intent|xing\.com/spi|vk\.com/share|getpocket\.com/save)|(?:whatsapp|fb-messenger)://|mailto:\?",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\W*(?:advertisement|advertising|ad|sponsored|anzeige|werbung|publicité|publicidad|pubblicità|annonse"
    r"|annons|reklame|(?:article|story) continues (?:below|after)(?: (?:this )?(?:ad|advertisement))?)\W*",
    re.IGNORECASE,
)
_EMBEDS = ("blockquote", "iframe", "amp-twitter", "amp-instagram", "amp-facebook", "video")
_MUCH = 250  # characters: what holds more than these and most of the post's text is the post


def remove(body: _Element) -> None:
    """Take out of a tree what is not the post; never its only words, nor a large part with most of them."""
    left = -1
    for element in list(body.iter("*")):
        if _is_inert(element):
            cut(element)
            continue
        what = kind(element.tag, element.items())
        if what == "sure" or (what == "share" and next(element.iter(*_EMBEDS), None) is None):
            left = text_length(body) if left < 0 else left
            length = text_length(element)
            if length == 0 or (length < left and (length <= _MUCH or length * 2 <= left)):
                cut(element)
                left -= length
    sweep(body)


def _is_inert(element: _Element) -> bool:
    if element.tag in _INERT:
        return True
    if element.tag == "noscript":
        return next(element.iter("img"), None) is None
    return len(element) == 0 and element.text is not None and is_label(element.text)


def is_label(text: str) -> bool:
    """Whether a text is no more than the label of an advertisement."""
    return len(text) < 60 and bool(_LABEL.fullmatch(text))


def kind(tag: Any, attributes: Iterable[tuple[Any, Any]]) -> str:
    """Whether a tag and its attributes are furniture's: 'sure', 'share' (unless it holds an embed) or ''."""
    if tag in _DOUBTFUL:
        return "sure"
    for name, value in attributes:
        if name in _NAMING:
            if not (name == "id" and tag in HEADINGS) and (
                what := named(value[:300])
            ):  # headings' ids are words
                return what
        elif (
            (name == "role" and value in _ROLES)
            or name == "hidden"
            or (name == "style" and _HIDING.search(value))
        ):
            return "sure"
        elif name == "href" and _SHARING.match(value):
            return "share"
    return ""


@lru_cache(maxsize=4096)
def named(names: str) -> str:
    """Whether a class list or an id names furniture, answered as by `kind`.

    It goes by whole words: 'header', 'shadow' and 'has-ads' are no 'ad', 'share-price' is no share bar.
    """
    # 'live-post__share' is a part called 'share' of a 'live-post'.
    parts = (part for whole in names.split() for part in dict.fromkeys((whole, whole.rpartition("__")[2])))
    for name in parts:
        if name.lower() in _UNSEEN:
            return "sure"
        words = [word.lower() for word in _WORDS.findall(name)]
        if not words or not _STATING.isdisjoint(words):
            continue
        if not _TELLING.isdisjoint(words) or {"ad", "ads"} & {words[0], words[-1]}:
            return "sure"
        plain = [word for word in words if word not in _NEUTRAL and not word.isdigit()]
        if plain and _KEYS.issuperset(plain):
            return "sure"
        if plain and _SHARE_KEYS.issuperset(plain):
            return "share"
        if "comment" in words and "count" in words:
            return "sure"
    return ""
