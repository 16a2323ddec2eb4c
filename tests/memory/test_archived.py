"""The index of archived posts: what is kept is found, at a cost that does not grow."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from obstore.store import MemoryStore

from feedgen_liveblog.history import archived
from feedgen_liveblog.history.memory import Record
from feedgen_liveblog.store_object import ObjectStore
from tests.memory.blogs import START
from tests.memory.stores import Killed, Watching


def made(number: int, **fields: object) -> Record:
    """A record that no other number has."""
    time = START + timedelta(seconds=number, microseconds=number % 7)
    return Record(published=time, updated=time, digest=f"{number:016x}", stated=time, **fields)  # type: ignore[arg-type]


def filled(count: int, batch: int = 25) -> tuple[Watching, int, dict[str, Record]]:
    """An index of so many posts, as it grows by archives."""
    store, total, all_records = Watching(ObjectStore(MemoryStore(), "memory:/")), 0, {}
    for start in range(0, count, batch):
        records = {f"g{n}": made(n) for n in range(start, min(start + batch, count))}
        total = archived.keep(store, "blog", records, total)
        all_records |= records
    return store, total, all_records


@settings(max_examples=30, deadline=None)
@given(batches=st.lists(st.integers(1, 60), max_size=12), probe=st.integers(0, 1000))
def test_what_is_kept_is_found_and_nothing_else(batches: list[int], probe: int):
    """Whatever the sizes of the archives: each record as it was, to the microsecond, and no other."""
    store, total, kept = ObjectStore(MemoryStore(), "memory:/"), 0, {}
    for size in batches:
        records = {
            f"g{len(kept) + n}": made(len(kept) + n, earlier=("a", "b"), gone=n % 2 == 0) for n in range(size)
        }
        total = archived.keep(store, "blog", records, total)
        kept |= records

    assert archived.look_up(store, "blog", [*kept, f"other {probe}"], total) == kept


def test_a_newer_record_takes_the_place_of_the_older():
    """An archived post that was edited and archived again is known by its last text."""
    store, total, _ = filled(100)

    total = archived.keep(store, "blog", {"g7": made(999)}, total)

    assert archived.look_up(store, "blog", ["g7"], total) == {"g7": made(999)}


def test_the_cost_of_a_look_does_not_grow_with_the_history():
    """Ten thousand posts or two hundred: one small file is read."""
    for count in (200, 10_000):
        store, total, _ = filled(count, batch=500)
        store.bytes, store.keys_read = 0, []
        archived.look_up(store, "blog", ["a new post"], total)
        assert len(store.keys_read) == 1
        assert store.bytes < 4000


def test_a_kill_between_any_two_writes_loses_no_record():
    """Whatever part of it was written, doing it again makes it whole."""
    for dies_at in range(40):
        store, total, kept = filled(100)
        records = {f"g{n}": made(n) for n in range(100, 160)}

        def die(number: int, last: int = len(store.written) + dies_at) -> None:
            if number == last:
                raise Killed

        store.at_write = die
        try:
            archived.keep(store, "blog", records, total)
        except Killed:
            assert archived.look_up(store, "blog", kept, total) == kept
        store.at_write = lambda number: None
        after = archived.keep(store, "blog", records, total)
        assert archived.look_up(store, "blog", kept | records, after) == kept | records


def test_two_runs_at_once_lose_no_record():
    """Another run that adds other records between any two writes of ours neither loses its own nor ours."""
    mine = {f"g{n}": made(n) for n in range(100, 130)}
    theirs = {f"g{n}": made(n) for n in range(200, 230)}
    for moment in range(30):
        store, total, kept = filled(100)
        last = len(store.written)

        def come_between(
            number: int, store: Watching = store, at: int = last + moment, total: int = total
        ) -> None:
            if number == at:
                archived.keep(store.store, "blog", theirs, total)

        store.at_write = come_between
        after = archived.keep(store, "blog", mine, total)
        # The one that wrote its state second does its part again, on top of the other's count.
        last = archived.keep(store, "blog", theirs, after)
        assert archived.look_up(store, "blog", kept | mine | theirs, last) == kept | mine | theirs


@pytest.mark.parametrize(
    "data", [b"", b"[]", b'{"a": 1}', b'{"a": [1]}', b'{"a": [1e300, 1, 1, 0, "x"]}', b"\xff"]
)
def test_a_bucket_that_cannot_be_read_is_lost_and_restored(data: bytes, caplog: pytest.LogCaptureFixture):
    """The index is input too: what is broken is said, and takes what it is given in place of it."""
    store = ObjectStore(MemoryStore(), "memory:/")
    store.write("blog/ids-0000.json", data, content_type="application/json")

    with pytest.raises(archived.Lost):
        archived.look_up(store, "blog", ["g1"], 5)
    assert "ids-0000.json: cannot be used" in caplog.text
    archived.restore(store, "blog", {"g1": made(1)}, 5)
    assert archived.look_up(store, "blog", ["g1", "g2"], 5) == {"g1": made(1)}


def test_a_bucket_that_is_lost_is_not_begun_anew():
    """With only what comes now it would pass for whole, and what it held for new."""
    store, total, _ = filled(10)
    store.store.delete("blog/ids-0000.json")

    for records, also in (({"g10": made(10)}, {}), ({}, {"g3": made(3)})):
        with pytest.raises(archived.Lost):
            archived.keep(store, "blog", records, total, also)
    assert store.read("blog/ids-0000.json") is None


@given(count=st.integers(1, 300), lost=st.sets(st.integers(0, 20)))
@settings(max_examples=30)
def test_what_was_lost_is_restored_and_what_was_not_stays(count: int, lost: set[int]):
    """Also files that hold nothing: each is there, or was lost."""
    store = ObjectStore(MemoryStore(), "memory:/")
    records = {f"g{n}": made(n) for n in range(count)}
    total = archived.keep(store, "blog", records, 0)
    for bucket in lost:
        if store.read(archived.bucket_key("blog", bucket)):
            store.delete(archived.bucket_key("blog", bucket))
    archived.restore(store, "blog", {guid: made(900) for guid in records}, total)

    found = archived.look_up(store, "blog", records, total)
    assert found.keys() == records.keys()
    assert all(found[guid] in (records[guid], made(900)) for guid in records)
    assert lost or found == records
