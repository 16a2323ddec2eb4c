"""A feed that turns from one page to another: what the one showed is not missing on the other, copies are copies."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedgen_liveblog.history import copies
from feedgen_liveblog.history.story import Stop, Story, hopped, same
from feedgen_liveblog.history.turning import beside, turned
from feedgen_liveblog.history.vigil import Vigil
from feedgen_liveblog.merge import implausible, merge
from feedgen_liveblog.model import LiveBlog, Post
from tests.memory.blogs import START, URL, after, guid, minute, page, post

TODAY = "https://news.example/live/harbour-2"


def today(*posts: Post | int) -> LiveBlog:
    """The next live blog: ids of its own page, and each post says where it is from."""
    live = page(*posts)
    moved = (
        replace(each, guid=each.guid.replace("harbour", "harbour-2"), source=("Harbour, day 2", TODAY))
        for each in live.posts
    )
    return replace(live, url=TODAY, title="Harbour, day 2", posts=tuple(moved))


def test_another_page_takes_nothing_away():
    """Neither a few posts none of which is known, nor one copied post with none of its neighbours."""
    memory = turned(after(page(*range(40))).memory)
    few = today(50, 51)
    assert implausible(memory, few, {}) is None
    merged = merge(memory, page(12, post(50), post(51)), now=minute(100))
    again = merge(merged.memory, page(12, post(50), post(51)), now=minute(101))
    assert not merged.deleted
    assert not again.deleted
    assert len(again.memory.blog.posts) == 42


def test_a_copy_is_known_by_its_headline_or_its_text_and_its_time():
    """Under another id, at the same minute; a like text of another minute is another post."""
    bare = replace(post(3, "the same text"), title="")
    memory = turned(after(page(1, 2, bare)).memory)
    live = today(1, bare, post(9, "the same text"))
    found = copies.traced(memory, live, {})
    assert set(found.values()) == {guid(1), guid(3)}
    resolved = copies.resolved(live, found)
    assert [each.guid for each in resolved.posts if each.guid in found.values()] == [guid(3), guid(1)]
    assert len(resolved.posts) == 3


def test_a_copy_of_an_archived_post_is_left_out():
    """The index of archived posts knows it by what it has in common with its copies."""
    memory = turned(after(page(1, 2, 3)).memory)
    memory = replace(
        memory, leaving=memory.blog.posts[1:], blog=replace(memory.blog, posts=memory.blog.posts[:1])
    )
    known = copies.keyed(memory)
    memory = replace(memory, leaving=())
    live = today(1, 2, 3, 4)
    found = copies.traced(memory, live, known)
    assert sorted(found.values()) == ["", "", guid(3)]
    assert len(copies.resolved(live, found).posts) == 2


def test_two_posts_of_one_page_are_no_copies():
    """Two reporters may have the same headline in the same minute."""
    first = replace(post(1), source=("Harbour, day 2", TODAY))
    memory = after(page(first, url=TODAY)).memory
    assert copies.traced(memory, today(replace(post(1), guid="another")), {}) == {}


def test_what_a_copy_s_page_deletes_is_the_original():
    """And a list of all posts names it."""
    live = replace(today(1, 2), inventory=frozenset({"a", "b"}), deleted=frozenset({"a"}))
    resolved = copies.resolved(live, {"a": guid(1)})
    assert resolved.deleted == {guid(1)}
    assert resolved.inventory == {guid(1), "b"}


def test_a_former_page_brings_posts_and_takes_none():
    """The feed's title and address are those of the page it is on; that others are absent says nothing."""
    memory = merge(turned(after(page(1, 2, 3)).memory), today(5, 6), now=minute(90)).memory
    merged = merge(memory, beside(memory, page(4)), now=minute(91))
    assert merged.memory.blog.title == "Harbour, day 2"
    assert merged.memory.shown == memory.shown
    assert len(merged.memory.blog.posts) == 6
    assert merged.new == (guid(4),)


def test_an_entry_keeps_the_live_blog_that_had_it_first():
    """An edit that only the next live blog shows does not make it that one's."""
    memory = turned(after(page(1)).memory)
    edited = replace(post(1, "second"), source=("Harbour, day 2", TODAY))
    merged = merge(memory, page(edited, url=TODAY), now=minute(90))
    assert merged.edited == (guid(1),)
    assert merged.memory.blog.posts[0].source == ("Harbour", URL)


@given(st.lists(st.integers(0, 80), max_size=120))
def test_a_story_remembers_the_last_of_its_days(numbers: list[int]):
    """However long it goes on, the state does not grow with it."""
    story: Story | None = None
    for number in numbers:
        story = hopped(story, Stop(url=URL), Stop(url=f"{URL}-{number}"))
    if story:
        assert len(story.stops) <= 40
        assert same(story.current.url, f"{URL}-{numbers[-1]}/?utm_source=x")


def test_searches_become_rarer_and_end():
    """Minutes apart at first, at most an hour in the first days, twelve after a week; none after two months."""
    now, last, gaps = START, START, []
    vigil = Vigil()
    while (vigil := vigil.in_vain(last, now, None)).search:
        gaps.append(vigil.search - now)
        now = vigil.search
    assert gaps[0] == timedelta(minutes=5)
    assert gaps == sorted(gaps)
    assert max(gap for gap in gaps[:40]) == timedelta(hours=1)
    assert gaps[-1] == timedelta(hours=12)
    assert timedelta(days=60) < now - last < timedelta(days=61)
    assert vigil.given_up
    assert not vigil.searches_at(now + timedelta(days=1))
    assert vigil.at_ease().searches_at(now)


@pytest.mark.parametrize("alive", [False, True])
def test_a_former_page_is_looked_at_less_and_less(alive: bool):
    """For half a day after the hop, and as long as it had a post within six hours."""
    vigil, now, looks = Vigil.after_hop(TODAY, START), START, list[datetime]()
    while vigil.former and len(looks) < 30:
        now = vigil.former
        looks.append(now)
        vigil = vigil.after_former(START, now if alive else None, now)
    if alive:
        assert len(looks) == 30
    else:
        assert 5 < len(looks) < 15
        assert timedelta(hours=12) <= now - START < timedelta(hours=15)
