"""`follow` in a configuration: what it can say, and that a mistake is named."""

from pathlib import Path

import pytest

from feedgen_liveblog import config
from feedgen_liveblog.errors import ConfigError
from feedgen_liveblog.stories.choice import Follow, fits

BLOG = 'output = "out"\n[[blogs]]\nname = "harbour"\nurl = "https://news.example/live/harbour"\n'


def blog(line: str) -> config.Blog:
    """The blog of a configuration with one more line in its table."""
    return config.parse(BLOG + line, "feeds.toml", folder=Path("/conf")).blogs[0]


def test_true_and_false_and_a_table():
    """`true` leaves all to us; a table says where to look, what fits, and what is wanted or refused."""
    assert blog("follow = true").follow == Follow()
    assert blog("follow = false").follow is None
    table = """follow = { from = "https://news.example/harbour", match = "*harbour*", title = "The harbour",
               pin = "https://news.example/live/harbour-2", refuse = ["*/sport/*", 're:day-\\d$'] }"""
    read = blog(" ".join(table.split()))
    assert read.follow == Follow(
        start="https://news.example/harbour",
        match="*harbour*",
        title="The harbour",
        pin="https://news.example/live/harbour-2",
        refuse=("*/sport/*", r"re:day-\d$"),
    )
    assert read.title == "The harbour"
    assert blog('title = "Mine"\nfollow = { title = "The harbour" }').title == "Mine"


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ('follow = "yes"', ":5: follow: true, or a table such as"),
        ("follow = { form = 'https://news.example/' }", "follow: unknown key 'form'; known are from, match"),
        ("follow = { from = '/harbour' }", "follow: a URL that begins with http"),
        ("follow = { match = 're:(' }", "follow: 're:(' is no regular expression"),
        ("follow = { refuse = [1] }", "follow: a string is expected, not a number"),
    ],
)
def test_a_mistake_is_named(line: str, error: str):
    """Whoever wrote it finds it at once."""
    with pytest.raises(ConfigError) as caught:
        blog(line)
    assert error in str(caught.value)


def test_a_glob_fits_all_of_a_text_and_a_regex_a_part_of_it():
    """Capitals make no difference to either."""
    assert fits(["*harbour*"], "https://news.example/live/Harbour-fire")
    assert not fits(["harbour"], "https://news.example/live/harbour")
    assert fits([r"re:day-\d+$"], "a headline", "https://news.example/live/harbour-day-12")
    assert not fits([], "anything")
