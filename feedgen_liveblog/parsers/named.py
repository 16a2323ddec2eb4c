"""Where a post's title, author and mark are by tag and class name, as XPath."""

import re
from collections.abc import Sequence

from lxml import etree

TITLE = "headline|heading|title|titel|titre|titulo|titolo|tytul|baslik"
AUTHOR = "author|byline|contributor|autor|auteur|reporter|writer|journalist|firma|redakt|(^|[ _-])by($|[ ])"
MARK = "breaking|pinned"
"""Parts of names."""

_NAMED_BY = ("class", "itemprop", "rel", "data-testid")


def occurs(words: str, elements: Sequence[etree._Element]) -> bool:
    """Whether an element or one within is so named: ten times as fast as XPath, for each name is looked at once."""
    seen = {tuple(map(part.get, _NAMED_BY)) for element in elements for part in element.iter("*")}
    pattern = re.compile(words, re.IGNORECASE)
    return any(pattern.search(_joined(names)) for names in seen)


def _joined(names: Sequence[str | None]) -> str:
    return " ".join(name or "" for name in names)


def _named(words: str) -> str:
    """The same as a condition in XPath."""
    names = ",' ',".join(f"@{name}" for name in _NAMED_BY)
    return f"re:test(concat({names}),'{words}','i')"


_HEADINGS = "|".join(f".//h{n}" for n in range(1, 7))
PROSE = ".//p[string-length(normalize-space())>40]"
_BIG = " or ".join(f"self::h{n}" for n in range(1, 7))
_CARD = "[not(ancestor::blockquote or ancestor::figure or ancestor::aside)]"
# A headline is the first thing of any length in a post: later headings belong to embedded cards.
TITLE_BY_TAG = f"({_HEADINGS}|{PROSE}){_CARD}[1][{_BIG}]"
HEADLINE_LINKS = (f"({_HEADINGS}){_CARD}[1]//a/@href", f"({_HEADINGS}){_CARD}[1]/ancestor::a/@href")
# The innermost element of that name: one that wraps time, title and author together is none.
_NAMED_TITLE = f"[{_named(TITLE)}][not(.//*[{_named(TITLE)}])]"
TITLE_BY_NAME = f"(.//*{_NAMED_TITLE}|{PROSE}){_CARD}[1]{_NAMED_TITLE}"
# The byline of a picture is no post's.
_PICTURED = (
    "ancestor-or-self::*[self::figure or self::figcaption"
    " or re:test(@class,'caption|(image|photo|picture)[-_]{0,2}(byline|author|credit)','i')]"
)
AUTHOR_BY_NAME = (
    f".//*[{_named(AUTHOR)}][not(.//p or .//time or .//*[{_named(AUTHOR)}] or ancestor::blockquote or {_PICTURED})]"
    "[string-length(normalize-space())<80]"
)
# A word above a post that marks it: 'Breaking news', 'Pinned'.
MARK_BY_NAME = (
    f".//*[self::span or self::div or self::p or self::strong or self::mark][{_named(MARK)}]"
    "[not(.//* or ancestor::p)][string-length(normalize-space())<25]"
)
