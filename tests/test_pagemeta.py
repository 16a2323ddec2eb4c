"""The day in a page's address: what clocks are of, where the page states no date."""

import pytest

from feedgen_liveblog.pagemeta import date_in


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://news.example/2023/may/15/harbour-live", "2023-05-15"),
        ("https://news.example/2023/5/1/harbour-live", "2023-05-01"),
        ("https://news.example/harbour-2023-05-15-live", "2023-05-15"),
        ("https://news.example/harbour-live-20230515", "2023-05-15"),
        ("https://news.example/20201103-election/", "2020-11-03"),
        ("https://news.example/markets-live-200133.html", None),  # an article's number
        ("https://news.example/markets-live-2011031.html", None),
        ("https://news.example/markets-live-20231799.html", None),
        ("https://news.example/markets-live-1202305151.html", None),
    ],
)
def test_a_day_is_told_from_a_number(address: str, day: str | None) -> None:
    """Eight figures may be a day; fewer are one only with marks between them."""
    assert date_in(address) == day
