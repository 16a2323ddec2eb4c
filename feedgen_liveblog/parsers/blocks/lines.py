"""A text to blocks, one to a line: marks of Markdown and lists off, captions told apart."""

import re
from collections.abc import Iterator

from feedgen_liveblog.expressions import expression
from feedgen_liveblog.parsers.blocks import line, notes
from feedgen_liveblog.parsers.blocks.block import Block
from feedgen_liveblog.parsers.blocks.mend import LINK, mended

_BULLET = expression(r"^(?:[•●▪◦·■►▶➤*›»>|]+\s+|[-–—]\s+(?=[\[(]?\d)|#{1,6}\s+)+")
# The minute of play beside a clock, in a table's cell or glued: '21:14 28. | Corner'.
_PLAYED = expression(r"^(\d\d[:.]\d\d)[ |]*\d{1,3}\.(?: ?\+ ?\d{1,2}\.?)?\s*\|\s*")
# Bounded, or a line of openings without ends would be read anew from each of them.
_PICTURE = expression(r"!\[([^\]]{0,500}+)\]\([^)]{0,2000}+\)")
_ESCAPED = expression(r"\\([-.+*_#()\[\]!>|~`$])")
_EMBED = expression(
    r"\[?(?:IFRAME|INLINE|EMBED|IMG|BUTTON)\]?:? ?(?:https?:\S+)?|\((?:BUTTON|IMG)\).{0,30}"
    r"|\[[\w%-]{1,80}\.(?:svg|png|jpe?g|gif|webp)\]",
    re.I,
)
# '18:4224/08/2024', 'Redactie9 juli 2024, 14:49', 'Edwina BrincatAugust 4, 2026 - 4:03 PM'
_GLUED = expression(
    r"(?<=\d[:.]\d\d)(?=\d\d?[/.]\d\d?[/.](?:19|20)\d\d)"
    r"|(?<=[^\W\d_])(?=\d{1,2}\.? [^\W\d_]{3,9}\.? (?:19|20)\d\d\b)"
    r"|(?<=[a-zà-ÿ])(?=[A-Z][a-z]{2,8}\.? \d{1,2}, (?:19|20)\d\d\b)"
)
_LONGEST_STAMP = 120
_NAMELESS = expression(r"\[\]\([^)]{0,2000}+\)")  # a link round a picture
_SLANTED = expression(r"[*_](?=\S)([^*_]+)(?<=\S)[*_]")
_BOLD = expression(r"(\*\*|__)(?=\S)(.{1,500}?)(?<=\S)\1")
_CREDIT = expression(r"\s*[(\[][^()\[\]]{2,80}[)\]]\.?")
_DOUBLED = 12  # characters that a line must have to be a doubled caption's


def blocks(text: str) -> Iterator[Block]:
    """A block for each line; a line that only doubles a picture's caption is folded into it."""
    before: Block | None = None
    for written in mended(text):
        block = _block(written)
        if not block.text or _EMBED.fullmatch(block.text):
            continue
        if before and (doubled := _caption(before.text, block.text)):
            block = block if line.is_name(block.text) else Block(text=doubled, caption=True)
        elif before:
            yield before
        before = block
    if before:
        yield before


def _block(written: str) -> Block:
    heading = written.startswith("#")
    text = _PLAYED.sub(r"\1 | ", _BULLET.sub("", written).rstrip(" |"))
    if len(text) <= _LONGEST_STAMP:
        text = _GLUED.sub(" ", text)
    if "\\" in text:
        text = _ESCAPED.sub(r"\1", text)
    if "](" in text:
        text = _NAMELESS.sub("", text)
        if picture := _PICTURE.fullmatch(text):
            return Block(text=picture[1], caption=True)
        text = LINK.sub(r"\1", _PICTURE.sub("", text)).strip()
    if slanted := _SLANTED.fullmatch(text):
        text = slanted[1]
    bold = match[2] if (match := _BOLD.match(text)) else ""
    text = _BOLD.sub(r"\2", text)
    heading = heading or (bool(bold) and bold == text and not line.is_prose(text))
    return Block(text=text, heading=heading, bold=bold, caption=not heading and notes.is_credit(text))


def _caption(first: str, second: str) -> str | None:
    """The fuller of two lines that say the same, once with the agency."""
    if len(first) < _DOUBLED or not second.startswith(first):
        return None
    return second if first == second or _CREDIT.fullmatch(second, len(first)) else None
