"""A look at a page: asked conditionally for all that the last look took, and suspicious of what comes."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from feedgen_liveblog.config import Blog
from feedgen_liveblog.errors import FetchError
from feedgen_liveblog.fetch import Limits, Session
from feedgen_liveblog.history.looking import Look, look
from feedgen_liveblog.history.memory import Memory
from feedgen_liveblog.history.revision import next_state
from feedgen_liveblog.history.state import State
from feedgen_liveblog.merge import merge
from tests.memory.blogs import minute
from tests.memory.newsroom import PATH, Newsroom, newsroom
from tests.raw_server import reply


@pytest.fixture
def room() -> Iterator[Newsroom]:
    """A newsroom whose page has ten posts and links to an older page with ten more."""
    with newsroom() as room:
        room.shown = list(range(10, 20))
        room.headers = {"etag": '"one"'}
        older = Newsroom(room.server, headers={"etag": '"two"'})
        room.server.routes[f"{PATH}?page=2"] = older.answer
        page = room.page
        room.server.routes[PATH] = lambda headers: answer(room, page, headers)
        yield room


def answer(room: Newsroom, page: object, headers: dict[str, str]) -> bytes:
    if room.instead is not None:
        return room.instead  # type: ignore[return-value]
    etag = room.headers.get("etag")
    if etag and headers.get("if-none-match") == etag:
        return reply(status=304, **room.headers)
    text = room.page().replace("</body>", f'<a rel="next" href="{PATH}?page=2">Older</a></body>')
    return reply(text.encode(), **room.headers)


def blog(room: Newsroom) -> Blog:
    return Blog(name="harbour", url=room.url, files={"atom": "harbour.xml"})


def see(room: Newsroom, state: State | None = None) -> Look | None:
    with Session(Limits(pause=0, retries=0), user_url=room.url) as session:
        return look(blog(room), session, state, now=minute(60))


def remembered(room: Newsroom, seen: Look, **fields: object) -> State:
    """The state after a look."""
    memory: Memory = replace(merge(None, seen.blog, now=minute(60)).memory, **fields)  # type: ignore[arg-type]
    return next_state(blog(room), seen, None, memory, None, now=minute(60))


def asked(room: Newsroom) -> list[tuple[str, str | None]]:
    """What was asked for since the last time, with the condition; robots.txt left out."""
    requests = [(path, headers.get("if-none-match")) for path, headers in room.server.requests]
    room.server.requests.clear()
    return [(path.removeprefix(PATH), condition) for path, condition in requests if "robots" not in path]


def test_nothing_has_changed_only_if_no_part_has(room: Newsroom):
    """A story read from two pages is unchanged when the server says so of both."""
    seen = see(room)
    assert seen and len(seen.blog.posts) == 20 and seen.from_first
    assert {url.removeprefix(room.url): each.etag for url, each in seen.validators.items()} == {
        "": '"one"',
        "?page=2": '"two"',
    }
    state = remembered(room, seen)
    asked(room)

    assert see(room, state) is None
    assert asked(room) == [("", '"one"'), ("?page=2", '"two"')]


def test_later_looks_stop_at_the_first_page_that_is_all_known(room: Newsroom):
    """The newest page changed; of the older ones only the next is asked for."""
    seen = see(room)
    assert seen
    room.shown, room.headers = list(range(12, 22)), {"etag": '"three"'}
    room.server.routes[f"{PATH}?page=2"] = reply(
        Newsroom(room.server, list(range(2, 12)))
        .page()
        .replace("</body>", f'<a rel="next" href="{PATH}?page=3"></a></body>')
        .encode()
    )
    asked(room)

    again = see(room, remembered(room, seen))

    assert again and len(again.blog.posts) == 20
    assert again.blog.aside == {post.guid for post in again.blog.posts[10:]}
    assert "?page=3" not in [path for path, _ in asked(room)]


def test_a_story_that_was_not_read_to_its_first_post_is_read_again(room: Newsroom):
    """What a failure midway left out is asked for again; what is over the limit of pages is not."""
    older = room.server.routes[f"{PATH}?page=2"]
    room.server.routes[f"{PATH}?page=2"] = reply(b"no", 500)
    seen = see(room)
    assert seen and len(seen.blog.posts) == 10 and not seen.from_first
    room.server.routes[f"{PATH}?page=2"] = older

    again = see(room, remembered(room, seen))
    assert again and len(again.blog.posts) == 20 and again.from_first
    with Session(Limits(pause=0, retries=0), user_url=room.url) as session:
        limited = look(replace(blog(room), max_pages=1), session, None, now=minute(60))
    assert limited and limited.from_first


def test_without_a_validator_for_all_nothing_is_asked_conditionally(room: Newsroom):
    """A part that cannot be asked conditionally must be fetched to know."""
    room.server.routes[f"{PATH}?page=2"] = reply(Newsroom(room.server).page().encode())

    seen = see(room)

    assert seen and seen.validators == {}


@pytest.mark.parametrize(
    ("cuts", "posts"),
    [
        (("</div></body>",), 10),
        (("<h2>Update number 10<", "<h2>Update number 12<"), 7),
        (("<h2>Update number 12<", "<h2>Update number 10<"), 9),
        (("<h2>Update number 12<", "</html>"), 10),
    ],
    ids=["as it is", "cut twice", "further", "whole at last"],
)
def test_a_page_without_an_end_is_asked_for_again(room: Newsroom, cuts: tuple[str, ...], posts: int):
    """At first sight: where it ends elsewhere each time, its last post may not be whole."""
    pages = [reply(room.page().partition(cut)[0].encode(), etag='"cut"') for cut in cuts]
    answers = iter((pages * 2)[:2])
    room.server.routes[PATH] = lambda headers: next(answers)

    seen = see(room)

    assert seen and len(seen.blog.posts) == posts
    assert len(asked(room)) == 2
    assert (seen.validators == {}) == (posts < 10)


def test_what_waits_for_a_second_look_is_fetched_in_full(room: Newsroom):
    """'The same page again' is an answer too: a deletion is decided by it."""
    seen = see(room)
    assert seen
    state = remembered(room, seen, missed={"x": 1})
    asked(room)

    assert see(room, state) is not None
    assert asked(room)[0] == ("", None)


def test_other_settings_fetch_in_full(room: Newsroom):
    """What was read with other selectors or another zone says nothing now."""
    seen = see(room)
    assert seen
    state = replace(remembered(room, seen), reading="another")
    asked(room)

    assert see(room, state) is not None
    assert asked(room)[0] == ("", None)


def test_a_page_from_before_by_the_servers_word_is_stale(room: Newsroom):
    """Last-Modified that goes back is the mark of an old copy."""
    room.headers = {"last_modified": "Sat, 02 Nov 2024 11:00:00 GMT"}
    seen = see(room)
    assert seen and not seen.stale
    state = remembered(room, seen)

    for hour, stale in (("10", True), ("12", False)):
        room.headers = {"last_modified": f"Sat, 02 Nov 2024 {hour}:00:00 GMT"}
        again = see(room, state)
        assert again and again.stale is stale


def test_a_page_without_its_end_is_refused_where_it_had_one(room: Newsroom):
    """A page cut in transit; one that never had an end is as it is."""
    seen = see(room)
    assert seen and seen.ends
    room.instead = reply(room.page()[:-40].encode())

    with pytest.raises(FetchError, match="cut short"):
        see(room, remembered(room, seen))
    assert see(room, replace(remembered(room, seen), ends=False))
