"""No vector gets into a feed, in whatever field, by whatever way, in whatever format."""

import pytest

from tests.hostile import vectors
from tests.hostile_feeds import blog, documents, pages, shown
from tests.hostile_ways import WAYS
from tests.validity import check_html

_ALL = list(vectors().items())
_FIELDS = {
    "title", "body", "summary", "author", "category", "image URL", "permalink", "id", "source", "blog title",
    "blog summary", "home page", "feed image",
}  # fmt: skip
_NOT_IN = {  # what a format has no place for
    "Atom": {"summary"},
    "archive": {"summary"},
    "JSON Feed": {"summary", "source"},
    "RSS": set[str](),
}


@pytest.mark.parametrize("part", range(8))
def test_no_vector_survives_in_any_field_of_any_format(part: int) -> None:
    """Every value of every document, as published or unescaped up to three times more, is text, a link or safe."""
    for name, vector in _ALL[part::8]:
        for format, document in documents(blog(vector)).items():
            found = [(value, value.faults()) for value in shown(format, document) if value.faults()]
            assert not found, (name, format, found)


@pytest.mark.parametrize("part", range(4))
def test_no_vector_survives_in_a_page_of_ours(part: int) -> None:
    """The readable page and the index are valid HTML by a strict parser, and hold nothing but text, links, pictures.

    Every fifth vector here; acceptance/browser.py opens the pages of all.
    """
    for name, vector in _ALL[part * 5 :: 20]:
        for format, document in pages(blog(vector)).items():
            check_html(document)
            found = [(value, value.faults()) for value in shown(format, document) if value.faults()]
            assert not found, (name, format, found)


def test_every_field_is_judged() -> None:
    """The corpus does reach each field that a format has; the language is a tag of letters or left out."""
    seen = {format: {"id"} for format in _NOT_IN}
    for _, vector in _ALL[::25]:
        for format, document in documents(blog(vector)).items():
            seen[format] |= {value.field for value in shown(format, document)}
    for format, fields in seen.items():
        assert fields >= _FIELDS - _NOT_IN[format], format


@pytest.mark.parametrize("way", WAYS)
def test_no_vector_survives_by_any_way(way: str) -> None:
    """By markup, metadata, page data, a service's JSON or plain text: refused, or harmless in the feed.

    Every ninth vector here, each way its own; acceptance/browser.py tries them all by all ways.
    """
    read = 0
    for name, vector in _ALL[list(WAYS).index(way) % 9 :: 9]:
        if (live := WAYS[way](vector).read()) is None:
            continue
        read += 1
        for format in ("Atom", "JSON Feed"):
            found = [(one, one.faults()) for one in shown(format, documents(live)[format]) if one.faults()]
            assert not found, (name, format, found)
    assert read > len(_ALL) / 9 / 2
