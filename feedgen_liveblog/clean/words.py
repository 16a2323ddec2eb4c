"""Text of markup and markup of text: what is seen of HTML, a title in one line, paragraphs of plain text."""

import re
from collections.abc import Iterator

from feedgen_liveblog.clean.safe import escape, harmless, legal, settled, unescape
from feedgen_liveblog.expressions import expression

_LONGEST_LINE = 500
_LONGEST_INPUT = 20_000
_LEVELS = 5
_LETTER = "[!-%'-;=-~\xa1-\xac\xae-\u024f–—‘-”…]"
_PLAIN_LINE = expression(f"{_LETTER}++(?: {_LETTER}++)*+")
# Invisible characters and marks of direction are stowaways in a line of text; but joiners belong to letters
# and emoji outside ASCII, and tag characters to a flag.
_UNSEEN = expression(
    "[\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
    "|(?<![^\x00-\x7f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\x7f])"
    "|(?<![\U0001f3f4\U000e0020-\U000e007e])[\U000e0000-\U000e0fff]"
)
_CASELESS = re.IGNORECASE | re.ASCII  # else the long s of old print would be an s
_INLINE = frozenset({
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "em", "font", "i", "ins", "kbd", "mark",
    "q", "s", "samp", "small", "span", "strong", "sub", "sup", "u", "wbr",
})  # fmt: skip
_TAG = expression(r"<!\[CDATA\[|</?([a-zA-Z][a-zA-Z0-9-]*+)[^<>]*+>|<[!?][^<>]*+>|]]>")
_UNSHOWN = "script|style|template|noembed|noframes|textarea|title|xmp|iframe|svg|math"
_CLOSERS = {f"<{name}": expression(rf"</{name}\s*+>", _CASELESS) for name in _UNSHOWN.split("|")}
_CLOSERS["<!--"] = expression("--!?>")
_OPENERS = expression(rf"<!--|<(?:{_UNSHOWN})(?=[\s/>])", _CASELESS)
_BLANK_LINES = expression(r"\n\s*\n")
# A line that ends like a sentence, then one that begins like one: paragraphs without a blank line between.
_SENTENCES = expression(r"(?<=[.!?…:”»\"]) *\n *(?=[^\W\d_a-z]|[\"“„«0-9])")


def plain(html: str) -> str:
    """The visible text of markup: a line for each block, white space folded, no tags, no entities."""
    if "<" in html:
        html = _TAG.sub(_line_break, "".join(_shown(html)).replace("\n", " "))
    lines = (" ".join(part.split()) for part in legal(unescape(html)).split("\n"))
    return harmless("\n".join(filter(None, lines)))


def _line_break(tag: re.Match[str]) -> str:
    return "" if (tag[1] or "").lower() in _INLINE else "\n"


def _shown(html: str) -> Iterator[str]:
    """The parts of markup outside scripts, comments and their kind; each closing tag is looked for once."""
    at, unclosed = 0, set[str]()
    for found in _OPENERS.finditer(html):
        name = found[0].lower()
        if found.start() < at or name in unclosed:
            continue
        end = _CLOSERS[name].search(html, found.end())
        if end is None:
            unclosed.add(name)
        else:
            yield html[at : found.start()]
            at = end.end()
    yield html[at:]


def line(text: str) -> str:
    """A title, author or label as one line of text, cut at a word within 500 characters.

    Entities are decoded until none is left; tags, control, invisible and direction characters are gone. What
    remains cannot become markup by any number of unescapings.
    """
    if not text or (len(text) <= _LONGEST_LINE and _PLAIN_LINE.fullmatch(text)):
        return text
    text = _bare(text[:_LONGEST_INPUT])
    for _ in range(_LEVELS):
        text, previous = _bare(unescape(text)), text
        if text == previous:
            break
    else:
        text = text.replace("&", "& ")
    text = harmless(" ".join(text.split()))
    if len(text) <= _LONGEST_LINE:
        return text
    head = text[: _LONGEST_LINE - 1]
    return (head.rsplit(" ", 1)[0] if " " in head[_LONGEST_LINE // 2 :] else head).rstrip() + "…"


def _bare(text: str) -> str:
    text = _UNSEEN.sub("", legal(text))
    return _TAG.sub(_line_break, " ".join(_shown(text))) if "<" in text else text


def from_text(text: str) -> str:
    """Safe HTML of plain text: blank lines part paragraphs, other line breaks stay breaks.

    A line break between whole sentences parts paragraphs as well. Entities, which in plain text are slips of
    the source, are decoded.
    """
    blocks = _BLANK_LINES.split(legal(unescape(text)))
    parts = (part for block in blocks for part in (_SENTENCES.split(block) if "\n" in block else (block,)))
    return settled("".join(f"<p>{paragraph}</p>" for part in parts if (paragraph := _broken(part))))


def _broken(block: str) -> str:
    lines = (" ".join(part.split()) for part in block.split("\n"))
    return "<br>".join(escape(harmless(part)) for part in lines if part)
