"""The form, who may ask, how often, and what browsers are told."""

import logging
import re
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html
from werkzeug.test import Client

from feedgen_liveblog.errors import FetchError
from feedgen_liveblog.pipeline import Outcome
from feedgen_liveblog.serving import on_demand, pages
from feedgen_liveblog.serving.access import Access
from feedgen_liveblog.serving.app import application
from feedgen_liveblog.serving.flights import Busy
from feedgen_liveblog.store import FileStore
from tests.raw_server import reply
from tests.serving import desk as desks
from tests.serving.desk import Desk

ODD = [
    "http://[::1",
    "https://\x00/",
    "\ud800",
    "//",
    "http://a\r\nSet-Cookie: x",
    "http://xn--/",
    "a@b",
    "%",
    "..",
    "\u202e",
]
TOKEN = "a-token-of-some-length"


def link(page: str) -> str:
    """The link that the page offers to subscribe to."""
    return html.fromstring(page).get_element_by_id("link").text_content()


def test_from_the_form_to_a_feed(desk: Desk):
    """Pasting an address shows what was recognised and a link; the link is the feed; the page is read once."""
    form = html.fromstring(desk.get("/").text).forms[0]
    assert (form.action, form.method, list(form.fields)) == ("/preview", "GET", ["url"])

    page = desk.get(form.action, url=desk.room.url)

    text = html.fromstring(page.text).text_content()
    shown = ("Harbour live", "repeated posts", "10 posts", "Update number 9", "2 November 2024, 10:09", "UTC")
    for part in shown:
        assert part in text, text
    assert link(page.text).startswith("http://localhost/feed?url=http://127.0.0.1:")
    assert b"Update number 9" in desk.get(link(page.text).removeprefix("http://localhost")).data
    assert desk.room.requests == 1


@pytest.mark.parametrize(
    "text", ["\0", "\x0b", "\uffff", "\r\nX: y", '"><script>alert(1)</script>', "http://[::1"]
)
def test_whatever_is_pasted_is_answered(desk: Desk, text: str):
    """No text ends the page that shows it again, nor a header, nor the request."""
    for path in ("/preview", "/feed"):
        got = desk.get(path, url=text)
        assert 400 <= got.status_code < 503
        assert "X" not in got.headers and "<script>" not in got.text


@pytest.mark.parametrize(("format", "name"), pages.FORMATS.items())
def test_a_format_is_picked_by_a_link(desk: Desk, format: str, name: str):
    """The picked one is marked, and in the link to subscribe to."""
    page = desk.get("/preview", url=desk.room.url, format=format).text

    picked = html.fromstring(page).xpath("//a[@aria-current]")
    assert [each.text for each in picked] == [name]
    assert link(page).endswith(f"format={format}")


def test_the_form_says_why_there_is_no_feed(desk: Desk):
    """In the words of the error, with the status, and the address is still there to be mended."""
    desk.room.instead = reply(b"<html><body><p>A page of some words, no blog.</p></body></html>")

    got = desk.get("/preview", url=desk.room.url)

    assert got.status_code == 422
    assert "no live blog found" in got.text
    assert html.fromstring(got.text).forms[0].fields["url"] == desk.room.url
    assert desk.get("/preview", url="ftp://x").status_code == 400
    assert desk.get("/preview").status_code == 400


def test_a_slow_page_is_waited_for_by_the_browser(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    """The page says so and goes on by itself, without a script; then it shows what was found."""
    monkeypatch.setattr(on_demand, "PATIENCE", 0.02)

    def slow(headers: dict[str, str]) -> Iterator[bytes]:
        time.sleep(0.3)
        yield reply(desk.room.page().encode(), content_type="text/html; charset=utf-8")

    desk.room.instead = slow
    got = desk.get("/preview", url=desk.room.url)
    assert (got.status_code, got.headers["Refresh"]) == (202, "2")
    desks.until(lambda: desk.get("/preview", url=desk.room.url).status_code == 200)
    assert desk.room.requests == 1


def test_the_form_says_when_too_much_is_asked_of_it(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    """Too many new pages, or too many being read: a page with the address in it, and when to come again."""
    for number in range(10):
        desk.get("/preview", url=f"{desk.room.server.url}/nothing/{number}")
    got = desk.get("/preview", url=desk.room.url)
    assert (got.status_code, "Retry-After" in got.headers) == (429, True)
    assert "too many new live blogs" in got.text

    def busy(name: str, task: object) -> None:
        raise Busy

    monkeypatch.setattr(desk.site.on_demand._flights, "join", busy)
    desk.later(60)
    for path, words in (("/preview", "Too many live blogs"), ("/feed", "too many live blogs")):
        got = desk.get(path, url=f"{desk.room.server.url}/nothing/1")
        assert (got.status_code, got.headers["Retry-After"]) == (503, "5")
        assert words in got.text


def test_the_form_shows_what_is_known_of_a_page_that_fails_now(desk: Desk):
    """The feed is still to be had, and why it is old is said."""
    desk.feed()
    desk.room.instead = reply(b"no", 500)
    desk.later(60)

    got = desk.get("/preview", url=desk.room.url)

    assert got.status_code == 200
    assert "HTTP 500" in got.text
    assert "Update number 9" in got.text


def test_configured_blogs_are_listed(configured: Desk):
    """By their titles, with links to their feeds, and to the documents over all of them where there are some."""
    assert configured.get("/harbour.xml").status_code == 200
    FileStore(configured.folder).write("index.html", b"<x/>", content_type="text/html")
    page = html.fromstring(configured.get("/").text)

    links = {link.text: link.get("href") for link in page.xpath("//section//a")}
    assert "Harbour live: updates" in page.text_content()
    assert links == {
        "Atom": "http://localhost/harbour.xml",
        "JSON Feed": "http://localhost/harbour.json",
        "All on one page": "/index.html",
    }


def test_notes_of_the_reading_are_shown(desk: Desk):
    """What could not be read is said where the blog is looked at first."""
    desk.room.server.routes["/live/harbour?page=2"] = reply(b"no", 500)
    page = desk.room.page().replace("</body>", '<a rel="next" href="?page=2">Older posts</a></body>')
    desk.room.instead = reply(page.encode(), content_type="text/html; charset=utf-8")

    assert "older posts left out" in desk.get("/preview", url=desk.room.url).text


def test_a_hostile_page_is_shown_as_text(desk: Desk):
    """Nothing of a page is markup here, and nothing of it leads the browser anywhere but to its own site."""
    evil = (
        '</title><script>alert(1)</script><img src=x onerror=alert(1)>"\'><a href="javascript:alert(1)">x</a>'
    )
    page = (
        desk.room.page().replace("Harbour live", evil.replace("<", "&lt;")).replace("Update number 9", evil)
    )
    desk.room.instead = reply(page.encode(), content_type="text/html; charset=utf-8")

    for got in (
        desk.get("/preview", url=desk.room.url),
        desk.get("/preview", url=f"{desk.room.server.url}/{evil}"),
        desk.get("/preview", url=evil),
    ):
        tree = html.fromstring(got.text)
        assert not tree.xpath("//script | //img | //iframe | //object | //@onerror | //style")
        for target in tree.xpath("//@href | //@action | //@src"):
            assert re.match(r"/|https?://", target), target


@pytest.fixture
def busy(tmp_path: Path) -> Iterator[Desk]:
    """A desk where a client may ask as often as it likes."""
    with desks.desk(tmp_path / "out", rate=10**6) as made:
        yield made


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_whatever_is_asked_is_answered(busy: Desk, monkeypatch: pytest.MonkeyPatch, data: st.DataObject):
    """Any path, query, name of the server and header gets an answer that is meant; no page is looked at."""
    monkeypatch.setattr(
        on_demand, "poll", lambda blog, *_, **__: Outcome(blog=blog, failed=FetchError("no", blog.url))
    )
    text = st.text(st.characters(max_codepoint=0x2FFF), max_size=30) | st.sampled_from(ODD)
    path = data.draw(st.sampled_from(["/", "/feed", "/preview", "/healthz", "/x/archive-0001.xml"]) | text)
    query = data.draw(st.dictionaries(st.sampled_from(["url", "format", "token"]) | text, text, max_size=3))
    raw = data.draw(st.binary(max_size=30)).decode("latin-1")
    environ = {
        "REQUEST_METHOD": data.draw(st.sampled_from(["GET", "HEAD"])),
        "PATH_INFO": path.encode(errors="surrogatepass").decode("latin-1"),
        "QUERY_STRING": urlencode(query, errors="surrogatepass") + raw,
        "HTTP_HOST": data.draw(st.sampled_from(["localhost", "127.0.0.1:8000"]) | text),
        "HTTP_ACCEPT_ENCODING": data.draw(st.sampled_from(["gzip", "gzip;q=x", "*"]) | text),
        "HTTP_IF_NONE_MATCH": data.draw(text),
        "HTTP_IF_MODIFIED_SINCE": data.draw(text),
        "HTTP_AUTHORIZATION": data.draw(text),
        "REMOTE_ADDR": data.draw(st.sampled_from(["127.0.0.1", "::1", ""]) | text),
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "8000",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
    }
    told: list[str] = []
    body = b"".join(application(busy.site)(environ, lambda status, headers: told.append(status)))  # type: ignore[arg-type]
    assert told[0].split()[0] in {"200", "304", "400", "403", "404", "421", "429", "502", "503"}, told
    assert b"Traceback" not in body


def test_browsers_are_told_to_trust_nothing(desk: Desk):
    """A strict policy on each answer: no script ever, our pages load their style and icon only."""
    desk.feed()
    for path in ("/", f"/preview?url={desk.room.url}", f"/feed?url={desk.room.url}", "/none", "/style.css"):
        headers = desk.get(path).headers
        policy = headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none';"), path
        assert "script" not in policy and "frame-ancestors 'none'" in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"


def test_without_the_token_nothing_is_told(tmp_path: Path):
    """Not the form, not a feed, not the numbers; only that the server lives. The page asks for the token."""
    with desks.desk(tmp_path / "out", blogs=True, access=Access(token=TOKEN)) as desk:
        for path in (
            "/",
            "/preview?url=x",
            "/feed?url=x",
            "/harbour.xml",
            "/metrics",
            "/none",
            "/index.html",
        ):
            for query in ("", "token=", "token=wrong", f"token={TOKEN}x", f"token={TOKEN[:-1]}"):
                got = desk.get(path + ("&" if "?" in path else "?") + query)
                assert (got.status_code, got.headers["WWW-Authenticate"]) == (401, "Bearer"), (path, query)
                assert "Harbour" not in got.text
        assert html.fromstring(desk.get("/").text).forms[0].fields.keys() == ["token"]
        assert desk.get("/healthz").status_code == 200
        assert desk.get("/style.css").status_code == 200


def test_with_the_token_all_is_open(tmp_path: Path, caplog: pytest.LogCaptureFixture):
    """In the address, as readers can, or as a bearer's; links carry it on, caches keep it private, and it is in
    no log and in nothing that is kept."""
    caplog.set_level(logging.DEBUG, logger="feedgen_liveblog")
    with desks.desk(tmp_path / "out", blogs=True, access=Access(token=TOKEN)) as desk:
        got = desk.get("/harbour.xml", token=TOKEN)
        assert (got.status_code, got.headers["Cache-Control"].split(",")[0]) == (200, "private")
        assert desk.get("/harbour.xml", {"Authorization": f"Bearer {TOKEN}"}).status_code == 200
        assert desk.get("/metrics", {"Authorization": f"bearer {TOKEN}"}).status_code == 200
        page = desk.get("/", token=TOKEN)
        assert html.fromstring(page.text).forms[0].fields["token"] == TOKEN
        shown = desk.get("/preview", token=TOKEN, url=desk.another(1))
        assert desk.get(link(shown.text).removeprefix("http://localhost")).status_code == 200
        for target in html.fromstring(shown.text).xpath("//a[starts-with(@href, '/')]/@href"):
            assert desk.get(target).status_code == 200, target
        assert desk.get("/none", token=TOKEN).status_code == 404
        assert TOKEN not in caplog.text
        assert "GET /harbour.xml 200" in caplog.text
        assert not any(TOKEN.encode() in (desk.folder / key).read_bytes() for key in desk.files())


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "10.0.0.1", "[::2]"]
)
def test_a_name_that_is_not_ours_is_not_answered_to(desk: Desk, host: str):
    """A page elsewhere whose name was turned to 127.0.0.1 (DNS rebinding) gets nothing."""
    got = desk.get("/", {"Host": host})
    assert got.status_code == 421
    assert "form" not in got.text


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1:8000", "[::1]:8000", "feeds.localhost", "feeds.example"]
)
def test_names_that_are_ours(tmp_path: Path, host: str):
    """This machine's, and the one that it is said to have; links to subscribe to bear the latter."""
    access = Access(names=frozenset({"feeds.example"}))
    with desks.desk(tmp_path / "out", access=access, base_url="https://feeds.example/") as desk:
        assert desk.get("/", {"Host": host}).status_code == 200
        page = desk.get("/preview", {"Host": host}, url=desk.room.url)
        assert link(page.text).startswith("https://feeds.example/feed?url=")


def test_another_sites_page_cannot_ask_through_a_browser(desk: Desk):
    """What a browser fetches in the background for another site is refused; links and readers are not."""
    for site in ("cross-site", "same-site"):
        got = desk.feed(headers={"Sec-Fetch-Site": site, "Sec-Fetch-Mode": "no-cors"})
        assert got.status_code == 403
    assert desk.room.requests == 0
    for headers in (
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"},
        {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "no-cors"},
        {"Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate"},
        {},
    ):
        assert desk.feed(headers=headers).status_code == 200


def test_a_client_may_ask_only_so_often(tmp_path: Path):
    """Then it is told when to come back; others, and what shows that the server lives, are as ever."""
    with desks.desk(tmp_path / "out", rate=5) as desk:
        assert [desk.feed().status_code for _ in range(6)] == [200] * 5 + [429]
        got = desk.get("/")
        assert (got.status_code, got.headers["Retry-After"]) == (429, "12")
        other = Client(application(desk.site)).get("/", environ_overrides={"REMOTE_ADDR": "127.0.0.9"})
        assert other.status_code == 200
        assert desk.get("/healthz").status_code == 200


@pytest.mark.parametrize(
    "path", ["/", "/healthz", "/style.css", "/robots.txt", "/feed?url={url}", "/preview?url={url}"]
)
def test_head_is_get_without_the_body(desk: Desk, path: str):
    """The same status and headers."""
    path = path.format(url=desk.room.url)
    got, head = desk.get(path), Client(application(desk.site)).head(path)
    assert head.data == b""
    assert head.status_code == got.status_code == 200
    changing = {"Date"}
    assert {k: v for k, v in head.headers if k not in changing} == {
        k: v for k, v in got.headers if k not in changing
    }


@pytest.mark.parametrize("method", ["post", "put", "delete", "options"])
def test_only_reading_is_allowed(desk: Desk, method: str):
    """Nothing here can be written."""
    got = getattr(Client(application(desk.site)), method)("/feed?url=x")
    assert (got.status_code, got.headers["Allow"]) == (405, "GET, HEAD")


def test_numbers_for_prometheus(configured: Desk):
    """Requests, looks and what is kept, in its text format."""
    assert configured.get("/harbour.xml").status_code == 200
    configured.feed(configured.another(1))
    configured.feed(configured.another(1))
    configured.feed(configured.room.server.url + "/none")

    text = configured.get("/metrics").text

    for line in (
        'feedgen_liveblog_requests_total{route="feed",status="200"} 2.0',
        'feedgen_liveblog_looks_total{kind="configured",result="changed"} 1.0',
        'feedgen_liveblog_looks_total{kind="on demand",result="changed"} 1.0',
        'feedgen_liveblog_looks_total{kind="on demand",result="failed"} 1.0',
        "feedgen_liveblog_on_demand_feeds 2.0",
        'feedgen_liveblog_failing{blog="harbour"} 0.0',
    ):
        assert f"{line}\n" in text, text


def test_a_browser_keeps_the_token(tmp_path: Path):
    """Pages lead to each other, and to feeds, in a browser that came with the token once; and only from here."""
    with desks.desk(tmp_path / "out", blogs=True, access=Access(token=TOKEN)) as desk:
        browser = Client(application(desk.site))
        assert browser.get("/harbour.xml").status_code == 401
        assert "Set-Cookie" not in browser.get(f"/harbour.xml?token={TOKEN}").headers
        assert "Set-Cookie" not in browser.get("/?token=wrong").headers
        assert browser.get("/harbour.xml").status_code == 401
        cookie = browser.get(f"/?token={TOKEN}").headers["Set-Cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Strict" in cookie
        assert browser.get("/harbour.xml").status_code == 200
        page = browser.get(f"/preview?url={desk.room.url}")
        assert link(page.text).endswith(f"?token={TOKEN}")
