"""What merge promises: nothing lost, nothing doubled, nothing moved that was not edited."""

from dataclasses import replace

import pytest

from feedgen_liveblog.history.memory import Record
from feedgen_liveblog.merge import implausible, merge
from feedgen_liveblog.model import LiveBlog
from tests.memory.blogs import ID, after, guid, minute, numbers, page, post


def test_a_post_that_scrolls_off_stays():
    """A page shows the newest few; the feed keeps those that it showed before."""
    merged = after(page(1, 2, 3), page(2, 3, 4), page(9, 10, 11))

    assert numbers(merged.memory.blog.posts) == [11, 10, 9, 4, 3, 2, 1]
    assert not merged.memory.gone


def test_the_same_page_again_changes_nothing():
    """Unchanged costs nothing: the memory is equal, so that nothing need be written."""
    first = after(page(1, 2, 3)).memory

    again = merge(first, page(1, 2, 3), now=minute(200))

    assert again.memory == first
    assert not (again.new or again.edited or again.deleted)


def test_an_edit_moves_updated_and_nothing_else():
    """Readers see an edited post as edited, at its place: published and GUID are for ever."""
    merged = after(page(1, 2, 3), page(1, post(2, "second", at=minute(50)), 3))

    edited = next(each for each in merged.memory.blog.posts if each.guid == guid(2))
    assert merged.edited == (guid(2),)
    assert (edited.html, edited.published, edited.updated) == ("<p>second</p>", minute(2), minute(61))
    assert [each.updated for each in merged.memory.blog.posts if each is not edited] == [minute(3), minute(1)]


def test_an_edit_takes_the_time_that_the_source_states():
    """Where the source says when it modified a post, that is the time, not when we looked."""
    merged = after(page(1, 2), page(1, post(2, "second", updated=minute(30))))

    assert merged.memory.blog.posts[0].updated == minute(30)


def test_markup_that_changes_without_its_digest_is_no_edit():
    """A rotating advertisement or a re-signed image URL leaves the entry as it was, byte for byte."""
    resigned = replace(
        post(2), html="<p>first</p><img src='https://img.example/x?sig=2'>", url="https://x.example"
    )

    merged = after(page(1, 2), page(1, resigned))

    assert not merged.edited
    assert merged.memory == after(page(1, 2)).memory


def test_a_stated_time_in_the_future_is_not_believed():
    """A newsroom's wrong clock must not make all later edits look older."""
    merged = after(page(1), page(post(1, "b", updated=minute(9000))), page(post(1, "c", updated=minute(62))))

    assert merged.memory.blog.posts[0].html == "<p>c</p>"
    assert merged.memory.blog.posts[0].updated == minute(62)


def test_a_post_without_a_time_gets_that_of_first_sight_and_keeps_it():
    """First seen is a fact; a later guess, or none, does not move it."""
    undated = replace(post(1), published=None)

    merged = after(page(undated), page(undated), page(replace(undated, published=minute(2))))

    assert merged.memory.blog.posts[0].published == minute(60)


def test_posts_of_one_instant_keep_the_order_of_the_page():
    """A burst within a second, or a page without times, reads as the newsroom ordered it."""
    burst = [post(number, at=minute(5)) for number in (4, 9, 2)]
    undated = [replace(post(number), published=None) for number in (3, 1, 2)]

    assert numbers(after(page(*burst)).memory.blog.posts) == [4, 9, 2]
    assert numbers(after(LiveBlog(id=ID, title="t", url="u", posts=tuple(undated))).memory.blog.posts) == [
        3,
        1,
        2,
    ]


def test_a_post_inserted_late_goes_to_its_place():
    """A post published with an earlier time is sorted by it."""
    late = replace(post(7), published=minute(1.5))

    assert numbers(after(page(1, 2, 3), page(1, late, 2, 3)).memory.blog.posts) == [3, 2, 7, 1]


class TestOldCopies:
    """A stale copy of the page, served after a newer one, loses nothing and never goes back."""

    new = page(1, post(2, "second"), 3, 4)
    old = page(1, post(2, "first"), 3)

    def test_it_does_not_take_back_an_edit_or_a_post(self):
        """The old text is not an edit, the missing post not a deletion."""
        merged = after(page(1, 2, 3), self.new, self.old)

        assert merged.memory.blog.posts == after(page(1, 2, 3), self.new).memory.blog.posts
        assert not (merged.edited or merged.deleted or merged.memory.gone)

    def test_a_text_that_was_there_before_is_not_believed_at_once(self):
        """An old copy may show all posts, and to each look of some minutes: the earlier text alone betrays it."""
        pages = [page(1, 2), page(1, post(2, "second"))]

        for looks in range(1, 6):
            assert not after(*pages, *[page(1, 2)] * looks).edited
        assert after(*pages, *[page(1, 2)] * 6).edited == (guid(2),)

    def test_an_older_stated_time_is_never_believed(self):
        """Where the source states modification times, they decide."""
        pages = [page(1, post(2, "b", updated=minute(30)))] + [page(1, post(2, "c", updated=minute(20)))] * 5

        assert after(*pages).memory.blog.posts[0].html == "<p>b</p>"

    def test_a_wrong_belief_is_put_right_by_the_next_good_page(self):
        """Old copies that go on are believed; the newer text then needs no second look."""
        pages = [page(1, 2), page(1, post(2, "second")), *[page(1, 2)] * 6, page(1, post(2, "second"))]

        assert after(*pages).memory.blog.posts[0].html == "<p>second</p>"

    def test_it_does_not_bring_back_a_deleted_post(self):
        """What is known to be deleted is not revived by a copy from before."""
        pages = [page(1, 2, 3), page(1, 3, 4), page(1, 3, 4)]

        merged = after(*pages, page(1, 2, 3))

        assert after(*pages).deleted == (guid(2),)
        assert guid(2) in merged.memory.gone

    def test_a_deleted_newest_post_does_not_block_the_blog_for_ever(self):
        """A page without the newest post looks like an old copy, but not for ever: then its news count."""
        merged = after(page(1, 2, 3), *[page(1, 2, closed=True)] * 5)

        assert merged.memory.blog.closed
        assert merged.memory.stale == 0


class TestDeletions:
    """Deleted by the source's word, or by vanishing from between neighbours, twice in a row."""

    def test_a_post_that_vanishes_between_neighbours_twice_is_deleted(self):
        """One good page without it may be an accident; two are a deletion."""
        once, twice = after(page(1, 2, 3), page(1, 3)), after(page(1, 2, 3), page(1, 3), page(1, 3, 4))

        assert not once.deleted
        assert twice.deleted == (guid(2),)
        assert numbers(twice.memory.blog.posts) == [4, 3, 1]
        assert twice.memory.gone[guid(2)].when == minute(62)

    def test_one_look_at_it_starts_the_count_anew(self):
        """Two fetches in a row, not two in all."""
        assert not after(page(1, 2, 3), page(1, 3), page(1, 2, 3), page(1, 3)).memory.gone

    def test_two_adjacent_posts_can_vanish_together(self):
        """The neighbours are the nearest posts that are still shown."""
        pages = [page(*range(10)), *[page(0, 1, 2, 3, 6, 7, 8, 9)] * 2]

        assert set(after(*pages).deleted) == {guid(4), guid(5)}

    def test_the_newest_post_is_deleted_once_a_newer_one_is_above_its_place(self):
        """At the top there is no neighbour above until the next post."""
        merged = after(page(1, 2, 3), *[page(1, 2)] * 4, page(1, 2, 4), page(1, 2, 4))

        assert merged.deleted == (guid(3),)

    @pytest.mark.parametrize(
        ("pages", "why"),
        [
            ([page(*range(20)), page(*range(5, 25)), page(*range(5, 25))], "scrolled off"),
            ([page(*range(20)), page(*range(10, 20)), page(*range(10, 20))], "the page became shorter"),
            ([page(*range(40)), page(*range(20, 40)), page(*range(20, 40))], "older pages were not read"),
            (
                [page(0, *range(10, 30)), *[page(0, *range(11, 31))] * 3],
                "one scrolled off above a pinned post",
            ),
            ([page(0, *range(10, 30)), *[page(0, *range(21, 31))] * 3], "ten did, as a page was cut anew"),
            ([page(0, *range(n, n + 10)) for n in (10, 11, 12, 12, 13)], "steadily"),
            ([page(0, *range(10, 20)), *[page(*range(10, 20))] * 3], "a post was unpinned"),
        ],
    )
    def test_what_leaves_a_page_otherwise_is_not_deleted(self, pages: list[LiveBlog], why: str):
        """Scrolling off, paging, a shorter page: none is a deletion, pinned old posts or not."""
        assert not after(*pages).memory.gone, why

    def test_between_two_pages_of_different_times_nothing_is_missing(self):
        """An older page from a cache lacks what has moved to it since; where no page ends, a post is missed."""
        before, gap = page(*range(20)), page(*range(9), *range(12, 20), seams=frozenset({guid(8)}))
        hole = replace(gap, seams=frozenset({guid(5)}))

        assert not after(before, *[gap] * 4).memory.gone
        assert set(after(before, *[hole] * 2).deleted) == {guid(9), guid(10), guid(11)}
        assert set(after(before, *[gap] * 4, *[hole] * 2).deleted) == {guid(9), guid(10), guid(11)}

    def test_the_source_says_so(self):
        """A tombstone deletes at once, also what scrolled off, and nothing that was never known."""
        merged = after(page(1, 2, 3), page(3, 4, deleted=frozenset({guid(1), guid(99)})))

        assert merged.deleted == (guid(1),)
        assert numbers(merged.memory.blog.posts) == [4, 3, 2]

    def test_leaving_a_complete_list_is_a_deletion(self):
        """A source that lists all its posts says by leaving one out that it is gone."""
        complete = frozenset(map(guid, (1, 3, 4)))

        assert after(page(1, 2, 3), page(3, 4, inventory=complete)).deleted == (guid(2),)

    def test_a_list_that_lacks_most_posts_is_not_the_storys(self):
        """A list cut short must not empty the feed."""
        merged = after(page(*range(10)), page(9, inventory=frozenset({guid(9)})))

        assert not merged.deleted

    def test_a_post_that_comes_back_is_the_same_entry(self):
        """Same GUID, same published time, wherever the page puts it now."""
        pages = [page(1, 2, 3), page(1, 3), page(1, 3, 4)]

        merged = after(*pages, page(1, post(2, at=minute(3.5)), 3, 4, 5))

        back = next(each for each in merged.memory.blog.posts if each.guid == guid(2))
        assert (back.published, back.updated) == (minute(2), minute(2))
        assert not merged.memory.gone


class TestArchived:
    """What left the window is known by its record alone."""

    record = Record(published=minute(1), updated=minute(1), digest="first", earlier=("zeroth",))

    def test_an_archived_post_that_is_shown_again_stays_archived(self):
        """It is in a document already: a second entry would be a double."""
        merged = merge(
            after(page(5, 6)).memory, page(1, 5, 6, 7), now=minute(70), archived={guid(1): self.record}
        )

        assert numbers(merged.memory.blog.posts) == [7, 6, 5]
        assert merged.memory.records[guid(1)] == self.record
        assert merged.new == (guid(7),)

    def test_an_edited_archived_post_comes_back_with_its_new_text(self):
        """Published stays; updated is new, so that readers take the newer entry."""
        seen = page(post(1, "second", at=minute(4)), 5, 6, 7)

        merged = merge(after(page(5, 6)).memory, seen, now=minute(70), archived={guid(1): self.record})

        back = merged.memory.blog.posts[-1]
        assert (back.guid, back.published, back.updated) == (guid(1), minute(1), minute(70))
        assert merged.edited == (guid(1),)

    def test_an_old_copy_of_it_is_no_edit(self):
        """Its earlier texts are remembered in the archive too."""
        seen = page(post(1, "zeroth"), 5, 6, 7)

        assert not merge(
            after(page(5, 6)).memory, seen, now=minute(70), archived={guid(1): self.record}
        ).edited


def test_reading_pages_in_another_way_is_no_edit():
    """A new version of ours that cleans better rewrites posts, and none of them is marked as edited."""
    seen = page(1, replace(post(2, "second"), html="<p>cleaner</p>"))

    merged = merge(after(page(1, 2)).memory, seen, now=minute(70), reread=True)

    assert not merged.edited
    assert (merged.memory.blog.posts[0].html, merged.memory.blog.posts[0].updated) == (
        "<p>cleaner</p>",
        minute(2),
    )


def test_an_old_copy_is_known_by_a_text_from_before_another_way_of_reading():
    """The text that a new version of ours took over is newer than the one before it, though it was no edit."""
    before = after(page(1, 2)).memory
    taken = merge(before, page(1, post(2, "second")), now=minute(70), reread=True).memory

    merged = merge(taken, page(1, 2), now=minute(80))

    assert not merged.edited
    assert merged.memory.blog.posts[0].digest.startswith("second")


def test_a_list_of_changes_is_neither_an_old_page_nor_a_wrong_one():
    """Some sources give only what changed since: what is not in it is not gone, and few posts are no wonder."""
    changes = page(post(3, "second"), 31, gaps=True)

    merged = after(page(*range(30)), changes)

    assert (merged.edited, merged.new, merged.deleted) == ((guid(3),), (guid(31),), ())
    assert implausible(after(page(*range(30))).memory, page(101, gaps=True), {}) is None
    assert not after(page(*range(30)), *[changes] * 4).memory.gone


def test_a_post_read_from_another_format_is_no_edit():
    """If one time a page shows less of a post (its JSON-LD only), the feed keeps what it has; if for good, it
    follows without marking an edit."""
    rich = replace(post(2), provenance={"html": "dom"})
    poor = replace(post(2, "poorer"), provenance={"text": "json-ld"})
    changed = replace(post(2, "second"), provenance={"html": "dom"})

    assert after(page(1, rich), page(1, poor)).memory.blog.posts == after(page(1, rich)).memory.blog.posts
    assert after(page(1, rich), page(1, poor), page(1, changed)).edited == (guid(2),)
    followed = after(page(1, rich), *[page(1, poor)] * 6)
    assert not followed.edited
    assert (followed.memory.blog.posts[0].html, followed.memory.blog.posts[0].updated) == (
        "<p>poorer</p>",
        minute(2),
    )


def test_a_summary_that_counts_minutes_is_no_change():
    """The head of the feed follows the page when there is news, and a new title or the end is news."""
    first = after(page(1, 2)).memory

    assert merge(first, page(1, 2, summary="Updated 5 minutes ago"), now=minute(70)).memory == first
    assert (
        merge(first, page(1, 2, title="As it happened"), now=minute(70)).memory.blog.title == "As it happened"
    )
    assert merge(first, page(1, 2, closed=True), now=minute(70)).memory.blog.closed


@pytest.mark.parametrize(
    ("before", "now", "believed"),
    [
        (page(*range(20)), page(101, 102), False),
        (page(*range(20)), page(19, 101), True),
        (page(*range(20)), page(*range(100, 120)), True),
        (page(*range(20)), page(*range(100, 110)), True),
        (page(1, 2), page(101), True),
        (page(*range(200)), page(*range(300, 320)), True),
    ],
)
def test_few_posts_that_nobody_knows_are_a_wrong_reading(before: LiveBlog, now: LiveBlog, believed: bool):
    """A page that suddenly has far fewer posts, none of them known, fails; a new story may grow into it."""
    assert (implausible(after(before).memory, now, {}) is None) is believed
