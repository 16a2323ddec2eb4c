"""What every store promises, folder or object storage, and what a kill leaves in a folder."""

import errno
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path

import pytest
from obstore.store import MemoryStore

from feedgen_liveblog.errors import Conflict, StoreError, UsageError
from feedgen_liveblog.store import FileStore, Store, open_store
from feedgen_liveblog.store_object import ObjectStore


@pytest.fixture(params=["folder", "object storage"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """A new store of each kind."""
    return (
        FileStore(tmp_path / "out") if request.param == "folder" else ObjectStore(MemoryStore(), "memory://")
    )


def put(store: Store, key: str, data: bytes, **options: object) -> str:
    return store.write(key, data, content_type="text/plain", **options)  # type: ignore[arg-type]


def test_what_is_written_is_read(store: Store):
    """Bytes under a key in folders that need not be there, with a version that names them."""
    version = put(store, "a/b/c.xml", b"1")

    stored = store.read("a/b/c.xml")
    assert stored and (stored.data, stored.version) == (b"1", version)
    assert store.version("a/b/c.xml") == version
    assert store.read("a/none") is None
    assert store.version("a/none") is None


def test_a_condition_that_does_not_hold_writes_nothing(store: Store):
    """Who was second learns it, and the first one's work stays."""
    version = put(store, "state", b"1", expect=None)

    for expect in (None, '"another"'):
        with pytest.raises(Conflict, match="state: was written by another run"):
            put(store, "state", b"2", expect=expect)
    with pytest.raises(Conflict):
        put(store, "none", b"2", expect=version)
    assert store.read("state").data == b"1"
    assert store.read("none") is None
    assert put(store, "state", b"2", expect=version) == store.version("state")


def test_what_is_deleted_is_gone(store: Store):
    """A key is empty again, and deleting nothing is no error; the size of what is there is told."""
    put(store, "a/one", b"123")
    put(store, "a/two", b"")

    assert (store.size("a/one"), store.size("a/two"), store.size("a/none")) == (3, 0, None)
    for key in ("a/one", "a/none", "none/at/all"):
        store.delete(key)
    assert store.read("a/one") is None
    assert store.read("a/two") is not None


def test_when_something_was_written_is_told(store: Store):
    """In UTC, for a web server's Last-Modified."""
    before = datetime.now(UTC) - timedelta(seconds=5)
    put(store, "a", b"1")

    assert before < store.read("a").modified < datetime.now(UTC) + timedelta(seconds=5)


def test_a_folder_goes_with_its_last_file(tmp_path: Path):
    """No empty folders stay behind, and never the store's own."""
    store = FileStore(tmp_path / "out")
    put(store, "a/one", b"1")
    put(store, "two", b"1")

    store.delete("a/one")
    store.delete("two")
    assert list(tmp_path.rglob("*")) == [tmp_path / "out"]


def test_a_url_opens_its_store(tmp_path: Path):
    """A folder by its path; what we cannot write to is refused by name."""
    assert isinstance(open_store(str(tmp_path)), FileStore)
    with pytest.raises(UsageError, match=r"ftp://x: .*s3://, gs://, az://"):
        open_store("ftp://x")


def test_a_full_disk_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The old file stays whole, no part of the new one stays behind, and the error says where and why."""
    store = FileStore(tmp_path)
    put(store, "feed.xml", b"old")

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError, match=r"feed\.xml: cannot be written: no space left on device"):
        put(store, "feed.xml", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["feed.xml"]
    assert (tmp_path / "feed.xml").read_bytes() == b"old"


def test_what_a_kill_left_is_overwritten(tmp_path: Path):
    """Half a file under its temporary name is in nobody's way, and goes with the next write."""
    (tmp_path / ".feed.xml.tmp").write_bytes(b"half")

    put(FileStore(tmp_path), "feed.xml", b"whole")

    assert [path.name for path in tmp_path.iterdir()] == ["feed.xml"]


def test_a_link_stays_a_link(tmp_path: Path):
    """A feed that is linked into a web server's folder is replaced where it lies."""
    (tmp_path / "www").mkdir()
    (tmp_path / "www" / "feed.xml").write_bytes(b"old")
    (tmp_path / "feed.xml").symlink_to(tmp_path / "www" / "feed.xml")

    put(FileStore(tmp_path), "feed.xml", b"new")

    assert (tmp_path / "feed.xml").is_symlink()
    assert (tmp_path / "www" / "feed.xml").read_bytes() == b"new"


_HOLDER = """
import sys, time
from feedgen_liveblog.store import _locked
from pathlib import Path
with _locked(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_killed_process_blocks_nobody(tmp_path: Path):
    """The lock is the system's: it goes with the process that held it."""
    with subprocess.Popen([sys.executable, "-c", _HOLDER, str(tmp_path)], stdout=subprocess.PIPE) as holder:
        assert holder.stdout and holder.stdout.readline() == b"held\n"
        holder.send_signal(signal.SIGKILL)
    started = time.monotonic()

    put(FileStore(tmp_path), "feed.xml", b"1")

    assert time.monotonic() - started < 5
    assert [path.name for path in tmp_path.iterdir()] == ["feed.xml"]


def _count_up(folder: str, times: int) -> None:
    store = FileStore(folder)
    while times:
        stored = store.read("count")
        number, version = (int(stored.data), stored.version) if stored else (0, None)
        try:
            put(store, "count", str(number + 1).encode(), expect=version)
            times -= 1
        except Conflict:
            continue


def test_of_processes_at_once_none_overwrites_the_other(tmp_path: Path):
    """Four processes that each count 25 times, reading and writing as a run does, count to 100."""
    context = get_context("fork")
    processes = [context.Process(target=_count_up, args=(str(tmp_path), 25)) for _ in range(4)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()

    assert (tmp_path / "count").read_bytes() == b"100"
