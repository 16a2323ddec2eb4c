"""Feeds on demand: one fetch for all, remembered, within bounds, and what is said when there is none."""

import gzip
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
from lxml import etree, html

from feedgen_liveblog.config import Blog
from feedgen_liveblog.errors import StoreError
from feedgen_liveblog.serving import on_demand
from feedgen_liveblog.serving.addresses import address
from feedgen_liveblog.store import FileStore
from tests.memory.reading import ATOM
from tests.raw_server import reply
from tests.serving import desk as desks
from tests.serving.desk import Desk, at_once, until


def titles(feed: bytes) -> list[str]:
    """The titles of a feed's entries."""
    return [entry.findtext(f"{ATOM}title") for entry in etree.fromstring(feed).iter(f"{ATOM}entry")]


@pytest.mark.parametrize(
    ("format", "kind"),
    [
        ("atom", "application/atom+xml"),
        ("rss", "application/rss+xml"),
        ("json", "application/feed+json"),
        ("html", "text/html"),
    ],
)
def test_any_live_blog_is_a_feed_in_each_format(desk: Desk, format: str, kind: str):
    """By its URL alone, with the right type."""
    got = desk.feed(format=format)

    assert (got.status_code, got.mimetype) == (200, kind)
    assert b"Update number 9" in got.data


def test_any_number_of_simultaneous_readers_cost_one_fetch(desk: Desk):
    """Forty who ask while the page is slow all get the same feed, and the page is fetched once."""

    def slow(headers: dict[str, str]) -> Iterator[bytes]:
        time.sleep(0.5)
        yield reply(desk.room.page().encode(), content_type="text/html; charset=utf-8")

    desk.room.instead = slow

    got = at_once(40, desk.feed)

    assert [answer.status_code for answer in got] == [200] * 40
    assert len({answer.data for answer in got}) == 1
    assert desk.room.server.paths() == ["/live/harbour"]


def test_a_page_is_fetched_once_per_interval(desk: Desk):
    """Whoever asks in between gets what is known; when it is due again, the first who asks gets the news."""
    assert len(titles(desk.feed().data)) == 10
    desk.room.shown.append(10)

    assert len(titles(desk.feed().data)) == 10
    desk.feed(format="json")
    assert desk.room.requests == 1

    desk.later(60)
    got = at_once(20, desk.feed)
    assert {len(titles(answer.data)) for answer in got} == {11}
    assert desk.room.requests == 2


def test_what_scrolled_off_the_page_stays_in_the_feed(desk: Desk):
    """A feed on demand remembers as a configured one does."""
    desk.feed()
    desk.room.shown = list(range(5, 15))
    desk.later(60)

    assert len(titles(desk.feed().data)) == 15


def test_it_is_remembered_by_the_next_server(desk: Desk, tmp_path: Path):
    """In the store: neither the posts nor the time when the page is due are forgotten."""
    desk.feed()
    desk.site.on_demand.close()

    with desks.desk(tmp_path / "out") as another:
        another.room.shown = []
        got = another.feed(desk.room.url)
        assert len(titles(got.data)) == 10
        assert (desk.room.requests, another.room.requests) == (1, 0)
        assert another.site.on_demand.size()[0] == 1


def test_copies_of_an_address_are_one_feed(desk: Desk):
    """Tracking parameters and fragments make no second feed and no second fetch."""
    first = desk.feed().data
    for copy in ("?utm_source=feed", "#post-3", "/"):
        assert desk.feed(desk.room.url + copy).data == first
    assert desk.room.requests == 1


def test_a_copy_that_never_worked_does_not_stand_in_the_way(desk: Desk):
    """An address that failed is not kept for one that is right, though both name the same page."""
    path = "/live/harbour?ref=x"
    desk.room.server.routes[path] = reply(b"no", 500)
    assert desk.feed(desk.room.server.url + path).status_code == 502

    assert desk.feed().status_code == 200


def test_a_failure_leaves_the_last_good_feed_with_a_warning(desk: Desk):
    """Readers keep what they have, and may know why it is old."""
    good = desk.feed()
    desk.room.instead = reply(b"no", 500)
    desk.later(60)

    got = desk.feed()

    assert (got.status_code, got.data) == (200, good.data)
    assert "HTTP 500" in got.headers["Warning"]
    assert "Warning" not in good.headers


@pytest.mark.parametrize(
    ("answer", "status", "says"),
    [
        (reply(b"no", 403), 502, "HTTP 403 Forbidden"),
        (b"", 502, "the connection broke off"),
        (
            reply(b"<html><body><p>A page of some words and no live blog at all.</p></body></html>"),
            422,
            "no live blog found",
        ),
    ],
)
def test_without_a_feed_one_line_says_why(desk: Desk, answer: bytes, status: int, says: str):
    """No feed was ever made, so the failure itself is answered; and the page is not asked again at once."""
    desk.room.instead = answer

    for _ in range(3):
        got = desk.feed()
        assert (got.status_code, got.mimetype) == (status, "text/plain")
        assert says in got.text
        assert got.text.startswith(desk.room.url)
        assert got.text.count("\n") == 1
    assert desk.room.requests == 1
    assert not any(key.endswith(".xml") for key in desk.files())

    desk.room.instead = None
    desk.later(2)
    assert desk.feed().status_code == 200


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("", "is missing"),
        ("ftp://news.example/", "not an http:// or https:// URL"),
        ("javascript:alert(1)", "not an http:// or https:// URL"),
        ("file:///etc/passwd", "not an http:// or https:// URL"),
        ("https://me:secret@news.example/live", "cannot be in the address"),
        ("https://[::1/", "not an http:// or https:// URL"),
        ("https://news.example/" + "x" * 2000, "longer than 2000"),
    ],
)
def test_what_is_no_address_is_refused(desk: Desk, url: str, says: str):
    """In one line, and nothing is looked at or kept."""
    got = desk.get("/feed", url=url)

    assert (got.status_code, got.text.count("\n")) == (400, 1)
    assert says in got.text
    assert desk.files() == set()


def test_an_unknown_format_is_refused(desk: Desk):
    """It says which there are."""
    got = desk.feed(format="pdf")
    assert (got.status_code, "atom, rss, json" in got.text) == (400, True)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]"]
)
def test_strangers_reach_no_address_inside(tmp_path: Path, host: str):
    """Unless private addresses are allowed, the pasted URL must be public: nothing is even connected to."""
    with desks.desk(tmp_path / "out", allow_private=False) as desk:
        got = desk.feed(desk.room.url.replace("127.0.0.1", host))

        assert got.status_code in (400, 403), got.text
        assert (got.text.count("\n"), desk.room.server.connections) == (1, 0)


def test_an_address_may_lack_its_scheme():
    """As browsers show it."""
    assert address(" news.example/live ") == "https://news.example/live"
    assert address("news.example:8080/live") == "https://news.example:8080/live"
    assert address("HTTP://news.example/live#post-1") == "http://news.example/live"


def test_archives_are_followed_from_any_address_of_the_feed(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    """What left the feed is found by its links, from /feed as well as from the feed's short address."""
    small = desks.Window(posts=5, hours=0)
    monkeypatch.setattr(
        desk.site.on_demand,
        "_blog",
        lambda name, url: Blog(
            name=f"on-demand/{name}", url=url, files={"atom": f"on-demand/{name}.xml"}, window=small
        ),
    )
    desk.room.shown = list(range(40))
    path, seen = f"/feed?url={desk.room.url}", []
    while path:
        got = desk.get(path)
        assert got.status_code == 200, path
        seen += titles(got.data)
        link = etree.fromstring(got.data).find(f"{ATOM}link[@rel='prev-archive']")
        path = urljoin(path, link.get("href")) if link is not None else ""
    assert len(seen) == len(set(seen)) == 40
    assert desk.room.requests == 1

    key = next(key for key in desk.files() if key.endswith(".xml") and "archive" not in key)
    assert desk.get("/" + key.removeprefix("on-demand/")).status_code == 200


def test_the_readable_page_leads_to_the_feeds(desk: Desk):
    """Its links to subscribe are right where it is served, at /feed as well as at its short address."""
    page = html.fromstring(desk.feed(format="html").text)
    links = page.xpath("//link[@rel='alternate']/@href")
    assert len(links) == 3
    for link in links:
        assert desk.get(urljoin("/feed", link)).status_code == 200, link
    assert desk.get(urljoin("/feed", links[0].rsplit(".")[0] + ".html")).mimetype == "text/html"
    assert desk.room.requests == 1


def test_a_store_that_fails_is_said_and_survived(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    """One line for the reader; nothing is lost that can be had again."""
    desk.feed()
    desk.site.shelf.drop(key for key in desk.files())

    def broken(*_: object, **__: object) -> None:
        raise StoreError("cannot be read: the disk is on fire", "out")

    with monkeypatch.context() as patch:
        patch.setattr(FileStore, "read", broken)
        got = desk.feed()
        assert (got.status_code, got.text) == (500, "out: cannot be read: the disk is on fire\n")
    assert desk.feed().status_code == 200


def test_what_cannot_be_deleted_now_is_deleted_later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A feed that has to go stays in the catalogue until it is gone."""
    with desks.desk(tmp_path / "out", most_feeds=1) as desk:

        def broken(*_: object) -> None:
            raise StoreError("cannot be deleted", "out")

        with monkeypatch.context() as patch:
            patch.setattr(on_demand, "forget", broken)
            for number in range(3):
                desk.later(0.1)
                assert desk.feed(desk.another(number)).status_code == 200
            until(lambda: not desk.site.on_demand._flights.names())
            assert desk.site.on_demand.size()[0] == 3
        desk.later(0.1)
        desk.feed(desk.another(9))
        until(lambda: desk.site.on_demand.size()[0] == 1)


def test_the_least_recently_used_feeds_are_forgotten(tmp_path: Path):
    """When there are too many, with all their files; who asks again begins anew."""
    with desks.desk(tmp_path / "out", most_feeds=2) as desk:
        urls = [desk.another(number) for number in range(3)]
        for url in (urls[0], urls[1], urls[0], urls[2]):
            desk.later(0.1)
            assert desk.feed(url).status_code == 200

        until(lambda: desk.site.on_demand.size()[0] == 2)
        kept = {key.split("/")[1].split(".")[0] for key in desk.files() if "catalogue" not in key}
        assert len(kept) == 2
        asked = desk.room.requests
        desk.feed(urls[0])
        assert desk.room.requests == asked  # it is still there
        until(lambda: desk.feed(urls[1]).status_code == 200)
        assert desk.room.requests == asked + 1


def test_what_never_became_a_feed_is_forgotten_first(tmp_path: Path):
    """Who asks for nonsense cannot drive out what others read."""
    with desks.desk(tmp_path / "out", most_feeds=2) as desk:
        desk.feed()
        for number in range(5):
            desk.later(0.1)
            desk.feed(f"{desk.room.server.url}/nothing/{number}")

        assert desk.feed().status_code == 200
        assert desk.room.server.paths().count("/live/harbour") == 1


def test_feeds_are_bounded_in_bytes(tmp_path: Path):
    """Old ones go until the rest fits."""
    with desks.desk(tmp_path / "out", most_bytes=60_000) as desk:
        for number in range(6):
            desk.later(0.1)
            assert desk.feed(desk.another(number)).status_code == 200
        until(lambda: desk.site.on_demand.size()[1] <= 60_000)
        feeds, size = desk.site.on_demand.size()
        kept = sum((tmp_path / "out" / key).stat().st_size for key in desk.files() if "catalogue" not in key)
        assert 1 <= feeds < 6
        assert size == kept <= 60_000


def test_new_pages_are_limited_for_each_client(desk: Desk):
    """Known feeds are answered still; and it says when to come back."""
    for number in range(10):
        desk.feed(f"{desk.room.server.url}/nothing/{number}")

    got = desk.feed()

    assert got.status_code == 429
    assert 1 <= int(got.headers["Retry-After"]) <= 60
    assert "too many new live blogs" in got.text
    assert desk.feed(f"{desk.room.server.url}/nothing/1").status_code == 502
    assert desk.room.requests == 10


def test_a_slow_page_holds_up_its_readers_only_so_long(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    """Then they get the last good feed, or are asked to come again; what is under way goes on."""
    monkeypatch.setattr(on_demand, "PATIENCE", 0.05)
    done = []

    def slow(headers: dict[str, str]) -> Iterator[bytes]:
        time.sleep(0.4)
        done.append(1)
        yield reply(desk.room.page().encode(), content_type="text/html; charset=utf-8")

    desk.room.instead = slow
    first = desk.feed()
    assert (first.status_code, first.headers["Retry-After"]) == (503, "5")
    until(lambda: desk.feed().status_code == 200)
    assert len(done) == 1

    desk.room.shown.append(10)
    desk.later(60)
    assert len(titles(desk.feed().data)) == 10
    until(lambda: len(titles(desk.feed().data)) == 11)


def test_a_damaged_catalogue_begins_anew(desk: Desk, tmp_path: Path):
    """What it names as feeds on demand may be anything; none of it is trusted, and nothing breaks."""
    store = FileStore(tmp_path / "out")
    for text in ("", "[]", '{"entries": {"../../x": {"url": "file:///", "used": "2024-11-02T10:00:00Z"}}}'):
        store.write("on-demand/catalogue.json", text.encode(), content_type="application/json")
        with desks.desk(tmp_path / "out") as another:
            assert another.site.on_demand.size() == (0, 0)
            assert another.feed().status_code == 200


def test_two_servers_on_one_store_keep_each_others_feeds(desk: Desk, tmp_path: Path):
    """Who writes the catalogue second takes over what the first one wrote."""
    with desks.desk(tmp_path / "out") as another:
        desk.feed()
        another.feed()
        desk.feed(desk.another(1))
        another.site.on_demand.close()
        desk.site.on_demand.close()
        with desks.desk(tmp_path / "out") as third:
            assert third.site.on_demand.size()[0] == 3


def test_a_fault_of_our_own_is_not_repeated_for_each_reader(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    """A page that brings our program down is not fetched and read again by each who asks."""

    def broken(*_: object, **__: object) -> None:
        desk.room.server.requests.append(("broken", {}))
        raise RuntimeError("a bug")

    monkeypatch.setattr(on_demand, "poll", broken)
    with pytest.raises(RuntimeError):
        desk.feed()
    assert desk.feed().status_code == 502
    assert desk.room.requests == 1


def test_it_is_packed_where_that_is_accepted(desk: Desk):
    """gzip for who accepts it, and the same bytes in it."""
    plain = desk.feed()
    packed = desk.feed(headers={"Accept-Encoding": "br, gzip"})

    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert len(packed.data) < len(plain.data) / 2
    assert plain.headers["Vary"] == packed.headers["Vary"] == "Accept-Encoding"
    for refused in ("gzip;q=0", "identity", "*;q=0"):
        assert "Content-Encoding" not in desk.feed(headers={"Accept-Encoding": refused}).headers
