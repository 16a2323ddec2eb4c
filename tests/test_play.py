"""The minutes of a match, as tickers write them, as one measure from its start."""

import pytest

from feedgen_liveblog.parsers import play


@pytest.mark.parametrize(
    ("shown", "minutes"),
    [
        ("63", 63),
        ("90'+3", 93),
        ("90+3", 93),
        ("42.3", 42.3),
        ("24分", 24),
        ("第67分钟", 67),
        ("前半45+2分", 47),
        ("後半24分", 69),
        ("延長後半3分", 108),
        ("후반 45+2분", 92),
        ("後半", None),
        ("24 people", None),
        ("424", None),
    ],
)
def test_a_minute_is_read(shown: str, minutes: float | None) -> None:
    """In Japan and Korea each half begins to count anew."""
    assert play.moment(shown) == minutes


def test_a_match_with_halves_goes_one_way() -> None:
    """Minutes that fall from the second half to the first do so all the way."""
    assert play.tells(["後半49分", "後半36分", "後半3分", "前半45+2分", "前半12分"])
    assert not play.tells(["前半49分", "後半36分", "前半3分", "後半45+2分", "前半12分"])
