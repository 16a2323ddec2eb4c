"""24liveblog and Arena: the ways in which they are embedded, and what only they have."""

import pytest

from feedgen_liveblog.page import Page
from feedgen_liveblog.providers import arena, twentyfourliveblog
from tests.providers.plays.arena import Arena
from tests.providers.plays.play import Story
from tests.providers.plays.twentyfourliveblog import TwentyFourLiveBlog
from tests.providers.server import Host, serving


def test_24liveblog_in_a_frame_is_read() -> None:
    """The frame that stands in for the script on AMP pages names the event too."""
    frame = '<amp-iframe src="https://v.24liveblog.com/iframe/?id=2441056855163817172"></amp-iframe>'
    with serving(Host(TwentyFourLiveBlog(Story.of(3)))) as host:
        blog = twentyfourliveblog.parse(Page("https://courier.example/amp", frame), host)
    assert blog
    assert blog.namespace == "24liveblog/2441056855163817172"
    assert len(blog.posts) == 3


def test_24liveblog_says_when_an_event_is_over() -> None:
    """The event's own state and last update are the sign and the end of coverage."""
    play = TwentyFourLiveBlog(Story.of(3))
    play.closed = True
    with serving(Host(play)) as host:
        blog = twentyfourliveblog.parse(Page(play.url, play.page()), host)
    assert blog
    assert blog.closed
    assert blog.coverage_end == "1750003600"


def test_24liveblog_without_its_event_is_read() -> None:
    """Whether an event is over is worth a note and no more."""
    play = TwentyFourLiveBlog(Story.of(3))
    with serving(Host(play)) as host:
        host.fails_from = 3  # after the posts and the empty page
        blog = twentyfourliveblog.parse(Page(play.url, play.page()), host)
    assert blog
    assert len(blog.posts) == 3
    assert not blog.closed
    assert any("whether the event is over" in note for note in blog.notes)


@pytest.mark.parametrize(
    "markup",
    [
        '<script async src="https://go.arena.im/public/js/arenalib.js?p=tribune&amp;e=ferry1"></script>',
        '<div id="arena-live" data-publisher="tribune" data-event="ferry1"></div>',
        '<iframe src="https://go.arena.im/embed/tribune/ferry1?v=2"></iframe>',
    ],
)
def test_arena_is_known_by_its_script_element_or_frame(markup: str) -> None:
    """Each of the three names the site and the live blog."""
    with serving(Host(Arena(Story.of(2)))) as host:
        blog = arena.parse(Page("https://tribune.example/live", markup), host)
    assert blog
    assert (blog.namespace, blog.title, blog.summary) == ("arena/tribune/ferry1", "Ferry strike", "All day")
    assert len(blog.posts) == 2


def test_arena_in_europe_has_a_host_of_its_own() -> None:
    """A page that loads the European script is answered by the European host."""
    play = Arena(Story.of(1))
    page = play.page().replace("go.arena.im", "go.eu.arena.im")
    host = Host(play)
    with serving(host), pytest.raises(Exception, match=r"cached-api\.eu\.arena\.im"):
        arena.parse(Page(play.url, page), host)


def test_an_arena_chat_is_no_live_blog() -> None:
    """The chat beside an article is another product of the same script host."""
    chat = '<div class="arena-chat" data-publisher="tribune" data-chatroom="x"></div><script src="https://go.arena.im/c.js"></script>'
    assert arena.parse(Page("https://tribune.example/a", chat), Host(Arena(Story()))) is None
