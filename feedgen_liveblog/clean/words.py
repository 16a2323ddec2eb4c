"""Text made fit to publish: legal characters, no markup, and nothing that unescaping could bring to life."""

import re
from html import escape, unescape

# What XML 1.0 section 2.2 forbids, the non-characters and controls that it only discourages, lone surrogates,
# and the two bidirectional overrides, which turn letters of either direction round.
ILLEGAL = (
    r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202d\u202e\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"\\U{plane:04x}fffe\\U{plane:04x}ffff" for plane in range(1, 17))
)
_ILLEGAL = re.compile(f"[{ILLEGAL}]")
# Joiners are letters' and emoji's own between non-ASCII characters, and tags are a flag's after a black flag;
# anywhere else they are invisible stowaways, as are marks of direction in a line of text.
_UNSEEN = re.compile(
    f"[{ILLEGAL}\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
    "|(?<![^\x00-\x7f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\x7f])"
    "|(?<!\U0001f3f4)(?<![\U000e0020-\U000e007e])[\U000e0000-\U000e0fff]"
)
_HIDDEN = re.compile(
    r"<(script|style|template|noembed|noframes|noscript|textarea|title|xmp|iframe|svg|math)\b[^<>]*>"
    r"(?:[^<]++|<(?!/\1\b))*+</\1\s*+>|<!--(?:[^-]++|-(?!->))*+(?:-->|\Z)|<!\[CDATA\[|\]\]>|<[!?][^<>]*+>",
    re.IGNORECASE,
)
_INLINE = "a|abbr|b|bdi|bdo|big|cite|code|del|em|font|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|u|wbr"
_INLINE_TAG = re.compile(rf"</?(?:{_INLINE})(?=[\s/>])[^<>]*+>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*+>")
_TAG_START = re.compile(r"<(?=[a-zA-Z/!?])")
_PLAIN_LINE = re.compile(r"[!-%'-;=-~]++(?: [!-%'-;=-~]++)*+")
_SENTENCES = re.compile(r"(?<=[.!?…:”»\"])[ \t]*\n[ \t]*(?=[^\W\d_a-z]|[\"“„«0-9])")
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_LEVELS = 5  # deeper encoding than any reader undoes
_LINE_INPUT = 20_000
_LINE = 500


def legal(text: str) -> str:
    """The text without characters that no XML document may hold and without bidirectional overrides."""
    return _ILLEGAL.sub("", text)


def harmless(text: str) -> str:
    """Text in which no '<' can open a tag, however often a reader unescapes it before it parses it.

    A tag start gets a space after its '<', which HTML and XML read as text. Where only unescaping would make
    one ('&lt;script'), the text is decoded as far as that and treated alike. All other text stays as it is.
    """
    if "&" not in text:
        return _TAG_START.sub("< ", text) if "<" in text else text
    for _ in range(_LEVELS):
        deepest, level = text, text
        for _ in range(_LEVELS):
            level, previous = unescape(level), level
            if level == previous:
                break
            if _TAG_START.search(level):
                deepest = level
        if deepest is text:
            return _TAG_START.sub("< ", text)
        text = deepest
    return _TAG_START.sub("< ", text.replace("&", "& "))


def plain(html: str) -> str:
    """The visible text of markup: white space folded, blocks on lines of their own, no tags, no entities."""
    text = html
    if "<" in text:
        text = _HIDDEN.sub("", text)
        text = _TAG.sub("\n", _INLINE_TAG.sub("", text.replace("\n", " ")))
    text = legal(unescape(text))
    return "\n".join(folded for part in text.split("\n") if (folded := " ".join(part.split())))


def line(text: str) -> str:
    """A title, author or label as one line of text, cut at a word within 500 characters.

    Entities are decoded until none is left, tags, control, invisible and direction characters are gone; what
    remains cannot become markup by any number of unescapings.
    """
    if len(text) <= _LINE and _PLAIN_LINE.fullmatch(text):
        return text
    text = text[:_LINE_INPUT]
    for _ in range(_LEVELS):
        text, previous = unescape(_bare(text)), text
        if text == previous:
            break
    else:
        text = _bare(text).replace("&", "& ")
    text = _TAG_START.sub("< ", " ".join(text.split()))
    if len(text) <= _LINE:
        return text
    head = text[: _LINE - 1]
    return (head.rsplit(" ", 1)[0] if " " in head[_LINE // 2 :] else head).rstrip() + "…"


def _bare(text: str) -> str:
    text = _UNSEEN.sub("", text)
    return _TAG.sub(" ", _INLINE_TAG.sub("", _HIDDEN.sub(" ", text))) if "<" in text else text


def from_text(text: str) -> str:
    """Safe HTML of plain text: blank lines part paragraphs, single line breaks stay breaks.

    A line break between what look like whole sentences parts paragraphs as well. Entities, which in plain text
    are slips of the source, are decoded.
    """
    text = legal(unescape(text)).replace("\r\n", "\n").replace("\r", "\n")
    text = _SENTENCES.sub("\n\n", text)
    paragraphs = (
        "\n".join(" ".join(part.split()) for part in block.split("\n")) for block in _BLANK_LINES.split(text)
    )
    return "".join(
        f"<p>{escape(harmless(block.strip()), quote=False)}</p>".replace("\n", "<br>")
        for block in paragraphs
        if block.strip()
    )
