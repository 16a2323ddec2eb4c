"""Tickaroo: posts without ids, whether its data are in the page or fetched."""

import json
from dataclasses import replace

from feedgen_liveblog.model import RawBlog
from feedgen_liveblog.page import Page
from feedgen_liveblog.providers import tickaroo
from feedgen_liveblog.source import Offline
from tests.providers.plays.play import Story
from tests.providers.plays.tickaroo import Tickaroo


def rendered(play: Tickaroo) -> RawBlog:
    """The play's page with the widget rendered by the publisher's server."""
    blog = tickaroo.parse(Page(play.url, f"<html><body>{play.widget()}</body></html>"), Offline())
    assert blog
    return blog


def test_data_in_the_page_need_no_request() -> None:
    """A widget that the publisher rendered has its posts in an attribute."""
    blog = rendered(Tickaroo(Story.of(3)))
    assert len(blog.posts) == 3
    assert blog.title == "Fähre"
    assert blog.namespace == "tickaroo/69d7f6b8"


def test_a_post_is_named_by_its_time() -> None:
    """A post without an id keeps one name when its headline is edited and newer posts come."""
    play = Tickaroo(Story.of(3))
    before = [post.id for post in rendered(play).posts]
    play.story.posts[1].title = "Another headline"
    play.story.posts.insert(0, replace(play.story.posts[0], minute=9))
    assert [post.id for post in rendered(play).posts][1:] == before


def test_posts_of_one_second_have_two_names() -> None:
    """They are counted from the oldest, so that a third one changes neither of the two."""
    play = Tickaroo(Story.of(2))
    for post in play.story.posts:
        post.minute = 0
    before = [post.id for post in rendered(play).posts]
    assert before == ["1750000000-2", "1750000000"]
    play.story.posts.insert(0, replace(play.story.posts[0], title="A third"))
    assert [post.id for post in rendered(play).posts] == ["1750000000-3", *before]


def test_a_headline_is_not_said_twice() -> None:
    """The text begins with the headline on a line of its own: it is left out there, and only there."""
    play = Tickaroo(Story.of(1))
    play.story.posts[0].title, play.story.posts[0].html = "Berth closed", "The ferry waits."
    assert rendered(play).posts[0].text == "The ferry waits."
    play.story.posts[0].title, play.story.posts[0].html = "Berth", ""
    assert rendered(play).posts[0].title == "Berth"


def test_the_answer_is_read_by_its_schema_or_its_markup() -> None:
    """What is fetched has the data as an object, as a string of JSON, or in the widget's attribute."""
    play = Tickaroo(Story.of(2))

    class Get:
        known: frozenset[str] = frozenset()
        answer: object = None

        def __call__(self, url: str, *, headers: object = None) -> Page:
            return Page(url, json.dumps(self.answer), "json")

    get = Get()
    for get.answer in (
        {"html": "<div></div>", "schema": play.schema()},
        {"schema": json.dumps(play.schema())},
        {"html": play.widget()},
    ):
        blog = tickaroo.parse(Page(play.url, play.page()), get)
        assert blog
        assert [post.title for post in blog.posts] == ["Headline 1", "Headline 0"]


def test_a_teaser_is_no_live_blog() -> None:
    """The small card that links to a live blog elsewhere is another element."""
    page = '<tickaroo-liveblog-teaser liveblogId="69d7f6b8"></tickaroo-liveblog-teaser>'
    assert tickaroo.parse(Page("https://bote.example/", page), Offline()) is None


def test_characters_that_no_document_may_hold() -> None:
    """In the markup that is fetched they cost themselves, and not the run."""
    play = Tickaroo(Story.of(2))

    class Get(Offline):
        def __call__(self, url: str, *, headers: object = None) -> Page:
            return Page(url, json.dumps({"html": "\x0b\0\ufffe" + play.widget()}), "json")

    blog = tickaroo.parse(Page(play.url, play.page()), Get())
    assert blog and len(blog.posts) == 2
