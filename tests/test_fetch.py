"""A URL becomes a page, or one clear line that says why not."""

import gzip
import io
import socket
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import brotli
import pytest
from backports import zstd

from feedgen_liveblog.errors import FetchError, UsageError
from feedgen_liveblog.fetch import Limits, Run, Session, Validators
from feedgen_liveblog.source import Offline, read_source
from feedgen_liveblog.web import patience
from feedgen_liveblog.web.caching import validators
from feedgen_liveblog.web.challenge import challenge
from feedgen_liveblog.web.refusal import retry_after
from tests.raw_server import RawServer, redirect, reply, serve

HTML = b"<html><p>hello</p></html>"
QUICK = Limits(pause=0, retries=0, deadline=5)


@pytest.fixture
def server() -> Iterator[RawServer]:
    with serve({}) as running:
        yield running


@pytest.fixture
def session() -> Iterator[Session]:
    with Session(QUICK) as opened:
        yield opened


@pytest.fixture
def naps(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that would have been slept between tries."""
    slept: list[float] = []
    monkeypatch.setattr(patience.time, "sleep", slept.append)
    return slept


def line(session: Session, url: str) -> str:
    with pytest.raises(FetchError) as caught:
        session.get(url)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_page(server: RawServer, session: Session) -> None:
    """A page comes with its final URL, its text and its kind."""
    server.routes |= {"/": redirect("/live?x=1#top"), "/live?x=1": reply("<p>Grüße".encode("cp1252"))}
    page = session.get(f"{server.url}/#block-7")
    assert (page.url, page.text, page.kind) == (f"{server.url}/live?x=1", "<p>Grüße", "html")


def test_honest_about_who_asks(server: RawServer, session: Session) -> None:
    """The User-Agent names us and where to complain; only what we can decode is asked for."""
    server.routes["/"] = reply(HTML)
    session.get(server.url)
    sent = server.sent("/")
    assert sent["user-agent"].startswith("feedgen-liveblog/")
    assert "(+https://" in sent["user-agent"]
    assert sent["accept-encoding"] == "gzip, deflate, br, zstd"
    assert set(sent) == {"host", "user-agent", "accept", "accept-encoding", "connection"} - {"connection"}


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects(server: RawServer, session: Session, status: int) -> None:
    """All kinds of redirect are followed, relative ones too."""
    server.routes |= {"/a/b": redirect("../c?x#f", status), "/c?x": reply(HTML)}
    assert session.get(f"{server.url}/a/b").url == f"{server.url}/c?x"


def test_cookie_wall(server: RawServer, session: Session) -> None:
    """A page that sets a cookie and redirects to itself is had."""
    server.routes["/"] = lambda headers: (
        reply(HTML) if "cookie" in headers else redirect("/", set_cookie="a=1")
    )
    assert session.get(server.url).text == HTML.decode()


def parts(data: bytes, size: int = 7) -> Iterator[bytes]:
    return (data[at : at + size] for at in range(0, len(data), size))


RAW_DEFLATE = zlib.compressobj(wbits=-15)
CODED = {
    "gzip": gzip.compress(HTML),
    "x-gzip": gzip.compress(HTML[:9]) + gzip.compress(HTML[9:]) + b"\0\0",
    "deflate": zlib.compress(HTML),
    "Deflate": RAW_DEFLATE.compress(HTML) + RAW_DEFLATE.flush(),
    "br": brotli.compress(HTML),
    "zstd": zstd.compress(HTML[:9]) + zstd.compress(HTML[9:]),
    "identity": HTML,
}


@pytest.mark.parametrize("coding", CODED)
@pytest.mark.parametrize("size", [1, 7, 1000])
def test_content_codings(server: RawServer, session: Session, coding: str, size: int) -> None:
    """Every coding that we ask for is undone, however the bytes arrive: gzip in members, bare deflate too."""
    answer = reply(CODED[coding], content_encoding=coding)
    server.routes["/"] = lambda headers: parts(answer, size)
    assert session.get(server.url).text == HTML.decode()


def chunked(*chunks: bytes, end: bytes = b"0\r\n\r\n", **headers: str) -> bytes:
    body = b"".join(b"%x\r\n%b\r\n" % (len(chunk), chunk) for chunk in chunks) + end
    head = reply(transfer_encoding="chunked", **headers).replace(b"Content-Length: 0\r\n", b"")
    return head + body


def test_chunked(server: RawServer, session: Session) -> None:
    """A body in chunks is put together."""
    server.routes["/"] = chunked(HTML[:5], HTML[5:])
    assert session.get(server.url).text == HTML.decode()


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (reply(HTML, content_length="999"), "the body is cut off before its end"),
        (chunked(HTML, end=b""), "the body is cut off before its end"),
        (chunked(HTML, end=b"zz\r\n"), "the body is cut off before its end"),
        (reply(CODED["gzip"][:-9], content_encoding="gzip"), "the gzip data is cut off"),
        (reply(CODED["deflate"][:-5], content_encoding="deflate"), "the deflate data is cut off"),
        (reply(CODED["br"][:-3], content_encoding="br"), "the br data is cut off"),
        (reply(CODED["zstd"][:-3], content_encoding="zstd"), "the zstd data is cut off"),
        (reply(b"\x1f\x8b\x08\0" + b"\xff" * 99, content_encoding="gzip"), "broken gzip data"),
        (reply(HTML, content_encoding="gzip"), "broken gzip data"),
        (reply(b"\xff" * 99, content_encoding="br"), "broken br data"),
        (reply(b"\xff" * 99, content_encoding="zstd"), "broken zstd data"),
        (reply(HTML, content_encoding="lzma"), "sent in the coding 'lzma', which was not asked for"),
        (
            reply(HTML, content_encoding="gzip, gzip"),
            "sent in the coding 'gzip, gzip', which was not asked for",
        ),
        (reply(b""), "the document is empty"),
        (reply(b" \n "), "the document is empty"),
        (reply(b"%PDF-1.4 x"), "not a page but a PDF"),
        (reply(b"\x89PNG\r\n\x1a\n", content_type="image/png"), "not a page but an image"),
        (reply(b"", 204), "HTTP 204 No Content"),
        (reply(b"", 304), "HTTP 304 Not Modified"),
        (reply(b"", 302), "HTTP 302 Found"),
        (reply(HTML, 206), "HTTP 206 Partial Content"),
        (reply(HTML, 401), "HTTP 401 Unauthorized"),
        (reply(HTML, 403), "HTTP 403 Forbidden"),
        (reply(HTML, 404), "HTTP 404 Not Found"),
        (reply(HTML, 410), "HTTP 410 Gone"),
        (reply(HTML, 500), "HTTP 500 Internal Server Error"),
        (reply(HTML, 599), "HTTP 599"),
        (reply(HTML, 404, content_encoding="gzip"), "HTTP 404 Not Found"),
        (reply(HTML, 404, content_length="999"), "HTTP 404 Not Found"),
        (reply(HTML, 429, retry_after="120"), "HTTP 429 Too Many Requests, come back in 120 s"),
        (b"", "the connection broke off"),
        (b"SSH-2.0-OpenSSH_9.9\r\n", "the answer is not HTTP"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n", "the answer is not HTTP"),
    ],
)
def test_errors_in_one_line(server: RawServer, session: Session, answer: bytes, expected: str) -> None:
    """Whatever a server does wrong, the user reads one line with the URL and the reason."""
    server.routes["/x"] = answer
    assert line(session, f"{server.url}/x") == f"{server.url}/x: {expected}"


def test_no_server(session: Session) -> None:
    """A refused connection, an unknown host and a server without TLS are told apart."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    assert line(session, f"http://127.0.0.1:{port}/") == f"http://127.0.0.1:{port}/: connection refused"
    with serve({}) as plain:
        url = plain.url.replace("http:", "https:")
        assert line(session, f"{url}/").startswith(f"{url}/: TLS: no secure connection")

    def nobody(host: str, port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    with Session(QUICK, resolve=nobody) as lost:
        assert line(lost, "http://nosuch.example/") == "http://nosuch.example/: no such host"


def test_wrong_url(session: Session) -> None:
    """What is no http(s) URL is wrong usage, not a failed fetch."""
    with pytest.raises(UsageError, match=r"'example.org/live' is not an http:// or https:// URL"):
        session.get("example.org/live")


def test_status_for_the_caller(server: RawServer, session: Session) -> None:
    """The error carries the status and the wait that the server asks for."""
    server.routes["/"] = reply(b"", 503, retry_after="90")
    with pytest.raises(FetchError) as caught:
        session.get(server.url)
    assert (caught.value.status, caught.value.retry_after) == (503, 90.0)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("0", 0),
        ("120", 120),
        (" 7 ", 7),
        ("9" * 30, None),
        ("999999999", 86400),
        ("-5", None),
        ("soon", None),
        ("", None),
    ],
)
def test_retry_after_in_seconds(text: str, seconds: float | None) -> None:
    """Retry-After is read as seconds, a day at most; nonsense is nothing."""
    assert retry_after({"Retry-After": text}) == seconds


def test_retry_after_as_a_date() -> None:
    """Retry-After is read as a date; one that is past means now."""
    now = datetime.now(UTC)
    for minutes, low, high in ((2, 110, 120), (-9, 0, 0)):
        date = format_datetime(now + timedelta(minutes=minutes), usegmt=True)
        wait = retry_after({"Retry-After": date})
        assert wait is not None
        assert low <= wait <= high


def failing(times: int, failure: bytes) -> Callable[[dict[str, str]], bytes]:
    answers = iter([failure] * times)
    return lambda headers: next(answers, reply(HTML))


@pytest.mark.parametrize(
    "failure",
    [
        b"",
        reply(HTML, 502),
        reply(HTML, 503),
        reply(HTML, 504),
        reply(HTML, 503, retry_after="1"),
        reply(HTML, 429, retry_after="1"),
        reply(HTML, content_length="999"),
        reply(CODED["gzip"][:-9], content_encoding="gzip"),
    ],
)
def test_failures_that_pass(server: RawServer, naps: list[float], failure: bytes) -> None:
    """A broken connection, half a page and an overloaded server are tried twice again, after a while."""
    server.routes["/"] = failing(2, failure)
    with Session(Limits(pause=0)) as session:
        assert session.get(server.url).text == HTML.decode()
    assert len(server.requests) == 3
    assert naps == ([1.0, 1.0] if b"Retry-After" in failure else [0.25, 0.5])


@pytest.mark.parametrize(
    "failure",
    [
        reply(HTML, 404),
        reply(HTML, 403),
        reply(HTML, 500),
        reply(HTML, 429),
        reply(HTML, 503, retry_after="60"),
        reply(HTML, 503, cf_mitigated="challenge"),
        reply(b"%PDF-"),
    ],
)
def test_failures_that_stay(server: RawServer, naps: list[float], failure: bytes) -> None:
    """What another try will not mend is not tried again; a long wait is left to the next run."""
    server.routes["/"] = failing(2, failure)
    with Session(Limits(pause=0)) as session:
        line(session, server.url)
    assert (len(server.requests), naps) == (1, [])


CHALLENGES = {
    "Cloudflare": b"<title>Just a moment...</title><script>window._cf_chl_opt={}</script>",
    "DataDome": b"<script src='https://ct.captcha-delivery.com/c.js'></script>",
    "Akamai": b"<h1>Access Denied</h1>https://errors.edgesuite.net/18.1",
    "PerimeterX": b"<title>Access denied</title><div id='px-captcha'></div>",
    "Imperva": b"<iframe src='/_Incapsula_Resource?x'></iframe>",
    "AWS WAF": b"<script>window.awsWafCookieDomainList=[];window.gokuProps={}</script>",
}


@pytest.mark.parametrize("service", CHALLENGES)
@pytest.mark.parametrize("status", [403, 429, 503])
def test_challenge_pages(server: RawServer, session: Session, service: str, status: int) -> None:
    """A challenge page is named as one, with the service that sends it, and not got round."""
    server.routes["/"] = reply(CHALLENGES[service], status)
    expected = f"blocked: HTTP {status} with a challenge page ({service}); it is not got round"
    assert line(session, f"{server.url}/").endswith(expected)
    assert len(server.requests) == 1


def test_challenge_by_header(server: RawServer, session: Session) -> None:
    """A challenge that only its headers tell of is seen too, and one by nobody we know."""
    server.routes |= {"/a": reply(b"", 202, x_amzn_waf_action="challenge")}
    server.routes |= {"/b": reply(b"<title>Are you a robot?</title>", 403)}
    assert "blocked: HTTP 202 with a challenge page (AWS WAF)" in line(session, f"{server.url}/a")
    assert "blocked: HTTP 403 with a challenge page;" in line(session, f"{server.url}/b")


@pytest.mark.parametrize("service", ["Cloudflare", "PerimeterX", "Imperva", "AWS WAF"])
def test_challenge_with_status_200(server: RawServer, session: Session, service: str) -> None:
    """A challenge page sent as if all were well is no page."""
    server.routes["/"] = reply(CHALLENGES[service])
    assert f"blocked: HTTP 200 with a challenge page ({service})" in line(session, server.url)


def test_scripts_of_such_services_are_no_challenge() -> None:
    """A good page that carries such a service's script or headers is a good page."""
    text = "<title>Live</title>" + "".join(page.decode() for page in list(CHALLENGES.values())[1:3])
    text += "<script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script>"
    assert challenge(200, {"x-datadome": "protected"}, text) is None


def test_not_modified(server: RawServer, session: Session) -> None:
    """Asked with the validators of last time, an unchanged page costs no body, and says so."""
    date = "Mon, 01 Jan 2024 00:00:00 GMT"
    page = reply(HTML, etag='"v1"', last_modified=date, cache_control="max-age=30, public")
    server.routes["/"] = lambda sent: reply(b"", 304, etag='"v1"') if "if-none-match" in sent else page
    first = session.get_if_changed(server.url)
    assert first.page is not None
    assert first.page.text == HTML.decode()
    assert first.validators == Validators(etag='"v1"', last_modified=date)
    assert first.max_age == 30.0
    second = session.get_if_changed(server.url, first.validators)
    assert second.page is None
    assert second.validators.etag == '"v1"'
    assert server.sent("/")["if-none-match"] == '"v1"'
    assert server.sent("/")["if-modified-since"] == date
    assert session.further_if_changed(f"{server.url}/", first.validators).page is None


def test_not_modified_behind_a_redirect(server: RawServer, session: Session) -> None:
    """The validators are those of the page, which may be behind a redirect."""
    server.routes |= {
        "/": redirect("/live"),
        "/live": lambda sent: reply(b"", 304) if "if-none-match" in sent else b"",
    }
    assert session.get_if_changed(server.url, Validators(etag='"v1"')).page is None


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"cache_control": "public, MAX-AGE=60"}, 60.0),
        ({"cache_control": "max-age=60", "age": "45"}, 15.0),
        ({"cache_control": "max-age=60", "age": "450"}, 0.0),
        ({"cache_control": "max-age=x"}, None),
        ({"cache_control": "no-store"}, None),
        ({}, None),
    ],
)
def test_max_age(server: RawServer, session: Session, headers: dict[str, str], seconds: float | None) -> None:
    """How long the page stays fresh is told, for those who decide when to come again."""
    server.routes["/"] = reply(HTML, **headers)
    assert session.get_if_changed(server.url).max_age == seconds


def test_pause_between_fetches(server: RawServer) -> None:
    """Between two fetches from one host lies a small pause, also across the sessions of a run."""
    server.routes["/"] = reply(HTML)
    clock, naps = [100.0], []
    run = Run(Limits(pause=0.5), now=lambda: clock[0], sleep=naps.append)
    with Session(run=run) as one, Session(run=run) as two:
        one.get(server.url)
        clock[0] += 0.2
        two.get(server.url)
        clock[0] += 9
        one(f"{server.url}/")
    assert naps == [pytest.approx(0.3)]


def test_one_connection_per_host(server: RawServer, session: Session) -> None:
    """One connection serves the pages of a host, one after the other."""
    server.routes |= dict.fromkeys(("/", "/2", "/3"), reply(HTML, connection="keep-alive"))
    session.get(server.url)
    session(f"{server.url}/2")
    session(f"{server.url}/3")
    assert (server.paths(), server.connections) == (["/", "/2", "/3"], 1)


def test_headers_of_a_call(server: RawServer, session: Session) -> None:
    """A parser's headers for an API reach it."""
    server.routes["/api"] = reply(b'{"posts": []}', content_type="application/json")
    with Session(QUICK, user_url=server.url) as getter:
        page = getter(f"{server.url}/api", headers={"X-Requested-With": "x", "Accept": "application/json"})
    assert (page.kind, page.data) == ("json", {"posts": []})
    assert server.sent("/api")["accept"] == "application/json"


# --- saved pages ---------------------------------------------------------------------------------------


def test_saved_page(tmp_path: Path) -> None:
    """A saved page is read as what its ending and its text say, under the URL that it came from."""
    (tmp_path / "a.html").write_bytes(b"<meta charset=shift_jis><p>" + "速報です".encode("shift_jis"))
    page = read_source(str(tmp_path / "a.html"), url="https://blog.example/live")
    assert (page.url, page.kind) == ("https://blog.example/live", "html")
    assert page.text.endswith("速報です")
    assert read_source(str(tmp_path / "a.html")).url == "file:///a.html"


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """'-' reads the bytes of standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"posts": []}')))
    assert read_source("-", url="https://blog.example/").data == {"posts": []}


def test_files_that_are_no_pages(tmp_path: Path) -> None:
    """Each wrong file gets one clear line."""
    (tmp_path / "empty.html").write_bytes(b"")
    (tmp_path / "image.html").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "large.html").write_bytes(b"<p>" * 99)
    for name, expected in {
        "nothing.html": "no such file",
        "empty.html/x": "cannot be read: Not a directory",
        "a\0b": "no such file",
        ".": "is a directory, not a saved page",
        "empty.html": "the document is empty",
        "image.html": "not a page but an image",
        "large.html": "the page is larger than the limit page_bytes of 200 allows"
        " (raise it: --limit page_bytes=400, or [limits] in the configuration)",
    }.items():
        path = f"{tmp_path}/{name}"
        with pytest.raises(FetchError) as caught:
            read_source(path, limits=Limits(page_bytes=200))
        assert str(caught.value) == f"{path}: {expected}".replace("\0", "\ufffd")


def test_saved_pages_have_no_network() -> None:
    """A saved page's further pages are not fetched."""
    with pytest.raises(
        FetchError, match=r"^https://blog.example/2: needs the network, and a file was given$"
    ):
        Offline()("https://blog.example/2")


def test_light_import() -> None:
    """The library part does without requests: it costs 50 ms and a page may come from anywhere."""
    code = "import sys, feedgen_liveblog.page, feedgen_liveblog.source; sys.exit('requests' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(("second", "kept"), [(8, True), (10, False), (11, False)])
def test_a_page_changed_in_this_second_is_asked_for_whole(second: int, kept: bool) -> None:
    """It may change once more in the same second, and 'not modified' would hide that for ever."""
    modified, date = (f"Sat, 02 Nov 2024 16:20:{n:02} GMT" for n in (second, 11))
    found = validators({"Last-Modified": modified, "Date": date})
    assert (found.last_modified == modified) is kept
    assert validators({"Last-Modified": modified, "Date": date, "ETag": '"1"'}).last_modified == modified
    assert validators({"Last-Modified": modified, "Date": "soon"}).last_modified == modified
