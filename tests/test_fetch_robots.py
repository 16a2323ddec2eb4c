"""Paging and discovery go where robots.txt lets them."""

from collections.abc import Iterator

import pytest

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
        (reply(b"", 500), False),
        (reply(b"", 503), False),
        (reply(b"", 429), False),
        (redirect("/robots.txt"), False),
        (reply(b"User-agent: x", content_length="999"), False),
        (b"", False),
    ],
)
def test_allowed(server: RawServer, answer: Script, allowed: bool) -> None:
    """RFC 9309: its rules are obeyed, a file that is not there allows all, one that cannot be had nothing."""
    server.routes["/robots.txt"] = answer
    with Session(QUICK, user_url=server.url) as session:
        assert robots.allowed(session, f"{server.url}/live?page=2") is allowed


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
