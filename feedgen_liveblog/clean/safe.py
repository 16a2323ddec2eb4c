"""Characters and text that no reader, however it unescapes, can take for anything but text."""

import html
import re

from feedgen_liveblog.expressions import expression

# What XML 1.0 section 2.2 forbids, controls and non-characters that it discourages, and the two bidirectional
# overrides, which turn letters round. Characters beyond the first plane are looked at one by one: so the set
# stays within 16 bits, and Python searches it ten times faster.
_SUSPECT = expression(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202d\u202e\ud800-\udfff\ufdd0-\ufdef\ufffe-\U0010ffff]"
)
_TAG_START = expression(r"<(?=[a-zA-Z/!?])")
_TAG = expression(r"<[^>]*>")
_LOOSE_END = expression(r"(?:&lt;|&amp;(?:[#\w;]|&amp;)*+)(?=<)")
_LONG_NUMBER = expression(r"&#\d{9,}+;?")
_QUOTES = str.maketrans({'"': "”", "<": "‹", ">": "›"})
_LEVELS = 5  # deeper than any reader unescapes


def legal(text: str) -> str:
    """The text without characters that no document may hold and bidirectional overrides; lines end in LF."""
    if text.isprintable():
        return text
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.replace("\n", "").isprintable():
        return text
    return _SUSPECT.sub(_if_legal, text)


def _if_legal(found: re.Match[str]) -> str:
    return found[0] if found[0] > "\uffff" and ord(found[0]) & 0xFFFE != 0xFFFE else ""


def unescape(text: str) -> str:
    """The text with HTML's character references decoded once."""
    if "&" not in text:
        return text
    try:
        return html.unescape(text)
    except ValueError:  # Python reads no number of more than 4,300 digits, and no character has one
        return html.unescape(_LONG_NUMBER.sub("", text))


def harmless(text: str) -> str:
    """Text in which no '<' can open a tag, however often a reader unescapes it before it parses it.

    A tag's start gets a space after its '<', which is text to HTML and XML. Where only unescaping would make
    one ('&lt;script'), the text is decoded as far as that and treated alike. All other text stays as it is.
    """
    if "<" not in text and "&" not in text:
        return text
    for _ in range(_LEVELS):
        text = _TAG_START.sub("< ", text)
        deepest = level = text
        for _ in range(_LEVELS):
            level, previous = legal(unescape(level)), level
            if level == previous:
                break
            if _TAG_START.search(level):
                deepest = level
        if deepest == text:
            return text
        text = deepest
    return _TAG_START.sub("< ", text.replace("&", "& "))


def settled(html: str) -> str:
    """Safe HTML of which the text is harmless without its tags too: titles and summaries are made of it.

    A '<' or '&' before an inline tag gets a space where it would come to life together with what follows.
    """
    if "&" not in html:
        return html
    text = unescape(_TAG.sub("", html))
    return html if harmless(text) == text else _LOOSE_END.sub(r"\g<0> ", html)


def unquoted(text: str) -> str:
    """Text for an attribute: nothing in it can end the attribute or its tag, however often it is unescaped."""
    return text.translate(_QUOTES)


def escape(text: str) -> str:
    """Text as HTML that shows it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
