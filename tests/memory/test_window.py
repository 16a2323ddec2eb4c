"""How much a feed holds, and what an archive gets."""

from dataclasses import replace

from feedgen_liveblog.history.memory import Memory, settled
from feedgen_liveblog.history.window import Window, cut, documents
from tests.memory.blogs import after, guid, minute, numbers, page, post


def memory(count: int, **fields: object) -> Memory:
    """A memory of so many posts, one a minute."""
    return replace(after(page(*range(count))).memory, **fields)  # type: ignore[arg-type]


def test_a_window_holds_at_least_what_it_says_and_a_little_more():
    """Posts leave by the dozen, so that an archive document is written once and has some size."""
    window = Window(posts=20, hours=0)

    assert not cut(memory(29), window).leaving
    left = cut(memory(30), window)
    assert numbers(left.blog.posts) == list(range(29, 9, -1))
    assert numbers(left.leaving) == list(range(9, -1, -1))


def test_it_holds_all_of_the_last_hours():
    """A hundred posts or 48 hours, whichever holds more: a reader that polls each day misses none."""
    assert not cut(memory(1500), Window(hours=48)).leaving
    assert len(cut(memory(3000), Window(hours=48, bytes=10**8)).blog.posts) == 48 * 60


def test_it_is_capped_by_bytes():
    """However many posts the hours hold, a feed does not grow without bound."""
    big = after(page(*[post(n, "x" * 10_000) for n in range(150)])).memory

    kept = cut(big, Window(bytes=500_000)).blog.posts

    assert 30 < len(kept) < 50
    assert numbers(kept)[0] == 149


def test_an_edited_old_post_stays_as_long_as_a_new_one():
    """What leaves is what nothing has happened to for longest."""
    edited = after(page(*range(40)), page(post(0, "second", updated=minute(50)), *range(1, 40)))

    kept = cut(edited.memory, Window(posts=20, hours=0)).blog.posts

    assert numbers(kept) == [*range(39, 20, -1), 0]


def test_what_the_page_shows_can_stay_whatever_its_size():
    """A feed of one page, made by hand, has all its posts."""
    assert not cut(memory(300), Window(posts=10, hours=0, bytes=20_000, page=True)).leaving


def test_archives_are_filled_from_the_oldest():
    """Each document is newest first, and the first document has the oldest posts."""
    chunks = documents(cut(memory(75), Window(posts=20, hours=0)), Window(posts=20))

    assert [numbers(chunk) for chunk in chunks] == [
        list(range(19, -1, -1)),
        list(range(39, 19, -1)),
        list(range(54, 39, -1)),
    ]


def test_posts_that_the_page_still_shows_stay_known():
    """A page longer than the window is not looked up in the index on every run."""
    cut_memory = cut(memory(40), Window(posts=20, hours=0))

    after_it = settled(cut_memory, archives=1, archived=20, gone={})

    assert after_it.records.keys() == {guid(n) for n in range(20)}
    assert (after_it.leaving, after_it.archive, after_it.archived) == ((), 1, 20)
