"""The command line: what goes in and out, and bad input that gets one clear line and leaves the old file alone."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from feedgen_liveblog.cli import main

EXAMPLES = Path(__file__).parent.parent / "examples"
PAGE, TEXT = EXAMPLES / "harbour-live.html", EXAMPLES / "harbour-live.txt"
NOW = "2025-03-12T17:00:00Z"
ARTICLE = (
    "<!doctype html><html><head><title>A walk along the quay</title></head><body><h1>A walk along the quay</h1>"
    '<time datetime="2025-03-12">12 March</time>'
    + "<p>The quay was built by people who had never seen the sea so high.</p>" * 12
    + "</body></html>"
)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands run in a folder of their own, with a feed from before."""
    monkeypatch.chdir(tmp_path)
    assert main(["feed", str(PAGE), "-o", "feed.xml", "--now", NOW]) == 0
    Path("folder").mkdir()


def binary() -> str:
    Path("page.html").write_bytes(bytes(range(256)) * 20)
    return "page.html"


def empty() -> str:
    Path("page.html").touch()
    return "page.html"


def article() -> str:
    Path("page.html").write_text(ARTICLE)
    return "page.html"


SOURCES: dict[str, tuple[Callable[[], str], int, str]] = {
    "no such file": (lambda: "none.html", 1, "none.html: no such file"),
    "no scheme": (lambda: "news.example/live", 1, "no such file; an address begins with https://"),
    "a folder": (lambda: "folder", 1, "folder: is a directory"),
    "empty": (empty, 1, "page.html: the document is empty"),
    "binary": (binary, 1, "page.html: not a page but"),
    "an article": (article, 1, "feedgen-liveblog: page.html: no live blog found"),
    "nothing": (lambda: "", 2, "no source is given"),
    "another scheme": (lambda: "ftp://news.example/live", 2, "ftp://news.example/live: only http:// and"),
    "no host": (lambda: "http://", 2, "'http://' is not an http:// or https:// URL"),
    "refused": (lambda: "http://127.0.0.1:9/live", 1, "http://127.0.0.1:9/live: connection refused"),
}
OPTIONS: dict[str, tuple[list[str], int, str]] = {
    "zone": (["--tz", "Europe/Lodnon"], 2, "did you mean Europe/London?"),
    "now": (["--now", "yesterday"], 2, "--now: 'yesterday' is not an ISO 8601 time"),
    "url": (["--url", "news.example/live"], 2, "--url: a URL that begins with http"),
    "format": (["--format", "pdf"], 2, "--format: invalid choice: 'pdf'"),
    "no pages": (["--max-pages", "0"], 2, "--max-pages: '0' is not a number from 1 to 10000"),
    "unknown": (["--tittle", "x"], 2, "unrecognized arguments: --tittle x"),
    "a folder for a file": (["-o", "folder"], 2, "folder: is a directory; name a file in it"),
    "below a file": (["-o", "feed.xml/feed.xml"], 1, "not a directory"),
    "unwritable": (["-o", "/proc/feed.xml"], 1, "/proc/feed.xml: cannot be written"),
    "full": (["-o", "/dev/full"], 1, "/dev/full: cannot be written: no space left on device"),
}


def files() -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(Path().rglob("*")) if path.is_file()}


def refused(capsys: pytest.CaptureFixture[str], words: list[str], status: int, line: str) -> None:
    """The command ends with the status and one line, and no file is another."""
    before = files()
    try:
        ended = main(words)
    except SystemExit as exit:  # argparse
        ended = int(exit.code or 0)
    printed = capsys.readouterr()
    assert (ended, printed.out, printed.err.count("\n")) == (status, "", 1)
    assert line in printed.err
    assert files() == before


@pytest.mark.parametrize(("make", "status", "line"), SOURCES.values(), ids=SOURCES)
def test_a_bad_source_is_refused(
    make: Callable[[], str], status: int, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line that says what and where; 1 where the source failed, 2 where it cannot be one."""
    refused(capsys, ["feed", make(), "-o", "feed.xml"], status, line)


@pytest.mark.parametrize(("options", "status", "line"), OPTIONS.values(), ids=OPTIONS)
def test_a_bad_option_is_refused(
    options: list[str], status: int, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Wrong usage is 2; a place that cannot be written to is 1."""
    refused(capsys, ["feed", str(PAGE), "-o", "feed.xml", *options], status, line)


@pytest.mark.parametrize("status", [404, 410, 500])
def test_a_page_that_is_not_there_is_refused(
    status: int, httpserver: HTTPServer, capsys: pytest.CaptureFixture[str]
) -> None:
    """The HTTP status is named."""
    httpserver.expect_request("/live").respond_with_data("<html>Sorry</html>", status)
    refused(capsys, ["feed", httpserver.url_for("/live"), "-o", "feed.xml"], 1, f"/live: HTTP {status}")


def test_the_format_is_by_the_ending_unless_it_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    """.xml and .atom are Atom, .rss is RSS, .json is JSON Feed."""
    for name, start in (
        ("a.xml", b"<feed "),
        ("b.atom", b"<feed "),
        ("c.rss", b"<rss "),
        ("d.json", b"jsonfeed.org"),
    ):
        assert main(["feed", str(PAGE), "-o", name]) == 0
        assert start in Path(name).read_bytes()[:300]
    assert main(["feed", str(PAGE), "-o", "e.xml", "--format", "json"]) == 0
    assert json.loads(Path("e.xml").read_bytes())["items"]
    assert capsys.readouterr() == ("", "")


def test_standard_input_and_output(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    """`-` for both; only the feed is printed, and no file is written."""
    before = files()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PAGE.read_bytes())))
    assert (
        main(["feed", "-", "-o", "-", "--url", "https://news.example/live", "--title", "Fire & water"]) == 0
    )
    printed = capsysbinary.readouterr()
    assert printed.out.startswith(b"<?xml ") and printed.out.rstrip().endswith(b"</feed>")
    assert printed.out.count(b"<entry>") == 10 and b"<title>Fire &amp; water</title>" in printed.out
    assert printed.err == b""
    assert files() == before


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="no devices on this system")
def test_a_device_is_written_to_and_not_replaced(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """A file renamed to /dev/null would take its place on the whole machine."""
    pipe = Path("pipe")
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    assert main(["feed", str(PAGE), "-o", str(pipe)]) == 0
    assert os.read(reader, 100_000).count(b"<entry>") == 10
    os.close(reader)
    assert pipe.is_fifo()
    assert main(["feed", str(PAGE), "-o", "/dev/null"]) == 0
    assert Path("/dev/null").is_char_device()
    assert not Path("/dev/null.state.json").exists()


def test_output_that_nobody_reads_on_is_no_error(tmp_path: Path) -> None:
    """`feed … -o - | head` ends quietly; a full disk behind standard output in one line."""
    command = [sys.executable, "-m", "feedgen_liveblog", "feed", str(PAGE), "-o", "-"]
    read, write = os.pipe()
    os.close(read)
    gone = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, text=True)
    os.close(write)
    assert (gone.returncode, gone.stderr) == (0, "")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 1
    assert done.stderr == "feedgen-liveblog: standard output: cannot be written: no space left on device\n"


def test_the_zone_is_that_of_times_without_one() -> None:
    """A time that names its zone keeps it."""
    Path("page.txt").write_text(TEXT.read_text())
    assert main(["feed", "page.txt", "-o", "a.xml", "--tz", "America/New_York"]) == 0
    assert b"<published>2025-03-12T16:42:11+00:00</published>" in Path("a.xml").read_bytes()


def test_it_says_what_it_does_only_if_asked(capsys: pytest.CaptureFixture[str]) -> None:
    """Quiet by default; -v logs to standard error."""
    done = subprocess.run(
        [sys.executable, "-m", "feedgen_liveblog", "feed", str(PAGE), "-o", "v.xml", "-v"],
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout) == (0, "")
    assert "10 posts by" in done.stderr


def test_help_has_examples_and_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """For all of it and for each command."""
    for words, text in (
        (["--help"], "examples:"),
        (["feed", "--help"], "--format"),
        (["--version"], "feedgen-liveblog "),
    ):
        with pytest.raises(SystemExit) as ended:
            main(words)
        assert ended.value.code == 0
        assert text in capsys.readouterr().out
