"""The configured feeds over HTTP: kept fresh in the background, straight from the store, and nothing else of it."""

import re
import threading
import time
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
from obstore.store import MemoryStore

from feedgen_liveblog.serving import configured as configured_feeds
from feedgen_liveblog.store import FileStore
from feedgen_liveblog.store_object import ObjectStore
from tests.raw_server import reply
from tests.serving import desk as desks
from tests.serving.desk import Desk, at_once, until


def test_a_configured_feed_is_served_from_the_store(configured: Desk):
    """Byte for byte what is published, though nobody asked for it before, and at no cost to the publisher."""
    for _ in range(3):
        got = configured.get("/harbour.xml")
        assert (got.status_code, got.mimetype) == (200, "application/atom+xml")
    assert got.data == FileStore(configured.folder).read("harbour.xml").data
    assert configured.get("/harbour.json").mimetype == "application/feed+json"
    assert configured.room.requests == 1


def test_who_asks_before_the_first_look_waits_for_it(tmp_path: Path):
    """Thirty readers at the start get the feed and cost one fetch."""
    with desks.desk(tmp_path / "out", blogs=True, started=False) as desk:

        def slow(headers: dict[str, str]) -> Iterator[bytes]:
            time.sleep(0.3)
            yield reply(desk.room.page().encode(), content_type="text/html; charset=utf-8")

        desk.room.instead = slow
        desk.site.configured.start()
        got = at_once(30, lambda: desk.get("/harbour.xml"))
        assert [answer.status_code for answer in got] == [200] * 30
        assert desk.room.requests == 1
        desk.site.configured.close()


def test_its_url_on_demand_is_the_same_feed(configured: Desk):
    """Who pastes the address of a configured blog causes no second fetch."""
    until(lambda: configured.get("/harbour.xml").status_code == 200)

    assert configured.feed().data == configured.get("/harbour.xml").data
    assert configured.feed(format="rss").status_code == 400
    assert configured.room.requests == 1
    assert "/harbour.xml" in configured.get("/preview", url=configured.room.url).text


def test_a_format_that_is_new_in_the_configuration_needs_no_fetch(tmp_path: Path):
    """It is made of what is known, though the page is not due."""
    with desks.desk(tmp_path / "out", blogs=True) as desk:
        assert desk.get("/harbour.json").status_code == 200
        (tmp_path / "out" / "harbour.json").unlink()
        desk.site.shelf.drop(["harbour.json"])
        assert desk.get("/harbour.json").status_code == 200
        assert desk.room.requests == 1


def test_a_blog_that_was_never_read_says_why(tmp_path: Path):
    """The failure in one line, and the form shows it too."""
    with desks.desk(tmp_path / "out", blogs=True, started=False) as desk:
        desk.room.instead = reply(b"no", 404)
        desk.site.configured.start()
        got = desk.get("/harbour.xml")
        assert (got.status_code, got.text) == (502, f"{desk.room.url}: HTTP 404 Not Found\n")
        assert "HTTP 404 Not Found" in desk.get("/").text
        desk.site.configured.close()


@pytest.mark.parametrize(
    "path",
    [
        "/harbour.state.json",
        "/harbour.due.json",
        "/harbour.unusable.json",
        "/harbour/ids-0000.json",
        "/harbour",
        "/harbour.",
        "/on-demand/catalogue.json",
        "/on-demand/{name}.state.json",
        "/on-demand/{name}.xml",
        "/{name}.state.json",
        "/{name}.due.json",
        "/{name}/ids-0000.json",
        "/{name}/../harbour.state.json",
        "/../out/harbour.state.json",
        "/%2e%2e/out/harbour.state.json",
        "/..%2fout%2fharbour.state.json",
        "/harbour/archive-0001.xml/../../harbour.state.json",
        "/harbour/archive-9999.xml",
        "/./harbour.xml",
        "/harbour.xml/",
        "/harbour.xml%00",
        "/harbour.xml\\..\\x",
        "/etc/passwd",
        "/feeds.toml",
        "/style.css/../app.py",
        "/HARBOUR.STATE.JSON",
    ],
)
def test_nothing_but_what_is_published_is_served(configured: Desk, path: str):
    """No state, no index, nothing by a way round, nothing outside the store."""
    configured.feed(configured.another(1))
    until(lambda: configured.get("/harbour.xml").status_code == 200)
    name = next(key for key in configured.files() if re.fullmatch(r"on-demand/\w{32}\.xml", key))
    path = path.replace("{name}", name.split("/")[1].removesuffix(".xml"))

    got = configured.get(path)

    assert (got.status_code, got.text) == (404, "404 Not Found\n")


def test_its_archives_are_served(configured: Desk):
    """As they never change, readers may keep them."""
    assert configured.get("/harbour.xml").status_code == 200
    got = configured.get("/harbour/archive-0001.xml")
    assert (got.status_code, got.mimetype) == (200, "application/atom+xml")
    assert got.headers["Cache-Control"] == "public, max-age=86400"


@pytest.mark.parametrize("key", ["index.html", "feeds.opml"])
def test_what_a_run_writes_over_all_blogs_is_served(configured: Desk, key: str):
    """If there is such a document."""
    assert configured.get(f"/{key}").status_code == 404
    FileStore(configured.folder).write(key, b"<x/>", content_type="text/plain")
    assert configured.get(f"/{key}").data == b"<x/>"


def test_news_are_served_at_once(configured: Desk):
    """What another program writes is seen within seconds; what our own watch writes without any delay."""
    until(lambda: configured.get("/harbour.xml").status_code == 200)
    configured.room.shown.append(40)
    configured.later(60)
    configured.site.configured._watch._events.put(None)  # the watch looks at the clock again
    until(lambda: b"Update number 40" in configured.get("/harbour.xml").data)
    assert configured.room.requests == 2


def test_not_modified_is_all_that_is_sent_again(configured: Desk):
    """By ETag, packed or not, and by time; a reader that has something else gets the whole feed."""
    got = configured.get("/harbour.xml")
    etag, modified = got.headers["ETag"], got.headers["Last-Modified"]
    packed = configured.get("/harbour.xml", {"Accept-Encoding": "gzip"}).headers["ETag"]

    for headers in (
        {"If-None-Match": etag},
        {"If-None-Match": packed},
        {"If-None-Match": packed, "Accept-Encoding": "gzip"},
        {"If-None-Match": f'"x", {etag}'},
        {"If-None-Match": "*"},
        {"If-Modified-Since": modified},
        {"If-None-Match": etag, "If-Modified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"},
    ):
        answer = configured.get("/harbour.xml", headers)
        assert (answer.status_code, answer.data) == (304, b""), headers
        assert answer.headers["Cache-Control"].startswith("public, max-age=")
    for headers in (
        {"If-None-Match": '"x"'},
        {"If-Modified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"},
        {"If-None-Match": '"x"', "If-Modified-Since": modified},
    ):
        assert configured.get("/harbour.xml", headers).status_code == 200, headers
    assert parsedate_to_datetime(modified)
    assert configured.room.requests == 1


def test_cached_copies_name_the_same_version_in_all_stores(tmp_path: Path):
    """An object store serves as a folder does."""
    with desks.desk(tmp_path / "none", blogs=True, store=ObjectStore(MemoryStore(), "memory://")) as desk:
        got = desk.get("/harbour.xml")
        assert desk.get("/harbour.xml", {"If-None-Match": got.headers["ETag"]}).status_code == 304
        assert desk.feed(desk.another(1)).status_code == 200
        assert desk.site.on_demand.size()[1] > 10_000


def test_health_tells_when_feeds_are_kept_fresh_no_more(configured: Desk, monkeypatch: pytest.MonkeyPatch):
    """A watch that ended by a fault is no watch; one that ended with its blogs is well."""
    assert configured.get("/healthz").text == "ok\n"
    monkeypatch.setattr(configured.site.configured._watch, "watch", lambda tell: 1 / 0)
    monkeypatch.setattr(threading, "excepthook", lambda args: None)
    configured.site.configured.close()
    again = configured_feeds.Thread(target=configured.site.configured._run)
    monkeypatch.setattr(configured.site.configured, "_thread", again)
    configured.site.configured.ended = False
    again.start()
    again.join()
    assert configured.get("/healthz").status_code == 503
