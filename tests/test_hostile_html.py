"""Whatever markup a page holds, nothing active gets out of `clean`, and nothing crashes or stalls it."""

import html
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedgen_liveblog.clean import address, clean, digest, from_text, line, plain
from feedgen_liveblog.clean.body import _sanitiser
from feedgen_liveblog.clean.safe import legal
from feedgen_liveblog.clean.tidy import tidied
from tests.hostile import markup, survivors, unsafe_address, vectors

BASE = "https://news.example/live/day?page=1"


def _placed(vector: str) -> Iterator[str]:
    """The vector where a page may have it: as markup, as text, and in attributes of all quoting habits."""
    for text in (vector, html.escape(vector), html.escape(html.escape(vector))):
        yield text
        yield f"<p>Words {text} more</p>"
        yield f"<div class='post'><h2>{text}</h2><ul><li>{text}</li></ul></div>"
    quoted = html.escape(vector, quote=True)
    for value in (quoted, html.escape(quoted, quote=True)):
        yield f'<p class="{value}">x <a href="{value}" title="{value}">link</a></p>'
        yield f'<figure><img src="https://cdn.example/a.jpg?{value}" alt="{value}"></figure>'
        yield f'<img data-srcset="{value} 1000w" data-src="{value}" src="{value}" alt="{value}">'
        yield f'<iframe src="https://player.example/?{value}" title="{value}"></iframe>'
        yield f'<video poster="{value}" src="{value}">'
        yield f'<iframe srcdoc="{value}"></iframe><abbr title="{value}">x</abbr>'


@pytest.mark.parametrize("name", vectors())
def test_no_vector_survives_cleaning(name: str) -> None:
    """Nothing active gets out of a body, as published or unescaped once, twice or three times more."""
    for hostile in _placed(vectors()[name]):
        cleaned = clean(hostile, base=BASE)
        assert not survivors(cleaned.html), (hostile, cleaned.html)
        assert clean(cleaned.html, base=BASE).html == cleaned.html, hostile
        if quick := tidied(
            legal(hostile), BASE
        ):  # what the quick way accepts, the sanitiser leaves unchanged
            assert _sanitiser(BASE)(quick[0]).replace("&nbsp;", "\xa0") == quick[0], hostile
        for image in cleaned.images:
            assert not unsafe_address(image.url) and not markup(image.alt), hostile


@pytest.mark.parametrize("name", vectors())
def test_no_vector_survives_as_text(name: str) -> None:
    """Titles and plain text hold no markup at any level of unescaping; addresses lead to the web."""
    for hostile in _placed(vectors()[name]):
        assert not markup(line(hostile)), hostile
        assert not survivors(from_text(hostile)), hostile
        published = clean(hostile, base=BASE).html
        assert not markup(plain(published)), hostile
        assert not markup(html.unescape(re.sub(r"<[^>]*>", "", published))), hostile
        assert not unsafe_address(address(hostile, BASE)), hostile
        assert not unsafe_address(address("https://news.example/" + hostile, BASE)), hostile


def _torn(vector: str) -> Iterator[str]:
    """The vector as text that is torn where it would come to life: the parts are harmless each by itself."""
    for text in (html.escape(vector), html.escape(html.escape(vector))):
        for gap in (
            "<!-- c -->",
            "<span></span>",
            "<svg></svg>",
            "<script></script>",
            "<b></b>",
            "<div></div>",
        ):
            yield f"<p>{text.replace(';', f';{gap}')}</p>"
            yield f"<div>{text.replace('&', f'&{gap}')}</div>"
            yield f"<p>{text.replace('&lt', f'&l{gap}t')}</p>"
        yield f"<p>{text.replace('&lt;', '&lt;<span>', 1)}</span></p>"
        yield f"<p>{text.replace('&amp;', '&amp;<time>', 1)}</time></p>"


@pytest.mark.parametrize("name", vectors())
def test_no_vector_survives_being_torn(name: str) -> None:
    """What vanishes from between two texts does not make a tag of them."""
    for hostile in _torn(vectors()[name]):
        cleaned = clean(hostile, base=BASE).html
        assert not survivors(cleaned), (hostile, cleaned)
        assert not markup(html.unescape(re.sub(r"<[^>]*>", "", cleaned))), (hostile, cleaned)


def test_the_corpus_is_as_large_as_promised() -> None:
    """At least 300 vectors are tried, no two alike."""
    assert len(vectors()) >= 300
    assert len(set(vectors().values())) == len(vectors())


_PIECES = st.sampled_from(
    re.findall(
        r"\S+",
        """<p> </p> <div> </div> <b> </b> <a> </a> <a·href="/x"> <a·href='j&#97;vascript:x'>
        <img·src=/a.jpg·alt=x> <svg> </svg> <math> <mtext> <style> </style> <script> </script> <!--
        --> --!> <![CDATA[ ]]> <table> <tr> <td> </table> <select> <option> <template> </template>
        <noscript> </noscript> <textarea> <title> </title> <li> <ul> </ul> <br> <iframe·srcdoc=" ">
        <figure> <figcaption> &lt; &amp; &gt; &quot; &#60; &#x3e; lt; amp; script> onerror= < > & "
        ' = / words <h2> </h2> <blockquote> </blockquote> <form> <button> <i·class="ad"> <p·hidden>
        \x00 \u202e \ud800 \uffff &nbsp; <pre> </pre> <code> <plaintext> <xmp> </xmp> <custom-tag>
        </custom-tag> <picture> <source·srcset="/b·2x">""",
    )
).map(lambda piece: piece.replace("·", " "))


@settings(max_examples=300, deadline=None)
@given(st.lists(_PIECES | st.text(max_size=5), max_size=30).map("".join))
def test_scraps_of_markup_in_any_order_are_safe_and_stable(scraps: str) -> None:
    """Whatever parsers make of broken markup, the result is harmless; cleaning it again changes nothing."""
    cleaned = clean(scraps, base=BASE).html
    assert not survivors(cleaned)
    assert clean(cleaned, base=BASE).html == cleaned
    assert not markup(html.unescape(re.sub(r"<[^>]*>", "", cleaned)))
    assert not markup(line(scraps))
    assert not survivors(from_text(scraps))


@settings(max_examples=200, deadline=None)
@given(
    st.text(st.characters(codec=None), max_size=60)
    | st.text("&#x0lt;gtamp;quo<>/!ab \x00\u200b", max_size=40)
)
def test_any_characters_come_out_legal(text: str) -> None:
    """No lone surrogate, control or non-character gets out of any function; each result can be encoded."""
    results = [
        line(text),
        plain(text),
        from_text(text),
        clean(text, base=BASE).html,
        address(text, BASE) or "",
    ]
    for result in results:
        result.encode("utf-8")
        assert not markup(line(text))
        assert not [finding for finding in survivors(html.escape(result)) if finding.startswith("character")]
    digest(text, results[3], ())


_BOMBS = {
    "a word of 10 MB": "x" * 10_000_000,
    "a paragraph of 10 MB": "<p>" + "word " * 2_000_000 + "</p>",
    "NULs": "\x00" * 1_000_000 + "<p>x</p>",
    "4,000 deep": "<div>" * 4_000 + "deep" + "</div>" * 4_000,
    "100,000 deep, never closed": "<div><p>" * 100_000 + "deep",
    "formatting that nests": "<b><i><a href=x><font size=1>" * 20_000 + "deep",
    "lists that nest": "<ul><li>" * 20_000 + "deep",
    "tables that nest": "<table><tr><td>" * 20_000 + "deep",
    "many tags side by side": "<p>x</p>" * 100_000,
    "many empty tags": "<i></i>" * 50_000,
    "many scripts in text": "word " * 500_000 + "<script></script>x" * 19_000,
    "open brackets": "<" * 300_000,
    "open tags without end": "<a " * 100_000,
    "open comments": "<!--" * 500_000,
    "open scripts": "<script>" * 50_000,
    "open quotes": '<a href="' * 50_000,
    "entities": "&amp;" * 50_000,
    "entities without end": "&#" * 50_000,
    "entities in entities": "&" + "amp;" * 200_000 + "lt;script",
    "a number of 5,000 digits": "<p>&#" + "9" * 5_000 + ";&#x" + "f" * 5_000 + ";</p>",
    "spaces": "<p>" + " " * 3_000_000 + "</p>",
    "line breaks": "\n" * 2_000_000,
    "breaks": "<p>" + "<br>" * 19_000 + "x</p>",
    "one picture's 10 MB source set": "<img srcset='" + "a.jpg 100w, " * 800_000 + "'>",
    "pictures in one <picture>": "<picture>" + "<source srcset='/a 1w'>" * 5_000 + "<img src=/x.jpg>" * 5_000,
    "pictures without words, deep": "<div>" * 19_000 + "".join(f'<img src="/{n}.jpg">' for n in range(50_000)),
    "pictures that never end": '<picture><source srcset="/a 1w">' * 50_000,
    "icons that never end": "<svg><path><g>" * 50_000,
    "icons of a million strokes": "<svg>" + "<path>" * 300_000,
    "scripts without an end, in words": "<p>word <script src=x>" * 50_000,
    "a class list of 1 MB": "<p class='" + "share ad " * 100_000 + "'>x</p>",
    "frames in frames": "<iframe srcdoc=\"" * 2_000 + "<p>x",
}  # fmt: skip


@pytest.mark.parametrize("name", _BOMBS)
def test_bombs_take_time_by_their_size_only(name: str) -> None:
    """Huge and deep markup neither crashes nor stalls any function: megabytes take seconds at most."""
    bomb, begun = _BOMBS[name], time.process_time()
    cleaned = clean(bomb, base=BASE)
    line(bomb), address(bomb, BASE), from_text(bomb), digest(bomb, cleaned.html, cleaned.images), plain(bomb)
    assert time.process_time() - begun < 20
    assert "deep" not in bomb or "deep" in cleaned.html
    assert len(line(bomb)) <= 500


def test_the_vectors_are_data_only() -> None:
    """The corpus is TOML that anyone can add to, without a line of code."""
    assert [path.name for path in (Path(__file__).parent / "xss").iterdir() if path.suffix != ".pyc"] == [
        "vectors.toml"
    ]
