"""What looks like a time and what does not, in the forms and languages of real pages."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedgen_liveblog.timeshape import Leading, kind, leading, trailing

WHOLE = {
    "iso": """
        2023-11-02T16:56:00Z | 2023-11-02T16:56Z | 2023-11-02 16:56:00 | 2023-11-02 16:56
        20231102T165600Z | 2023-11-02T16:56:00+0000 | 2023-11-02T16:56:00.123456789+01:00
        2023-11-02 16:56:00 +0530 | 2023-11-02 16:56:00 UTC | 2023-11-02T16:56:00+01:00[Europe/Paris]
        20231102165600""",
    "epoch": "1730564427 | 1730564427123 | 1730564427123456 | 951782400",
    "datetime": """
        17.09.2024 • 20:11 Uhr | 18. Juli 2024 um 09:04 Uhr | Do 18.7. 14:05 | MI. 18.09. 20:45
        Heute, 14:05 Uhr | Updated 9:15 PM EDT, Thu September 19, 2024 | 12:09 a.m. ET, October 30, 2023
        December 9, 2024 at 4:05am | Tuesday 4 July 2023 17:01, UK | Sep 9, 2023, 14:05 IST
        19:02 (IST), Oct 02 | 08 Jan 2022 07:51 AM (IST)
        Last Updated: 10:55 GMT Thursday, 07 December 2017
        First published on Mon 15 May 2023 05.12 BST | Thursday, March 23rd, 2017, 10:03:01 AM
        5:00PM GMT 31 Dec 2014 | 2 November 2024 16:20 | March 24, 2025 16:03 | 2023/11/02 16:56:09
        08:20 - 24/09/2023 | Updated21:00, 5 Aug 2024 | Sat, 02 Nov 2024 16:20:27 +0000
        Sat Nov  2 16:20:27 UTC 2024 | Nov 2 2024 16:20:27 GMT+0100 (CET) | 2016-9-28T20:45:00+02:00
        Tuesday 14:05 | Yesterday at 4:05 PM | Published: 11th Jan 2022 7:51 pm
        Publié le 18 juil. 2024 à 14:05 | Mis à jour le 18 juillet 2024 à 14h05
        mar. 4 juil. 2023, 14h05 | 2 de noviembre de 2023 a las 16:56 | 2 nov 2023, 4:56 p. m.
        2 de novembro de 2023 às 14h05 | 2 novembre 2023 alle 16:56 | 2 november 2023 om 16.56 uur
        18.07.2024, kl. 14.05 | den 2. november kl. 16.56 | 2. marraskuuta 2023 klo 16.56
        2 listopada 2023, 16:56 | 2. listopadu 2023 v 16:56 | 2 Kasım 2023 16:56 | 2 ноября 2023, 16:56
        2 листопада 2023 о 16:56 | 2 Νοεμβρίου 2023, 4:56 μ.μ. | 2023. november 2. 16:56
        2 noiembrie 2023, 16:56 | 2 נובמבר 2023, 16:56 | २ नवंबर 2023, 4:56 pm | 2 نوفمبر 2023، 4:56 م
        2 November 2023 pukul 16.56 | 2023年11月2日 16時56分 | 2023年11月2日 下午4:56
        2023년 11월 2일 오후 4:56 | 2 พ.ย. 2566 16:56 น.""",
    "date": """
        2023-11-02 | 2 November 2024 | Saturday, November 23, 2024 | Donnerstag, 18. 7. | Oct 02
        24/09/2023 | 18.07.2024 | 12. aug. | 16 FEBRUARY 2015 | Today | gestern | hier | 2023年11月2日
        2 novembre | Published On 9 Oct 2023 | 2 ноября""",
    "clock": """
        19.30 GMT | 19.30\xa0GMT | 14:05 | 14:05:33 | 9.05 | 14h05 | 20:11 Uhr | 8.13am | 12:09 a.m. ET
        1:05 PM | 9pm | २:३० | ۱۴:۰۵ | ٢:٣٠ م | kl. 14.05 | klo 14.05 | às 14h05 | à 14h05 | alle 14:05
        om 14.05 uur | 14 Uhr | 14:05 น. | 14時05分 | 午後2時5分 | 오후 2:05 | 下午2:05
        Published 14:05 | Posted at 2:05 PM | Stand: 14:05 Uhr | Updated at 12.36 BST
        Aktualisiert 20:11 | Publié à 14h05 | Aggiornato alle 14:05 | 1430 GMT | 14:05 (MEZ) | 14:05:
        (14:05) | 14:05h | 16:56 UTC+2 | a las 14:05 hs""",
    "relative": """
        now | just now | Just Now | gerade eben | à l'instant | ahora | только что | たった今 | 12s | 5m
        3h | 2d | 9 min | 4m ago | 24 mins ago | 2 minutes ago | 1 hr 5 min ago | an hour ago
        vor 5 Minuten | vor einer Stunde | il y a 2 h | il y a 5 minutes | hace 5 minutos | há 5 min
        5 minuti fa | 5 minuten geleden | 3 minuter sedan | for 5 minutter siden | 5 minuuttia sitten
        5 minut temu | 5 dk önce | před 5 minutami | 5 минут назад | 5 хвилин тому | πριν από 5 λεπτά
        5 perce | acum 5 minute | 5 मिनट पहले | منذ 5 دقائق | ۵ دقیقه پیش | 5 分前 | 5分钟前 | 5분 전
        5 menit yang lalu | 5 phút trước | 3 uur geleden | Updated 9m ago | LIVE Updated 9m ago""",
    "minute": "95' | 90+3' | 45.+2 | 90.+3' | 45'+2 | 28. min | 28. Min. | Minute 28 | 7′",
}
TIMES = [(text.strip(), name) for name, rows in WHOLE.items() for text in rows.replace("\n", "|").split("|")]

NOT_TIMES = """
    2:1 | 0-0 | 28. | 7 | 2024 | November 2024 | 10 Downing Street | 5 things | Set 5 | 2 out | May
    Jan | Sun | set | 19.30 Euro | £19.30 | -9.99 | 3.50 % | 12.5 million | 1,730,564,427 | 30564427
    9999999999 | 123456789012 | 14:05 Storm nears the coast | we met at 14:05 | Read 5 min
    Lesezeit 9 min | for 5 people | over 24 hours | for 24 hours | 99:99 | 25:00 | 14:65 | 32.13.2024
    1-0 (45.) | 100m | 5M | 5k | 3D | 9/11 victims | Boeing 747 | A4 | Live from 19:00 to 21:00
    18:00 - 19:30 | IPL 2024 | © 2024 | Chapter 2: 10 | v2.10.3 | 192.168.1.10 | +14:05
    Abend mit 1 | before 14:05
""".replace("\n", "|").split("|")


@pytest.mark.parametrize(("text", "expected"), [(text, name) for text, name in TIMES if text])
def test_a_time_is_known_by_its_shape(text: str, expected: str) -> None:
    """Every form that pages show a time in has its kind, in whatever language and figures."""
    assert kind(text) == expected
    assert kind(f" {text}\n") == expected


@pytest.mark.parametrize("text", [text.strip() for text in NOT_TIMES if text.strip()])
def test_what_is_no_time_is_not_taken_for_one(text: str) -> None:
    """Scores, prices, counts, years, names and sentences are not times."""
    assert kind(text) is None


@given(st.text(max_size=90))
def test_any_text_has_an_answer(text: str) -> None:
    """No string, however odd, breaks the reading of shapes."""
    found = leading(text)
    assert kind(text) is None or found is None or found.kind
    assert trailing(text) is None or trailing(text)


@given(st.text(string.ascii_letters + " ", max_size=90))
def test_words_alone_are_no_clock(text: str) -> None:
    """A text without figures is never a date or a clock."""
    assert kind(text) in (None, "relative", "date")
    assert trailing(text) is None


LEADING = [
    ("16.06 The rain has stopped", "16.06", "The rain has stopped", "clock", False),
    ("11.04 Uhr: Regen lässt nach", "11.04 Uhr", "Regen lässt nach", "clock", True),
    ("2.59 Uhr Regen", "2.59 Uhr", "Regen", "clock", False),
    ("14:05 Uhr | Regen", "14:05 Uhr", "Regen", "clock", True),
    ("+++ 14:05 Regen lässt nach +++", "14:05", "Regen lässt nach", "clock", True),
    ("+++ 14.05 Uhr +++ Regen", "14.05 Uhr", "Regen", "clock", True),
    ("[14:05] Rain", "14:05", "Rain", "clock", True),
    ("(19:02 IST) Rain", "19:02 IST", "Rain", "clock", True),
    ("14h05 - La pluie", "14h05", "La pluie", "clock", False),
    ("14h05 La pluie", "14h05", "La pluie", "clock", False),
    ("14:05 – 2 roads closed", "14:05", "2 roads closed", "clock", False),
    ("11am: Rain", "11am", "Rain", "clock", False),
    ("• 14:05 Rain", "14:05", "Rain", "clock", False),
    ("8.20 a.m. Rain", "8.20 a.m.", "Rain", "clock", False),
    ("下午2:05 大雨", "下午2:05", "大雨", "clock", False),
    ("२:३० बजे बारिश", "2:30 बजे", "बारिश", "clock", False),
    # glued, as flattened pages have them
    ("4m ago12.50 BST", "12.50 BST", "", "clock", False),
    ("4m ago12.50 BSTJo Bloggs", "12.50 BST", "Jo Bloggs", "clock", False),
    ("12.50\xa0BSTJo Bloggs", "12.50 BST", "Jo Bloggs", "clock", False),
    ("21:00Jo Bloggs-Smith", "21:00", "Jo Bloggs-Smith", "clock", False),
    ("21:00KEY EVENT", "21:00", "KEY EVENT", "clock", False),
    ("4m agoJo Bloggs", "4m ago", "Jo Bloggs", "relative", False),
    # the whole of it
    ("14:05", "14:05", "", "clock", False),
    ("now", "now", "", "relative", False),
    ("1730564427", "1730564427", "", "epoch", False),
    # with a date
    ("17.09.2024 • 20:11 Uhr Regen", "17.09.2024 • 20:11 Uhr", "Regen", "datetime", False),
    ("12:09 a.m. ET, October 30, 2023 Rain", "12:09 a.m. ET, October 30, 2023", "Rain", "datetime", False),
    ("19:02 (IST), Oct 02 Rain", "19:02 (IST), Oct 02", "Rain", "datetime", False),
    ("2 November 2024 16:20 Rain", "2 November 2024 16:20", "Rain", "datetime", False),
    ("2023-11-02 16:56 Rain", "2023-11-02 16:56", "Rain", "iso", False),
    ("2 November: rain", "2 November", "rain", "date", False),
    ("95' Corner", "95'", "Corner", "minute", False),
    ("Updated 14:05 Rain", "Updated 14:05", "Rain", "clock", False),
    # a word of the headline that could belong to the time, and does not
    ("14:05 May says it rains", "14:05", "May says it rains", "clock", False),
    ("14:05 Sunday papers", "14:05", "Sunday papers", "clock", False),
    ("14:05 West coast: rain", "14:05", "West coast: rain", "clock", False),
    ("14:05 UK weather", "14:05", "UK weather", "clock", False),
    ("14:05 PM visits", "14:05", "PM visits", "clock", False),
    ("14:05 Um 12 Uhr begann es", "14:05", "Um 12 Uhr begann es", "clock", False),
    ("14:05 2 dead", "14:05", "2 dead", "clock", False),
    ("14:05 3 set out", "14:05", "3 set out", "clock", False),
]


@pytest.mark.parametrize(("text", "time", "rest", "name", "strong"), LEADING)
def test_a_time_in_front_is_cut_off(text: str, time: str, rest: str, name: str, strong: bool) -> None:
    """The time and the text after it come apart cleanly, also where the page lost the space between them."""
    assert leading(text) == Leading(time, rest, name, strong)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "At 8.20 a.m. the first train left",
        "The 8.20 train was late",
        "Um 12 Uhr begann der Regen",
        "À 14h05, la pluie a cessé",
        "Vor 5 Minuten begann es",
        "19.30 Euro kostet der Schirm",
        "3.50 per cent more rain",
        "10:30 - 12:00 Rain",
        "10:30 bis 12:00 Regen",
        "5 things to know",
        "2024 was wet",
        "2 November was wet",
        "3d printed umbrellas",
        "5m people got wet",
        "10 Downing Street",
        "3-1 win",
        "100m final",
        "Rain at 14:05",
        "",
    ],
)
def test_a_sentence_is_no_time(text: str) -> None:
    """A sentence, price, range or count that begins like a time does not make a post."""
    assert leading(text) is None


@given(
    st.integers(0, 23),
    st.integers(0, 59),
    st.sampled_from([":", ".", "h"]),
    st.text(string.ascii_lowercase, min_size=3),
)
def test_every_clock_is_found_in_front(hour: int, minute: int, sign: str, word: str) -> None:
    """Whatever the clock and its sign, the headline after it is whole."""
    text = f"Rain{word}"
    found = leading(f"{hour:02}{sign}{minute:02} {text}")
    assert found == Leading(f"{hour:02}{sign}{minute:02}", text, "clock")


@pytest.mark.parametrize(
    ("text", "rest", "time"),
    [
        ("Jo Bloggs2 November 2024 16:20", "Jo Bloggs", "2 November 2024 16:20"),
        ("Jo Bloggs 14 August 2023 10:01", "Jo Bloggs", "14 August 2023 10:01"),
        ("Jo Bloggs, Updated 9:15 PM EDT", "Jo Bloggs", "Updated 9:15 PM EDT"),
        ("Theresa May2 November 2024 16:20", "Theresa May", "2 November 2024 16:20"),
        ("Jo Bloggs12.50 BST", "Jo Bloggs", "12.50 BST"),
        ("Jo Bloggs | 17.09.2024, 20:11 Uhr", "Jo Bloggs", "17.09.2024, 20:11 Uhr"),
        ("Jo Bloggs 4m ago", "Jo Bloggs", "4m ago"),
        ("Jo Bloggs 9:15 p.m.", "Jo Bloggs", "9:15 p.m."),
        ("2 November 2024 16:20", "", "2 November 2024 16:20"),
    ],
)
def test_a_time_at_the_end_is_cut_off(text: str, rest: str, time: str) -> None:
    """A byline and the time glued to its end come apart."""
    assert trailing(text) == (rest, time)


@pytest.mark.parametrize(
    "text",
    [
        "Boeing 747",
        "Chapter 5",
        "They won 2:1",
        "Jo Bloggs",
        "",
        "It cost 19.30 euros",
        "The meeting began at 1400 GMT.",
        "Over 10 000 m",
        "Since 7 October.",
    ],
)
def test_an_end_that_is_no_time_stays(text: str) -> None:
    """A text that ends in some other figure keeps it."""
    assert trailing(text) is None
