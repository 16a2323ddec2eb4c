"""Small blogs for the tests of memory: posts by number, one a minute, and what a page shows of them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from feedgen_liveblog.history.memory import Memory
from feedgen_liveblog.merge import Merged, merge
from feedgen_liveblog.model import LiveBlog, Post

START = datetime(2024, 11, 2, 10, 0, tzinfo=UTC)
URL = "https://news.example/live/harbour"
ID = "tag:feedgen-liveblog,2020:news.example/live/harbour"


def minute(number: float) -> datetime:
    """The time so many minutes after the first post."""
    return START + timedelta(minutes=number)


def guid(number: int) -> str:
    """The GUID of a post by its number."""
    return f"{ID}#post-{number}"


def post(
    number: int, text: str = "first", *, at: datetime | None = None, updated: datetime | None = None
) -> Post:
    """Post `number`, published in minute `number`; its digest is that of its text alone."""
    return Post(
        guid=guid(number),
        url=f"{URL}#post-{number}",
        title=f"Post {number}",
        html=f"<p>{text}</p>",
        published=at or minute(number),
        updated=updated,
        digest=text,
    )


def page(*posts: Post | int, **fields: object) -> LiveBlog:
    """What a page shows: posts, or numbers of posts with their first text, in any order."""
    made = [post(each) if isinstance(each, int) else each for each in posts]
    made.sort(key=lambda each: each.published or START, reverse=True)
    return replace(LiveBlog(id=ID, title="Harbour", url=URL, posts=tuple(made)), **fields)  # type: ignore[arg-type]


def after(*pages: LiveBlog, **options: bool) -> Merged:
    """The last of the merges of pages seen one after another, an hour after the first post and later."""
    memory: Memory | None = None
    for number, each in enumerate(pages):
        merged = merge(memory, each, now=minute(60 + number), **options)  # type: ignore[arg-type]
        memory = merged.memory
    return merged


def numbers(posts: Iterable[Post]) -> list[int]:
    """The numbers of posts, in their order."""
    return [int(each.guid.rpartition("-")[2]) for each in posts]
