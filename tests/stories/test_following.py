"""What can come between: kills, two runs at once, the user's own word, pages that go, states that are lost."""

import contextlib
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import etree
from obstore.store import MemoryStore

from feedgen_liveblog import pipeline
from feedgen_liveblog.cli import main
from feedgen_liveblog.config import Blog
from feedgen_liveblog.fetch import Limits, Run
from feedgen_liveblog.history import keeping
from feedgen_liveblog.history.window import Window
from feedgen_liveblog.store import FileStore, Store
from feedgen_liveblog.store_object import ObjectStore
from feedgen_liveblog.stories.choice import Follow
from tests.memory.stores import Killed, Watching
from tests.raw_server import RawServer, serve
from tests.stories.newsroom import START, Newsroom
from tests.stories.world import ATOM, TOKEN, Nothing

LIMITS = Limits(pause=0, retries=0)
# Hours of polls: on the first day, when it is over, on the second, again; when that is over, on the last, again.
SHORT = (4, 15, 25.5, 27)
HOURS = (*SHORT, 40, 76, 77)


class Desk:
    """A newsroom and a feed of its first day's live blog."""

    def __init__(self, server: RawServer, elsewhere: str, kind: str = "notice") -> None:
        self.room = Newsroom(kind, elsewhere)
        self.server = server
        server.routes = self.room  # type: ignore[assignment]
        self.blog = Blog(
            name="harbour",
            url=self.url(0),
            files={"atom": "harbour.xml"},
            window=Window(posts=12, hours=0),
            follow=Follow(),
        )

    def url(self, day: int) -> str:
        """The address of a day's live blog."""
        return self.server.url + self.room.days[day].path

    def poll(self, hours: float, store: Store, **changes: object) -> pipeline.Outcome:
        """A poll so many hours after the start, due or not."""
        self.room.now = START + timedelta(hours=hours)
        blog = replace(self.blog, **changes)  # type: ignore[arg-type]
        return pipeline.poll(
            blog, store, limits=LIMITS, run=Run(LIMITS), clock=lambda: self.room.now, force=True
        )


@pytest.fixture
def desk() -> Iterator[Desk]:
    """A newsroom that names its next live blog where it closes one."""
    with serve({}) as elsewhere, serve({}) as server:
        elsewhere.routes = Nothing()  # type: ignore[assignment]
        yield Desk(server, elsewhere.url)


def memory() -> ObjectStore:
    """A store in memory."""
    return ObjectStore(MemoryStore(), "memory://")


def entries(store: Store) -> dict[str, list[tuple[str, str]]]:
    """The entries of the feed and its archives by their post: id, and path of the live blog that they are from."""
    found: dict[str, list[tuple[str, str]]] = {}
    number, key = 0, "harbour.xml"
    while stored := store.read(key):
        for entry in etree.fromstring(stored.data).iter(f"{ATOM}entry"):
            link = entry.find(f"{ATOM}source/{ATOM}link")
            token = TOKEN.search(entry.findtext(f"{ATOM}content"))
            assert token
            where = urlsplit(link.get("href")).path if link is not None else ""
            found.setdefault(token[1], []).append((entry.findtext(f"{ATOM}id"), where))
        number += 1
        key = f"harbour/archive-{number:04}.xml"
    return found


def stops(desk: Desk, store: Store) -> list[int]:
    """The days of the live blogs that the feed has been on."""
    state = keeping.recall(desk.blog, store).state
    paths = [day.path for day in desk.room.days]
    return (
        [paths.index(urlsplit(stop.url).path) for stop in state.story.stops] if state and state.story else [0]
    )


def dying(at: int) -> Callable[[int], None]:
    """Dies before the write of that number, once."""

    def die(number: int) -> None:
        nonlocal at
        if number == at:
            at = -1
            raise Killed

    return die


def through(desk: Desk, store: Store, polls: tuple[float, ...] = HOURS) -> dict[str, list[tuple[str, str]]]:
    """The feed after all polls; one that was killed is made again at once."""
    for hours in polls:
        with contextlib.suppress(Killed):
            desk.poll(hours, store)
            continue
        desk.poll(hours, store)
    return entries(store)


def test_a_kill_before_any_write_is_repaired(desk: Desk):
    """Feeds first, state last, over the hop as well: nothing is lost, doubled or from another live blog."""
    whole = Watching(memory())
    expected = through(desk, whole, SHORT)
    assert stops(desk, whole) == [0, 1]
    assert {len(each) for each in expected.values()} == {1}
    assert "late2" in expected
    for at in range(len(whole.written)):
        store = Watching(memory(), dying(at))
        assert through(desk, store, SHORT) == expected, (at, whole.written[at])
        assert stops(desk, store) == [0, 1]


def test_another_run_between_any_two_writes_makes_no_second_hop(desk: Desk):
    """Two runs that find the same successor at once agree."""
    expected = through(desk, memory(), SHORT)
    for at in range(3):  # the feed, the state, the time that it is due
        store = Watching(memory())
        through(desk, store, SHORT[:2])
        store.at_write = coming_between(desk, len(store.written) + at, store.store, SHORT[2])
        assert through(desk, store, SHORT[2:]) == expected, at
        assert stops(desk, store) == [0, 1]


def coming_between(desk: Desk, at: int, store: Store, hours: float) -> Callable[[int], None]:
    """Another run of the same time before the write of that number."""

    def come(number: int) -> None:
        if number == at:
            desk.poll(hours, store)

    return come


def test_a_lost_state_finds_its_way_again(desk: Desk):
    """The feed is read back with the sources of its entries, and hops again without doubling a post."""
    store = memory()
    expected = through(desk, store)
    state = store.read("harbour.state.json")
    assert state
    store.write("harbour.state.json", b"{}", content_type="application/json", expect=state.version)
    assert (desk.poll(77, store).hop or desk.poll(77, store).hop) is not None
    assert stops(desk, store) == [0, 2]
    desk.poll(77.1, store)
    assert entries(store) == expected


def test_what_is_refused_is_left_and_its_posts_with_it(desk: Desk):
    """A hop that the user refuses is undone: its entries go, with tombstones, and it is not made again."""
    store = memory()
    for hours in HOURS[:3]:
        desk.poll(hours, store)
    assert stops(desk, store) == [0, 1]
    outcome = desk.poll(28, store, follow=Follow(refuse=("*" + desk.room.days[1].path,)))
    assert outcome.hop and "refused" in outcome.hop.why
    assert stops(desk, store) == [0]
    found = entries(store)
    assert not [token for token in found if token.startswith("day1")]
    stored = store.read("harbour.xml")
    assert stored and b"deleted-entry" in stored.data
    assert desk.poll(29, store, follow=Follow(refuse=("*" + desk.room.days[1].path,))).hop is None


def test_what_is_pinned_is_stayed_on(desk: Desk):
    """A pin leads to a live blog before the one at hand is over, and away from it only once it is taken out."""
    store = memory()
    desk.poll(4, store)
    pinned = Follow(pin=desk.url(1))
    outcome = desk.poll(30, store, follow=pinned)
    assert outcome.hop and outcome.hop.url == desk.url(1)
    assert outcome.hop.why == "it is pinned in the configuration"
    assert desk.poll(76, store, follow=pinned).hop is None
    assert stops(desk, store) == [0, 1]
    desk.poll(77, store)
    assert stops(desk, store) == [0, 1, 2]


def test_without_follow_the_feed_is_on_its_own_page_again(desk: Desk):
    """Nothing is deleted for that; what came from other live blogs stays."""
    store = memory()
    before = through(desk, store)
    desk.poll(78, store, follow=None)
    desk.poll(79, store, follow=None)
    assert stops(desk, store) == [0]
    assert entries(store) == before


def test_another_url_begins_another_feed(desk: Desk):
    """As without a story: the old state is kept aside."""
    store = memory()
    for hours in HOURS[:3]:
        desk.poll(hours, store)
    desk.poll(30, store, url=desk.url(1))
    assert store.read("harbour.unusable.json")
    assert {path for each in entries(store).values() for _, path in each} == {desk.room.days[1].path}


def test_a_page_that_is_gone_is_over_too(desk: Desk):
    """Where a publisher takes down yesterday's page, the address of today's is still tried."""
    with serve({}) as elsewhere, serve({}) as server:
        elsewhere.routes = Nothing()  # type: ignore[assignment]
        dated, store = Desk(server, elsewhere.url, "dated"), memory()
        dated.poll(13, store)
        dated.room.blogs.remove(dated.room.days[0])
        outcome = dated.poll(30, store)
        assert outcome.hop and outcome.hop.url == dated.url(1)
        assert outcome.hop.why.startswith("its page is gone; ")


def test_a_live_blog_that_goes_on_is_not_left(desk: Desk):
    """As long as posts come and nothing says that it is over, nothing else is asked for."""
    store = memory()
    for hours in (4, 6, 8, 10):
        assert desk.poll(hours, store).hop is None
    assert set(desk.server.paths()) == {desk.room.days[0].path}


def test_the_command_tells_of_the_hop_and_show_of_the_way(desk: Desk, tmp_path: Path):
    """`run` prints where the feed went on to and why; `show` prints the way, and writes nothing."""
    config = tmp_path / "feeds.toml"
    config.write_text(f'output = "out"\n[[blogs]]\nname = "harbour"\nurl = "{desk.url(0)}"\nfollow = true\n')
    for hours in (4, 25.5):
        desk.room.now = START + timedelta(hours=hours)
        said = command("run", str(config), "--now", desk.room.now.isoformat())
    assert (
        f"; now on {desk.url(1)}: its page says that it is closed; the words that close it lead there" in said
    )
    before = {path: path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()}
    desk.room.now = START + timedelta(hours=76)
    said = command("show", str(config), "--now", desk.room.now.isoformat())
    assert f"{desk.url(0)} (Harbour fire live: crews fight blaze): it is in the configuration" in said
    assert f"next: {desk.url(2)}: the words that close it lead there" in said
    assert "harbour-fire-live-next: on another site" in said
    assert {path: path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()} == before
    said = command("show", desk.url(1), "--follow", "--now", desk.room.now.isoformat())
    assert f"follow: its page says that it is closed\n  next: {desk.url(2)}" in said


def command(*words: str) -> str:
    """What a command prints."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        assert main([*words]) == 0
    return out.getvalue()


def test_a_due_file_of_before_is_read(desk: Desk, tmp_path: Path):
    """One without a vigil: the feed is due as it says."""
    store = FileStore(tmp_path)
    at = (START + timedelta(hours=9)).isoformat()
    data = json.dumps({"url": desk.blog.url, "at": at}).encode()
    store.write("harbour.due.json", data, content_type="application/json")
    desk.room.now = START + timedelta(hours=8)
    outcome = pipeline.poll(desk.blog, store, limits=LIMITS, run=Run(LIMITS), clock=lambda: desk.room.now)
    assert outcome.change is None
    assert outcome.due and outcome.due.at == START + timedelta(hours=9)
