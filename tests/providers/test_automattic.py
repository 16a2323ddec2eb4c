"""Automattic's WordPress Liveblog: what the stream of changes adds on later runs."""

from datetime import UTC, datetime, timedelta

import pytest

from feedgen_liveblog.merge import merge
from feedgen_liveblog.model import RawBlog
from feedgen_liveblog.normalise import normalise
from feedgen_liveblog.page import Page
from feedgen_liveblog.providers import automattic
from feedgen_liveblog.source import Offline
from tests.providers.plays.automattic import Automattic
from tests.providers.plays.play import Story
from tests.providers.server import Host, serving


def run(
    play: Automattic, known: frozenset[str] = frozenset(), *, fails_from: int | None = None
) -> tuple[RawBlog, Host]:
    """One run, and what it asked for."""
    with serving(Host(play, known=known)) as host:
        host.fails_from = fails_from
        blog = automattic.parse(Page(play.url, play.page()), host)
    assert blog
    return blog, host


def known(blog: RawBlog) -> frozenset[str]:
    """The ids that a first run leaves."""
    return frozenset(post.id for post in blog.posts if post.id)


def test_a_deletion_is_told_on_the_next_run() -> None:
    """The paged list lacks a deleted entry; the stream says that it is gone."""
    play = Automattic(Story.of(12))
    first, _ = run(play)
    play.story.posts[2].gone, play.story.posts[2].edited = True, 60
    second, host = run(play, known(first))
    assert second.deleted == ("1009",)
    assert "1009" not in {post.id for post in second.posts}
    assert host.asked.total() == 2


def test_an_edit_of_an_old_entry_is_seen_without_paging_to_it() -> None:
    """An entry that is on no page that was read comes with the stream, its published time unchanged."""
    play = Automattic(Story.of(30))
    first, _ = run(play)
    old = play.story.posts[-1]
    old.html, old.edited = "<p>Corrected: the ferry left at noon.</p>", 90
    second, host = run(play, known(first))
    (post,) = [post for post in second.posts if post.id == str(old.id)]
    assert "Corrected" in (post.html or "")
    assert (post.published, post.updated) == (str(old.at), str(old.changed))
    assert host.asked.total() == 2


def test_an_edit_of_an_old_entry_takes_none_between_away() -> None:
    """Entries between the newest page and an edited old one are on neither: they are not gone for that."""
    play, now = Automattic(Story.of(8)), datetime(2025, 6, 16, tzinfo=UTC)
    memory, seen = None, frozenset[str]()
    for edit in range(4):
        blog, _ = run(play, seen)
        merged = merge(memory, normalise(blog, url=play.url, now=now), now=now)
        assert not merged.deleted
        memory, seen, now = merged.memory, seen | known(blog), now + timedelta(minutes=1)
        play.story.posts[-1].html = f"<p>Corrected {edit} times: the ferry left at noon.</p>"
        play.story.posts[-1].edited = 60 + edit
    assert memory
    assert len(memory.blog.posts) == 8


def test_the_first_run_does_not_ask_for_changes() -> None:
    """Nothing is in the feed yet that could have been edited or deleted."""
    _, host = run(Automattic(Story.of(3)))
    assert not [url for url in host.asked if "/entries/" in url]


def test_a_stream_that_fails_costs_no_post() -> None:
    """The posts are there, and a note says what is not."""
    play = Automattic(Story.of(4))
    first, _ = run(play)
    second, _ = run(play, known(first), fails_from=2)
    assert [post.id for post in second.posts] == [post.id for post in first.posts]
    assert any("edits and deletions could not be read" in note for note in second.notes)


def test_key_events_and_pinned_entries_are_marked() -> None:
    """They are entries like the others, with a tag each."""
    play = Automattic(Story.of(2))
    play.story.posts[0].key = play.story.posts[1].pinned = True
    blog, _ = run(play)
    assert [post.tags for post in blog.posts] == [("key event",), ("pinned",)]


@pytest.mark.parametrize(("state", "closed"), [("enable", False), ("archive", True)])
def test_an_archived_live_blog_is_closed(state: str, closed: bool) -> None:
    """The plugin's own word for a story that is over."""
    play = Automattic(Story.of(2))
    page = Page(play.url, play.page().replace('"enable"', f'"{state}"'))
    with serving(Host(play)) as host:
        blog = automattic.parse(page, host)
    assert blog
    assert blog.closed is closed


def test_a_site_without_pretty_permalinks_is_read() -> None:
    """Where the endpoint is a parameter, `?rest_route=`, what follows is put behind it."""

    class Get:
        known: frozenset[str] = frozenset()
        asked: str = ""

        def __call__(self, url: str, *, headers: object = None) -> Page:
            self.asked = url
            return Page(url, '{"entries": [], "page": 1, "pages": 0}', "json")

    get = Get()
    page = """<script>var liveblog_settings = {"post_id":"9",
        "endpoint_url":"\\/?rest_route=\\/liveblog\\/v1\\/9\\/",
        "latest_entry_id":"41","latest_entry_timestamp":"1750000000"};</script>"""
    assert automattic.parse(Page("https://gazette.example/?p=9", page), get)
    assert get.asked == "https://gazette.example/?rest_route=/liveblog/v1/9/get-entries/1/41-1750000000"


def test_a_draft_is_no_entry() -> None:
    """Where the plugin sends unpublished entries along, they are left out."""

    class Get:
        known: frozenset[str] = frozenset()

        def __call__(self, url: str, *, headers: object = None) -> Page:
            entries = """{"id": "1", "render": "<p>out</p>", "status": "publish", "entry_time": "1750000000"},
                {"id": "2", "render": "<p>not yet</p>", "status": "draft", "entry_time": "1750000060"}"""
            return Page(url, f'{{"entries": [{entries}], "page": 1, "pages": 1}}', "json")

    play = Automattic(Story.of(1))
    blog = automattic.parse(Page(play.url, play.page()), Get())
    assert blog
    assert [post.id for post in blog.posts] == ["1"]


def test_a_saved_page_says_where_its_posts_are() -> None:
    """A file has none of the posts: the line names the page, the service and the URL that it needs."""
    play = Automattic(Story.of(3))
    with pytest.raises(
        Exception, match=r"page\.html: its posts are loaded by the WordPress Liveblog plugin \(https://"
    ):
        automattic.parse(Page("file:///home/me/page.html", play.page()), Offline())
