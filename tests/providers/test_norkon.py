"""Norkon Live Center: the ways in which a channel is embedded."""

import pytest

from feedgen_liveblog.page import Page
from feedgen_liveblog.providers import norkon
from tests.providers.plays.norkon import Norkon
from tests.providers.plays.play import Story
from tests.providers.server import Host, serving

FRAME = '<iframe src="//livecenter.norkon.net/frame/harbour-post/4711/dark"></iframe>'
CONTENT = "<script>NcEmbed.setJsonContent('harbour-post', 4711);</script>"
START = """<script>window.NcPosts.start({channelId: 4711, container: document.body,
    extra: {a: 1}, "tenantKey": "harbour-post"})</script>"""
CHANNEL = '<div data-norkon-channel-id="4711"></div>'
SCRIPT = '<script src="https://livecentercdn.norkon.net/LiveCenter/ExtensionJs/harbour-post"></script>'


@pytest.mark.parametrize("markup", [FRAME, CONTENT, START, CHANNEL + SCRIPT, SCRIPT + CHANNEL])
def test_each_way_to_embed_a_channel_is_known(markup: str) -> None:
    """The tenant and the channel are found wherever the page states them."""
    with serving(Host(Norkon(Story.of(3)))) as host:
        blog = norkon.parse(
            Page("https://harbour-post.example/live", f"<html><body>{markup}</body></html>"), host
        )
    assert blog
    assert blog.namespace == "norkon/harbour-post/4711"
    assert len(blog.posts) == 3


def test_a_channel_without_a_tenant_is_not_guessed() -> None:
    """A page that names the channel only gives nothing, unless its publisher's tenant is known."""
    host = Host(Norkon(Story.of(3)))
    assert norkon.parse(Page("https://unknown.example/live", CHANNEL), host) is None
    assert not host.asked


def test_sky_sports_names_its_channel_only() -> None:
    """Sky Sports' pages have no tenant in them: it is known by their host, and by no other's."""

    class Asked(Exception):
        """The URL that would be fetched."""

    class Get:
        known: frozenset[str] = frozenset()

        def __call__(self, url: str, *, headers: object = None) -> Page:
            raise Asked(url)

    with pytest.raises(Asked, match="/BulletinFeed/sky-sports-prod/4711/Initial/"):
        norkon.parse(Page("https://www.skysports.com/football/live-blog/1", CHANNEL), Get())
    assert norkon.parse(Page("https://notskysports.com/live", CHANNEL), Get()) is None
