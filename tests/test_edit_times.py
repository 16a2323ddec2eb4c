"""The time of an edit is found on whichever post has one."""

import pytest

from feedgen_liveblog.page import Page
from feedgen_liveblog.parsers import dom
from feedgen_liveblog.source import Offline

POSTS = 60
MARKS = {
    "machine-readable": '<footer><time class="updated" datetime="2026-01-05T22:00:00Z">Updated 22:00</time></footer>',
    "in words": '<p class="post-updated">Last Updated: 22:00 GMT Monday, 05 January 2026</p>',
}


def _page(edited: int, mark: str) -> Page:
    posts = "".join(
        f'<article class="live-post" id="p{POSTS - n}">'
        f'<time datetime="2026-01-05T{20 - n // 6:02}:{50 - n % 6 * 10}:00Z">x</time>'
        f"<h3>Gauge reading {n} of the day</h3><p>The tide gauge at pier {n} rose by a hand while crews watched "
        f"the sea wall from the hill above town.</p>{mark if n == edited else ''}</article>"
        for n in range(POSTS)
    )
    head = "<title>Live: spring tide</title>"
    return Page(
        "https://harbour.example/live/tide",
        f"<html><head>{head}</head><body><main>{posts}</main></body></html>",
    )


@pytest.mark.parametrize("mark", MARKS.values(), ids=MARKS)
def test_one_edited_post_among_many_is_found_wherever_it_stands(mark: str) -> None:
    """The one post that was edited has its `updated`, no other has, and the words of it are in no body."""
    for edited in range(POSTS):
        blog = dom.parse(_page(edited, mark), Offline())
        assert blog is not None
        assert [n for n, post in enumerate(blog.posts) if post.updated] == [edited]
        assert not any("pdated" in (post.html or "") for post in blog.posts)
