"""Lines, plain text and addresses: read as people meant them, published as every reader can take them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedgen_liveblog.clean import address, from_text, line, plain

_ENGLAND = "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"  # a flag spelled with invisible characters
BASE = "https://news.example/live/day?page=1"


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("/", "https://news.example/"),
        ("/a", "https://news.example/a"),
        ("b", "https://news.example/live/b"),
        ("?page=2", "https://news.example/live/day?page=2"),
        ("#block-1", "https://news.example/live/day?page=1#block-1"),
        ("../x/./y", "https://news.example/x/y"),
        ("//cdn.example/x", "https://cdn.example/x"),
        ("  https://a.example/x\n", "https://a.example/x"),
        ("HTTPS://A.Example/X", "https://a.example/X"),
        ("https://a.example", "https://a.example"),
        ("https://a.example:8443/x", "https://a.example:8443/x"),
        ("https://user:secret@a.example/x", "https://a.example/x"),
        ("https://a.example/ü?q=é ß#ö", "https://a.example/%C3%BC?q=%C3%A9%20%C3%9F#%C3%B6"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://a.example/100%/x%20y", "https://a.example/100%25/x%20y"),
        ("https://a.example/?a=1&amp;b=2", "https://a.example/?a=1&b=2"),
        ("https://a.example/?a=1&lt=2&copy=3", "https://a.example/?a=1&%6Ct=2&copy=3"),
        ("https:\\\\a.example\\x", "https://a.example/x"),
        ("https://[2001:db8::1]/x", "https://[2001:db8::1]/x"),
        ("mailto:desk@news.example?subject=Tip", "mailto:desk@news.example?subject=Tip"),
        ("mailto:nobody", None),
        ("tel:+4930", None),
        ("ftp://a.example/x", None),
        ("javascript:alert(1)", None),
        ("&#106;avascript:alert(1)", None),
        ("data:text/html,x", None),
        ("https://", None),
        ("https://a b.example/", None),
        ("https://a.example:99999/", None),
        ("https://" + "a" * 10_000 + ".example/", None),
        ("", None),
        (None, None),
    ],
)
def test_addresses(href: str | None, expected: str | None) -> None:
    """An address is an absolute http(s) or mailto URI in ASCII, without credentials, or none at all."""
    assert address(href, BASE) == expected
    assert expected is None or address(expected, BASE) == expected


def test_an_address_needs_a_base_only_if_it_is_relative() -> None:
    """Without a base, absolute URLs are read and relative ones are none."""
    assert address("https://a.example/x", "") == "https://a.example/x"
    assert address("/x", "") is None
    assert address("/x", "about:blank") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A plain headline", "A plain headline"),
        ("  Two\n lines\t here ", "Two lines here"),
        ("AT&amp;T &amp; friends", "AT&T & friends"),
        ("AT&amp;amp;T", "AT&T"),
        ("It&#8217;s “on”", "It’s “on”"),
        ("<b>Bold</b> and <i>it</i>alic", "Bold and italic"),
        ("&lt;em&gt;Double&lt;/em&gt; encoded", "Double encoded"),
        ("One<br>two<p>three</p>", "One two three"),
        ("Live<script>alert(1)</script>", "Live"),
        ("<!-- c -->Live", "Live"),
        ("3 < 4 > 2 and I <3 you", "3 < 4 > 2 and I <3 you"),
        ("x <y", "x < y"),
        ("<![CDATA[Live]]>", "Live"),
        ("a\u200bb\u00adc\ufeffd\u2060e", "abcde"),
        ("\u202eevil\u2066 \u200fx", "evil x"),
        ("nul\x00 bell\x07 sur\ud800rogate \ufffe\U0001ffff", "nul bell surrogate"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩\u200d🚒 at work", "👩\u200d🚒 at work"),
        (f"{_ENGLAND} 2–1", f"{_ENGLAND} 2–1"),
        ("a\U000e0067b", "ab"),
        ("Non\xa0breaking", "Non breaking"),
        ("", ""),
        ("<p></p>", ""),
    ],
)  # fmt: skip
def test_lines(text: str, expected: str) -> None:
    """A title, author or label is one line of plain, visible text."""
    assert line(text) == expected
    assert line(expected) == expected


def test_a_long_line_is_cut_at_a_word() -> None:
    """A line has at most 500 characters; it ends with a whole word, unless it is one."""
    cut = line("harbour " * 100)
    assert len(cut) <= 500
    assert cut.endswith("harbour…")
    assert len(line("x" * 10_000)) == 500


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\n\nTwo.", "<p>One.</p><p>Two.</p>"),
        ("One.\n \n\n\nTwo.\n", "<p>One.</p><p>Two.</p>"),
        ("One.\nTwo.", "<p>One.</p><p>Two.</p>"),
        ("Roses are red,\nviolets are blue", "<p>Roses are red,<br>violets are blue</p>"),
        ("A &amp; B < C", "<p>A &amp; B &lt; C</p>"),
        ("<script>", "<p>&lt; script&gt;</p>"),
        ("One\r\n\r\nTwo", "<p>One</p><p>Two</p>"),
        ("", ""),
        (" \n\n ", ""),
    ],
)
def test_plain_text_to_paragraphs(text: str, expected: str) -> None:
    """Blank lines part paragraphs; a single break is one between sentences, else a line break."""
    assert from_text(text) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>One <b>b</b>old.</p><p>Two.</p>", "One bold.\nTwo."),
        ("<p>One<br>two</p>", "One\ntwo"),
        ("a &amp; b &lt; c&nbsp;d", "a & b < c d"),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ('<p>x <img src="https://a.example/a.jpg" alt="pic"> y</p>', "x\ny"),
        ("<script>no</script><p>yes</p><style>no</style><!-- no -->", "yes"),
        ("no markup", "no markup"),
    ],
)
def test_visible_text(html: str, expected: str) -> None:
    """The visible text of markup has a line for each block and none of the tags."""
    assert plain(html) == expected


_WORDS = st.text(
    st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"], exclude_characters="<>&")
)


@given(_WORDS)
def test_text_survives_the_way_to_html_and_back(text: str) -> None:
    """Plain text without markup comes back from its HTML with only its white space folded."""
    folded = " ".join(text.split())
    assert plain(from_text(text)) == folded
