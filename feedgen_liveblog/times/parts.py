"""What a time says in figures, and the plain characters it is said in."""

from typing import Literal, NamedTuple

Kind = Literal["iso", "epoch", "datetime", "date", "clock", "relative", "minute"]


class Parts(NamedTuple):
    """The date, clock, zone and distance that a time states; None where it does not.

    `name` is the month's name, folded, for languages disagree about some. `swappable`: day and month are
    both figures and may be the other way round. `zone` is as written ('cest', '+0100'). `ago` is in
    seconds. A datetime whose month is a word that we do not know has a day and year but no month.
    """

    kind: Kind
    year: int | None = None
    month: int | None = None
    day: int | None = None
    name: str = ""
    swappable: bool = False
    weekday: int | None = None
    days_ago: int | None = None
    clock: tuple[int, int, int] | None = None
    zone: str | None = None
    ago: int | None = None


_ZEROS = "٠۰०০੦૦୦௦౦೦൦๐０"  # each begins the ten figures of a script
_INVISIBLE = (*range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, *range(0x2066, 0x206A), 0xAD, 0xFEFF)
_PLAIN: dict[int, str | int | None] = {
    **{ord(zero) + n: str(n) for zero in _ZEROS for n in range(10)},
    **dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u200a\u202f\u3000"), " "),
    **dict.fromkeys(_INVISIBLE, None),
    **str.maketrans("：−（），．、،‐‑׳", ":-(),.,,--'"),
}


def plain(text: str) -> str:
    """The text with ASCII figures, spaces and points, without invisible characters, stripped."""
    return text.strip() if text.isascii() else text.translate(_PLAIN).strip()
