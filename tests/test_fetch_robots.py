"""Paging and discovery go where robots.txt lets them."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from feedgen_liveblog.errors import FetchError
from feedgen_liveblog.extract import extract
from feedgen_liveblog.fetch import Limits, Session
from feedgen_liveblog.web import robots
from tests.raw_server import RawServer, Script, redirect, reply, serve

QUICK = Limits(pause=0, retries=0)


@pytest.fixture
def server() -> Iterator[RawServer]:
    with serve({}) as running:
        yield running


def text(*lines: str) -> bytes:
    return reply("\n".join(lines).encode(), content_type="text/plain")


@pytest.mark.parametrize(
    ("answer", "allowed"),
    [
        (text("User-agent: *", "Disallow: /live"), False),
        (text("User-agent: *", "Disallow: /live", "Allow: /live?page="), True),
        (text("User-agent: *", "Disallow: /*?page="), False),
        (text("User-agent: *", "Disallow: /", "", "User-agent: feedgen-liveblog", "Disallow: /admin"), True),
        (text("User-agent: feedgen-liveblog", "Disallow: /"), False),
        (text("User-agent: GPTBot", "Disallow: /"), True),
        (text("User-agent: *", "Disallow:"), True),
        (reply(b""), True),
        (reply(b"<html><p>not found, sorry", 200), True),
        (reply(b"", 404), True),
        (reply(b"", 403), True),
    ],
)
def test_allowed(server: RawServer, answer: Script, allowed: bool) -> None:
    """RFC 9309: its rules are obeyed, a file that is not there allows all."""
    server.routes["/robots.txt"] = answer
    with Session(QUICK, user_url=server.url) as session:
        assert robots.allowed(session, f"{server.url}/live?page=2") is allowed


@pytest.mark.parametrize(
    "answer",
    [
        reply(b"", 500),
        reply(b"", 503),
        reply(b"", 429),
        redirect("/robots.txt"),
        reply(b"User-agent: x", content_length="999"),
        b"",
    ],
)
def test_not_to_be_had(server: RawServer, answer: Script) -> None:
    """Where the file cannot be had nothing is allowed, and the error says why."""
    server.routes["/robots.txt"] = answer
    with Session(QUICK, user_url=server.url) as session, pytest.raises(FetchError, match=r"/robots\.txt: "):
        robots.allowed(session, f"{server.url}/live?page=2")


def test_paging_obeys(server: RawServer) -> None:
    """Older pages that robots.txt does not allow are not fetched; what the first page shows is kept."""
    posts = "".join(
        f'<article class="post" id="p{n}"><time datetime="2026-03-14T0{n}:00:00Z">0{n}:00</time>'
        f"<h3>Crane {n} is back</h3><p>The crane number {n} works again.</p></article>"
        for n in reversed(range(9))
    )
    server.routes |= {
        "/live": reply(f'<html><body>{posts}</body><a rel="next" href="/live?page=2">older</a>'.encode()),
        "/robots.txt": text("User-agent: *", "Disallow: /*?page="),
    }
    with Session(QUICK) as session:
        blog = extract(session.get(f"{server.url}/live"), session, now=datetime(2026, 3, 14, 18, tzinfo=UTC))
    assert len(blog.posts) == 9
    assert server.paths() == ["/live", "/robots.txt"]
    assert any("robots.txt does not allow" in note for note in blog.notes)


def test_asked_once(server: RawServer) -> None:
    """It is fetched once for a host, however many pages are asked about."""
    server.routes["/robots.txt"] = text("User-agent: *", "Disallow: /b")
    with Session(QUICK, user_url=server.url) as session:
        assert [robots.allowed(session, server.url + path) for path in ("/a", "/b", "/c")] == [
            True,
            False,
            True,
        ]
    assert server.paths() == ["/robots.txt"]


def test_the_users_page_does_not_ask(server: RawServer) -> None:
    """The user's own page is fetched as a feed reader fetches it: robots.txt is not consulted."""
    server.routes |= {"/": reply(b"<p>hello"), "/robots.txt": text("User-agent: *", "Disallow: /")}
    with Session(QUICK) as session:
        session.get(server.url)
    assert server.paths() == ["/"]


def test_hostile_rules(server: RawServer) -> None:
    """Large files and patterns that backtrack cost little."""
    lines = ["User-agent: *", "Disallow: /" + "*a" * 200 + "*b$"] + [
        f"Disallow: /{n}*x" for n in range(100_000)
    ]
    server.routes["/robots.txt"] = text(*lines)
    with Session(QUICK, user_url=server.url) as session:
        assert robots.allowed(session, server.url + "/" + "a" * 5000)
