"""Easy Liveblogs: which of its times is the moment, and its pages without an API."""

import json
from typing import Any

import pytest

from feedgen_liveblog.model import RawBlog
from feedgen_liveblog.page import Page
from feedgen_liveblog.providers import easy_liveblogs
from feedgen_liveblog.source import Offline
from tests.providers.plays.easy_liveblogs import EasyLiveblogs
from tests.providers.plays.play import Story
from tests.providers.server import Host, serving


def post_with(**fields: Any) -> Any:
    """The time read from one update of the API."""

    class Get:
        known: frozenset[str] = frozenset()

        def __call__(self, url: str, *, headers: object = None) -> Page:
            update = {"id": 5, "title": "Berth closed", "content": "<p>Why?</p>", **fields}
            return Page(url, json.dumps({"updates": [update]}), "json")

    play = EasyLiveblogs(Story())
    blog = easy_liveblogs.parse(Page(play.url, play.page()), Get())
    assert blog
    return blog.posts[0].published


MARKED = '<li data-elb-post-datetime="1750007200" data-elb-post-id="5" class="elb-liveblog-post"></li>'


@pytest.mark.parametrize(
    ("fields", "published"),
    [
        ({"datetime": "2025-06-15T19:06:40+02:00", "timestamp": 1750014400}, "2025-06-15T19:06:40+02:00"),
        ({"datetime": "2025-06-15 17:06:40", "html": MARKED}, "2025-06-15 17:06:40"),
        ({"datetime": "2025-06-15 19:06:40", "html": MARKED}, "1750007200"),
        ({"html": MARKED}, "1750007200"),
        ({"datetime": "2025-06-15 19:06:40"}, "2025-06-15 19:06:40"),
        ({"timestamp": 10**15}, str(10**15)),
        ({}, None),
    ],
)
def test_the_time_that_names_a_moment_is_taken(fields: Any, published: str | None) -> None:
    """An offset beats an epoch; an epoch that only repeats the local clock is left to the site's zone."""
    assert post_with(**fields) == published


def test_all_posts_are_the_inventory() -> None:
    """One answer holds every post, so an id that is no longer in it is gone."""
    with serving(Host(EasyLiveblogs(Story.of(40)))) as host:
        blog = easy_liveblogs.parse(Page(host.play.url, host.play.page()), host)
    assert blog
    assert blog.inventory == tuple(post.id for post in blog.posts)
    assert len(blog.inventory) == 40


SHOWN = """<ul class="elb-liveblog-list">
  <li data-elb-post-datetime="1750007200" data-elb-post-id="5"
  class="elb-liveblog-highlighted-post elb-liveblog-post">
  <p class="elb-liveblog-post-time"><time datetime="2025-06-15 17:06">2 hours ago</time></p>
  <h2 class="elb-liveblog-post-heading">Berth closed</h2>
  <div class="elb-liveblog-post-content"><p>The <b>ferry</b> waits.</p></div></li>
  <li data-elb-post-datetime="1750007200" data-elb-post-id="5" class="elb-liveblog-post">
  <p class="elb-liveblog-post-time"><time datetime="2025-06-15 17:06">2 hours ago</time></p>
  <h2 class="elb-liveblog-post-heading">Berth closed</h2>
  <div class="elb-liveblog-post-content"><p>The <b>ferry</b> waits.</p></div></li></ul>"""


def shown(beside: str = "") -> RawBlog:
    """The page of a version that sends its posts in it."""
    page = f'<html><body>{beside}<div id="elb-liveblog" class="elb-liveblog">{SHOWN}</div></body></html>'
    blog = easy_liveblogs.parse(Page("https://bulletin.example/ferry/", page), Offline())
    assert blog
    return blog


def test_an_older_version_has_its_posts_in_the_page() -> None:
    """They are read from the list, each once, without any request."""
    (post,) = shown().posts
    assert (post.id, post.title, post.published) == ("5", "Berth closed", "2025-06-15 17:06")
    assert post.html == "<p>The <b>ferry</b> waits.</p>"


def test_the_pages_json_ld_has_what_its_list_lacks() -> None:
    """Times with their offset, the author without 'By', the permalink."""
    update = {
        "@type": "BlogPosting",
        "headline": "Berth closed",
        "url": "https://bulletin.example/ferry/?entry=5",
        "datePublished": "2025-06-15T17:06:40+02:00",
        "dateModified": "2025-06-15T17:30:00+02:00",
        "author": {"@type": "Person", "name": "Bo Lind"},
    }
    data = json.dumps({"@type": "LiveBlogPosting", "liveBlogUpdate": [update]})
    (post,) = shown(f'<script type="application/ld+json">{data}</script>').posts
    assert (post.published, post.updated) == (update["datePublished"], update["dateModified"])
    assert (post.authors, post.url) == (("Bo Lind",), update["url"])
    assert post.html == "<p>The <b>ferry</b> waits.</p>"


def test_a_closed_blog_says_so() -> None:
    """The plugin's own message is the sign."""
    assert shown('<div class="elb-liveblog-closed-message">The liveblog has ended.</div>').closed
    assert not shown().closed
