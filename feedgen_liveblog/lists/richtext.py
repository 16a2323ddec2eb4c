"""Text kept as nested data to HTML: Portable Text, Contentful, Slate, EditorJS, BBC, Guardian, Arc, …"""

import html
import re
from collections.abc import Mapping
from itertools import groupby
from typing import Any

from feedgen_liveblog.expressions import expression
from feedgen_liveblog.lists.pictures import caption, images, legend

# Deeper or longer than any editor writes; a hostile document has to stop somewhere.
_MAX_DEPTH = 24
_MAX_NODES = 4_000

MARKUP = expression(r"</?[a-zA-Z][^<>]*>|&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]{2,8});")
ESCAPED_MARKUP = expression(r"&lt;/?[a-zA-Z]")
_BLOCK_MARKUP = expression(r"<(?:p|div|ul|ol|blockquote|figure|h\d|table|iframe)\b")
# Where editors keep a node's own data, the nodes inside it and its text; the first with something in it wins.
_DATA = ("model", "data", "attrs", "attributes", "props", "fields", "value")
_INNER = ("children", "content", "contents", "content_elements", "contentElements", "blocks", "elements", "nodes",
          "refs", "item", "items", "body", "root", "document", "paragraphs", "components")  # fmt: skip
_TEXT = ("text", "content", "value", "body", "paragraph", "markup")
_HTML = ("html", "raw_oembed", "oembed", "embed_html", "embedHtml", "embedCode", "embed")
_ADDRESS = ("url", "href", "src", "uri", "locator", "source", "originalUrl", "embedUrl", "link")
_KIND = ("_type", "item_type", "nodeType", "blockType", "type", "kind", "tag", "name", "__typename")
_KIND_NOISE = expression(r".*[./:#]|[^a-z0-9]|(?:block)?element$|(?<=.)block$|^block(?=.)")
_HEADING = expression(r"h[1-6]|head\w*|sub(?:heading|head|headline|title)|headline|crosshead|title")
_PICTURE = expression(r"image|photo|picture|figure|^img$|^foto|^bild")
_LINKS = {"link", "a", "hyperlink", "urllink", "externallink", "anchor"}
_TAGS = {
    **dict.fromkeys(("paragraph", "p", "para", "unstyled", "text"), "p"),
    **dict.fromkeys(("quote", "pullquote"), "blockquote"),
    **dict.fromkeys(("ul", "list", "unorderedlist", "bulletedlist", "bulletlist"), "ul"),
    **dict.fromkeys(("ol", "orderedlist", "numberedlist"), "ol"),
    **dict.fromkeys(("li", "listitem", "unorderedlistitem", "orderedlistitem"), "li"),
}
_LANGUAGES = frozenset({"locale", "lang", "language", "languagecode"})
_MARKS = {
    "strong": "strong",
    "bold": "strong",
    "b": "strong",
    "em": "em",
    "italic": "em",
    "i": "em",
    "code": "code",
}


def to_html(value: Any, *, most: int = _MAX_NODES) -> str:
    """Unsafe HTML of a string or of a tree of blocks as any usual editor keeps it; '' if it says nothing."""
    return _Writer(most).written(value, inline=False, depth=0).strip()


def from_string(text: str) -> str:
    """A string as HTML: as is where it is that, unescaped where it is that escaped, else in paragraphs."""
    if "<" not in text and ESCAPED_MARKUP.search(text):
        return html.unescape(text)
    if MARKUP.search(text):
        return text
    paragraphs = (part.strip() for part in re.split(r"\n\s*\n", text))
    return "".join(f"<p>{html.escape(part, quote=False)}</p>" for part in paragraphs if part)


def kind_of(node: Mapping[str, Any]) -> str:
    """What a block says it is, in one small word: 'text' for '…pageElements.TextBlockElement'."""
    stated = next((node[key] for key in _KIND if isinstance(node.get(key), str) and node[key]), "")
    kind = _KIND_NOISE.sub("", stated.casefold()[-100:])
    if kind != "block":
        return kind
    # Portable Text: {"_type": "block", "style": "h2"} or {…, "style": "normal", "listItem": "bullet"}
    style = "li" if node.get("listItem") else node.get("style")
    return style if isinstance(style, str) and style != "normal" else "paragraph"


class _Writer:
    """Counts the nodes it has written, so that a document that repeats itself comes to an end."""

    def __init__(self, most: int) -> None:
        self._left = most

    def written(self, value: Any, *, inline: bool, depth: int) -> str:
        self._left -= 1
        if depth > _MAX_DEPTH or self._left < 0:
            return ""
        if isinstance(value, str):
            return _inline(value) if inline else from_string(value)
        if isinstance(value, list):
            if said := _in_a_language(value):
                return _inline(said) if inline else from_string(said)
            parts = [self.written(item, inline=inline, depth=depth + 1) for item in value]
            return "".join(
                f"<ul>{''.join(run)}</ul>" if loose and not inline else "".join(run)
                for loose, run in groupby(parts, key=lambda part: part.startswith("<li>"))
            )
        return self._node(value, inline, depth) if isinstance(value, dict) else ""

    def _node(self, node: dict[str, Any], inline: bool, depth: int) -> str:
        kind = kind_of(node)
        if _PICTURE.search(kind) and (found := images(node)):
            return _figure(found[0].url, found[0].alt, legend(node) or found[0].alt)
        own = {
            key: inner
            for name in _DATA
            if isinstance(node.get(name), dict)
            for key, inner in node[name].items()
        }
        view = {**own, **{key: inner for key, inner in node.items() if inner not in (None, "", [], {})}}
        if embedded := _embedded(view):
            return embedded
        tag = "h3" if _HEADING.fullmatch(kind) else _TAGS.get(kind)
        link = kind in _LINKS
        text = self._text(view, inline or link or tag in ("p", "h3", "li"), tag, depth)
        if not text.strip():
            return "" if inline else _pointer(view, kind)
        if link:
            return _linked(text, view)
        if inline:
            return _marked(text, kind, view)
        if tag is None or (tag == "p" and _BLOCK_MARKUP.search(text)):
            return text
        return f"<{tag}>{text}</{tag}>"

    def _text(self, view: Mapping[str, Any], inline: bool, tag: str | None, depth: int) -> str:
        for key in _INNER:
            inner = view.get(key)
            if tag in ("ul", "ol") and isinstance(inner, list):
                items = (self.written(item, inline=True, depth=depth + 1) for item in inner)
                return "".join(f"<li>{item}</li>" for item in items if item)
            if isinstance(inner, (list, dict)) and (
                text := self.written(inner, inline=inline, depth=depth + 1)
            ):
                return text
        text = next(filter(None, (_said(view.get(key)) for key in _TEXT)), "")
        return _inline(text) if inline or tag else from_string(text)


def _said(value: Any) -> str:
    """A text, also one that is kept as {"value": …}."""
    inner = value.get("value") if isinstance(value, dict) else value
    return inner if isinstance(inner, str) else ""


def _in_a_language(value: list[Any]) -> str:
    """The first of one text in several languages, [{"Locale": "en", "Description": …}, …]; '' of another list."""
    texts: dict[str, str] = {}
    for item in value:
        pair = (
            {key.casefold() in _LANGUAGES: text for key, text in item.items()}
            if isinstance(item, dict)
            else {}
        )
        if len(pair) < 2 or len(item) != 2 or not all(isinstance(text, str) for text in pair.values()):
            return ""
        texts.setdefault(pair[True], pair[False])
    return next(iter(texts.values()), "") if len(texts) == len(value) else ""


def _inline(text: str) -> str:
    return text if MARKUP.search(text) else html.escape(text, quote=False)


def _embedded(view: Mapping[str, Any]) -> str:
    # Who has HTML in a field of his own says so in its name: htmlText, bodyHtml, text_html.
    for key in (*_HTML, *(key for key in view if key not in _HTML and "html" in key.casefold()[:40])):
        found = view.get(key)
        found = found.get("html") if isinstance(found, dict) else found
        if isinstance(found, str) and found.strip() and (key == "html" or "<" in found):
            return from_string(found)
    return ""


def _address(view: Mapping[str, Any]) -> str | None:
    return next((view[key] for key in _ADDRESS if isinstance(view.get(key), str) and "/" in view[key]), None)


def _linked(text: str, view: Mapping[str, Any]) -> str:
    address = _address(view)
    return f'<a href="{html.escape(address)}">{text}</a>' if address else text


def _pointer(view: Mapping[str, Any], kind: str) -> str:
    """A film, post or document that is only named by its address: a link to it."""
    address = _address(view) if kind else None
    return f"<p>{_linked(html.escape(caption(view) or address), view)}</p>" if address else ""


def _marked(text: str, kind: str, view: Mapping[str, Any]) -> str:
    marks = view.get("marks") or view.get("attributes")
    marks = marks if isinstance(marks, list) else []
    names = [mark.get("type") if isinstance(mark, dict) else mark for mark in marks]
    names += [name for name in _MARKS if view.get(name) is True or kind == name]
    for tag in dict.fromkeys(_MARKS[name] for name in names if isinstance(name, str) and name in _MARKS):
        text = f"<{tag}>{text}</{tag}>"
    for mark in marks:
        if isinstance(mark, dict) and mark.get("type") in _LINKS:
            text = _linked(text, {**mark, **(mark["attrs"] if isinstance(mark.get("attrs"), dict) else {})})
    return text


def _figure(url: str, alt: str, below: str) -> str:
    words = f"<figcaption>{html.escape(below, quote=False)}</figcaption>" if below else ""
    return f'<figure><img src="{html.escape(url)}" alt="{html.escape(alt)}">{words}</figure>'
