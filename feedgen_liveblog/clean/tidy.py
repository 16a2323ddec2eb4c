"""A quick way through for markup that is tidy already, as most posts are: read once, written anew.

Tidy is what the long way (a tree, `shape`, the sanitiser) would leave as it is: text in paragraphs, headings,
list items and captions, every tag known and closed in order, nothing empty, hidden, lazy, embedded or of the
furniture. What is unsure is not tidy. The output is put together from constant tags, attributes made by
`address` and `line`, and text that holds no '<': nothing of a tag's source is copied.
"""

from functools import lru_cache

from feedgen_liveblog.clean import furniture, images
from feedgen_liveblog.clean.links import address
from feedgen_liveblog.clean.safe import escape, harmless, legal, settled, unescape
from feedgen_liveblog.expressions import expression
from feedgen_liveblog.model import Image

_TOKEN = expression(r"(<!--(?!-?>)[^<>-]*+(?:-[^<>-]++)*+-->|</?[a-z][^<>]*+>)")
_TAG = expression(r'<(/?)([a-z][a-z0-9]*+)((?:\s++[a-z][a-z0-9:_-]*+(?:="[^"<>]*+")?+)*+)\s*+/?>')
_BLANKS = expression(r"[ \t\n]{2,}|[\t\n]")
_ATTRIBUTE = expression(r'([a-z][a-z0-9:_-]*+)(?:="([^"]*+)")?')
_PART_OF = {"li": ("ul", "ol"), "figcaption": ("figure",)}
_KINDS = {
    **dict.fromkeys(("div", "section", "article", "header", "footer", "main"), "wrapper"),
    **dict.fromkeys(("ul", "ol", "blockquote", "figure"), "holder"),
    **dict.fromkeys(("p", "li", "figcaption", "h2", "h3", "h4", "h5", "h6"), "text"),
    **dict.fromkeys(("a", "strong", "em", "b", "i", "u", "s", "del", "ins", "sub", "sup", "small"), "inline"),
    **dict.fromkeys(("mark", "q", "cite", "code", "kbd", "span", "time"), "inline"),
    "br": "br",
}  # fmt: skip
_UNWRAPPED = frozenset({"div", "section", "article", "header", "footer", "main", "span", "time"})
_EMBEDDING = frozenset({
    "cite", "data-href", "data-url", "data-instgrm-permalink",
    "data-tweet-id", "data-tweetid", "data-twitter-id", "data-tweet",
})  # fmt: skip


def tidied(html: str, base: str) -> tuple[str, tuple[Image, ...]] | None:
    """Safe HTML of markup in legal characters, and its pictures, each once; None where it is not tidy."""
    out: list[str] = []
    found: dict[str, Image] = {}
    opened = [""]
    within = ""  # the text block we are in
    fresh = broke = False  # whether nothing, or only a line break, came since the last tag
    parts = _TOKEN.split(html)
    for text, tag in zip(parts[::2], [*parts[1::2], ""], strict=True):
        if text and not text.isspace():
            if not within or "<" in text or (len(text) < 60 and furniture.is_label(text)):
                return None
            if "&" in text or ">" in text:
                text = escape(harmless(legal(unescape(text))))
                if text.isspace():
                    return None
            if "\n" in text or "  " in text or "\t" in text:
                text = _BLANKS.sub(" ", text)
            out.append(text.lstrip(" ") if fresh and opened[-1] == within else text)
            fresh = broke = False
        elif within and text:
            if not text.isascii():
                return None
            if not (fresh and opened[-1] == within):
                out.append(" ")
        if not tag:
            break
        head = tag[:3]
        if head == "<a ":
            kind, name, written = _linked(tag, base)
        elif head == "<im":
            kind, name, written = "img", "img", ""
        else:
            kind, name, written = _read(tag)
        if kind == "inline":
            if not within or (name == "a" and "a" in opened):
                return None
            opened.append(name)
            fresh = True
        elif kind == "/":
            if broke or (fresh and name not in _UNWRAPPED) or opened.pop() != name:
                return None
            if name == within:
                within, out[-1] = "", out[-1].rstrip(" ")
        elif kind == "text":
            if within or (
                opened[-1] not in _PART_OF[name] if name in _PART_OF else opened[-1] in ("ul", "ol")
            ):
                return None
            within = name
            opened.append(name)
            fresh = True
        elif kind in ("wrapper", "holder"):
            if within or opened[-1] in ("ul", "ol"):
                return None
            opened.append(name)
            fresh = fresh or kind == "holder"
        elif kind == "br":
            if fresh or not within:
                return None
            broke = True
        elif kind == "img":
            if not within and opened[-1] != "figure":
                return None
            shown = _shown(tag, base)
            if shown is None or shown[0].url in found:
                return None
            written, found[shown[0].url] = shown[1], shown[0]
            fresh = broke = False
        elif kind != "comment":
            return None
        out.append(written)
    return (settled("".join(out)), tuple(found.values())) if len(opened) == 1 else None


@lru_cache(maxsize=4096)
def _read(tag: str) -> tuple[str, str, str]:
    """Kind, name and new form of a tag; no kind if it needs a closer look."""
    if tag.startswith("<!"):
        return "comment", "", ""
    read = _TAG.fullmatch(tag) if len(tag) < 1000 else None
    if read is None:
        return "", "", ""
    name, attributes = read[2], dict(_ATTRIBUTE.findall(read[3]))
    if furniture.kind(name, attributes.items()) or not _EMBEDDING.isdisjoint(attributes):
        return "", "", ""
    written = "" if name in _UNWRAPPED else f"<{read[1]}{name}>"
    return "/" if read[1] else _KINDS.get(name, ""), name, written


def _linked(tag: str, base: str) -> tuple[str, str, str]:
    read = _TAG.fullmatch(tag)
    attributes = dict(_ATTRIBUTE.findall(read[3])) if read else {}
    url = address(unescape(attributes.get("href", "")), base)
    if url is None or furniture.kind("a", attributes.items()):
        return "", "", ""
    return "inline", "a", f'<a href="{escape(url)}">'


def _shown(tag: str, base: str) -> tuple[Image, str] | None:
    """The picture of an image tag and the tag's new form."""
    read = _TAG.fullmatch(tag)
    attributes = {name: unescape(value) for name, value in _ATTRIBUTE.findall(read[3])} if read else {}
    image = images.plain(attributes, base)
    if image is None or furniture.kind("img", attributes.items()):
        return None
    written = images.written(image, attributes)
    return image, "<img" + "".join(f' {name}="{escape(value)}"' for name, value in written.items()) + ">"
