"""The words that close a live blog, in many languages, and those that only look like them."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from feedgen_liveblog import closing

CLOSED = (
    "This live blog is now closed.",
    "The liveblog has ended.",
    "This briefing has ended.",
    "We’re closing this live blog now.",
    "Dieser Liveticker ist beendet.",
    "Damit beenden wir unseren Liveblog für heute.",
    "Ce direct est maintenant terminé.",
    "C’est la fin de ce direct, merci de l’avoir suivi.",
    "La diretta è terminata",
    "Este directo ha finalizado.",
    "Este direto está encerrado.",
    "Dit liveblog is gesloten.",
    "Bloggen är nu stängd.",
    "Dekningen er avsluttet.",
    "Seuranta on päättynyt.",
    "Relacja została zakończona.",
    "Canlı anlatım sona erdi.",
    "Онлайн завершён.",
    "Η ζωντανή ενημέρωση ολοκληρώθηκε.",
    "文字直播已经结束",
)


@pytest.mark.parametrize("text", CLOSED)
def test_a_sentence_says_that_it_is_over(text: str):
    """In whatever language publishers say so."""
    assert closing.in_text(text)
    assert closing.on_page(html.fromstring(f"<div><p>{text}</p></div>"))


@settings(max_examples=500, deadline=None)
@given(st.from_regex(re.compile(closing._SENTENCE.pattern, re.X), fullmatch=True))
def test_no_sentence_is_passed_over(text: str):
    """What looks for the words first leaves none out that the expression finds."""
    assert closing.in_text(text)


@pytest.mark.parametrize(
    "text", ["The gate is closed.", "The road is over the blog.", "Follow it live", "Closed"]
)
def test_other_things_close_as_well(text: str):
    """A gate, a road, a market: no live blog."""
    assert not closing.in_text(text)


def test_a_teaser_of_another_live_blog_closes_none():
    """What stands in a link, or in a list of other stories, is of another page."""
    assert not closing.on_page(html.fromstring(f"<div><a href='/x'><span>{CLOSED[0]}</span></a></div>"))
    assert not closing.on_page(html.fromstring(f"<div><aside><p>{CLOSED[0]}</p></aside></div>"))


def test_a_headline_says_it_in_its_own_way():
    """'As it happened' is a headline's word, and no post's."""
    assert closing.in_title("Harbour fire: crews return – as it happened")
    assert closing.in_title("Hafenbrand: der Liveticker zum Nachlesen")
    assert not closing.in_text("She told it as it happened")
    assert not closing.in_title("Harbour fire: crews return – live")


@pytest.mark.parametrize(
    "text",
    [
        "Follow our new live blog here",
        "Our live coverage continues here",
        "You can read today’s live blog here.",
        "Follow today’s Harbour inquiry live blog.",
        "Hier geht es zum neuen Liveblog",
        "Suivez la suite dans notre nouveau direct",
        "Segui qui la nuova diretta",
        "Sigue aquí el nuevo directo",
        "Lees verder in ons nieuwe liveblog",
    ],
)
def test_readers_are_sent_on(text: str):
    """The words of a publisher who names where it goes on."""
    assert closing.leads_on(text)


@pytest.mark.parametrize(
    "text", ["Read the full report", "What we know so far", "The harbour reopens at noon"]
)
def test_most_texts_send_nobody_on(text: str):
    """A link like any other is no successor."""
    assert not closing.leads_on(text)
