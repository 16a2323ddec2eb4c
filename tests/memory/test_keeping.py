"""A look into the store: what is written, in which order, and that no kill or other run loses a post."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from obstore.store import MemoryStore

from feedgen_liveblog.config import Blog
from feedgen_liveblog.errors import NotALiveBlog
from feedgen_liveblog.history import keeping, revision
from feedgen_liveblog.history.looking import Look
from feedgen_liveblog.history.window import Window
from feedgen_liveblog.model import LiveBlog
from feedgen_liveblog.store import FileStore, Store
from feedgen_liveblog.store_object import ObjectStore
from tests.memory.blogs import URL, guid, minute, page, post
from tests.memory.reading import entries
from tests.memory.stores import Killed, Watching
from tests.validity import check_atom, check_json, check_rss

BLOG = Blog(
    name="harbour",
    url=URL,
    files={"atom": "harbour.xml", "rss": "harbour.rss", "json": "harbour.json"},
    base_url="https://feeds.example/live/",
    window=Window(posts=20, hours=0),
)
FEEDS = list(BLOG.files.values())


@pytest.fixture(params=["folder", "object storage"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Watching:
    """A new store of each kind, watched."""
    return Watching(
        FileStore(tmp_path) if request.param == "folder" else ObjectStore(MemoryStore(), "memory://")
    )


def settle(store: Store, live: LiveBlog | None, at: float = 100, blog: Blog = BLOG) -> keeping.Change:
    return keeping.settle(blog, store, Look(blog=live) if live else None, now=minute(at))


def test_archives_then_feeds_then_the_state(store: Watching):
    """The order in which a kill can only leave something unfinished, never something wrong."""
    settle(store, page(*range(35)))

    writes = [key for key in store.written if "ids-" not in key]
    assert writes == ["harbour.state.json", "harbour/archive-0001.xml", *FEEDS, "harbour.state.json"]


def test_an_unchanged_page_writes_nothing(store: Watching):
    """The same posts again, or a page that the server says is unchanged: no render and no write at all."""
    settle(store, page(*range(35)))
    store.written.clear()

    for live in (page(*range(35)), None, page(*range(35), summary="3 minutes ago")):
        change = settle(store, live, at=200)
        assert (change.new, change.edited, change.deleted, change.written) == (0, 0, 0, ())
    assert store.written == []


def test_a_new_setting_rewrites_the_feeds_once(store: Watching):
    """Another title or hub alters the output: one rewrite, although the page has not changed."""
    settle(store, page(1, 2, 3))
    other = replace(BLOG, title="Another title", hub="https://hub.example/")
    store.written.clear()

    settle(store, None, at=200, blog=other)
    assert store.written == [*FEEDS, "harbour.state.json"]
    settle(store, None, at=300, blog=other)
    assert store.written == [*FEEDS, "harbour.state.json"]
    assert b"Another title" in store.read("harbour.xml").data


def test_a_new_version_that_alters_nothing_leaves_the_feeds(store: Watching, monkeypatch: pytest.MonkeyPatch):
    """Only the state learns of it; the published bytes are those that it would write."""
    settle(store, page(1, 2, 3))
    store.written.clear()
    monkeypatch.setattr(revision, "VERSION", "99.0")

    settle(store, page(1, 2, 3), at=200)

    assert store.written == ["harbour.state.json"]


def test_posts_that_leave_the_window_are_in_the_archive_once(store: Watching):
    """Following the links yields every post ever seen exactly once, in valid documents linked both ways."""
    for newest in range(20, 200, 15):
        settle(store, page(*range(newest - 20, newest)), at=newest)

    assert sorted(entries(store)) == list(range(185))
    check_atom(store.read("harbour.xml").data)
    check_rss(store.read("harbour.rss").data)
    check_json(store.read("harbour.json").data)
    for number in (1, 2, 3):
        root = check_atom(store.read(f"harbour/archive-{number:04}.xml").data)
        links = {link.get("rel"): link.get("href").rpartition("/")[2] for link in root.findall("{*}link")}
        assert links["current"] == "harbour.xml"
        assert links["next-archive"] == f"archive-{number + 1:04}.xml"
        assert links.get("prev-archive") == (f"archive-{number - 1:04}.xml" if number > 1 else None)
        assert root.find("{http://purl.org/syndication/history/1.0}archive") is not None


def test_archives_are_written_once(store: Watching):
    """A reader may keep them for ever: no run writes one again."""
    for newest in range(20, 200, 15):
        settle(store, page(*range(newest - 20, newest)), at=newest)

    archives = [key for key in store.written if "archive-" in key]
    assert len(archives) == len(set(archives)) > 5


def test_an_edited_archived_post_reappears_in_the_window(store: Watching):
    """With its new text and `updated`, and its old published time; the archive stays as it was."""
    settle(store, page(*range(40)))
    old = store.read("harbour/archive-0001.xml").data

    change = settle(store, page(post(3, "corrected", updated=minute(150)), *range(30, 45)), at=200)

    assert (change.new, change.edited) == (5, 1)
    entry = entries(store)[3]
    assert (entry.text, entry.published, entry.updated) == ("corrected", minute(3), minute(150))
    assert entry.document == "harbour.xml"
    assert store.read("harbour/archive-0001.xml").data == old


def test_an_archived_post_that_is_shown_again_is_not_doubled(store: Watching):
    """Older pages come into sight again when somebody pages back: all of them are known."""
    settle(store, page(*range(60)))
    settle(store, page(*range(50, 70)), at=200)

    change = settle(store, page(*range(70)), at=300)

    assert (change.new, change.edited, change.written) == (0, 0, ())
    assert len(entries(store)) == 70


def test_a_deletion_is_told_in_atom_and_absent_elsewhere(store: Watching):
    """RFC 6721's tombstone, with the time at which it was noticed."""
    settle(store, page(*range(10)))

    assert settle(store, page(*range(10), deleted=frozenset({guid(4)})), at=120).deleted == 1
    stones = check_atom(store.read("harbour.xml").data).findall(
        "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
    )
    assert [(stone.get("ref"), stone.get("when")) for stone in stones] == [(guid(4), minute(120).isoformat())]
    assert guid(4) not in store.read("harbour.rss").data.decode()
    assert guid(4) not in store.read("harbour.json").data.decode()


def test_a_reading_that_cannot_be_right_changes_nothing(store: Watching):
    """Far fewer posts and none of them known: the files stay byte for byte."""
    settle(store, page(*range(20)))
    store.written.clear()

    with pytest.raises(NotALiveBlog, match="only 2 posts where there were 20"):
        settle(store, page(500, 501), at=600)
    assert store.written == []


def test_a_feed_that_somebody_removed_is_written_again(store: Watching, tmp_path: Path):
    """The state knows which files it stands for; one that is missing or another is made anew."""
    settle(store, page(1, 2, 3))
    good = store.read("harbour.rss").data
    store.write("harbour.rss", b"something else", content_type="text/plain")
    store.written.clear()

    assert settle(store, None, at=200).written
    assert store.read("harbour.rss").data == good


PAGES = [page(*range(newest - 20, newest)) for newest in (20, 30, 38, 60)] + [
    page(post(45, "edited"), *(n for n in range(42, 64) if n not in (45, 50))),
    page(post(45, "edited"), post(10, "late correction"), *(n for n in range(42, 66) if n not in (45, 50))),
]


def story(store: Store) -> None:
    """All pages one after another; a run that is killed is followed by one that sees the same page."""
    for number, live in enumerate(PAGES):
        try:
            settle(store, live, at=100 + number)
        except Killed:
            settle(store, live, at=100 + number)
    settle(store, PAGES[-1], at=200)


def test_two_looks_at_once_are_not_two_in_a_row(store: Watching):
    """A page with a hole that both were given deletes nothing; without the post a third time, it is deleted."""
    settle(store, page(*range(10)))
    kept = keeping.recall(BLOG, store)
    for newest in (11, 12):
        live = page(*(number for number in range(newest) if number != 5))
        keeping.settle(BLOG, store, Look(blog=live), now=minute(110), kept=kept)
    assert 5 in entries(store)

    settle(store, live, at=120)
    assert 5 not in entries(store)


def test_an_index_that_is_lost_doubles_nothing(store: Watching):
    """It is rebuilt from the archives, when an older page shows what is in them."""
    for newest in (40, 80):
        settle(store, page(*range(newest - 40, newest)), at=newest)
    lost = [key for key in set(store.written) if "ids-" in key]
    for key in lost:
        store.store.delete(key)

    change = settle(store, page(*range(81)), at=200)

    assert (len(lost), change.new) == (4, 1)
    assert entries(store).keys() == set(range(81))


def test_a_post_that_a_killed_run_had_back_keeps_the_time_of_its_edit(store: Watching):
    """It was deleted, and came back with another text; the next run takes that over from the feed."""
    settle(store, page(*range(10)))
    settle(store, page(*range(10), deleted=frozenset({guid(5)})), at=110)
    store.at_write = dying(len(store.written) + len(FEEDS))
    back = page(*range(5), post(5, "another text"), *range(6, 10))
    with suppress(Killed):
        settle(store, back, at=120)
    there = entries(store)[5]

    settle(store, back, at=240)
    assert entries(store)[5] == there


@pytest.mark.parametrize("back", range(1, 6))
def test_a_state_lost_after_a_kill_doubles_nothing(store: Watching, back: int):
    """Posts may be in an archive that no feed leads to yet, and in the feed still."""
    settle(store, page(*range(20)))
    settle(store, page(*range(30)), at=110)
    store.at_write = dying(len(store.written) + back)
    with suppress(Killed):
        settle(store, page(*range(10, 45)), at=120)
    store.at_write = lambda number: None
    store.store.delete("harbour.state.json")

    for at, last in ((130, 45), (140, 60), (150, 80), (160, 100)):
        settle(store, page(*range(last - 25, last)), at=at)

    assert entries(store).keys() == set(range(100))


def dying(at: int) -> Callable[[int], None]:
    """Dies once, before write `at`."""
    left = [at]

    def die(number: int) -> None:
        if left == [number]:
            left.clear()
            raise Killed

    return die


def test_a_kill_before_any_write_loses_and_doubles_nothing(tmp_path: Path):
    """Whichever write is the last that a run makes, the next run finishes what it began."""
    whole = Watching(ObjectStore(MemoryStore(), "memory://"))
    story(whole)
    expected = {number: entry.text for number, entry in entries(whole).items()}
    assert len(whole.written) > 30
    for at in range(len(whole.written)):
        each = FileStore(tmp_path / str(at)) if at % 4 == 0 else ObjectStore(MemoryStore(), "memory://")
        store = Watching(each, dying(at))
        story(store)
        assert {number: entry.text for number, entry in entries(store).items()} == expected, at
        assert all(store.read(key) for key in FEEDS)


@pytest.mark.parametrize("ahead", [0, 1])
def test_another_run_between_any_two_writes_loses_and_doubles_nothing(tmp_path: Path, ahead: int):
    """Two runs at once, one in the midst of the other, that see the same page or a newer one."""
    seen = {int(each.guid.rpartition("-")[2]) for live in PAGES for each in live.posts} - {50}
    for at in range(40):
        store = Watching(
            FileStore(tmp_path / str(at)) if at % 8 == 0 else ObjectStore(MemoryStore(), "memory://")
        )
        for current, live in enumerate(PAGES):
            theirs = PAGES[min(current + ahead, len(PAGES) - 1)]
            store.at_write = coming_between(at, store.store, theirs)
            settle(store, live, at=100 + current)
        settle(store, PAGES[-1], at=200)
        settle(store, PAGES[-1], at=201)
        found = entries(store)
        assert found.keys() == seen, at
        assert (found[45].text, found[10].text) == ("edited", "late correction")


def coming_between(at: int, store: Store, live: LiveBlog) -> Callable[[int], None]:
    def come(number: int) -> None:
        if number == at:
            settle(store, live, at=150)

    return come


def test_an_edit_that_a_killed_run_published_stays(store: Watching):
    """Nor does an old copy of the page bring back the text before it."""
    settle(store, page(*range(10)))
    store.at_write = dying(len(store.written) + len(FEEDS))
    with pytest.raises(Killed):
        settle(store, page(post(4, "second"), *(n for n in range(11) if n != 4)), at=110)

    settle(store, page(*range(10)), at=120)
    assert (entries(store)[4].text, entries(store)[4].updated) == ("second", minute(110))
    settle(store, page(post(4, "second"), *(n for n in range(11) if n != 4)), at=130)
    assert (entries(store)[4].text, entries(store)[4].updated) == ("second", minute(110))


def test_an_edit_after_one_that_a_killed_run_published_is_an_edit(store: Watching):
    """The state knows of neither, and the feed tells them apart."""
    settle(store, page(*range(10)))
    store.at_write = dying(len(store.written) + len(FEEDS))
    with pytest.raises(Killed):
        settle(store, page(post(4, "second"), *(n for n in range(11) if n != 4)), at=110)

    settle(store, page(post(4, "third"), *(n for n in range(11) if n != 4)), at=130)

    assert (entries(store)[4].text, entries(store)[4].updated) == ("third", minute(130))


def test_what_a_killed_run_published_stays(store: Watching):
    """A feed newer than its state: readers may have seen entries that the page no longer shows."""
    settle(store, page(*range(10)))
    store.at_write = dying(len(store.written) + len(FEEDS))
    with pytest.raises(Killed):
        settle(store, page(*range(12)), at=110)
    assert 11 in entries(store)

    settle(store, page(*range(12, 30)), at=120)

    assert sorted(entries(store)) == list(range(30))


def test_without_atom_the_state_is_written_first(store: Watching):
    """There is no feed then from which the posts of a killed run could be taken over."""
    rss = replace(BLOG, files={"rss": "harbour.rss"})
    settle(store, page(*range(10)), blog=rss)
    store.at_write = dying(len(store.written) + 2)
    with pytest.raises(Killed):
        settle(store, page(*range(12)), at=110, blog=rss)

    settle(store, page(*range(12, 20)), at=120, blog=rss)

    published = store.read("harbour.rss")
    assert published
    assert len(check_rss(published.data).findall("channel/item")) == 20


def test_another_window_holds_although_the_page_has_not_changed(store: Watching):
    """What it does not hold leaves at once; a text that is edited meanwhile is an edit all the same."""
    settle(store, page(*range(20)))
    small = replace(BLOG, window=Window(posts=5, hours=0))
    settle(store, None, at=110, blog=small)
    assert len(entries(store)) == 20
    assert store.read("harbour/archive-0001.xml")

    settle(
        store,
        page(post(19, "second"), *range(19)),
        at=120,
        blog=replace(BLOG, window=Window(posts=50, hours=0)),
    )
    assert (entries(store)[19].text, entries(store)[19].updated) == ("second", minute(120))


def test_what_a_lost_state_knew_of_archived_texts_is_learnt_for_good(store: Watching):
    """Once such a text was seen, an edit of it is one, also when the page has not shown the post for a while."""
    for newest in (20, 40, 60):
        settle(store, page(*range(newest - 20, newest)), at=newest)
    store.store.delete("harbour.state.json")
    settle(store, page(*range(5, 61)), at=100)
    settle(store, page(*range(42, 62)), at=110)

    change = settle(store, page(*range(5, 10), post(10, "another text"), *range(11, 63)), at=120)

    assert (change.new, change.edited) == (1, 1)
    assert "another text" in entries(store)[10].text


def test_a_lost_state_forgets_no_deletion(store: Watching, tmp_path: Path):
    """The feed's tombstones are taken up; a post that comes back has its own time."""
    settle(store, page(*range(12)))
    for at in (110, 120):
        settle(store, page(*(n for n in range(12) if n != 6)), at=at)
    lost = Watching(FileStore(tmp_path / "lost"))
    for key in (*FEEDS, "harbour.state.json"):
        stored = store.read(key)
        assert stored
        if "state" not in key:
            lost.write(key, stored.data, content_type="")
    settle(lost, page(*(n for n in range(12) if n != 6)), at=130)
    feed = lost.read("harbour.xml")
    assert feed
    assert check_atom(feed.data).find("{*}deleted-entry").get("ref") == guid(6)

    settle(lost, page(*range(12)), at=140)
    assert entries(lost)[6].published == minute(6)
