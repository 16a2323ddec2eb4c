"""`run` over HTTP: fail closed, one blog's failure stops no other, unchanged costs nothing, due or not."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from feedgen_liveblog import config as configs
from feedgen_liveblog.cli import main
from feedgen_liveblog.commands.watch import idle
from feedgen_liveblog.config import Blog
from feedgen_liveblog.store import FileStore
from feedgen_liveblog.watch import Watch
from tests.memory.blogs import minute
from tests.memory.newsroom import Newsroom, newsroom
from tests.memory.reading import entries
from tests.raw_server import reply

Run = Callable[..., tuple[int, list[str]]]


@pytest.fixture
def room() -> Iterator[Newsroom]:
    """A newsroom on 127.0.0.1."""
    with newsroom() as room:
        yield room


@pytest.fixture
def run(room: Newsroom, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a configuration with the newsroom's blog (more may be added); its status and lines."""

    def command(*arguments: str, at: float = 30, more: str = "", top: str = "") -> tuple[int, list[str]]:
        config = tmp_path / "feeds.toml"
        blog = f'[[blogs]]\nname = "harbour"\nurl = "{room.url}"\n'
        config.write_text(
            f'output = "out"\n{top}\n[limits]\npause = 0\nretries = 0\ndeadline = 2\n{blog}{more}'
        )
        status = main(["run", str(config), "--now", minute(at).isoformat(), *arguments])
        return status, capsys.readouterr().out.splitlines()

    return command


def snapshot(folder: Path) -> dict[str, tuple[bytes, int]]:
    """All files below a folder: bytes and the time of the last write."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


def test_it_says_what_is_new_edited_and_deleted(room: Newsroom, run: Run, tmp_path: Path):
    """A line per blog, and exit status 0."""
    assert run() == (0, ["harbour: 10 new"])
    room.shown, room.texts = (
        list(range(5, 15)),
        {9: "Another text of some length, for the ferry did not leave."},
    )
    assert run("--force", at=40) == (0, ["harbour: 5 new, 1 edited"])
    room.shown.remove(8)
    run("--force", at=41)
    assert run("--force", at=42) == (0, ["harbour: 1 deleted"])
    assert run("--force", at=43) == (0, ["harbour: unchanged"])
    assert sorted(entries(FileStore(tmp_path / "out"))) == [0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14]


@pytest.mark.parametrize("etag", [None, '"1"'])
def test_an_unchanged_page_costs_nothing(room: Newsroom, run: Run, tmp_path: Path, etag: str | None):
    """Not one file is touched, whether the server can tell that nothing changed or not."""
    room.headers = {"etag": etag} if etag else {}
    run()
    before = snapshot(tmp_path / "out")

    assert run("--force", at=90) == (0, ["harbour: unchanged"])
    assert snapshot(tmp_path / "out") == before
    assert room.server.requests[-1][1].get("if-none-match") == etag


@pytest.mark.parametrize(
    "answer",
    [
        reply(b"no", 500),
        reply(b"no", 403),
        reply(b""),
        reply(b"<html><body><p>Nothing here</p></body></html>"),
        reply(b"\x00\x01garbage\xff" * 50),
        reply(b"short")[:-3],
        b"",
    ],
)
def test_a_failure_leaves_the_files_as_they_were(room: Newsroom, run: Run, tmp_path: Path, answer: bytes):
    """Whatever comes instead of the page: the published files stay byte for byte, and the status says so."""
    run()
    before = (
        (tmp_path / "out" / "harbour.xml").read_bytes(),
        (tmp_path / "out" / "harbour.state.json").read_bytes(),
    )
    room.instead = answer

    status, lines = run("--force", at=60)

    assert (status, len(lines)) == (1, 1)
    assert lines[0].startswith("harbour: failed: http://127.0.0.1")
    out = tmp_path / "out"
    assert ((out / "harbour.xml").read_bytes(), (out / "harbour.state.json").read_bytes()) == before


def test_a_page_cut_in_half_is_not_believed(room: Newsroom, run: Run, tmp_path: Path):
    """A page without its end would show half a post, and an edit that nobody made."""
    run()
    page = room.page()
    room.instead = reply(page[: len(page) * 7 // 10].encode())
    before = snapshot(tmp_path / "out" / "harbour.xml")

    status, lines = run("--force", at=60)

    assert status == 1
    assert "cut short" in lines[0]
    assert snapshot(tmp_path / "out" / "harbour.xml") == before


def test_one_blogs_failure_stops_no_other(room: Newsroom, run: Run, tmp_path: Path):
    """All others are updated, and the exit status tells of the one."""
    more = "".join(
        f'[[blogs]]\nname = "b{n}"\nurl = "{room.url}{"" if n % 2 else "/none"}"\n' for n in range(6)
    )

    status, lines = run("--jobs", "3", more=more)

    assert status == 1
    assert sum("10 new" in line for line in lines) == 4
    assert sum("failed: " in line and "404" in line for line in lines) == 3
    assert {path.name for path in (tmp_path / "out").glob("*.xml")} == {
        "harbour.xml",
        "b1.xml",
        "b3.xml",
        "b5.xml",
    }


def test_only_the_named_blogs_are_updated(room: Newsroom, run: Run, tmp_path: Path):
    """`--only`, and a name that is not there is an error with the nearest one."""
    more = f'[[blogs]]\nname = "other"\nurl = "{room.url}"\n'

    assert run("--only", "other", more=more) == (0, ["other: 10 new"])
    assert run("--only", "othr", more=more) == (2, [])


def test_what_is_not_due_is_not_asked_for(room: Newsroom, run: Run, tmp_path: Path):
    """A run each minute costs nothing when nothing is due; how long it waits is kept from run to run."""
    run(at=90)
    before = snapshot(tmp_path / "out")
    assert run(at=90.5) == (0, ["harbour: not due until 2024-11-02 11:35:06 UTC"])
    assert (room.requests, snapshot(tmp_path / "out")) == (1, before)
    assert run(at=96) == (0, ["harbour: unchanged"])
    assert run(at=96.5)[1][0].startswith("harbour: not due until")
    assert room.requests == 2


@pytest.mark.parametrize("etag", [None, '"1"'])
def test_the_time_that_a_page_stays_fresh_is_waited_for(room: Newsroom, run: Run, etag: str | None):
    """Cache-Control's word is kept, up to the longest pause, also where it comes with 'not modified'."""
    room.headers = {"cache_control": "max-age=240"} | ({"etag": etag} if etag else {})
    run(at=10)
    assert run(at=13.5)[1] == ["harbour: not due until 2024-11-02 10:14:00 UTC"]
    assert run(at=14)[1] == ["harbour: unchanged"]
    assert run(at=17.5)[1] == ["harbour: not due until 2024-11-02 10:18:00 UTC"]
    assert room.requests == 2


def test_the_servers_wish_for_a_pause_is_kept(room: Newsroom, run: Run):
    """429 with Retry-After: no request before its time, also by the next process."""
    room.instead = reply(b"slowly", 429, retry_after="1800")

    assert run(at=30)[0] == 1
    assert run(at=59) == (0, ["harbour: not due until 2024-11-02 11:00:00 UTC"])
    room.instead = None
    assert run(at=61) == (0, ["harbour: 10 new"])


def test_a_closed_blog_is_asked_no_more(room: Newsroom, run: Run):
    """Silence for a week is an end; --force asks nevertheless."""
    run(at=60 * 24 * 8)

    assert run(at=60 * 24 * 9) == (0, ["harbour: closed"])
    assert room.requests == 1
    assert run("--force", at=60 * 24 * 9) == (0, ["harbour: unchanged"])


def test_after_failures_in_a_row_the_feed_can_say_so(room: Newsroom, run: Run, tmp_path: Path):
    """Off by default; where it is on, one entry tells that the source cannot be read, until it can."""
    top = "unreadable_after = 2"
    run(top=top)
    good = (tmp_path / "out" / "harbour.xml").read_bytes()
    room.instead = reply(b"no", 500)

    run("--force", at=60, top=top)
    assert (tmp_path / "out" / "harbour.xml").read_bytes() == good
    run("--force", at=61, top=top)
    run("--force", at=62, top=top)
    assert (tmp_path / "out" / "harbour.xml").read_bytes().count(b"cannot be read at present") == 1
    room.instead = None
    run("--force", at=63, top=top)
    assert (tmp_path / "out" / "harbour.xml").read_bytes() == good


def test_a_password_in_a_url_gets_into_no_file(room: Newsroom, tmp_path: Path):
    """Neither of a configuration nor of the command, not when all is well nor when the source cannot be read."""
    url = room.url.replace("://", "://ada:hunter2@")
    blog = f'[[blogs]]\nname = "harbour"\nurl = "{url}"\nunreadable_after = 1\n'
    (tmp_path / "feeds.toml").write_text(f'output = "out"\n{blog}')
    for answer in (None, reply(status=404)):
        room.instead = answer
        main(["run", str(tmp_path / "feeds.toml"), "--force"])
        main(["feed", url, "-o", str(tmp_path / "out" / "other.xml")])
    assert all("authorization" in headers for _, headers in room.server.requests)
    written = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert len(written) >= 5
    assert not [path for path in written if b"hunter2" in path.read_bytes()]


def test_a_state_that_cannot_be_used_is_set_aside_and_the_feed_goes_on(
    room: Newsroom, run: Run, tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    """What was published is taken up from the feed itself: same entries, same times, nothing lost."""
    run(top="window = 20")
    room.shown = list(range(25, 45))
    run("--force", at=60, top="window = 20")
    before = entries(FileStore(tmp_path / "out"))
    (tmp_path / "out" / "harbour.state.json").write_bytes(b'{"format": 1, "half')
    room.shown = list(range(30, 50))

    assert run("--force", at=70, top="window = 20") == (0, ["harbour: 5 new"])
    after = entries(FileStore(tmp_path / "out"))
    assert {n: (e.text, e.published, e.updated) for n, e in after.items() if n < 45} == {
        n: (e.text, e.published, e.updated) for n, e in before.items()
    }
    assert (tmp_path / "out" / "harbour.unusable.json").read_bytes() == b'{"format": 1, "half'
    assert "harbour.state.json: cannot be used" in caplog.text


def test_what_is_wrong_with_a_memory_is_told_without_being_asked(room: Newsroom, run: Run, tmp_path: Path):
    """By a line on the standard error, which cron mails; what libraries warn of is no user's concern."""
    run()
    (tmp_path / "out" / "harbour.state.json").write_bytes(b'{"format": 1, "half')
    command = [sys.executable, "-m", "feedgen_liveblog", "run", str(tmp_path / "feeds.toml"), "--force"]

    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0
    assert [line.partition(":")[0] for line in done.stderr.splitlines()] == [
        "harbour.state.json", "harbour has no state; it is rebuilt from the published feed",
    ]  # fmt: skip


def test_a_lost_state_loses_no_entry(room: Newsroom, run: Run, tmp_path: Path):
    """Without the state, the feed and its archives are the memory."""
    for newest in range(20, 100, 20):
        room.shown = list(range(newest - 20, newest))
        run("--force", at=newest + 30, top="window = 20")
    (tmp_path / "out" / "harbour.state.json").unlink()
    for newest in (80, 90, 130):
        room.shown = list(range(newest - 20, newest))
        assert run("--force", at=newest + 60, top="window = 20")[0] == 0

    assert sorted(entries(FileStore(tmp_path / "out"))) == [*range(90), *range(110, 130)]


def test_the_time_of_a_run_must_be_a_time(run: Run):
    """A wrong --now is wrong usage."""
    assert run("--now", "yesterday") == (2, [])
    assert run("--jobs", "0") == (2, [])


@pytest.fixture
def watching(room: Newsroom, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """`watch` in a process of its own, on a blog whose posts are of just now."""
    config = tmp_path / "feeds.toml"
    config.write_text(
        'output = "out"\ninterval = "10s"\n[limits]\npause = 0\nretries = 0\n'
        f'[[blogs]]\nname = "harbour"\nurl = "{room.url}"\n'
        f'[[blogs]]\nname = "none"\nurl = "{room.url}/none"\n'
    )
    command = [sys.executable, "-m", "feedgen_liveblog", "watch", str(config)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        yield process
        process.kill()


@pytest.mark.parametrize("signal_number", [signal.SIGINT, signal.SIGTERM])
def test_watch_prints_a_line_for_each_poll_and_ends_when_told(
    watching: subprocess.Popen[str], signal_number: int, tmp_path: Path
):
    """Without a terminal it writes plain lines; Ctrl-C and SIGTERM end it at once and cleanly."""
    assert watching.stdout and watching.stderr
    lines = sorted(watching.stdout.readline().partition(" ")[2].partition(" ")[2] for _ in range(2))
    assert lines[0].startswith("harbour: 10 new (")
    assert lines[1].startswith("none: failed: http://127.0.0.1")
    assert len(entries(FileStore(tmp_path / "out"))) == 10

    os.kill(watching.pid, signal_number)

    started = time.monotonic()
    assert watching.wait(10) == 0
    assert time.monotonic() - started < 5
    assert watching.stderr.read() == ""


def test_watch_says_at_once_what_it_waits_for(room: Newsroom, run: Run, tmp_path: Path):
    """A blog that is due later, or over, has a line at the start; one that is due now has one when it was polled."""
    run()
    config, store = configs.load(str(tmp_path / "feeds.toml")), FileStore(tmp_path / "out")

    def lines(blogs: tuple[Blog, ...], after: timedelta) -> list[str]:
        watch = Watch(replace(config, blogs=blogs), store, clock=lambda: datetime.now(UTC))
        due = watch.blogs[0].next or datetime.now(UTC)
        return [text.partition(" ")[2].partition(" ")[2] for text in idle(watch.blogs, due + after)]

    known, unknown = config.blogs[:1], (replace(config.blogs[0], name="new"),)
    assert [text.partition(" until ")[0] for text in lines(known, -timedelta(seconds=1))] == [
        "harbour: not due"
    ]
    assert lines(known, timedelta(seconds=1)) == []
    assert lines(unknown, -timedelta(seconds=1)) == []
