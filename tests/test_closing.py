"""A live blog's own words that it is over, told from what others say of theirs."""

import pytest
from lxml import html

from feedgen_liveblog import closing

OVER = [
    "This live blog is now closed.",
    "We’re closing this live blog now, thanks for reading.",
    "That concludes our live coverage of the fire.",
    "Live coverage has now ended",
    "Dieser Liveblog ist beendet.",
    "Damit beenden wir den Ticker für heute.",
    "Damit schließen wir den Liveblog.",
    "Ce direct est maintenant terminé.",
    "La diretta si è conclusa",
    "Cerramos aquí este directo",
    "O nosso ao minuto foi encerrado",
    "Dit liveblog is gesloten",
    "We sluiten dit blog.",
    "Liverapporteringen är nu avslutad",
    "Dekningen er nå avsluttet",
    "Seuranta on nyt päättynyt",
    "Relacja została zakończona",
    "Přenos byl ukončen",
    "Canlı anlatım sona erdi",
    "Трансляция завершена",
    "Онлайн завершено",
    "Ζωντανή κάλυψη έχει ολοκληρωθεί",
    "انتهت هذه التغطية",
    "ライブ終了",
    "文字直播已结束",
]
NOT_OVER = [
    "The road is closed and the blog of the mayor is live.",
    "We are closing in on the live vote.",
    "The live music ended at ten.",
    "Der Streik ist beendet, meldet der Ticker der Bahn.",
    "Le tunnel direct est ouvert, la grève est finie.",
]


def page(*before, says, after=()):
    paragraphs = "".join(f"<p>{text}</p>" for text in (*before, says, *after))
    return html.document_fromstring(f"<html><body>{paragraphs}</body></html>")


@pytest.mark.parametrize("words", OVER)
def test_it_is_said_in_any_language(words):
    assert closing.in_text(words)
    assert closing.on_page(page("A first line of text.", says=words))


@pytest.mark.parametrize("words", NOT_OVER)
def test_other_things_end_too(words):
    assert not closing.in_text(words)
    assert not closing.on_page(page(says=words))


@pytest.mark.parametrize("tag", ["a", "nav", "aside"])
def test_what_is_said_of_another_page_does_not_count(tag):
    root = html.document_fromstring(f"<html><body><{tag}><span>{OVER[0]}</span></{tag}></body></html>")
    assert not closing.on_page(root)


def test_it_is_said_at_the_top_or_at_the_end():
    many = [f"Post {number} of a long day." for number in range(3000)]
    assert closing.on_page(page("Harbour live", says=OVER[0], after=many))
    assert closing.on_page(page(*many, says=OVER[0], after=["About us"]))
    assert not closing.on_page(page(*many, says="“This blog is now closed”, the band wrote.", after=many))
