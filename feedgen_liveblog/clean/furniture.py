"""What stands inside a post but is not the post: advertisements, share bars, related cards, what is hidden."""

import re
from functools import lru_cache

from lxml.etree import _Element

from feedgen_liveblog.clean.trees import cut, text_length

# These hold no words of the post at all.
_INERT = {
    "script", "style", "template", "svg", "math", "head", "link", "meta", "base", "title", "object", "embed", "applet",
    "canvas", "map", "area", "frame", "frameset", "noframes", "noembed", "textarea", "select", "option", "datalist",
    "input", "param", "track", "portal", "dialog", "menu", "progress", "meter", "xmp", "plaintext", "listing",
    "amp-ad", "amp-embed", "amp-sticky-ad", "amp-social-share", "amp-analytics", "amp-pixel", "amp-auto-ads",
    "amp-consent", "amp-state", "bsp-copy-link",
}  # fmt: skip
_FURNITURE = {"form", "button", "nav", "fieldset", "label"}
_ROLES = {
    "navigation",
    "search",
    "button",
    "menu",
    "menubar",
    "toolbar",
    "dialog",
    "alertdialog",
    "form",
    "banner",
}
_NAMED_BY = ("class", "id", "data-component", "data-testid", "data-qa", "data-type", "data-name")
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
# One of these words anywhere in a name says what the element is.
_TELLING = {
    "advert", "adverts", "advertisement", "advertisements", "advertising", "advertorial", "adsbygoogle", "adslot", "adunit",
    "adbox", "adcontainer", "adwrapper", "outbrain", "taboola", "dfp", "gpt", "sharebar", "sharebuttons", "sharetools",
    "sharethis", "addthis", "sociallinks", "socialshare", "anzeige", "publicidad", "publicite", "paywall",
}  # fmt: skip
# These say so only as the whole name, or beside words that add nothing.
_KEYS = {
    "ad", "ads", "sponsored", "share", "sharing", "social", "related", "newsletter", "promo", "recirc", "recirculation",
    "comments", "disqus",
}  # fmt: skip
_NEUTRAL = {
    "article", "articles", "bar", "body", "bottom", "box", "btn", "button", "buttons", "card", "cards", "component", "container",
    "content", "copy", "email", "facebook", "form", "google", "icon", "icons", "in", "inline", "inner", "item", "items", "js",
    "left", "link", "links", "list", "media", "menu", "mid", "mobile", "module", "more", "network", "networks", "news",
    "outer", "panel", "placeholder", "post", "read", "right", "row", "section", "sign", "signup", "slot", "stories", "story",
    "subscribe", "teaser", "thread", "toolbar", "tools", "top", "twitter", "unit", "up", "view", "whatsapp", "widget",
    "wrap", "wrapper", "zone", "count", "desktop", "sidebar", "block", "entry", "live", "liveblog",
}  # fmt: skip
_UNSEEN = {
    "sr-only",
    "visually-hidden",
    "visuallyhidden",
    "screen-reader-text",
    "sr-only-focusable",
    "u-vh",
    "assistive-text",
}
_HIDING = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_LABEL = re.compile(
    r"\W*(?:advertisement|advertising|ad|sponsored|anzeige|werbung|publicité|publicidad|pubblicità|annonse|annons|reklame"
    r"|(?:article|story) continues (?:below|after)(?: (?:this )?(?:ad|advertisement))?)\W*",
    re.IGNORECASE,
)  # fmt: skip
_MUCH = 250  # characters: a box with more than these and most of the post's text is the post


def remove(body: _Element) -> None:
    """Take out of the tree what is not the post; never a part that holds most of its text."""
    total = text_length(body)
    for element in list(body.iter("*")):
        parent = element.getparent()
        if parent is None:
            continue
        if element.tag in _INERT:
            cut(element)
        elif _is_furniture(element):
            length = text_length(element)
            if length <= _MUCH or length * 2 <= total:
                cut(element)


def _is_furniture(element: _Element) -> bool:
    if element.tag in _FURNITURE or element.get("role") in _ROLES or "hidden" in element.keys():
        return True
    if (style := element.get("style")) and _HIDING.search(style):
        return True
    if any((name := element.get(key)) and names_furniture(name) for key in _NAMED_BY):
        return True
    return len(element) == 0 and element.tag != "a" and bool(_LABEL.fullmatch(element.text or ""))


@lru_cache(maxsize=4096)
def names_furniture(names: str) -> bool:
    """Whether a class list or id names furniture: by whole words, so that 'header' or 'shadow' is no 'ad'."""
    for name in names.split():
        if name in _UNSEEN:
            return True
        words = [word.lower() for word in _WORDS.findall(name)]
        if not _TELLING.isdisjoint(words):
            return True
        keys = _KEYS.intersection(words)
        if keys and all(word in _KEYS or word in _NEUTRAL or word.isdigit() for word in words):
            return True
    return False


def names_emoji(names: str) -> bool:
    """Whether a class list says that an image stands for a character."""
    return not {"emoji", "wp-smiley", "twemoji"}.isdisjoint(names.split())
