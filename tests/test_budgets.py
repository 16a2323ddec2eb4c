"""However much a server sends and however slowly, a fetch ends in time and in little memory, and says why."""

import dataclasses
import gzip
import re
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import brotli
import pytest
from backports import zstd

from feedgen_liveblog.errors import FetchError, UsageError
from feedgen_liveblog.fetch import Limits, Run, Session
from feedgen_liveblog.web.limits import limits
from tests.raw_server import Script, redirect, reply, serve

MB = 1_000_000
QUICK = Limits(pause=0, retries=0)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n"


def refused(routes: dict[str, Script], allowed: Limits) -> str:
    """The error of fetching '/', without its URL."""
    with serve(routes) as server, Session(allowed) as session:
        with pytest.raises(FetchError) as caught:
            session.get(f"{server.url}/")
        return str(caught.value).removeprefix(f"{server.url}/: ")


def drip(before: bytes, drop: bytes) -> Callable[[dict[str, str]], Iterator[bytes]]:
    """A server that sends a drop now and then, for ever."""

    def script(headers: dict[str, str]) -> Iterator[bytes]:
        yield before
        while True:
            time.sleep(0.02)
            yield drop

    return script


@pytest.mark.parametrize(
    "script",
    [
        drip(HEAD + b"Content-Length: 9999\r\n\r\n", b"x"),
        drip(HEAD + b"\r\n", b"x"),
        drip(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        drip(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"0"),
        drip(HEAD + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(b"")[:10], b"\0"),
        drip(b"", b"HTTP/1.1 "),
        drip(b"HTTP/1.1 200 OK\r\n", b"x"),
        drip(b"HTTP/1.1 404 Not Found\r\nContent-Length: 9999\r\n\r\n", b"x"),
    ],
    ids=["length", "no length", "chunks", "chunk size", "gzip", "status line", "headers", "error page"],
)
def test_slow_drip(script: Script) -> None:
    """A server that drips ends with the deadline, wherever in the response it does so."""
    start = time.monotonic()
    error = refused({"/": script}, Limits(pause=0, retries=0, deadline=0.3))
    assert time.monotonic() - start < 1
    late = "it takes longer than the limit deadline of 0.3 allows"
    assert error.partition(" (raise it")[0] in {late, "broken gzip data", "HTTP 404 Not Found"}


def test_deadline_spans_redirects_and_retries() -> None:
    """The deadline is for the whole fetch: redirects and tries do not start it anew."""

    def slow(headers: dict[str, str]) -> Iterator[bytes]:
        time.sleep(0.2)
        yield redirect("/")

    start = time.monotonic()
    error = refused({"/": slow}, Limits(deadline=0.5, redirects=1000))
    assert error.startswith("it takes longer than the limit deadline")
    start, before = time.monotonic(), start
    assert start - before < 1
    refused({"/": reply(b"", 503)}, Limits(deadline=0.5, retries=1000))
    assert time.monotonic() - start < 1


def test_silence() -> None:
    """A server that says nothing is left before the deadline."""

    def mute(headers: dict[str, str]) -> Iterator[bytes]:
        time.sleep(0.4)
        yield b""

    error = refused({"/": mute}, Limits(silence=0.2))
    assert error.startswith("the server is silent for longer than the limit silence of 0.2 allows")


def test_redirects() -> None:
    """A redirect loop ends at the limit."""
    error = refused({"/": redirect("/b"), "/b": redirect("/")}, Limits(redirects=5))
    hint = "(raise it: --limit redirects=10, or [limits] in the configuration)"
    assert error == f"more redirects than the limit redirects of 5 allows {hint}"


def test_length_is_believed() -> None:
    """A page that says it is too large is not read at all."""

    def huge(headers: dict[str, str]) -> Iterator[bytes]:
        yield HEAD + b"Content-Length: 200000000\r\n\r\n"

    assert refused({"/": huge}, QUICK).startswith(
        "the body is larger than the limit wire_bytes of 32MB allows"
    )


@pytest.mark.parametrize("length", [b"9" * 5000, b"-1", b"1, 2", b"x", "٣".encode()])
def test_absurd_lengths(length: bytes) -> None:
    """An absurd Content-Length is an error or is ignored, and is never a crash."""
    answer = HEAD + b"Content-Length: " + length + b"\r\n\r\n<p>hello"
    with serve({"/": answer}) as server, Session(QUICK) as session:
        try:
            assert session.get(server.url).text == "<p>hello"
        except FetchError as error:
            assert "\n" not in str(error)


def test_page_at_the_limit() -> None:
    """A page of exactly the limit is read."""
    page = b"<p>" + b"x" * 997
    with serve({"/": reply(page)}) as server, Session(Limits(page_bytes=1000, wire_bytes=1000)) as session:
        assert len(session.get(server.url).text) == 1000
    assert refused({"/": reply(page + b"x")}, Limits(page_bytes=1000)).startswith(
        "the page is larger than the limit"
    )


def test_requests_of_a_run() -> None:
    """The requests of a run are counted over its sessions, redirects and retries included."""
    run = Run(Limits(run_requests=4, pause=0))
    with serve({"/": redirect("/a"), "/a": reply(b"<p>")}) as server:
        for _ in range(2):
            with Session(Limits(pause=0), run=run) as session:
                session.get(server.url)
        with (
            Session(run=run) as session,
            pytest.raises(FetchError, match="more requests than the limit run_requests"),
        ):
            session.get(server.url)
        assert len(server.requests) == 4


def test_bytes_of_a_run() -> None:
    """The bytes of a run are counted as they come over the wire."""
    run = Run(Limits(run_bytes=2500))
    with serve({"/": reply(b"x" * 1000)}) as server, Session(QUICK, run=run) as session:
        for _ in range(2):
            session.get(server.url)
        with pytest.raises(FetchError, match="more bytes than the limit run_bytes of 2500 allows"):
            session.get(server.url)


# --- memory: a child process fetches, so that the peak is its own ----------------------------------------

linux = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
CHILD = """
import re, sys
from feedgen_liveblog.errors import FetchError
from feedgen_liveblog.fetch import Limits, Session
def peak():  # not getrusage's: that starts with what the parent had when it made this process
    return int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) * 1024
before = peak()
cap = int(sys.argv[2])
with Session(Limits(page_bytes=cap, wire_bytes=cap, retries=0, deadline=20)) as session:
    try:
        print(len(session.get(sys.argv[1]).text), end=" ")
    except FetchError as error:
        print(error, end=" ")
print(peak() - before)
"""


def fetched_in_child(script: Script, cap: int) -> tuple[str, int]:
    """What came of it (the length or the error), and by how many bytes the process grew."""
    with serve({"/": script}) as server:
        command = [sys.executable, "-c", CHILD, f"{server.url}/", str(cap)]
        output = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout
    outcome, _, growth = output.strip().rpartition(" ")
    return outcome, int(growth)


def zeros(megabytes: int, compressor: Callable[[bytes], bytes], end: Callable[[], bytes]) -> bytes:
    block = bytes(MB)
    return b"".join(compressor(block) for _ in range(megabytes)) + end()


def zlib_bomb(megabytes: int, wbits: int) -> bytes:
    stream = zlib.compressobj(1, wbits=wbits)
    return zeros(megabytes, stream.compress, stream.flush)


def brotli_bomb(megabytes: int) -> bytes:
    stream = brotli.Compressor(quality=5, lgwin=24)
    return zeros(megabytes, stream.process, stream.finish)


def zstd_bomb(megabytes: int, window: int = 20) -> bytes:
    stream = zstd.ZstdCompressor(options={zstd.CompressionParameter.window_log: window})
    return zeros(megabytes, stream.compress, stream.flush)


def endless(head: bytes, block: bytes) -> Callable[[dict[str, str]], Iterator[bytes]]:
    def script(headers: dict[str, str]) -> Iterator[bytes]:
        yield head
        while True:
            yield block

    return script


BLOCK = b"<p>" + b"x" * 65533
SIZED = HEAD + b"Content-Length: 200000000\r\n\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
BOMBS: dict[str, Callable[[], Script]] = {
    "gzip": lambda: reply(zlib_bomb(200, 31), content_encoding="gzip"),
    "deflate": lambda: reply(zlib_bomb(200, -15), content_encoding="deflate"),
    "brotli": lambda: reply(brotli_bomb(500), content_encoding="br"),
    "zstd": lambda: reply(zstd_bomb(1000), content_encoding="zstd"),
    "zstd, a window of 128 MB": lambda: reply(zstd_bomb(300, window=27), content_encoding="zstd"),
    "endless": lambda: endless(HEAD + b"\r\n", BLOCK),
    "endless chunks": lambda: endless(CHUNKED, b"10000\r\n" + BLOCK + b"\r\n"),
    "one endless chunk": lambda: endless(CHUNKED + b"ffffffffff\r\n", BLOCK),
    "200 MB": lambda: endless(SIZED, BLOCK),
    "endless header": lambda: endless(HEAD, BLOCK),
    "endless error page": lambda: endless(HEAD.replace(b"200 OK", b"500 Oops") + b"\r\n", BLOCK),
}


@linux
@pytest.mark.parametrize("bomb", BOMBS)
def test_bombs(bomb: str) -> None:
    """What is larger than the limit, on the wire or once decompressed, is refused within twice its memory."""
    cap = 32 * MB  # of which brotli's window may take 16
    outcome, growth = fetched_in_child(BOMBS[bomb](), cap)
    expected = {
        "zstd, a window of 128 MB": "broken zstd data",
        "endless header": "the answer is not HTTP",
        "endless error page": "HTTP 500 Internal Server Error",
    }
    assert expected.get(bomb, "larger than the limit") in outcome
    assert growth < 2 * cap


@linux
@pytest.mark.parametrize(
    ("letter", "times"), [("x", 2), ("é", 2), ("ж", 2)], ids=["ASCII", "Latin", "Cyrillic"]
)
def test_page_just_within_the_limit(letter: str, times: float) -> None:
    """A page as large as the limit is decoded in twice its memory: its bytes and its text."""
    page = b"<p>" + (letter * (20 * MB)).encode()
    outcome, growth = fetched_in_child(reply(page), len(page))
    assert int(outcome) == 20 * MB + 3
    assert growth < times * len(page) + 4 * MB


# --- how limits are set ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "expected"),
    [("128MB", 128 * MB), ("1.5 g", 1500 * MB), ("500k", 500_000), (7, 7), ("64000000", 64 * MB)],
)
def test_sizes(value: str | int, expected: int) -> None:
    """A limit is given as a number or with a unit."""
    assert limits({"page_bytes": value}).page_bytes == expected


def test_wrong_limits() -> None:
    """A limit that there is not, or that is no amount, is wrong usage; the nearest name is given."""
    with pytest.raises(UsageError, match=r"no such limit: page_byte \(did you mean page_bytes\?\)"):
        limits({"page_byte": 1})
    for value in ("much", "-1", "", "1 parsec", "nan", "inf", True, 0):
        with pytest.raises(UsageError, match=r"limit deadline: .* is not an amount"):
            limits({"deadline": value})
    assert limits({"retries": 0, "pause": 0}) == Limits(retries=0, pause=0)


def test_the_hint_of_an_error_works() -> None:
    """What an error says to raise a limit is what sets it."""
    for name, value in (("deadline", 60.0), ("page_bytes", 64 * MB), ("redirects", 10)):
        hint = str(Limits().reached(name, "more", "x")).rpartition("--limit ")[2].partition(",")[0]
        raised = limits(dict([hint.split("=")]))
        assert getattr(raised, name) == 2 * value


def test_the_documented_limits() -> None:
    """docs/limits.md has each limit and its default."""
    text = (Path(__file__).parent.parent / "docs" / "limits.md").read_text()
    rows = dict(re.findall(r"^\| `(\w+)` \| (\S+) \|", text, re.MULTILINE))
    assert limits(rows) == Limits()
    assert set(rows) == {each.name for each in dataclasses.fields(Limits)}
