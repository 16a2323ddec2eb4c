"""When a page is asked for again: fast while posts come, slow when it is quiet, never when it is over."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedgen_liveblog.history.schedule import next_due

NOW = datetime(2024, 11, 2, 16, 0, tzinfo=UTC)


def posts(*minutes_ago: float) -> list[datetime]:
    return [NOW - timedelta(minutes=each) for each in minutes_ago]


def pause(times: Sequence[datetime], **options: object) -> float | None:
    """Seconds until the next poll."""
    due = next_due(times, now=NOW, **options)  # type: ignore[arg-type]
    return (due - NOW).total_seconds() if due else None


def test_fast_while_posts_come():
    """A post every five minutes, the last three minutes ago: the shortest pause."""
    assert pause(posts(3, 8, 13, 18, 23)) == 55


def test_slower_the_longer_it_is_quiet():
    """When a post is overdue by the blog's rhythm, each poll waits longer, up to the longest pause."""
    rhythm = (0, 5, 10, 15)
    pauses = [pause(posts(*(quiet + each for each in rhythm))) for quiet in (4, 30, 60, 120, 600)]

    assert pauses == sorted(pauses)
    assert pauses[0] == 55
    assert pauses[-1] == 1800


def test_a_slow_blog_is_not_asked_as_often_as_a_fast_one_when_quiet():
    """What is quiet depends on the blog: two hours are nothing for one that posts every few hours."""
    assert pause(posts(*(120 + 240 * each for each in range(5)))) == 120
    assert pause(posts(120, 122, 124, 126)) == 540


@pytest.mark.parametrize(
    ("options", "ends"),
    [
        ({"closed": True}, True),
        ({"coverage_end": NOW - timedelta(hours=7)}, True),
        ({"coverage_end": NOW - timedelta(hours=1)}, False),
        ({"coverage_end": NOW + timedelta(hours=1)}, False),
        ({}, False),
    ],
)
def test_a_blog_that_is_over_is_asked_no_more(options: dict[str, object], ends: bool):
    """By its own sign or its announced end, when nothing has come for an hour."""
    assert (pause(posts(90, 95, 100), **options) is None) is ends


def test_a_long_silence_is_an_end():
    """A week without a post."""
    assert pause(posts(8 * 24 * 60)) is None
    assert pause(posts(6 * 24 * 60)) == 1800


def test_a_blog_that_says_it_is_closed_is_watched_for_late_posts():
    """'That is all for today' is often followed by a last correction."""
    assert pause(posts(5, 10, 15), closed=True) == 1800


def test_the_users_bounds_hold():
    """Never sooner than asked for, never later."""
    assert pause(posts(1, 2, 3), bounds=(300.0, None)) == 300
    assert pause(posts(600), bounds=(30.0, 120.0)) == 120
    assert pause(posts(600), bounds=(7200.0, None)) == 7200


def test_the_servers_cache_time_is_waited_for():
    """Asking sooner brings the same copy."""
    assert pause(posts(1, 2, 3), max_age=90.0) == 90
    assert pause(posts(1, 2, 3), max_age=1e9) == 1800


def test_failures_make_it_wait_and_retry_after_longer():
    """Twice as long after each failure; a server's word is kept, up to a day."""
    assert [pause(posts(1), failures=count) for count in (1, 2, 3, 20)] == [55, 110, 220, 3600]
    assert pause(posts(1), failures=1, retry_after=600.0) == 600
    assert pause(posts(1), failures=1, retry_after=1e9) == 86400


@given(
    st.lists(st.floats(-100, 1e5), max_size=30),
    st.booleans(),
    st.none() | st.floats(0, 1e12),
    st.integers(0, 1000),
    st.none() | st.floats(0, 1e12),
)
def test_whatever_happened_the_next_poll_is_in_bounds(
    minutes: list[float], closed: bool, max_age: float | None, failures: int, retry_after: float | None
):
    """About a minute at least, at most an hour (a day where the server asks for it), or never again."""
    due = pause(posts(*minutes), closed=closed, max_age=max_age, failures=failures, retry_after=retry_after)

    assert due is None or 55 <= due <= (86400 if failures and retry_after else 3600)
