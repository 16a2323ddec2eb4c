"""The digest of a post changes with a real edit, and with nothing else."""

import pytest

from feedgen_liveblog.clean import clean, digest
from feedgen_liveblog.model import Image

BASE = "https://news.example/live/day"
POST = (
    '<p>The harbour opened <a href="https://port.example/tides?id=7">at noon</a>.</p>'
    '<p><img src="https://cdn.example/img/900/harbour.jpg?width=900&amp;s=1f2e" alt="The harbour"></p>'
)


def of(html: str, title: str = "Harbour opens") -> str:
    """The digest of a post of this markup."""
    result = clean(html, base=BASE)
    return digest(title, result.html, result.images)


@pytest.mark.parametrize(
    ("old", "new"),
    {
        "attributes in another order": (
            'src="https://cdn.example/img/900/harbour.jpg?width=900&amp;s=1f2e" alt="The harbour"',
            'alt="The harbour" src="https://cdn.example/img/900/harbour.jpg?width=900&amp;s=1f2e"',
        ),
        "white space": ("The harbour opened", "\n  The  harbour\topened&nbsp;"),
        "invisible characters": ("harbour opened", "har\u00adbour\u200b opened"),
        "a ligature, a wide letter": ("opened", "ｏpened"),
        "a class": ("<p>The", '<p class="fresh">The'),
        "a wrapper": ("<p>The", "<div></div><p>The"),
        "a re-signed picture": ("s=1f2e", "s=9a8b"),
        "a resized picture": ("/img/900/harbour.jpg?width=900", "/img/1240/harbour.jpg?width=1240"),
        "a picture in another format": ("harbour.jpg?width=900", "harbour.webp?width=900&amp;auto=webp"),
        "a picture with its size in its name": ("harbour.jpg", "harbour-1024x768.jpg"),
        "a picture from another host": ("cdn.example", "cdn2.example"),
        "a picture's description": ('alt="The harbour"', 'alt="The harbour on Monday"'),
        "a tracking parameter": ("tides?id=7", "tides?id=7&amp;utm_source=live&amp;fbclid=x"),
        "a secure link": ("https://port", "http://port"),
        "an advertisement": ("</p><p>", '</p><div class="ad-slot">Buy the new phone</div><p>'),
        "a share bar": ("</p><p>", '</p><ul class="share-buttons"><li>Share (12)</li></ul><p>'),
        "a tracking pixel": ("</p><p>", '</p><img src="https://a.example/p.gif?r=42" width=1 height=1><p>'),
    }.values(),
)  # fmt: skip
def test_a_cosmetic_change_is_no_edit(old: str, new: str) -> None:
    """What readers do not see as a change does not change the digest."""
    assert old in POST
    assert of(POST.replace(old, new)) == of(POST)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("at noon", "at one"),
        ("opened", "opens"),
        ("</p><p>", "</p><p>Ships came.</p><p>"),
        ("tides?id=7", "tides?id=8"),
        ("port.example/tides", "port.example/ships"),
        ("harbour.jpg", "ship.jpg"),
        ("<p><img", "<p>Seen on Monday <img"),
    ],
)
def test_a_change_of_words_links_or_pictures_is_an_edit(old: str, new: str) -> None:
    """Other words, link targets or pictures change the digest, and so does another title."""
    assert of(POST.replace(old, new)) != of(POST)
    assert of(POST, title="Harbour closes") != of(POST)


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("5 minutes ago", "1 hour ago"),
        ("just now", "2m ago"),
        ("an hour ago.", "2 hrs ago."),
        ("1 hour and 5 minutes ago", "2 hours ago"),
        ("vor 5 Minuten", "vor einer Stunde"),
        ("il y a 5 minutes", "il y a 2 h"),
        ("hace 5 minutos", "hace 2 horas"),
        ("há 5 minutos", "há 1 hora"),
        ("5 minuten geleden", "2 uur geleden"),
        ("för 5 minuter sedan", "för 12 minuter sedan"),
        ("5 minuti fa", "un'ora fa"),
    ],
)
def test_a_relative_time_does_not_count(earlier: str, later: str) -> None:
    """A time that is told from now grows older by itself; that is no edit."""
    page = "<p>Posted {}</p><p>The harbour opened.</p>"
    assert of(page.format(earlier)) == of(page.format(later))


def test_pictures_count_wherever_they_are_named() -> None:
    """A picture beside the body counts like one in it, and one named in both places counts once."""
    beside = (Image(url="https://cdn.example/img/900/ship.jpg"),)
    assert digest("", "<p>x</p>", beside) != digest("", "<p>x</p>", ())
    within = '<p>x</p><p><img src="https://cdn.example/img/900/ship.jpg" alt=""></p>'
    assert digest("", within, beside) == digest("", within, ())


def test_the_digest_is_the_same_everywhere_and_for_ever() -> None:
    """A digest stands in state files: the same post has the same one on every machine, in every version."""
    assert (
        digest("Harbour opens", "<p>At noon.</p>", (Image(url="https://cdn.example/a.jpg"),))
        == "8fa22a255bb978b1"
    )
