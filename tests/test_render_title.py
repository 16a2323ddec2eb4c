"""Every entry has a title that a person can read, whatever the post has."""

from datetime import UTC, datetime
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedgen_liveblog.model import Image, Post
from feedgen_liveblog.render import title_of
from feedgen_liveblog.render.title import LIMIT, excerpt

TIME = datetime(2024, 11, 2, 16, 20, 27, tzinfo=UTC)


def title(html: str = "", **fields: object) -> str:
    return title_of(Post(guid="tag:example.org,2024:1", html=html, published=TIME, **fields))


def test_headline_is_the_title_in_full() -> None:
    """A post's own headline is its title, uncut, on one line."""
    headline = "The ferry leaves without its crew " * 5
    assert title("<p>Text.</p>", title=f" {headline}\n") == headline.strip()


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>The tide turned. Then it rained.</p>", "The tide turned."),
        ("<p>‘The tide turned!’ she said. Then it rained.</p>", "‘The tide turned!’ she said."),
        ("<p>Is the pier safe? Crews say no.</p>", "Is the pier safe?"),
        ("<p>No stop here</p><p>Next paragraph.</p>", "No stop here"),
        ("<p>First line<br>second line</p>", "First line"),
        ("<h2>Pier closed</h2><p>Text.</p>", "Pier closed"),
        ("<ul><li>One boat lost</li><li>Two found</li></ul>", "One boat lost"),
        ("Bare text. More of it.", "Bare text."),
        ("<p> </p><p>\u200b</p><p>Seen at last.</p>", "Seen at last."),
        ("<p>Fish &amp; chips &lt;b&gt; sold. Out.</p>", "Fish & chips <b> sold."),
        ('<p>See <a href="https://e.org/?a>b" title="x > y">the pier</a>. Now.</p>', "See the pier."),
        ("<p>Mr. Quill spoke to Dr. Aal. He left.</p>", "Mr. Quill spoke to Dr. Aal."),
        ("<p>J. Quill of the U.S. Navy spoke. He left.</p>", "J. Quill of the U.S. Navy spoke."),
        ("<p>Am 14. Juli um 16.05 Uhr brannte es. Dann nicht.</p>", "Am 14. Juli um 16.05 Uhr brannte es."),
        ("<p>Well … they left. Good.</p>", "Well … they left."),
        ("<p>火事は消えた。船は無事。</p>", "火事は消えた。"),
        ("<p>Élan! Été arrive.</p>", "Élan!"),
        ("<p>78</p><p>Nilsson scores. Again.</p>", "78: Nilsson scores."),
        ("<p>78</p><p>Rovers</p><p>Nilsson scores. Again.</p>", "78: Rovers: Nilsson scores."),
        ("<p>Marc D.</p><p>Why is he not on the ice?</p>", "Marc D.: Why is he not on the ice?"),
        ("<p>Goal!</p><p>Nilsson scores.</p>", "Goal!"),
        ("<p>Photo</p>", "Photo"),
        ("<p>The ferry leaves</p><p>It is late.</p>", "The ferry leaves"),
    ],
)
def test_without_headline_the_first_sentence(html: str, expected: str) -> None:
    """A post without a headline is called by its first sentence, in the languages we know of."""
    assert title(html) == expected


def test_long_sentence_is_cut_at_a_word() -> None:
    """A long sentence ends after a whole word and says so with an ellipsis."""
    words = "Crews from three towns have been pumping water out of the old customs house since dawn today"
    cut = title(f"<p>{words}</p>")
    assert len(cut) <= LIMIT
    assert cut.endswith("…")
    assert words.startswith(cut[:-1] + " ")


def test_a_word_too_long_is_cut_all_the_same() -> None:
    """A URL or a script without spaces gives a title of the usual length."""
    assert len(title("<p>https://example.org/" + "a" * 300 + "</p>")) <= LIMIT
    assert len(title("<p>" + "港" * 300 + "</p>")) <= LIMIT


def test_caption_only_where_there_is_no_text() -> None:
    """The words of the post come before those of its pictures."""
    figure = '<figure><img src="https://e.org/a.jpg"><figcaption>Smoke over the pier</figcaption></figure>'
    assert title(figure + "<p>The pier burns.</p>") == "The pier burns."
    assert title(figure) == "Smoke over the pier"
    assert title("", images=(Image(url="https://e.org/a.jpg", alt="A gull"),)) == "A gull"


def test_nothing_to_say_gives_the_time() -> None:
    """A post with neither words nor described pictures is named by its kind and time."""
    assert title("") == "Post at 16:20 UTC"
    assert title("", images=(Image(url="https://e.org/a.jpg"),)) == "Photo at 16:20 UTC"
    assert title('<img src="https://e.org/a.jpg">') == "Photo at 16:20 UTC"
    assert title_of(Post(guid="tag:e.org,2024:1")) == "Post"


@given(st.text(st.characters(exclude_categories=())), st.text(st.characters(exclude_categories=())))
def test_any_text_gives_a_title(headline: str, text: str) -> None:
    """Whatever is in a post, its title is one line that shows something."""
    got = title(text, title=headline)
    assert any(char.isprintable() and char != " " for char in got)
    assert got == " ".join(got.split())
    assert headline.split() or len(got) <= LIMIT


@given(st.lists(st.tuples(st.sampled_from(["p", "b", "li", "h2", "i"]), st.text()), max_size=5))
def test_no_markup_in_a_title(parts: list[tuple[str, str]]) -> None:
    """A title made from a body holds its text and none of its tags."""
    html = "".join(f'<{tag} title="a > b">{escape(text)}</{tag}>' for tag, text in parts)
    text = " ".join("".join(text for _, text in parts).split())
    got = title(html).removesuffix("…")
    assert "a > b" in text or "a > b" not in got
    assert got.count("<") <= text.count("<")
    assert got.count(">") <= text.count(">")


def test_excerpt_has_the_text_of_all_blocks() -> None:
    """A description is text on one line, cut at a word."""
    assert excerpt("<p>One &amp; two.</p><p>Three</p>", 300) == "One & two. Three"
    assert excerpt("<p>One two three four</p>", 12) == "One two…"
