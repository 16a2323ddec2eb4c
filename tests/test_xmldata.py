"""XML documents as the values JSON would have for them."""

import pytest
from lxml import etree

from feedgen_liveblog.errors import FetchError
from feedgen_liveblog.lists import xmldata
from feedgen_liveblog.page import Page
from feedgen_liveblog.parsers import document
from tests.shapes import iso, text


def offline(url: str, *, headers: object = None) -> Page:
    raise FetchError("not needed", url)


def test_attributes_children_and_repeats_become_fields_and_lists() -> None:
    """Names lose their prefix, repeated children make a list, markup in a text stays markup."""
    root = etree.fromstring(
        '<x:live xmlns:x="urn:x" x:id="7"><!-- no field --><entry n="1">One</entry><entry><at>09:10</at>'
        "<text><p>The <b>gates</b> open.</p><p>At six.</p></text></entry><empty/></x:live>"
    )
    assert xmldata.value(root) == {
        "live": {
            "id": "7",
            "entry": [
                {"n": "1", "text": "One"},
                {"at": "09:10", "text": "<p>The <b>gates</b> open.</p><p>At six.</p>"},
            ],
            "empty": "",
        }
    }


def test_depth_without_end_is_cut() -> None:
    """A tree of thousands of levels costs little and raises nothing."""
    root = etree.fromstring("<a>" * 2000 + "</a>" * 2000, etree.XMLParser(huge_tree=True))
    assert list(xmldata.value(root)) == ["a"]


def test_a_ticker_of_elements_is_read() -> None:
    """Posts whose fields are attributes or elements are found as in JSON."""
    events = "".join(
        f'<event id="{n}" at="{iso(n)}"><headline>Of {n}</headline><body>{text(n)}</body></event>'
        for n in range(4)
    )
    blog = document.parse(
        Page("https://quay.example/7.xml", f"<game><events>{events}</events></game>", "xml"), offline
    )
    assert blog is not None
    assert [(post.id, post.published, post.title, post.text) for post in blog.posts] == [
        (str(n), iso(n), f"Of {n}", text(n)) for n in range(4)
    ]


@pytest.mark.parametrize("root", ["rss", "feed", "RDF"])
def test_feeds_are_refused(root: str) -> None:
    """A feed is no live blog, though its entries look like posts."""
    entries = "".join(
        f"<entry><id>{n}</id><published>{iso(n)}</published><content>{text(n)}</content></entry>"
        for n in range(6)
    )
    assert (
        document.parse(Page("https://quay.example/f", f"<{root}>{entries}</{root}>", "xml"), offline) is None
    )
