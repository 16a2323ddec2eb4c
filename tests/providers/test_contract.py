"""What every provider promises, shown for each on a played service with every request counted."""

from collections.abc import Iterator

import pytest

from feedgen_liveblog.errors import FetchError, LiveblogError
from feedgen_liveblog.model import RawBlog
from feedgen_liveblog.page import Page
from feedgen_liveblog.providers import discover, paging
from tests.golden import ROOT
from tests.providers.plays.arena import Arena
from tests.providers.plays.automattic import Automattic
from tests.providers.plays.easy_liveblogs import EasyLiveblogs
from tests.providers.plays.norkon import Norkon
from tests.providers.plays.play import Play, Said, Story
from tests.providers.plays.superdesk import Superdesk
from tests.providers.plays.tickaroo import Tickaroo
from tests.providers.plays.twentyfourliveblog import TwentyFourLiveBlog
from tests.providers.server import Host, serving

PLAYS = (Arena, Automattic, EasyLiveblogs, Norkon, Superdesk, Tickaroo, TwentyFourLiveBlog)
PAGED = tuple(play for play in PLAYS if play.page_size)
MODULES = {module.__name__.rpartition(".")[2]: module for module in discover()}

each = pytest.mark.parametrize("play_of", PLAYS, ids=lambda play: play.name)
each_paged = pytest.mark.parametrize("play_of", PAGED, ids=lambda play: play.name)


def read(host: Host) -> RawBlog | None:
    """The play's page as its own provider reads it."""
    found = MODULES[host.play.name].parse(Page(host.play.url, host.play.page()), host)
    assert found is None or isinstance(found, RawBlog)
    return found


def read_blog(host: Host) -> RawBlog:
    """The same, where there must be one."""
    found = read(host)
    assert found is not None
    return found


def pages_of(play: Play) -> int:
    """How many pages the service has of its story."""
    return -(-len(play.story.posts) // play.page_size) if play.page_size else 1


def test_every_provider_is_played() -> None:
    """A provider that asks the network cannot be added without being shown to work, here and by a golden case."""
    asking = {name for name, module in MODULES.items() if not getattr(module, "IN_PAGE", False)}
    assert {play.name for play in PLAYS} == asking
    assert all((ROOT / "providers" / name / "case.toml").exists() for name in asking)


@each
def test_the_whole_story_is_read_and_no_page_twice(play_of: type[Play]) -> None:
    """The first run reads to the first post, asking each URL once."""
    play = play_of(Story.of(83))
    with serving(Host(play)) as host:
        blog = read_blog(host)
    assert len(blog.posts) == 83
    assert len({post.id for post in blog.posts}) == 83
    assert all(post.published for post in blog.posts)
    assert set(host.asked.values()) == {1}
    assert host.asked.total() == pages_of(play) + play.extra
    assert blog.complete or play.name in ("arena", "tickaroo")
    assert not blog.notes


@each
def test_ids_do_not_depend_on_the_page(play_of: type[Play]) -> None:
    """One embed that moves to another URL keeps its posts' ids, for they have a namespace."""
    play = play_of(Story.of(3))
    with serving(Host(play)) as host:
        first = read_blog(host)
        elsewhere = MODULES[play.name].parse(Page("https://other.example/tomorrow", play.page()), host)
    assert first.namespace and elsewhere.namespace == first.namespace
    assert [post.id for post in elsewhere.posts] == [post.id for post in first.posts]


@each
def test_a_post_is_read_whole(play_of: type[Play]) -> None:
    """Headline, body, time and author arrive where the service gives them."""
    said = Said(
        id=1000, minute=5, title="Berth closed", html="<p>The <b>ferry</b> waits.</p>", author="Bo Lind"
    )
    with serving(Host(play_of(Story([said])))) as host:
        (post,) = read_blog(host).posts
    assert "<b>ferry</b> waits" in (post.html or post.text or "")
    assert post.title == "Berth closed" or play_of in (Superdesk, Automattic)
    assert post.published in ("1750000300", "1750000300000", "2025-06-15T15:11:40+00:00")
    assert post.authors == ("Bo Lind",) or play_of is TwentyFourLiveBlog


@each
def test_an_edit_changes_what_it_says_and_no_id(play_of: type[Play]) -> None:
    """An edited post keeps its id and published time, and has its new body."""
    play = play_of(Story.of(4))
    with serving(Host(play)) as host:
        before = {post.id: post for post in read_blog(host).posts}
        play.story.posts[1].html, play.story.posts[1].edited = "<p>The ferry came back.</p>", 60
        after = {post.id: post for post in read_blog(host).posts}
    assert before.keys() == after.keys()
    assert [post.published for post in before.values()] == [post.published for post in after.values()]
    changed = [post for id, post in after.items() if post != before[id]]
    assert len(changed) == 1
    assert "came back" in (changed[0].html or changed[0].text or "")
    assert changed[0].updated != changed[0].published or play_of is TwentyFourLiveBlog


@each
def test_a_byte_order_mark_is_no_part_of_the_answer(play_of: type[Play]) -> None:
    """JSON with a UTF-8 BOM, as Norkon sends it, reads as the same posts."""
    with serving(Host(play_of(Story.of(3)))) as host:
        plain = read_blog(host)
        host.bom = True
        assert read_blog(host) == plain


@each
def test_an_empty_blog_is_a_blog_without_posts(play_of: type[Play]) -> None:
    """A blog that has not started is recognised as one: no traceback, and nothing invented."""
    with serving(Host(play_of(Story()))) as host:
        blog = read_blog(host)
    assert blog.posts == ()
    assert blog.deleted == ()


@each
def test_a_service_that_does_not_answer_is_named(play_of: type[Play]) -> None:
    """The first request failing is one line with the page, the service, its URL and status."""
    play = play_of(Story.of(3))
    with serving(Host(play)) as host, pytest.raises(FetchError) as caught:
        host.fails_from = 1
        read(host)
    assert str(caught.value).startswith(
        f"{play.url}: its posts are loaded by {MODULES[play.name].NAME} (https://"
    )
    assert "HTTP 503" in str(caught.value)
    assert caught.value.status == 503


@each_paged
def test_a_failure_midway_keeps_what_was_read(play_of: type[Play]) -> None:
    """A page that cannot be had costs the older posts, not the newer ones, and a note says so."""
    play = play_of(Story.of(83))
    pages_first = 2 if play_of is Superdesk else 1  # its frame comes first
    with serving(Host(play)) as host:
        host.fails_from = pages_first + 1
        blog = read_blog(host)
    assert len(blog.posts) == play.page_size
    assert blog.posts[0].id and "1082" in blog.posts[0].id
    assert not blog.complete
    assert any("older posts left out" in note and "HTTP 503" in note for note in blog.notes)


@each_paged
def test_a_later_run_stops_at_what_is_known(play_of: type[Play]) -> None:
    """With new posts on the first page only, the second page is not asked for."""
    play = play_of(Story.of(83))
    with serving(Host(play)) as host:
        known = frozenset(post.id for post in read_blog(host).posts if post.id)
    with serving(Host(play, known=known)) as host:
        blog = read_blog(host)
    beside = {"automattic": 1, "superdesk": 1, "twentyfourliveblog": 1}.get(
        play.name, 0
    )  # stream, frame, event
    assert host.asked.total() == 1 + beside
    assert len(blog.posts) >= play.page_size
    assert blog.complete


@each_paged
def test_a_later_run_reads_on_until_it_is_known(play_of: type[Play]) -> None:
    """More new posts than a page holds are all read: the walk goes on to the first page without any."""
    play = play_of(Story.of(83))
    with serving(Host(play)) as host:
        posts = read_blog(host).posts
    new = play.page_size + 3
    known = frozenset(post.id for post in posts[new:] if post.id)
    with serving(Host(play, known=known)) as host:
        blog = read_blog(host)
    assert {post.id for post in posts[:new]} <= {post.id for post in blog.posts}
    assert (
        sum(
            "page=" in url or "get-entries" in url or "news/" in url or "BulletinFeed" in url
            for url in host.asked
        )
        <= 3
    )


@each_paged
def test_the_number_of_pages_is_bounded(play_of: type[Play], monkeypatch: pytest.MonkeyPatch) -> None:
    """A story without end costs so many requests and no more, and a note says that there is more."""
    monkeypatch.setattr(paging, "MAX_PAGES", 2)
    play = play_of(Story.of(120))
    with serving(Host(play)) as host:
        blog = read_blog(host)
    assert len(blog.posts) == 2 * play.page_size
    assert not blog.complete
    assert any("the story has more than 2 pages" in note for note in blog.notes)


@each
@pytest.mark.parametrize(
    "answer", [[], {}, None, "text", 7, [1, None], {"error": {"code": "gone"}}], ids=repr
)
def test_an_answer_of_another_shape_is_one_line(play_of: type[Play], answer: object) -> None:
    """A service that changes what it answers is an expected failure that names it, not a traceback."""
    with serving(Host(play_of(Story.of(3)))) as host:
        host.answers = answer if answer is not None else False
        with pytest.raises(FetchError, match="its posts are loaded by"):
            read(host)


WRONG: tuple[object, ...] = (
    None,
    [],
    {},
    "",
    "x",
    -1,
    3.7,
    10**400,
    True,
    [None],
    {"a": {}},
    "<p>",
    "http://[::1",
)


def mutations(value: object) -> Iterator[object]:
    """The value with each of its parts in turn replaced by each wrong one."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from ({**value, key: wrong} for wrong in (*WRONG, *mutations(part)))
    elif isinstance(value, list) and value:
        yield from ([wrong, *value[1:]] for wrong in (*WRONG, *mutations(value[0])))


@each
def test_hostile_json_is_skipped_or_refused(play_of: type[Play]) -> None:
    """Whatever is put in the place of any value, the other posts are read or one line says why not."""
    play = play_of(Story.of(2))

    class Wrong:
        """Answers without a server, for there are hundreds of them."""

        known: frozenset[str] = frozenset()
        mutant: object = None

        def __call__(self, url: str, *, headers: object = None) -> Page:
            value = play.answer(url)
            if isinstance(value, str):
                return Page(url, value)
            page = Page(url, "", "json")
            page.__dict__["data"] = self.mutant
            return page

    with serving(Host(play)) as host:
        read_blog(host)
    posts_url = next(url for url in host.asked if isinstance(play.answer(url), dict))
    get, kept = Wrong(), 0
    for get.mutant in mutations(play.answer(posts_url)):
        try:
            blog = MODULES[play.name].parse(Page(play.url, play.page()), get)
        except LiveblogError:
            continue
        kept += len(blog.posts)
        assert all(
            isinstance(text, str)
            for post in blog.posts
            for text in (post.id, post.published)
            if text is not None
        )
    assert kept > 20


@each
def test_a_page_that_only_mentions_the_service_is_not_its(play_of: type[Play]) -> None:
    """The names in prose, style sheets or other scripts are no embed, and cost no request."""
    host = Host(play_of(Story.of(3)))
    text = """<html><head>
        <style>.lb-post, .liveblog-entry, .elb-liveblog, .live-center-embed, .arena-liveblog {}</style>
        <script>if (window.liveblog_settings) { NcPosts.start; LB24_LIVE_CONTENT; setJsonContent }
        window.LB = {};</script></head><body>
        <p>The tickaroo-liveblog element, arena.im, norkon.net and 24liveblog.com are services, Superdesk is
        one too. The plugin is easy-liveblogs, its class elb-liveblog, its attribute data-elb-post-id.</p>
        <div class="lb-post empty-message">No posts for now</div></body></html>"""
    assert MODULES[host.play.name].parse(Page("https://paper.example/article", text), host) is None
    assert (
        MODULES[host.play.name].parse(Page("https://paper.example/a.json", '{"a": 1}', "json"), host) is None
    )
    assert not host.asked
