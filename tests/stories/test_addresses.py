"""What an address says of its day, and what it would be on another: by date templates and counted days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedgen_liveblog.stories import addresses

_DAYS = st.dates(date(2001, 1, 1), date(2098, 12, 31))
_SHORT = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONG = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_TEMPLATES = {
    "guardian": lambda d: (
        f"https://news.example/world/live/{d.year}/{_SHORT[d.month - 1]}/{d.day:02}/harbour"
    ),
    "slashes": lambda d: f"https://news.example/live/{d:%Y/%m/%d}/world/harbour",
    "unpadded": lambda d: f"https://news.example/live/{d.year}/{d.month}/{d.day}/harbour",
    "month first": lambda d: f"https://news.example/liveblog-{_LONG[d.month - 1]}-{d.day}-{d.year}/",
    "figures": lambda d: f"https://news.example/live-news/harbour-{d:%m-%d-%y}/index.html",
    "day first": lambda d: f"https://news.example/live/harbour-{d.day}-{_LONG[d.month - 1]}-{d.year}",
    "packed": lambda d: f"https://news.example/harbour-live-{d:%Y%m%d}.html",
    "dashes": lambda d: f"https://news.example/live/harbour-{d:%Y-%m-%d}",
    "twice": lambda d: (
        f"https://news.example/live/{d:%Y/%m/%d}/harbour-{_LONG[d.month - 1]}-{d.day}-{d.year}"
    ),
}


@given(_DAYS, st.integers(1, 40), st.sampled_from(sorted(_TEMPLATES)))
def test_the_day_in_an_address_is_read_and_moved(base: date, later: int, name: str):
    """Over the ends of months and years, the address of the next day and of today are among the successors."""
    made, today = _TEMPLATES[name], base + timedelta(days=later)

    assert addresses.day(made(base), near=base) == base
    found = addresses.successors(made(base), today=today, near=base)
    assert made(base + timedelta(days=1)) in found
    assert made(today) in found
    assert len(found) <= 8


@given(_DAYS, st.integers(-40, 40), st.sampled_from(sorted(_TEMPLATES)))
def test_no_successor_leads_back_or_elsewhere(base: date, later: int, name: str):
    """All are on the same site, of the same shape, of a later day, and of tomorrow at the latest."""
    url, today = _TEMPLATES[name](base), base + timedelta(days=later)

    for each in addresses.successors(url, today=today, near=base):
        assert addresses.same_site(each, url)
        assert addresses.same_shape(each, url)
        moved = addresses.day(each, near=today)
        assert moved is None or base < moved <= today + timedelta(days=1)


@given(st.integers(1, 2000), st.sampled_from(["day-", "tag", "jour_", "part-"]))
def test_counted_days_go_on(number: int, word: str):
    """Where there is no date but a number, the next few numbers are tried."""
    url = f"https://news.example/live/harbour-{word}{number}-crews-return"

    found = addresses.successors(url, today=date(2024, 11, 2))

    assert [addresses.number(each) for each in found] == [number + 1, number + 2, number + 3]


def test_a_number_moves_with_the_date():
    """'Day 985' of a dated address is day 987 two days later."""
    url = "https://news.example/live/2024/nov/30/harbour-day-985"

    assert addresses.successors(url, today=date(2024, 12, 2))[::2] == [
        "https://news.example/live/2024/dec/01/harbour-day-986",
        "https://news.example/live/2024/dec/02/harbour-day-987",
        "https://news.example/live/2024/dec/03/harbour-day-988",
    ]


@given(st.text(max_size=60))
def test_any_text_is_borne(text: str):
    """An address out of a page may be anything."""
    addresses.day(text)
    addresses.shape(f"https://news.example/{text}")
    addresses.successors(f"https://news.example/{text}", today=date(2024, 11, 2))


@pytest.mark.parametrize(
    "other",
    [
        "https://other.example/live/harbour",
        "https://news.example.evil.example/live/harbour",
        "https://evil-news.example/live/harbour",
        "https://news.example:8443/live/harbour",
        "https://news.example@evil.example/live/harbour",
        "//evil.example/live/harbour",
        "javascript:alert(1)",
        "https://sport.news.example/live/harbour",
    ],
)
def test_another_site_is_another_site(other: str):
    """Whatever an address looks like: only the same host is the same site."""
    assert not addresses.same_site(other, "https://www.news.example/live/harbour")


def test_copies_of_a_site_are_the_site():
    """Its mobile and AMP hosts are its own."""
    for host in ("news.example", "www.news.example", "m.news.example", "amp.news.example"):
        assert addresses.same_site(f"https://{host}/live/a", "https://www.news.example/live/b")


def test_shapes():
    """Live blogs of one publisher look alike; its articles, videos and sections do not."""
    one = "https://news.example/world/live/2024/nov/02/harbour-fire-live"
    assert addresses.same_shape(one, "https://news.example/uk-news/live/2024/nov/03/crews-return")
    assert not addresses.same_shape(one, "https://news.example/world/2024/nov/03/harbour-fire-what-we-know")
    assert not addresses.same_shape(one, "https://news.example/world")
    assert not addresses.same_shape(one, "https://news.example/world/video/2024/nov/03/harbour")
