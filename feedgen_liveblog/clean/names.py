"""What the class or id of an element says about it: whether it is an advertisement, a share bar, a related card."""

from functools import lru_cache

from feedgen_liveblog.expressions import expression

_WORDS = expression(r"[A-Z]?[a-z0-9]+|[A-Z0-9]+(?![a-z])")
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
    "comments", "disqus", "recommendations", "recommended", "consent", "avatar",
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
# These speak about furniture elsewhere: 'has-ads', 'no-share'.
_STATING = frozenset({
    "no", "not", "non", "has", "have", "with", "without", "is", "disable", "disabled", "hide", "free",
    "enabled",
})  # fmt: skip
_UNSEEN = frozenset({
    "sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screenreader-text",
    "sr-only-focusable", "assistive-text",
})  # fmt: skip


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
