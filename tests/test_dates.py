"""Time texts to moments: every form seen on pages, in their zones, in the light of their neighbours."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedgen_liveblog.dates import read, read_all, read_day, zone
from feedgen_liveblog.errors import UsageError

LONDON, BERLIN, ROME, PARIS = (ZoneInfo(f"Europe/{city}") for city in ("London", "Berlin", "Rome", "Paris"))
KOLKATA, NEW_YORK, SHANGHAI = (
    ZoneInfo("Asia/Kolkata"),
    ZoneInfo("America/New_York"),
    ZoneInfo("Asia/Shanghai"),
)
NOW = datetime(2024, 11, 2, 17, tzinfo=UTC)

moments = st.integers(946_684_800, 3_999_999_999).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
zones = st.sampled_from([UTC, LONDON, BERLIN, KOLKATA, NEW_YORK, ZoneInfo("Australia/Lord_Howe")])


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


READ: list[tuple[str, tzinfo | None, str]] = [
    # ISO 8601 and its relations
    ("2023-11-02T15:56:32Z", BERLIN, "2023-11-02T15:56:32"),
    ("2023-11-02T16:56:32+01:00", None, "2023-11-02T15:56:32"),
    ("2023-11-02T16:56:32+0100", None, "2023-11-02T15:56:32"),
    ("2023-11-02 16:56:32 +0100", None, "2023-11-02T15:56:32"),
    ("2023-11-02T15:56:32.1234567Z", None, "2023-11-02T15:56:32.123456"),
    ("2023-11-02T16:56:00+01:00[Europe/Paris]", None, "2023-11-02T15:56:00"),
    ("2023-11-02 16:56:32", ROME, "2023-11-02T15:56:32"),
    ("2023-11-02T16:56", None, "2023-11-02T16:56"),
    ("2023-11-02 16:56:32 UTC", ROME, "2023-11-02T16:56:32"),
    ("20231102T155632Z", ROME, "2023-11-02T15:56:32"),
    ("20231102165632", ROME, "2023-11-02T15:56:32"),
    ("2016-9-28T20:45:00+02:00", None, "2016-09-28T18:45:00"),
    ("2023-11-02", ROME, "2023-11-01T23:00"),
    # seconds, milliseconds, microseconds
    ("1730564427", BERLIN, "2024-11-02T16:20:27"),
    ("1730564427123", BERLIN, "2024-11-02T16:20:27.123"),
    ("1730564427123456", None, "2024-11-02T16:20:27.123"),
    # in words
    ("17.09.2024 • 20:11 Uhr", BERLIN, "2024-09-17T18:11"),
    ("Updated 9:15 PM EDT, Thu September 19, 2024", None, "2024-09-20T01:15"),
    ("12:09 a.m. ET, October 30, 2023", None, "2023-10-30T04:09"),
    ("19:02 (IST), Oct 02", KOLKATA, "2024-10-02T13:32"),
    ("08 Jan 2022 07:51 AM (IST)", KOLKATA, "2022-01-08T02:21"),
    ("Tuesday 4 July 2023 17:01, UK", None, "2023-07-04T16:01"),
    ("08:20 - 24/09/2023", ZoneInfo("Europe/Lisbon"), "2023-09-24T07:20"),
    ("Last Updated: 10:55 GMT Thursday, 07 December 2017", None, "2017-12-07T10:55"),
    ("First published on Mon 15 May 2023 05.12 BST", None, "2023-05-15T04:12"),
    ("2 November 2024 16:20", LONDON, "2024-11-02T16:20"),
    ("March 24, 2025 16:03", KOLKATA, "2025-03-24T10:33"),
    ("5:00PM GMT 31 Dec 2014", NEW_YORK, "2014-12-31T17:00"),
    ("Thursday, March 23rd, 2017, 10:03:01 AM", None, "2017-03-23T10:03:01"),
    ("Sat, 02 Nov 2024 16:20:27 +0000", BERLIN, "2024-11-02T16:20:27"),
    ("Thu Nov 02 2023 16:56:00 GMT+0100 (CET)", None, "2023-11-02T15:56"),
    ("12/25/2023 4:05 PM", None, "2023-12-25T16:05"),
    ("4/7/2023 4:05 PM", LONDON, "2023-07-04T15:05"),
    ("4/7/2023 4:05 PM", NEW_YORK, "2023-04-07T20:05"),
    ("mar. 4 juil. 2023 à 14h05", PARIS, "2023-07-04T12:05"),
    ("2 de noviembre de 2023 a las 16:56", None, "2023-11-02T16:56"),
    ("2. marraskuuta 2023 klo 16.56", None, "2023-11-02T16:56"),
    ("2 ноября 2023, 16:56", None, "2023-11-02T16:56"),
    ("2023年11月2日 下午4:56", None, "2023-11-02T16:56"),
    ("۲ نوامبر ۲۰۲۳ ۱۶:۵۶", None, "2023-11-02T16:56"),
    ("2 พ.ย. 2566 16:56 น.", None, "2023-11-02T16:56"),
    # a clock alone is of the last day it showed so; a little ahead of us is still today
    ("16.59", None, "2024-11-02T16:59"),
    ("17:08", None, "2024-11-02T17:08"),
    ("17:11", None, "2024-11-01T17:11"),
    ("19.30\xa0GMT", NEW_YORK, "2024-11-01T19:30"),
    ("8.13am", None, "2024-11-02T08:13"),
    ("12:09 a.m. ET", LONDON, "2024-11-02T04:09"),
    ("12.30pm", None, "2024-11-02T12:30"),
    ("२:३०", None, "2024-11-02T02:30"),
    ("오후 2:05", None, "2024-11-02T14:05"),
    ("1430 GMT", None, "2024-11-02T14:30"),
    ("16:56 +14:30", None, "2024-11-02T16:56"),
    # a day by its name, a date without a year
    ("Heute, 14:05 Uhr", BERLIN, "2024-11-02T13:05"),
    ("Yesterday at 4:05 PM", None, "2024-11-01T16:05"),
    ("Tuesday 14:05", None, "2024-10-29T14:05"),
    ("3 November 14:05", None, "2024-11-03T14:05"),
    ("4 November 14:05", None, "2023-11-04T14:05"),
    ("29 February 14:05", None, "2024-02-29T14:05"),
    # how long ago
    ("now", None, "2024-11-02T17:00"),
    ("just now", None, "2024-11-02T17:00"),
    ("12s", None, "2024-11-02T16:59:48"),
    ("5m", None, "2024-11-02T16:55"),
    ("3h ago", None, "2024-11-02T14:00"),
    ("2d ago", None, "2024-10-31T17:00"),
    ("1 hr 5 min ago", None, "2024-11-02T15:55"),
    ("vor 5 Minuten", None, "2024-11-02T16:55"),
    ("il y a 2 h", None, "2024-11-02T15:00"),
    ("hace una hora", None, "2024-11-02T16:00"),
    ("5分前", None, "2024-11-02T16:55"),
]


@pytest.mark.parametrize(("text", "tz", "expected"), READ)
def test_every_form_is_read(text: str, tz: tzinfo | None, expected: str) -> None:
    """Each form that pages show a time in, to the second, in the site's zone where it names none."""
    assert read(text, now=NOW, tz=tz) == at(expected)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "95'",
        "90+3'",
        "2:1",
        "25:00",
        "2024",
        "30 February 2024 14:05",
        "2023-02-30T10:00:00Z",
        "19.30 Euro",
        "we met at 14:05",
        "12 2024",
        "9999999999999999999",
        "32.13.2024",
        "0001-01-01T00:00:00+14:00",
        "2:30 2023",
        "0001-01-01T00:00:00Z",
        "1970-01-01T00:00:00Z",
        "0",
        "9999-12-31T23:59:59Z",
        "01/01/1900 00:00",
    ],
)
def test_what_cannot_be_read_is_none(text: str) -> None:
    """No time is made up from a text that does not give one."""
    assert read(text, now=NOW, tz=LONDON) is None


@given(st.text(max_size=70), zones)
def test_any_text_is_read_or_none(text: str, tz: tzinfo) -> None:
    """No text breaks a page, and what is read is aware UTC."""
    found = read(text, now=NOW, tz=tz)
    assert found is None or found.tzinfo is UTC


@given(moments, zones)
def test_what_we_write_we_read(moment: datetime, tz: tzinfo) -> None:
    """ISO 8601 with an offset, epoch figures and RFC 822 dates come back as the very moment."""
    local = moment.astimezone(tz)
    seconds = int(moment.timestamp())
    for text in (local.isoformat(), local.strftime("%Y-%m-%dT%H:%M:%S%z"), str(seconds), f"{seconds}000"):
        assert read(text, now=NOW, tz=NEW_YORK) == moment
    if 1990 <= local.year <= 2100:
        assert read(local.strftime("%a, %d %b %Y %H:%M:%S %z"), now=NOW, tz=NEW_YORK) == moment


@given(moments, zones)
def test_local_times_round_trip(moment: datetime, tz: tzinfo) -> None:
    """A local time without a zone is read as one that shows so there, also when the clocks change."""
    local = moment.astimezone(tz)
    for text in (local.strftime("%Y-%m-%d %H:%M:%S"), local.strftime("%d %B %Y %H:%M:%S")):
        found = read(text, now=NOW, tz=tz)
        assert found and found.astimezone(tz).replace(tzinfo=None) == local.replace(tzinfo=None, fold=0)
        assert abs(found - moment) <= timedelta(hours=1)


def test_the_hour_that_is_skipped_and_the_hour_that_comes_twice() -> None:
    """A local time that never was, or was twice, has one answer, always the same."""
    assert read("2024-03-31 01:30:00", now=NOW, tz=LONDON) == at("2024-03-31T01:30")
    assert read("2024-10-27 01:30:00", now=NOW, tz=LONDON) == at("2024-10-27T00:30")
    assert read("27 October 2024 01:30 BST", now=NOW, tz=LONDON) == at("2024-10-27T00:30")
    assert read("27 October 2024 01:30 GMT", now=NOW, tz=LONDON) == at("2024-10-27T01:30")


@pytest.mark.parametrize(
    ("abbreviation", "tz", "minutes"),
    [
        ("IST", KOLKATA, 330),
        ("IST", ZoneInfo("Europe/Dublin"), 60),
        ("IST", ZoneInfo("Asia/Jerusalem"), 120),
        ("IST", None, 330),
        ("IST", LONDON, 330),
        ("BST", LONDON, 60),
        ("BST", ZoneInfo("Asia/Dhaka"), 360),
        ("BST", NEW_YORK, 60),
        ("CST", SHANGHAI, 480),
        ("CST", None, -360),
        ("EST", NEW_YORK, -300),
        ("EDT", LONDON, -240),
        ("CEST", LONDON, 120),
        ("MESZ", None, 120),
        ("UTC+5:30", None, 330),
        ("GMT-3", None, -180),
    ],
)
def test_zone_abbreviations_are_as_the_site_uses_them(
    abbreviation: str, tz: tzinfo | None, minutes: int
) -> None:
    """An abbreviation that several parts of the world share is read as the site's own zone has it."""
    assert read(f"4 July 2023 12:00 {abbreviation}", now=NOW, tz=tz) == at("2023-07-04T12:00") - timedelta(
        minutes=minutes
    )


def test_ago_on_a_saved_page_says_nothing() -> None:
    """'4m ago' on a page that was saved days before is unknown, never a wrong time."""
    assert read("4m ago", now=NOW, day=date(2024, 10, 25)) is None
    assert read("4m ago", now=NOW, day=date(2024, 11, 1)) == NOW - timedelta(minutes=4)


def test_a_clock_is_of_the_day_given() -> None:
    """The page's day, in the site's zone, dates a clock; a date without a year keeps near it."""
    assert read("00:30", now=NOW, tz=BERLIN, day=date(2023, 7, 18)) == at("2023-07-17T22:30")
    assert read("31 Dec, 23:50", now=NOW, day=date(2015, 1, 1)) == at("2014-12-31T23:50")
    assert read("4/7/2023 10:00", now=NOW, day=date(2023, 4, 8)) == at("2023-04-07T10:00")
    assert read("00:30", now=NOW, tz=BERLIN, day=at("2023-07-17T23:00")) == at("2023-07-17T22:30")
    assert read("Heute, 14:05", now=NOW, day=date(2015, 1, 1)) == at("2015-01-01T14:05")


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("2 srpnja 2023 16:56", "hr", "2023-07-02T16:56"),
        ("2. lis 2023 16:56", "hr-HR", "2023-10-02T16:56"),
        ("2 lis 2023 16:56", "pl", "2023-11-02T16:56"),
        ("4/7/2023 10:00", "en-US", "2023-04-07T10:00"),
        ("2 tháng 11 2023 16:56", "vi", "2023-11-02T16:56"),
        ("Huwebes, Enero 4, 2024 9:05", "fil", "2024-01-04T09:05"),
        ("5 minuta më parë", "sq", "2024-11-02T16:55"),
    ],
)
def test_the_language_helps(text: str, language: str, expected: str) -> None:
    """Where languages disagree about a word the page's own counts; rarer ones are read through a library."""
    assert read(text, now=NOW, language=language) == at(expected)


@pytest.mark.parametrize(
    "text", ["24. 1. 4. AM 9:05", "4. qqq 2024", "9:05 24", "12 24 36", "qqq 5 2024 7:99"]
)
def test_no_library_makes_up_the_rest(text: str) -> None:
    """A day, month or year that a text does not give is not filled in by a parser's guess."""
    assert read(text, now=NOW, language="ko") is None


@pytest.mark.parametrize(
    ("text", "near", "expected"),
    [
        ("Donnerstag, 18. 7.", date(2024, 7, 18), date(2024, 7, 18)),
        ("Donnerstag, 18. 7.", None, date(2024, 7, 18)),
        ("Dienstag, 18. 7.", None, date(2023, 7, 18)),
        ("Oct 02", None, date(2024, 10, 2)),
        ("Oct 02", date(2020, 10, 2), date(2020, 10, 2)),
        ("31. Dezember", date(2015, 1, 1), date(2014, 12, 31)),
        ("Saturday, November 23, 2024", None, date(2024, 11, 23)),
        ("2023-11-02", None, date(2023, 11, 2)),
        ("Gestern", date(2015, 1, 1), date(2014, 12, 31)),
        ("Donnerstag", date(2024, 7, 20), date(2024, 7, 18)),
        ("2024-07-17T23:30:00Z", None, date(2024, 7, 18)),
        ("14:05", None, None),
        ("Regen", None, None),
        ("", None, None),
    ],
)
def test_day_headings(text: str, near: date | None, expected: date | None) -> None:
    """A heading's day is found near the page's; without that a weekday tells the year."""
    assert read_day(text, now=NOW, tz=BERLIN, near=near) == expected


ZONES = [
    ("Europe/London", "Europe/London"),
    ("Europe/London (GMT)", "Europe/London"),
    ("UTC in the attribute; Europe/London when clock only", "Europe/London"),
    ("Asia/Kolkata (IST in text)", "Asia/Kolkata"),
    ("America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"),
    ("UTC", "UTC"),
    ("UTC in data-js-timestamp", "UTC"),
    ("the times are true UTC", "UTC"),
    ("epoch milliseconds", "UTC"),
    ("+05:30", "UTC+05:30"),
    ("-0700", "UTC-07:00"),
    ("UTC+2", "UTC+02:00"),
    ("CEST", "UTC+02:00"),
    ("ET", "America/New_York"),
]


@pytest.mark.parametrize(("text", "expected"), ZONES)
def test_a_zone_is_known_by_its_name_offset_or_abbreviation(text: str, expected: str) -> None:
    """What a user or a page calls a zone is found, also within a remark."""
    assert str(zone(text)) == expected


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("Europe/Lundon", "did you mean Europe/London?"),
        ("europe/london", "did you mean Europe/London?"),
        ("London", "did you mean Europe/London?"),
        ("New York", "did you mean America/New_York?"),
        ("", "such as Europe/London"),
        ("nowhere", "such as Europe/London"),
        ("../etc/passwd", "such as Europe/London"),
        ("+99:00", "such as Europe/London"),
    ],
)
def test_a_wrong_zone_is_a_usage_error_with_the_nearest_name(text: str, advice: str) -> None:
    """A mistyped zone stops with one line that says what was probably meant."""
    with pytest.raises(UsageError, match=advice.replace("?", r"\?")):
        zone(text)


# --- the times of a page ---


@st.composite
def stories(draw: st.DrawFn) -> tuple[ZoneInfo, list[datetime]]:
    """Posts of some three days round a change of the clocks, less than six hours apart, oldest first."""
    tz, change = draw(
        st.sampled_from(
            [
                (LONDON, at("2024-03-31T01:00")),
                (LONDON, at("2024-10-27T01:00")),
                (NEW_YORK, at("2024-03-10T07:00")),
                (NEW_YORK, at("2024-11-03T06:00")),
                (ZoneInfo("Australia/Lord_Howe"), at("2024-04-06T15:00")),
                (KOLKATA, at("2024-05-01T00:00")),
            ]
        )
    )
    moment = change - timedelta(minutes=draw(st.integers(0, 3 * 1440)))
    gaps = draw(st.lists(st.integers(1, 359), min_size=5, max_size=40))
    posts = [moment]
    for gap in gaps:
        posts.append(posts[-1] + timedelta(minutes=gap))
    return tz, [post for post in posts if post - moment < timedelta(days=3)]


def same(found: Sequence[datetime | None], posts: Sequence[datetime], tz: tzinfo) -> bool:
    """Equal, but for a clock that showed so twice, where any order that fits will do."""

    def wall(moment: datetime) -> datetime:
        return moment.astimezone(tz).replace(tzinfo=None, fold=0)

    def twice(moment: datetime) -> bool:
        local = moment.astimezone(tz)
        return local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()

    return all(a == b or (a and twice(b) and wall(a) == wall(b)) for a, b in zip(found, posts, strict=True))


def in_order(found: Sequence[datetime | None]) -> bool:
    """All steps in one direction, also within the hour that comes twice."""
    return len({a > b for a, b in pairwise(found) if a and b and a != b}) <= 1


@given(stories(), st.booleans(), st.sampled_from(["%H:%M", "%H.%M Uhr", "%I.%M%p", "%-I:%M %p", "%H:%M %Z"]))
def test_clocks_across_midnight(
    story: tuple[ZoneInfo, list[datetime]], newest_first: bool, shape: str
) -> None:
    """Three days of bare clocks come back exactly, in both reading directions and over a clock change."""
    tz, posts = story
    if "%Z" in shape and not all((post.astimezone(tz).tzname() or "").isalpha() for post in posts):
        shape = "%H:%M"
    day = posts[-1].astimezone(tz).date()
    if newest_first or len(posts) < 2:
        posts = posts[::-1]
    clocks = [post.astimezone(tz).strftime(shape) for post in posts]
    found = read_all(clocks, now=max(posts) + timedelta(days=900), tz=tz, page_day=day)
    assert found == posts if "%Z" in shape else same(found, posts, tz)
    assert in_order(found)


@given(stories(), st.booleans(), st.data())
def test_known_neighbours_date_the_clocks_between(
    story: tuple[ZoneInfo, list[datetime]], newest_first: bool, data: st.DataObject
) -> None:
    """Where some posts state their date, the clocks of the others follow them, whatever the page's day."""
    tz, posts = story
    posts = posts[::-1] if newest_first else posts
    dated = data.draw(st.sets(st.sampled_from(range(len(posts))), min_size=1))
    texts = [
        post.isoformat() if n in dated else post.astimezone(tz).strftime("%H:%M")
        for n, post in enumerate(posts)
    ]
    assert same(read_all(texts, now=NOW + timedelta(days=900), tz=tz, page_day=date(2030, 1, 1)), posts, tz)


@given(stories(), st.booleans())
def test_day_headings_date_the_clocks_below(
    story: tuple[ZoneInfo, list[datetime]], newest_first: bool
) -> None:
    """Under date headings each clock is of the heading's day, if all posts carry it or only the first."""
    tz, posts = story
    posts = posts[::-1] if newest_first else posts
    local = [post.astimezone(tz) for post in posts]
    clocks = [post.strftime("%H:%M") for post in local]
    headings: list[str | None] = [post.strftime("%A %d %B") for post in local]
    day = max(posts).astimezone(tz).date()
    now = max(posts) + timedelta(hours=1)
    assert same(read_all(clocks, now=now, tz=tz, days=headings, page_day=day), posts, tz)
    firsts = [heading if not n or heading != headings[n - 1] else None for n, heading in enumerate(headings)]
    assert same(read_all(clocks, now=now, tz=tz, days=firsts, page_day=day), posts, tz)


@given(stories(), st.booleans())
def test_local_datetimes_keep_their_order(story: tuple[ZoneInfo, list[datetime]], newest_first: bool) -> None:
    """Dated local times are told apart in the hour that comes twice by the order of the page."""
    tz, posts = story
    posts = posts[::-1] if newest_first else posts
    for shape in ("%Y-%m-%d %H:%M:%S", "%d.%m.%Y, %H:%M Uhr"):
        found = read_all([post.astimezone(tz).strftime(shape) for post in posts], now=NOW, tz=tz)
        assert same(found, posts, tz)
        assert in_order(found)


def clocks(text: str, **more: object) -> list[str]:
    found = read_all(text.split(), now=NOW, **more)  # type: ignore[arg-type]
    return [moment.strftime("%d %H:%M") if moment else "-" for moment in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("17:00 16:06 00.10 00.04 23.46 23.45", "31 17:00|31 16:06|31 00:10|31 00:04|30 23:46|30 23:45"),
        ("23.45 23.46 00.04 16:06", "30 23:45|30 23:46|31 00:04|31 16:06"),
        ("10:33 10:46 10:43 10:32 10:20", "31 10:33|31 10:46|31 10:43|31 10:32|31 10:20"),
        ("10:00 9:00 12:30 8:00 7:30", "31 10:00|31 09:00|31 12:30|31 08:00|31 07:30"),
        ("00:20 00:25 23:50 00:05 23:40 23:30", "31 00:20|31 00:25|30 23:50|31 00:05|30 23:40|30 23:30"),
        ("09:00", "31 09:00"),
        ("09:00 09:00", "31 09:00|31 09:00"),
        ("08:00 20:00", "31 08:00|30 20:00"),
        ("21:14 21:14 28. 21:13", "31 21:14|31 21:14|-|31 21:13"),
    ],
)
def test_page_orders(text: str, expected: str) -> None:
    """Midnight is where a clock jumps far against the reading direction; an editor's small step is not."""
    assert "|".join(clocks(text, page_day=date(2014, 12, 31))) == expected


def test_without_a_page_day_the_newest_is_the_last_before_now() -> None:
    """A live page without a date: its newest clock has just been; none lies in the future."""
    assert clocks("16:50 16:40") == ["02 16:50", "02 16:40"]
    assert clocks("23:50 23:40") == ["01 23:50", "01 23:40"]
    assert clocks("23:50 23:40", page_day=NOW.date()) == ["01 23:50", "01 23:40"]


def test_the_time_of_the_last_change_tells_the_side_of_midnight() -> None:
    """A page changed at five past midnight, its newest post of ten to: that was yesterday."""
    changed = at("2014-12-31T00:05")
    assert clocks("23:50 23:40", page_day=changed) == ["30 23:50", "30 23:40"]
    assert clocks("00:20 23:40", page_day=changed) == ["31 00:20", "30 23:40"]


def test_unreadable_times_are_none_and_disturb_no_other() -> None:
    """A post without a time, or with one that says nothing here, leaves its neighbours alone."""
    times = ["14:05", None, "", "95'", "x", "4m ago", "13:00"]
    found = read_all(times, now=NOW, page_day=date(2015, 1, 1))
    assert found == [at("2015-01-01T14:05"), None, None, None, None, None, at("2015-01-01T13:00")]
    assert read_all([], now=NOW) == []


def test_ago_on_a_saved_page_is_read_by_notes_of_change() -> None:
    """Two posts not changed since say when the page was read; what that does not settle stays unknown."""
    times = ["22m ago", "24m ago", "41m ago", "1h ago", "2h ago", "3h ago"]
    notes = ["11:09", "10:55", "10:39", "09:54", None, "11:10"]
    updates = [note and f"Last updated: {note} GMT Thursday, 7 December 2017" for note in notes]
    found = read_all(times, now=NOW, updates=updates, page_day=date(2017, 12, 7))
    expected = ["10:58", "10:55", "10:39", "09:54", None, None]
    assert found == [at(f"2017-12-07T{clock}") if clock else None for clock in expected]
    assert (
        read_all(times, now=NOW, updates=[updates[0], *[None] * 5], page_day=date(2017, 12, 7)) == [None] * 6
    )


@given(
    st.lists(st.tuples(st.integers(0, 3599), st.just(0)), min_size=2, max_size=5),
    st.lists(st.tuples(st.integers(0, 6 * 3600), st.sampled_from([0, 3, 30])), max_size=20),
)
def test_what_is_recovered_is_right(unchanged: list[tuple[int, int]], others: list[tuple[int, int]]) -> None:
    """It is the post's moment to some two minutes, or for an age in hours that of its last change."""
    posts = sorted([*unchanged, *others])
    shown = [f"{age // 60}m ago" if age < 3600 else f"{age // 3600}h ago" for age, _ in posts]
    changes = [NOW - timedelta(seconds=age) + timedelta(minutes=later) for age, later in posts]
    changed = [min(change, NOW).isoformat(timespec="minutes") for change in changes]
    found = read_all(shown, now=NOW + timedelta(days=99), updates=changed, page_day=NOW)
    for moment, (age, _), change in zip(found, posts, changed, strict=True):
        minute = moment and moment.isoformat(timespec="minutes")
        error = moment and abs(NOW - timedelta(seconds=age) - moment)
        assert error is None or error < timedelta(minutes=3) or (age >= 3600 and minute == change)


def test_fixed_offsets_do_as_zones() -> None:
    """A zone given as an offset reads clocks, midnight included."""
    tz = timezone(timedelta(hours=5, minutes=30))
    assert clocks("00:10 23:50", tz=tz, page_day=date(2014, 12, 31)) == ["30 18:40", "30 18:20"]


def test_a_figure_beyond_all_measure_is_no_time() -> None:
    """dateutil divides what it takes for minutes, and decimal refuses that for thirty digits and more."""
    assert read("2026 Jan 5 10:1" + "0" * 40, now=NOW, tz=None) is None
