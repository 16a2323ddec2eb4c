"""Posts found in any JSON or XML document by the names and values of its fields."""

import json
from typing import Any

import pytest

from feedgen_liveblog.errors import FetchError
from feedgen_liveblog.lists import walk as listwalk
from feedgen_liveblog.model import RawBlog
from feedgen_liveblog.page import Page
from feedgen_liveblog.parsers import document
from tests.shapes import OTHERS, TICKERS, epoch, iso, some, text


def offline(url: str, *, headers: Any = None) -> Page:
    raise FetchError("not needed", url)


def read(value: Any, url: str = "https://quay.example/api/77") -> RawBlog | None:
    return document.parse(Page(url, json.dumps(value), "json"), offline)


@pytest.mark.parametrize("name", TICKERS)
def test_posts_are_found_in_any_shape(name: str) -> None:
    """Six posts with their texts, surely enough to be taken, whatever the fields are called and nested."""
    blog = read(TICKERS[name])
    assert blog is not None
    assert len(blog.posts) == 6
    assert blog.confidence >= 0.5
    assert all("number" in (post.html or post.text or "") for post in blog.posts)
    assert all(post.published for post in blog.posts) or name in ("minutes", "course of play")


@pytest.mark.parametrize("name", OTHERS)
def test_other_lists_are_refused(name: str) -> None:
    """Articles, comments, schedules, results and their like are not taken for a live blog."""
    assert read(OTHERS[name]) is None


def test_fields_go_where_they_belong() -> None:
    """First dates before changes, own ids before others', names of people, pictures and marks."""
    record = {
        "matchId": 7,
        "postId": 501,
        "blockFirstPublished": epoch(0) * 1000,
        "blockFirstPublishedDisplay": "09.00 GMT",
        "lastModified": iso(5),
        "pageDate": iso(9),
        "expires": iso(99),
        "headline": "The gates are open",
        "seoTitle": "Harbour gates | Quay",
        "summary": "In short.",
        "body": f"<p>{text(0)}</p>",
        "permalink": "/live/77?post=501",
        "contributors": [{"id": 3, "fullName": "Nell Achterberg"}],
        "image": {"url": "https://quay.example/gate.jpg", "caption": "The gate"},
        "tags": ["Harbour", {"name": "Tide"}],
        "isKeyEvent": True,
    }
    second = {**record, "postId": 502, "headline": "Two ferries left", "body": text(1)}
    second |= {"blockFirstPublished": epoch(1) * 1000, "permalink": "/live/77?post=502"}
    third = {**second, "postId": 503, "permalink": "/live/77?post=503"}
    about = {"language": "en-GB", "title": "Storm", "status": "closed"}
    blog = read({**about, "liveblog": [record, second, third]}, "https://quay.example/live/77")
    assert blog is not None
    post = blog.posts[0]
    assert (post.id, post.published, post.updated) == ("501", str(epoch(0) * 1000), iso(5))
    assert (post.title, post.html, post.url) == (
        "The gates are open",
        f"<p>{text(0)}</p>",
        "/live/77?post=501",
    )
    assert post.authors == ("Nell Achterberg",)
    assert [(image.url, image.alt) for image in post.images] == [
        ("https://quay.example/gate.jpg", "The gate")
    ]
    assert post.tags == ("Harbour", "Tide", "key event")
    assert blog.posts[1].text == text(1)
    assert (blog.title, blog.language, blog.closed) == ("Storm", "en-GB", True)


def test_what_all_posts_share_is_the_page_s() -> None:
    """A date, headline or address that is the same on each post is not the posts'."""
    posts = some(
        lambda n: {
            "id": n,
            "published": iso(0),
            "created": iso(n),
            "headline": "Storm",
            "url": "/live/77",
            "text": text(n),
        }
    )
    blog = read({"posts": posts})
    assert blog is not None
    assert [post.published for post in blog.posts] == [iso(n) for n in range(6)]
    assert all(post.title is None and post.url is None for post in blog.posts)


def test_posts_that_are_gone_or_not_yet_out_are_left_out() -> None:
    """Deleted posts are named as such; drafts are not shown; a state that all posts have says nothing."""
    posts = some(
        lambda n: {
            "_id": f"p{n}",
            "published_date": iso(n),
            "text": text(n),
            "state": "draft",
            "deleted": n == 2,
            "post_status": "submitted" if n == 3 else "open",
        }
    )
    blog = read({"_items": posts})
    assert blog is not None
    assert [post.id for post in blog.posts] == ["p0", "p1", "p4", "p5"]
    assert blog.deleted == ("p2",)


def test_clocks_get_the_day_that_is_stated_next_to_them() -> None:
    """A date and a clock make one time; a clock alone has the day of its list or match."""
    apart = read(
        {
            "posts": some(
                lambda n: {"id": n, "date": "2026-03-14", "time": f"{9 + n:02}:15:08", "text": text(n)}
            )
        }
    )
    assert apart is not None
    assert apart.posts[0].published == "2026-03-14T09:15:08"
    local = read(
        {
            "posts": some(
                lambda n: {"id": n, "datum": "14. 3. 2026", "zeit": f"{9 + n}.15 Uhr", "text": text(n)}
            )
        }
    )
    assert local is not None
    assert (local.posts[0].published, local.posts[0].day) == ("9.15 Uhr", "14. 3. 2026")
    match = read(
        {
            "match": {"kickoff": iso(0)},
            "ticker": some(lambda n: {"id": n, "time": f"19:{10 + n}", "text": text(n)}),
        }
    )
    assert match is not None
    assert match.published == iso(0)


def test_a_zone_that_is_stated_is_taken() -> None:
    """Naive times have the zone that stands next to them, or next to their list."""
    php = {"timezone_type": 3, "timezone": "Europe/Lisbon"}
    inside = read(
        {"posts": some(lambda n: {"id": n, "created": {"date": f"{iso(n)[:-1]}.0", **php}, "text": text(n)})}
    )
    outside = read(
        {
            "time_zone": "Asia/Kathmandu",
            "posts": some(lambda n: {"id": n, "date": iso(n)[:-1], "text": text(n)}),
        }
    )
    assert inside is not None and outside is not None
    assert (inside.zone, outside.zone) == ("Europe/Lisbon", "Asia/Kathmandu")
    assert inside.posts[0].published == f"{iso(0)[:-1]}.0"


def test_older_pages_are_named() -> None:
    """Addresses of further pages are taken from the objects round the list."""
    posts = some(lambda n: {"id": n, "created": iso(n), "text": text(n)})
    blog = read(
        {
            "posts": posts,
            "pagination": {"older": "?page=2", "total": 3},
            "_links": {"next": {"href": "https://quay.example/p/2"}},
            "next": 4,
        }
    )
    assert blog is not None
    assert blog.older == ("?page=2", "https://quay.example/p/2")


def test_a_script_with_a_callback_is_a_document_too() -> None:
    """JSONP and a script that sets one variable are read; other text is not."""
    posts = json.dumps({"posts": some(lambda n: {"id": n, "created": iso(n), "text": text(n)})})
    for source in (f"callback({posts});", f"/**/ jQuery_1.cb({posts})", f"var DATA = {posts};"):
        blog = document.parse(Page("https://quay.example/live.js", source, "text"), offline)
        assert blog is not None
        assert len(blog.posts) == 6
    for source in ("19:10 (Uhr) {text}", "call({", "x = [1]"):
        assert document.parse(Page("https://quay.example/live.txt", source, "text"), offline) is None


def test_hostile_documents_cost_little() -> None:
    """Nesting without end, objects that hold themselves, and many lists or fields end soon."""
    nested: Any = {"date": iso(0), "text": text(0)}
    for n in range(300):
        nested = {"id": n, "date": iso(n), "body": [nested, nested], "posts": [nested, nested, nested]}
    wide = {f"k{n}": [{"id": m, "date": iso(m), "q": "x"} for m in range(3)] for n in range(500)}
    many = [{f"k{m}": "v" for m in range(800)} for _ in range(30)]
    for value in (nested, wide, many):
        assert (
            listwalk.find([("", value)], url="https://quay.example/", name="json") is None or value is nested
        )
