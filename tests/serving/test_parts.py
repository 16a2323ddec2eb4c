"""The small parts of the server, each alone: flights, rates, the shelf, the budget of a look."""

import threading
from concurrent.futures import Future

import pytest
from hypothesis import given
from hypothesis import strategies as st
from obstore.store import MemoryStore

from feedgen_liveblog.errors import FetchError, StoreError
from feedgen_liveblog.serving import budget
from feedgen_liveblog.serving.access import Access
from feedgen_liveblog.serving.flights import Busy, Flights
from feedgen_liveblog.serving.rates import Rate, client
from feedgen_liveblog.serving.shelf import Shelf
from feedgen_liveblog.store_object import ObjectStore
from feedgen_liveblog.web.limits import Limits, Run
from tests.memory.stores import Watching
from tests.serving.desk import until


def test_who_asks_for_a_flight_under_way_joins_it():
    """One task runs for all; when it has landed, the next one starts anew."""
    flights, gate, begun = Flights[int](2, 4), threading.Event(), []

    def task() -> int:
        begun.append(1)
        gate.wait(5)
        return len(begun)

    futures = {id(flights.join("a", task)) for _ in range(50)}
    assert len(futures) == 1
    future = flights.join("a", task)
    gate.set()
    assert future.result(5) == 1
    until(lambda: not flights.names())
    assert flights.join("a", task).result(5) == 2


def test_so_many_flights_and_no_more():
    """Who comes when too many wait is told so, except for one that is under way already."""
    flights, gate = Flights[None](1, 2), threading.Event()
    waiting: list[Future[None]] = [flights.join(name, lambda: gate.wait(5) and None) for name in "ab"]

    with pytest.raises(Busy):
        flights.join("c", lambda: None)
    assert flights.join("b", lambda: None) is waiting[1]
    gate.set()
    for future in waiting:
        future.result(5)


class Clock:
    """Seconds that tests move."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


def test_a_rate_is_a_burst_and_then_steady():
    """A minute's worth at once, then one each so many seconds; who has waited as told may ask."""
    clock = Clock()
    rate = Rate(6, now=clock)

    assert [rate.wait("a") for _ in range(6)] == [0.0] * 6
    assert rate.wait("a") == pytest.approx(10)
    assert rate.wait("b") == 0
    clock.seconds += 10
    assert rate.wait("a") == 0
    assert rate.wait("a") > 0
    clock.seconds += 600
    assert [rate.wait("a") for _ in range(6)] == [0.0] * 6


@given(st.integers(1, 600), st.lists(st.floats(0, 30), max_size=60))
def test_no_client_gets_more_than_its_rate(per_minute: int, pauses: list[float]):
    """In any minute, at most two minutes' worth: what was saved, and what came meanwhile."""
    clock = Clock()
    rate, allowed = Rate(per_minute, now=clock), []
    for pause in pauses:
        clock.seconds += pause
        if rate.wait("a") == 0:
            allowed.append(clock.seconds)
    for start in allowed:
        assert sum(start <= each < start + 60 for each in allowed) <= 2 * per_minute


def test_clients_that_are_remembered_are_bounded():
    """A million addresses take no more memory than ten thousand."""
    rate = Rate(1)
    for number in range(12_000):
        rate.wait(str(number))
    assert len(rate._full) == 10_000


def test_who_is_a_client():
    """An IPv4 address, or an IPv6 network: its owner has any number of addresses in it."""
    assert client("192.0.2.1") == client("::ffff:192.0.2.1") == "192.0.2.1"
    assert client("2001:db8:1:2::1") == client("2001:db8:1:2:ffff::9%eth0")
    assert client("2001:db8:1:2::1") != client("2001:db8:1:3::1")
    assert client(None) == client("/run/socket") == "unknown"


def test_the_store_is_asked_no_more_than_needed():
    """A file in use is read once, its version asked for every few seconds; a new version is read again."""
    store = Watching(ObjectStore(MemoryStore(), "memory://"))
    versions: list[str] = []
    ask = store.version
    store.version = lambda key: (versions.append(key), ask(key))[1]  # type: ignore[method-assign, assignment]
    clock = Clock()
    shelf = Shelf(store, 1000, now=clock)  # type: ignore[arg-type]
    store.write("a", b"1", content_type="x")

    assert {shelf.get("a").data for _ in range(10)} == {b"1"}
    assert (store.keys_read, versions) == (["a"], [])
    clock.seconds += 4
    assert {shelf.get("a").data for _ in range(10)} == {b"1"}
    assert (store.keys_read, versions) == (["a"], ["a"])
    store.write("a", b"2", content_type="x")
    clock.seconds += 4
    assert shelf.get("a").data == b"2"
    store.write("a", b"3", content_type="x")
    shelf.drop(["a"])
    assert shelf.get("a").data == b"3"
    assert shelf.get("b") is None


def test_a_copy_is_served_while_the_store_fails():
    """Readers need not know of it."""
    store, clock = ObjectStore(MemoryStore(), "memory://"), Clock()
    shelf = Shelf(store, 1000, now=clock)
    store.write("a", b"1", content_type="x")
    assert shelf.get("a").data == b"1"

    def broken(key: str) -> None:
        raise StoreError("no answer in time", key)

    store.version = broken  # type: ignore[method-assign, assignment]
    for _ in range(3):
        clock.seconds += 4
        assert shelf.get("a").data == b"1"


def test_the_shelf_is_bounded_in_bytes():
    """The files not asked for longest go; one that is too large alone is served all the same."""
    store = ObjectStore(MemoryStore(), "memory://")
    shelf = Shelf(store, 100)
    for key in "abcd":
        store.write(key, key.encode() * 40, content_type="x")
        assert shelf.get(key).data == key.encode() * 40
    assert shelf._bytes == 80
    store.write("e", b"e" * 400, content_type="x")
    assert len(shelf.get("e").data) == 400
    assert (shelf._bytes, list(shelf._copies)) == (400, ["e"])


def test_small_files_are_not_packed():
    """Packing costs more than it saves there."""
    store = ObjectStore(MemoryStore(), "memory://")
    store.write("a", b"short", content_type="x")
    assert Shelf(store, 100).get("a").packed is None


def test_a_look_ends_in_time(monkeypatch: pytest.MonkeyPatch):
    """However many pages there are, each within its own limits."""
    look = budget.Look(Limits(), Run(Limits()))
    look.count_request("https://a.example/")
    look.count_bytes(10, "https://a.example/")
    assert (look.requests, look.bytes) == (1, 10)
    later = look._end + 1
    monkeypatch.setattr(budget.time, "monotonic", lambda: later)
    for count in (look.count_request, lambda where: look.count_bytes(1, where)):
        with pytest.raises(FetchError, match=r"https://a.example/: .* takes more than 60 s"):
            count("https://a.example/")


def test_limits_are_tighter_unless_they_are_set():
    """So that a limit which was reached can be raised in the configuration, as its error says."""
    tight = budget.tight(Limits(deadline=90, pause=1))
    assert (tight.deadline, tight.pause, tight.run_requests) == (90, 1, 60)
    assert budget.tight(Limits()).deadline == 20


def test_looks_take_turns_at_a_host():
    """Two looks do not ask one host at the same time."""
    turns = Run(Limits(pause=0))
    one, two, order = budget.Look(Limits(), turns), budget.Look(Limits(), turns), []

    def second() -> None:
        with two.turn("a.example"):
            order.append("two")

    with one.turn("a.example"):
        thread = threading.Thread(target=second)
        thread.start()
        thread.join(0.05)
        order.append("one")
    thread.join(5)
    assert order == ["one", "two"]


def test_a_long_run_forgets_hosts():
    """A server that runs for months keeps no list of all hosts that it ever saw."""
    run = Run(Limits(pause=0))
    for number in range(3000):
        with run.turn(f"{number}.example"):
            pass
    assert len(run._hosts) <= 1001


@given(st.text(max_size=40), st.text(max_size=40))
def test_only_the_token_is_the_token(given_token: str, header: str):
    """Whatever is offered, in the address or in the header."""
    access = Access(token="right-token-right-token")
    assert not access.has_token(given_token, header)
    assert access.has_token("right-token-right-token", header)
    assert access.has_token(given_token, "Bearer right-token-right-token")
