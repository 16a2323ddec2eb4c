"""What stands in a post but is not of it: advertisements, share bars, related cards, what is hidden."""

import re
from collections.abc import Iterable
from typing import Any

from lxml.etree import _Element

from feedgen_liveblog.clean.names import named
from feedgen_liveblog.clean.trees import cut, sweep, text_length
from feedgen_liveblog.expressions import expression

# Elements that hold no words of a post, and those that hold them only by mistake.
_INERT = frozenset({
    "script", "style", "template", "svg", "math", "head", "link", "meta", "base", "title", "object", "embed",
    "applet", "canvas", "map", "area", "frame", "frameset", "noframes", "noembed", "textarea", "select",
    "option", "datalist", "input", "param", "track", "portal", "dialog", "menu", "progress", "meter", "xmp",
    "plaintext", "listing", "amp-ad", "amp-embed", "amp-sticky-ad", "amp-social-share", "amp-analytics",
    "amp-pixel", "amp-auto-ads", "amp-consent", "amp-state", "amp-list",
})  # fmt: skip
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_DOUBTFUL = frozenset({"form", "button", "nav", "fieldset", "label"})
_ROLES = frozenset({
    "navigation", "search", "button", "menu", "menubar", "toolbar", "dialog", "alertdialog", "form", "banner",
})  # fmt: skip
_NAMING = frozenset({
    "class", "id", "data-component", "data-testid", "data-qa", "data-type", "data-name", "data-module",
})  # fmt: skip
_HIDING = expression(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_SHARING = expression(
    r"https?://(?:www\.|api\.|web\.|m\.)*(?:(?:twitter|x)\.com/(?:intent|share)\b|facebook\.com/(?:sharer|dialog/(?:share|feed))"
    r"|whatsapp\.com/send|wa\.me/\?|linkedin\.com/(?:sharing|shareArticle)|reddit\.com/submit|t\.me/share|telegram\.me/share"
    r"|pinterest\.\w+/pin/create|bsky\.app/intent|threads\.net/intent|xing\.com/spi|vk\.com/share|getpocket\.com/save)|(?:whatsapp|fb-messenger)://|mailto:\?",
    re.IGNORECASE,
)
_LABEL = expression(
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
        what = "sure" if _is_card(element) else kind(element.tag, element.items())
        if what == "sure" or (what == "share" and next(element.iter(*_EMBEDS), None) is None):
            left = text_length(body) if left < 0 else left
            length = text_length(element)
            if length == 0 or (length < left and (length <= _MUCH or length * 2 <= left)):
                cut(element)
                left -= length
    sweep(body)


def _is_card(element: _Element) -> bool:
    """Whether it is a link round a headline, or one of parts that are called a teaser: a card of another article."""
    if element.tag != "a" or not len(element):
        return False
    if next(element.iter(*_HEADINGS), None) is not None:
        return True
    parent = element.getparent()
    around = [parent] if parent is not None and text_length(parent) == text_length(element) else []
    return any("teaser" in part.get("class", "") for part in (*around, *element.iter("*")))


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
            is_words = name == "id" and tag in _HEADINGS
            if not is_words and (what := named(value[:300])):
                return what
        elif (
            name == "hidden"
            or (name == "role" and value in _ROLES)
            or (name == "style" and _HIDING.search(value))
        ):
            return "sure"
        elif name == "href" and _SHARING.match(value):
            return "share"
    return ""
