"""The lines of a text as they were before a program broke them: at a column, at a link, at a bold word."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from feedgen_liveblog import timeshape
from feedgen_liveblog.expressions import expression
from feedgen_liveblog.parsers.blocks import line, notes
from feedgen_liveblog.parsers.blocks.block import fold

LINK = expression(r"\[([^\]]{0,500}+)\]\((?:https?:|/|#)[^)]{0,2000}+\)")
# Links as lynx numbers them, and their list at the end.
_NUMBERED = expression(r"\[\d{1,4}\](?=[^\s\[])")
_REFERENCE = expression(r"^ *(?:\d{1,4}\. [a-z]+:\S+|References|(?:Visible|Hidden) links:?)$", re.M)
_MANY = 10
_TARGET = expression(r"\]\((?:https?:|/|#)[^()\s]{0,500}+(?:\n[^()\s]{1,500}+){1,9}\)")  # broken over lines
_ITEM = expression(r"[*+•·](?!\*)")
# No headline or sentence ends so: a link or a bold word follows.
_OPEN_END = expression(
    r"\b(?:the|of|an?|to|with|in|and|by|for|from|at|der|die|das|den|dem|des|von|und|mit|zu|le|les|du|et|di|che|el|los|las|y"
    r"|que|del|het|een|og|och|att)$"
)
_CLOSING = ",;.)"
_BRACKET = 40  # characters of a credit in brackets: "(", "Image:", "Reuters)"
_NARROWEST, _WIDEST = 50, 132  # columns
_LONGEST = 10_000  # characters: no paragraph is longer, and each line joined copies it
_LONGER = 33  # one line in so many may be longer: an address, a table


def mended(text: str) -> Iterator[str]:
    """The lines of a text, white space folded."""
    if len(_NUMBERED.findall(text)) >= _MANY:
        text = _REFERENCE.sub("", _NUMBERED.sub("", text))
    marked = "](" in text
    if marked:
        text = _TARGET.sub(lambda match: "".join(match[0].split()), text)
    lines = [fold(part) for written in text.splitlines() for part in _broken(written, marked=marked)]
    width = _width([LINK.sub(r"\1", written).strip() for written in lines] if marked else lines)
    if width and marked:
        return _unwrapped(lines, 0)  # Markdown has an empty line between paragraphs
    # Twice: 'Ukrainian', 'president,' and a line that goes on are one only once the latter two are.
    return _unwrapped(lines, width) if width else _mended(_mended(lines))


def _broken(written: str, *, marked: bool) -> tuple[str, ...]:
    """A line, and an empty one where Markdown breaks for sure."""
    return (written, "") if marked and written.endswith("  ") and not written.isspace() else (written,)


def _width(lines: Sequence[str]) -> int:
    """The column at which a program broke the lines, 0 if none did: many are about that long, hardly any longer."""
    sizes = sorted(len(text) for text in lines if text)
    if not sizes:
        return 0
    width = sizes[-1 - len(sizes) // _LONGER]
    if not _NARROWEST <= width <= _WIDEST:
        return 0
    full = [text for text in lines if width - 16 < len(text) <= width]
    many = len(full) > max(10, len(sizes) // 5) and not _are_whole(full)
    return width if many or _breaks(lines, width) else 0


def _are_whole(lines: Sequence[str]) -> bool:
    """Whether most end as sentences do: paragraphs that happen to be of one length."""
    return 2 * sum(map(notes.ends_sentence, lines)) > len(lines)


def _breaks(lines: Sequence[str], width: int) -> bool:
    """Whether most lines that another follows break where its first word would not fit."""
    pairs = [(above, below) for above, below in pairwise(lines) if above and below]
    broken = [above for above, below in pairs if len(above) + 1 + len(below.partition(" ")[0]) > width]
    return len(broken) > 1 and 2 * len(broken) >= len(pairs) and not _are_whole(broken)


def _unwrapped(lines: Sequence[str], width: int) -> Iterator[str]:
    paragraph: list[str] = []
    for text in lines:
        if not text or _ITEM.match(text) or (paragraph and timeshape.leading(text)):
            yield " ".join(paragraph)
            paragraph = [text] if text else []
            continue
        paragraph.append(text)
        if len(text) < width - 20 or timeshape.kind(text):
            yield " ".join(paragraph)
            paragraph = []
    yield " ".join(paragraph)


def _mended(lines: Iterable[str]) -> Iterator[str]:
    """Lines, those joined that a link or a bold word in the midst of a sentence has broken apart."""
    before = ""
    for text in lines:
        if before and text and len(before) < _LONGEST and _goes_on(before, text):
            before = f"{before}{'' if text[0] in _CLOSING else ' '}{text}"
            continue
        yield before
        before = text
    yield before


def _goes_on(before: str, text: str) -> bool:
    if text.startswith("](") and "[" in before:  # a link that Markdown broke
        return True
    if 0 <= before.rfind("(") > max(before.rfind(")"), len(before) - _BRACKET):
        return True
    if (text[0] in _CLOSING and text[1:2] != ".") or (
        before[-1] == "," and not timeshape.kind(text) and not text[0].isdigit()
    ):
        return len(before) + len(text) > 20
    if len(before) > 20 and _OPEN_END.search(before) and not timeshape.kind(text):
        return True
    broken = text[0].islower() and not notes.ends_sentence(before) and max(len(before), len(text)) > 60
    return broken and not timeshape.kind(before) and not timeshape.kind(text) and not line.has_by(text)
