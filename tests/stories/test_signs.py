"""When a live blog is over: its own words, its announced end, a long silence; and what is no sign."""

from datetime import UTC, datetime, timedelta

import pytest

from feedgen_liveblog.model import LiveBlog, Post
from feedgen_liveblog.stories import signs

NOW = datetime(2024, 11, 2, 12, 0, tzinfo=UTC)
URL = "https://news.example/live/harbour"


def live(quiet: float, last: str = "<p>The ferry is back.</p>", **fields: object) -> LiveBlog:
    """A live blog whose last post was so many hours ago."""
    posts = tuple(
        Post(guid=f"{n}", html=html, published=NOW - timedelta(hours=quiet + n))
        for n, html in enumerate((last, "<p>At noon.</p>", "<p>We are closing this live blog now.</p>"))
    )
    return LiveBlog(id=URL, title="Harbour", url=URL, posts=posts, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("over", "why", "certain"),
    [
        (live(0.1, closed=True), "its page says that it is closed", True),
        (live(0.1, "<p>This live blog is now closed.</p>"), "its last post says that it is closed", True),
        (live(2, coverage_end=NOW - timedelta(hours=1)), "its coverage ended at 2024-11-02 11:00 UTC", True),
        (live(4), "it has had no post for 4 hours", False),
        (live(60), "it has had no post for 2 days", False),
    ],
)
def test_it_is_over(over: LiveBlog, why: str, certain: bool):
    """Said by its publisher it is certain; that nothing comes may be a quiet night."""
    assert signs.over(over, now=NOW) == signs.Sign(why=why, certain=certain)


@pytest.mark.parametrize(
    "going_on",
    [
        live(0.1),
        live(2),
        live(2, coverage_end=NOW + timedelta(hours=1)),
        live(0.5, coverage_end=NOW - timedelta(minutes=5)),
        live(2, coverage_end=NOW - timedelta(hours=1, minutes=55)),
    ],
)
def test_it_goes_on(going_on: LiveBlog):
    """A post of before that said goodbye, a planned end to come, an 'end' that is the time of the last change."""
    assert signs.over(going_on, now=NOW) is None


def test_only_its_own_posts_count():
    """A feed holds those of yesterday's too, which may have closed with the same words."""
    yesterday = Post(
        guid="y", html="<p>This live blog is now closed.</p>", published=NOW, source=("Harbour", f"{URL}-1")
    )
    both = live(5)
    both = LiveBlog(id=URL, title="Harbour", url=URL, posts=(yesterday, *both.posts))
    sign = signs.over(both, now=NOW)
    assert sign and not sign.certain
