"""`feed SOURCE -o FILE`: the file remembers, by a state beside it, unless it is told not to."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from feedgen_liveblog.cli import main
from feedgen_liveblog.store import FileStore
from tests.memory.blogs import minute
from tests.memory.newsroom import Newsroom, newsroom
from tests.memory.reading import entries
from tests.raw_server import reply

Feed = Callable[..., int]


@pytest.fixture
def room() -> Iterator[Newsroom]:
    """A newsroom on 127.0.0.1."""
    with newsroom() as room:
        yield room


@pytest.fixture
def feed(room: Newsroom, tmp_path: Path) -> Feed:
    """Writes the newsroom's feed to harbour.xml; its exit status."""

    def command(*arguments: str, at: float = 60, output: str = "harbour.xml") -> int:
        return main(
            ["feed", room.url, "-o", str(tmp_path / output), "--now", minute(at).isoformat(), *arguments]
        )

    return command


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_posts_that_scrolled_off_stay_in_the_file(room: Newsroom, feed: Feed, tmp_path: Path):
    """The state lies beside the feed and makes the next run go on from it."""
    assert feed() == 0
    room.shown = list(range(8, 18))
    assert feed(at=70) == 0

    assert sorted(entries(FileStore(tmp_path))) == list(range(18))
    assert names(tmp_path) == {"harbour.xml", "harbour.state.json"}


def test_it_holds_all_that_the_page_shows(room: Newsroom, feed: Feed, tmp_path: Path):
    """A long page is one feed, however old its posts are; nothing goes into an archive."""
    room.shown = list(range(0, 3000, 10))

    assert feed(at=4000) == 0
    assert len(entries(FileStore(tmp_path))) == 300
    assert names(tmp_path) == {"harbour.xml", "harbour.state.json"}


def test_the_same_page_again_leaves_the_files_alone(feed: Feed, tmp_path: Path):
    """Not even their times change."""
    feed()
    before = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}

    assert feed(at=90) == 0
    assert {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == before


def test_stateless_is_what_the_page_shows_now(room: Newsroom, feed: Feed, tmp_path: Path):
    """No state, no memory."""
    feed("--stateless")
    room.shown = list(range(8, 18))
    feed("--stateless", at=70)

    assert sorted(entries(FileStore(tmp_path))) == list(range(8, 18))
    assert names(tmp_path) == {"harbour.xml"}


def test_formats_beside_each_other_share_a_memory(room: Newsroom, feed: Feed, tmp_path: Path):
    """Each file is brought up to date when it is asked for, and none is left behind."""
    feed()
    room.shown = list(range(3, 13))
    feed(at=70, output="harbour.rss")
    feed(at=71)

    assert sorted(entries(FileStore(tmp_path))) == list(range(13))
    assert (tmp_path / "harbour.rss").read_text().count("<item>") == 13


def test_a_failure_leaves_the_feed_alone(room: Newsroom, feed: Feed, tmp_path: Path):
    """Exit status 1, and the same bytes as before."""
    feed()
    before = (tmp_path / "harbour.xml").read_bytes()
    room.instead = reply(b"no", 404)

    assert feed(at=70) == 1
    assert (tmp_path / "harbour.xml").read_bytes() == before


def test_another_story_in_the_same_file_is_another_feed(
    room: Newsroom, feed: Feed, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    """The old one's state is set aside with a word; their posts are not mixed."""
    feed()
    other = tmp_path / "other.html"
    other.write_text(Newsroom(room.server, list(range(100, 110))).page())

    url = "https://news.example/live/another"
    assert main(["feed", str(other), "--url", url, "-o", str(tmp_path / "harbour.xml")]) == 0
    assert sorted(entries(FileStore(tmp_path))) == list(range(100, 110))
    assert "is of another feed" in caplog.text
    assert "harbour.unusable.json" in names(tmp_path)
