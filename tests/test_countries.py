"""The zone of a site's country, for times that say none."""

from zoneinfo import ZoneInfo

import pytest

from feedgen_liveblog.times import countries


@pytest.mark.parametrize(
    ("host", "zone"),
    [
        ("www.gazette.co.uk", "Europe/London"),
        ("hafen.example.de", "Europe/Berlin"),
        ("PUERTO.COM.CO", "America/Bogota"),
        ("harbour.co", None),  # half the world's
        ("harbour.com", None),
        ("harbour.us", None),  # has several
        ("localhost", None),
        ("", None),
    ],
)
def test_a_host_names_its_country(host: str, zone: str | None) -> None:
    """Where the country keeps one time."""
    assert countries.zone(host) == zone


def test_all_zones_are_known() -> None:
    """To the data that come with Python or with tzdata."""
    entries = [entry.split() for entry in countries._ZONES.replace("|", "\n").strip().splitlines()]
    assert len({code for code, _ in entries}) == len(entries)
    for _, name in entries:
        ZoneInfo(name)
