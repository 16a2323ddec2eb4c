"""Superdesk Live Blog: its states of a post, its parts, and its page without its API."""

import json
from typing import Any

from feedgen_liveblog.errors import FetchError
from feedgen_liveblog.model import RawBlog
from feedgen_liveblog.page import Page
from feedgen_liveblog.providers import superdesk
from feedgen_liveblog.source import Offline
from tests.providers.plays.play import Story
from tests.providers.plays.superdesk import API, FRAME, Superdesk
from tests.providers.server import Host, serving

SHOWN = """<article class="lb-post list-group-item lb-post--highlighted"
    data-post-id="urn:newsml:localhost:2025:1001" data-post-sticky="true">
    <div class="lb-post-header"><div class="lb-post-date relativeDate"
    data-js-timestamp="2025-06-15T15:07:40+00:00">Sunday, June 15th, 2025, 3:06:40 PM</div>
    <div class="lb-author"><div class="lb-author__name">  Bo Lind </div></div></div>
    <div class="items-container"><div class="lb-item text"><article>Berth closed &amp; locked</article></div>
    <div class="lb-item comment"><div class="lb-item text"><article>Why?</article></div></div></div>
    <div class="lb-post-updated"><span class="lb-post-updated-time" data-js-timestamp="">now</span></div>
    </article>"""


def read(page: Page, get: Any) -> RawBlog:
    """The blog that must be there."""
    blog = superdesk.parse(page, get)
    assert blog
    return blog


def document(*posts: Any, url: str = "file:///saved.json") -> Page:
    """An answer of the API as a document of its own."""
    return Page(
        url,
        json.dumps({"_items": posts, "_meta": {"page": 1, "max_results": 20, "total": len(posts)}}),
        "json",
    )


def test_a_deletion_is_told() -> None:
    """A post that is marked deleted is no entry, and its id is passed on."""
    play = Superdesk(Story.of(30))
    play.story.posts[28].gone = True
    with serving(Host(play)) as host:
        blog = read(Page(play.url, play.page()), host)
    assert blog.deleted == ("urn:newsml:localhost:2025:1001",)
    assert len(blog.posts) == 29


def test_only_open_posts_are_published() -> None:
    """Submitted posts, drafts and readers' comments under review are no entries; one taken back is gone."""
    posts = [Superdesk(Story()).post(said) for said in Story.of(4).posts]
    for post, status in zip(posts, ("open", "submitted", "draft", "comment"), strict=True):
        post["post_status"] = status
    blog = read(document(*posts), Offline())
    assert [post.id for post in blog.posts] == [posts[0]["_id"]]
    assert set(blog.deleted) == {post["_id"] for post in posts[1:]}


def test_the_parts_of_a_post_make_one_post() -> None:
    """Text, embed and picture are one body in their order, though a part's markup may not be balanced."""
    post = Superdesk(Story()).post(Story.of(1).posts[0])
    post["groups"][1]["refs"] = [
        {"item": {"item_type": "text", "text": "one</div><div>two"}},
        {"item": {"item_type": "embed", "text": "", "meta": {"html": "<blockquote>three</blockquote>"}}},
        {"item": {"item_type": "embed", "text": None, "meta": {"original_url": "https://a.example/?b&c"}}},
        {"idRef": "nothing"},
    ]
    (read_post,) = read(document(post), Offline()).posts
    link = '<a href="https://a.example/?b&amp;c">https://a.example/?b&amp;c</a>'
    three = "<blockquote>three</blockquote>"
    assert read_post.html == f"<div>one</div><div>two</div><div>{three}</div><div>{link}</div>"


def test_a_comment_is_by_its_reader() -> None:
    """A published comment names who wrote it, not who let it through."""
    post = Superdesk(Story()).post(Story.of(1).posts[0])
    post["groups"][1]["refs"] = [{"item": {"item_type": "comment", "text": "Fine", "commenter": "Cleo"}}]
    assert read(document(post), Offline()).posts[0].authors == ("Cleo",)


def test_marks_of_the_desk_are_tags() -> None:
    """Sticky posts are pinned, highlighted ones key events."""
    play = Superdesk(Story.of(2))
    play.story.posts[0].pinned = play.story.posts[0].key = True
    with serving(Host(play)) as host:
        blog = read(Page(play.url, play.page()), host)
    assert [post.tags for post in blog.posts] == [("pinned", "key event"), ()]


def test_an_api_url_is_read_to_its_end() -> None:
    """A document that the user took from the API leads to its further pages."""
    play = Superdesk(Story.of(60))
    with serving(Host(play)) as host:
        blog = read(host(f"{API}?max_results=100&page=1"), host)
    assert len(blog.posts) == 60
    assert set(host.asked.values()) == {1}
    assert host.asked.total() == 3


def test_the_posts_of_the_page_stand_in_for_the_api() -> None:
    """A saved Live Blog page has its posts in it: they are read, with a note."""
    page = Page("file:///saved.html", Superdesk(Story()).framed(SHOWN))
    blog = read(page, Offline())
    (post,) = blog.posts
    assert post.id == "urn:newsml:localhost:2025:1001"
    assert post.published == "2025-06-15T15:07:40+00:00"
    assert post.updated is None
    assert post.authors == ("Bo Lind",)
    assert post.tags == ("pinned", "key event")
    assert (post.html or "").count("Why?") == 1
    assert "Berth closed &amp; locked" in (post.html or "")
    assert "only the posts in the page were read" in blog.notes[0]


def test_one_post_has_one_id_by_every_way() -> None:
    """The page, the API and a saved answer name a post alike."""
    play = Superdesk(Story.of(2))
    with serving(Host(play)) as host:
        by_api = read(Page(play.url, play.page()), host)
    shown = read(Page(FRAME, play.framed(SHOWN)), Offline())
    assert shown.namespace == by_api.namespace
    assert shown.posts[0].id in {post.id for post in by_api.posts}


def test_the_blog_describes_itself() -> None:
    """Title, language and state come from the page's settings."""
    play = Superdesk(Story.of(1))
    with serving(Host(play)) as host:
        blog = read(Page(FRAME, play.framed().replace('"open"', '"closed"')), host)
    assert (blog.title, blog.language, blog.closed) == ("Ferry strike", "de", True)


def test_a_foreign_list_of_items_is_left_to_others() -> None:
    """`_items` is the list of every API made with Eve: only Live Blog's posts are claimed."""
    assert superdesk.parse(document({"_id": "1", "name": "Bo"}), Offline()) is None
    assert superdesk.parse(document(), Offline()) is None


def test_a_page_that_frames_nothing_readable_says_so() -> None:
    """A frame that does not answer is a failure of this page, named."""

    class Get:
        known: frozenset[str] = frozenset()

        def __call__(self, url: str, *, headers: object = None) -> Page:
            raise FetchError("HTTP 410", url, status=410)

    play = Superdesk(Story.of(1))
    try:
        superdesk.parse(Page(play.url, play.page()), Get())
    except FetchError as error:
        assert str(error) == f"{play.url}: its posts are loaded by Live Blog (Superdesk) ({FRAME}: HTTP 410)"
    else:
        raise AssertionError("it was not told")


def test_an_advertisement_is_no_post() -> None:
    """The theme leaves a `div` open in one, so that the posts below it are within it."""
    advertisement = (
        '<article class="lb-post list-group-item advertisement" data-post-id="urn:newsml:localhost:2025:1002">'
        '<div class="items-container"><div><div class="lb-item">Four weeks for nothing!</div></div></article>'
    )
    blog = read(Page("https://paper.example/live", f"<div>{advertisement}{SHOWN}</div>"), Offline())
    assert [post.id for post in blog.posts] == ["urn:newsml:localhost:2025:1001"]
