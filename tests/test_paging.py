"""The whole story by plain links, from a server that counts: each page once, until one brings nothing new."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from feedgen_liveblog.extract import Reading, extract
from feedgen_liveblog.fetch import Limits, Session
from feedgen_liveblog.model import LiveBlog
from tests.raw_server import RawServer, reply, serve

NOW = datetime(2026, 3, 14, 23, tzinfo=UTC)
SIZE = 5  # posts of a page


@pytest.fixture
def server() -> Iterator[RawServer]:
    with serve({}) as running:
        yield running


def page(newest: int, *links: str) -> bytes:
    """A page of the posts from the newest on, with links below them."""
    posts = "".join(
        f'<article class="post" id="p{n}"><time datetime="2026-03-14T{n // 2:02}:{n % 2 * 30:02}:00Z">{n}</time>'
        f"<h3>Crane {n} is back</h3><p>The crane number {n} on the northern quay works again since noon.</p></article>"
        for n in range(newest, max(newest - SIZE, -1), -1)
    )
    return reply(f"<html><body><h1>Cranes: live</h1>{posts}{''.join(links)}</body></html>".encode())


def read(server: RawServer, *, known: frozenset[str] = frozenset(), max_pages: int = 50) -> LiveBlog:
    with Session(Limits(pause=0, retries=0)) as session:
        session.known = known
        first = session.get(f"{server.url}/live/cranes")
        return extract(first, session, now=NOW, how=Reading(max_pages=max_pages))


def asked(server: RawServer) -> list[str]:
    return [path for path in server.paths() if path != "/robots.txt"]


def story(server: RawServer, newest: int = 19) -> None:
    """A story of `newest + 1` posts, each page of which links the next and, as many do, the first."""
    pages = range(newest // SIZE + 1)
    for n in pages:
        path = f"/live/cranes?page={n + 1}" if n else "/live/cranes"
        older = f'<a href="/live/cranes?page={n + 2}">Older posts</a>' if n < pages[-1] else ""
        back = '<a href="/live/cranes?page=1">Newest</a> <a href="/town?page=2">Older stories</a>'
        server.routes[path] = page(newest - n * SIZE, older, back)


def test_each_page_once(server: RawServer) -> None:
    """All pages of the story are fetched, none twice, and no other page of the site."""
    story(server)
    blog = read(server)
    assert [post.title for post in blog.posts] == [f"Crane {n} is back" for n in range(19, -1, -1)]
    assert asked(server) == ["/live/cranes", *(f"/live/cranes?page={n}" for n in (2, 3, 4))]


@pytest.mark.parametrize("left", [1, 2, 3])
def test_the_last_page_has_a_post_or_two(server: RawServer, left: int) -> None:
    """So few posts show by themselves no pattern; they are read as those of the first page."""
    story(server, newest=SIZE * 3 + left - 1)
    assert len(read(server).posts) == SIZE * 3 + left


def test_where_pages_end(server: RawServer) -> None:
    """The newest post of each older page is known as such: above it posts may be missing that are not gone."""
    story(server)
    blog = read(server)
    assert [post.title for post in blog.posts if post.guid in blog.seams] == [
        f"Crane {n} is back" for n in (14, 9, 4)
    ]


def test_numbered_pages(server: RawServer) -> None:
    """Where all pages are linked by number, they are read one after the other."""
    numbers = "".join(f'<a href="/live/cranes?page={n}">{n}</a>' for n in (1, 2, 3))
    server.routes |= {
        "/live/cranes": page(14, numbers),
        "/live/cranes?page=2": page(9, numbers),
        "/live/cranes?page=3": page(4, numbers),
    }
    assert len(read(server).posts) == 15
    assert asked(server) == ["/live/cranes", "/live/cranes?page=2", "/live/cranes?page=3"]


def test_nothing_new(server: RawServer) -> None:
    """A site that answers its last page for every number is asked for one page too many, not for all of them."""
    for n in range(1, 60):
        server.routes[f"/live/cranes?page={n}"] = page(
            4, f'<a rel="next" href="/live/cranes?page={n + 1}">Older</a>'
        )
    server.routes["/live/cranes"] = page(9, '<a rel="next" href="/live/cranes?page=2">Older</a>')
    assert len(read(server).posts) == 10
    assert asked(server) == ["/live/cranes", "/live/cranes?page=2", "/live/cranes?page=3"]


def test_a_ring(server: RawServer) -> None:
    """Pages that lead to each other are read once each."""
    server.routes |= {
        "/live/cranes": page(9, '<a rel="next" href="?page=2">Older</a>'),
        "/live/cranes?page=2": page(4, '<a rel="next" href="/live/cranes">Older</a>'),
    }
    assert len(read(server).posts) == 10
    assert asked(server) == ["/live/cranes", "/live/cranes?page=2"]


def test_a_post_without_a_name_on_two_pages(server: RawServer) -> None:
    """It moved down, and was edited, between the one page and the next: by time and headline it is one."""

    def nameless(newest: int, state: str, link: str = "") -> bytes:
        made = page(newest, link).partition(b"\r\n\r\n")[2]
        return reply(re.sub(rb' id="p\d+"', b"", made).replace(b"works again", state.encode()))

    server.routes |= {
        "/live/cranes": nameless(14, "works again", '<a rel="next" href="?page=2">Older</a>'),
        "/live/cranes?page=2": nameless(10, "lifts steel again"),
    }
    blog = read(server)
    assert [post.title for post in blog.posts] == [f"Crane {n} is back" for n in range(14, 5, -1)]


def test_the_most_pages(server: RawServer) -> None:
    """No more pages are fetched than the user allows, and a note names the option."""
    story(server)
    blog = read(server, max_pages=2)
    assert len(blog.posts) == 10
    assert asked(server) == ["/live/cranes", "/live/cranes?page=2"]
    assert [note for note in blog.notes if "--max-pages" in note]


def test_one_page_is_enough(server: RawServer) -> None:
    """With one page allowed nothing but the user's own is asked for, robots.txt neither."""
    story(server)
    assert len(read(server, max_pages=1).posts) == 5
    assert server.paths() == ["/live/cranes"]


@pytest.mark.parametrize("answer", [reply(b"", 500), reply(b"", 404), b""])
def test_a_failure_midway(server: RawServer, answer: bytes) -> None:
    """What was read before a page that cannot be had is kept, and a note says which page it was."""
    story(server)
    server.routes["/live/cranes?page=3"] = answer
    blog = read(server)
    assert len(blog.posts) == 10
    assert "/live/cranes?page=4" not in asked(server)
    assert [note for note in blog.notes if "older posts left out" in note]


def test_a_later_run(server: RawServer) -> None:
    """A later run stops at the first page whose posts are all known, and takes these aside."""
    story(server)
    known = frozenset(f"p{n}" for n in range(17))
    blog = read(server, known=known)
    assert asked(server) == ["/live/cranes", "/live/cranes?page=2"]
    assert len(blog.posts) == 10
    assert blog.aside == {post.guid for post in blog.posts[5:]}
