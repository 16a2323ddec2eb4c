"""Lists of words and phrases, written as texts, as sets and regular expressions."""

from feedgen_liveblog.expressions import expression

_BETWEEN = expression(r" [|] |\n+")


def one_of(patterns: str) -> str:
    """The source of an expression that matches any of some patterns, written between ' | ' or line breaks."""
    return f"(?:{'|'.join(pattern.strip() for pattern in _BETWEEN.split(patterns.strip()))})"


def words(text: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(text.split())
