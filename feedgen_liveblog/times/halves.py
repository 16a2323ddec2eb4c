"""Words for the halves of a match that each count their minutes anew: '後半24分' is its 69th minute."""

HALVES = {
    "前半": 0,
    "後半": 45,
    "延長前半": 90,
    "延長後半": 105,
    "전반": 0,
    "후반": 45,
    "연장전반": 90,
    "연장후반": 105,
}
"""In which minute of the match each begins."""


def begins(text: str) -> int:
    """The minute of the match in which the half begins that a text names first; 0 if it names none."""
    return next((minute for half, minute in HALVES.items() if text.startswith(half)), 0)
