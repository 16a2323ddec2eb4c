"""A title for every post: its headline, or else what its first sentence, picture or time says."""

import re
from html import unescape

from feedgen_liveblog.expressions import expression
from feedgen_liveblog.model import Post

LIMIT = 80
"""About how many characters a title that we make up may have."""

_FIGURE = expression(r"<figure\b.*?</figure>", re.S)
_BLOCK = expression(
    r"</?(?:address|article|aside|blockquote|br|caption|dd|details|div|dl|dt|figcaption|figure|footer|h[1-6]"
    r"|header|hr|li|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul)\b(?:[^>\"']|\"[^\"]*\"|'[^']*')*>?"
)
_TAG = expression(r"<[a-zA-Z/!?](?:[^>\"']|\"[^\"]*\"|'[^']*')*>?")
_LABEL = expression(r"[^\s.!?…。！？:]{1,16}|(?=.{3,24}$)[^\W\d_]\S*(?: (?-i:[A-ZÀ-ÖØ-Þ])\S*){1,2}(?<![!?…])")
_MOST_LABELS = 2
# A stop, the quotes or brackets it closes, then white space; CJK writes its stops without.
_END = expression(r"[.!?…]+[\"'”’»)\]]*(?=\s)|[。！？]+[」』”]*")
# A full stop after these ends no sentence: titles before names, initials ('J. Smith', 'U.S. officials'),
# ordinals and clocks ('14. Juli', '16.05').
_ABBREVIATION = expression(
    r"(?:^|[\s(“\"'])(?:Mr|Mrs|Ms|Dr|Prof|St|Sen|Gen|Gov|Rep|Lt|Col|Capt|Sgt|Rev|Hon|Mt|No|Nr|vs|bzw|ca|z\.B|M|Mme|Sr|Sra)$"
    r"|(?:^|[\W_])[^\W\d_]$|\d$"
)


def title_of(post: Post) -> str:
    """The title of a post's entry in every format: one line of plain text, never empty.

    The headline in full; else the first sentence, or the caption or description of a picture, cut at a word
    within 80 characters; else 'Photo at 16:20 UTC' or 'Post at 16:20 UTC'.
    """
    if title := visible(post.title):
        return title
    for text in (first_text(post.html), *(image.alt for image in post.images)):
        if text := visible(text):
            return cut(first_sentence(text), LIMIT)
    noun = "Photo" if post.images or "<img" in post.html else "Post"
    return f"{noun} at {post.published:%H:%M} UTC" if post.published else noun


def visible(text: str) -> str:
    """The text with its white space folded, or '' where nothing of it would be seen."""
    folded = " ".join(text.split())
    return folded if any(char != " " and char.isprintable() for char in folded) else ""


def first_text(html: str) -> str:
    """The first paragraph, heading or item that has text; a caption only where there is no other text.

    A label, one word or the minute of a match, goes before what it labels: '78: Nilsson scores'.
    """
    for part in (_FIGURE.sub("<hr>", html), html) if "<figure" in html else (html,):
        labels: list[str] = []
        for block in _BLOCK.split(part):
            if text := visible(unescape(_TAG.sub("", block))):
                labels.append(text)
                if len(labels) > _MOST_LABELS or not _LABEL.fullmatch(text):
                    break
        if labels:
            return ": ".join(labels)
    return ""


def excerpt(html: str, limit: int) -> str:
    """The text of all blocks on one line, cut at a word within `limit` characters."""
    return cut(visible(unescape(_TAG.sub("", _BLOCK.sub(" ", html)))), limit)


def first_sentence(text: str) -> str:
    """The text up to the first stop that ends a sentence: what follows does not go on in lower case."""
    for end in _END.finditer(text):
        rest = text[end.end() :].lstrip(" \"'“‘«„([¿¡")
        if rest[:1].islower() or (end[0] == "." and _ABBREVIATION.search(text[: end.start()])):
            continue
        return text[: end.end()]
    return text


def cut(text: str, limit: int) -> str:
    """The text if it has at most `limit` characters, else its first words and an ellipsis."""
    if len(text) <= limit:
        return text
    head = text[:limit]
    words = head.rpartition(" ")[0]
    # One long word, a URL say, or a script without spaces: better half a word than half a title.
    return (words if len(words) > limit // 2 else head[:-1]).rstrip(' ,;:-–—(“"') + "…"
