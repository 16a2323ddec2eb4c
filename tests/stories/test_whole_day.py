"""The first look at the next live blog: all of its pages, and posts that have one id on every page."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta

from feedgen_liveblog import pipeline
from feedgen_liveblog.config import Blog
from feedgen_liveblog.fetch import Limits, Run
from feedgen_liveblog.stories.choice import Follow
from tests.raw_server import RawServer, reply, serve
from tests.stories.newsroom import START
from tests.stories.test_following import memory

LIMITS = Limits(pause=0, retries=0)
TITLE = "Harbour fire live"


def page(
    server: RawServer, path: str, minutes: Sequence[int], *, extra: str = "", closed: bool = False
) -> None:
    """Serves a page of JSON-LD, its posts by the minutes after the start; each has a page of its own too."""
    updates = [
        {
            "@type": "BlogPosting",
            "url": f"{server.url}/entry/{minute}",
            "headline": f"Melby at minute {minute}",
            "datePublished": (START + timedelta(minutes=minute)).isoformat(),
            "articleBody": f"At the quay Aas and Quill count boat {minute}.",
        }
        for minute in minutes
    ]
    data = {
        "@context": "https://schema.org",
        "@type": "LiveBlogPosting",
        "headline": TITLE,
        "liveBlogUpdate": updates,
    }
    notice = (
        "<p>This live blog is now closed. Follow our new live blog <a href='/live/harbour-fire-2'>here</a>.</p>"
        if closed
        else ""
    )
    html = (
        f"<html><head><title>{TITLE}</title><script type='application/ld+json'>{json.dumps(data)}</script></head>"
        f"<body><h1>{TITLE}</h1>{notice}{extra}</body></html>"
    )
    server.routes[path] = reply(html.encode(), content_type="text/html; charset=utf-8")  # type: ignore[index]


def test_all_pages_of_the_day_are_read():
    """Its older pages too, though the feed has known posts for days; what is on both days' pages is one entry."""
    with serve({}) as server:
        blog = Blog(
            name="harbour",
            url=f"{server.url}/live/harbour-fire-1",
            files={"json": "harbour.json"},
            follow=Follow(),
        )
        store = memory()

        def poll(now: datetime) -> pipeline.Outcome:
            return pipeline.poll(blog, store, limits=LIMITS, run=Run(LIMITS), clock=lambda: now, force=True)

        page(server, "/live/harbour-fire-1", range(20, 0, -1))
        assert not poll(START + timedelta(hours=1)).failed
        page(server, "/live/harbour-fire-1", range(20, 0, -1), closed=True)
        older = "<a rel='next' href='/live/harbour-fire-2?page={}'>Older posts</a>"
        first, second = range(1520, 1500, -1), range(1500, 1480, -1)
        page(server, "/live/harbour-fire-2", first, extra=older.format(2))
        page(server, "/live/harbour-fire-2?page=2", second, extra=older.format(3))
        page(server, "/live/harbour-fire-2?page=3", [1480, 1479, 20, 19])
        outcome = poll(START + timedelta(minutes=1530))

        assert outcome.hop and outcome.change and outcome.change.new == 42
        stored = store.read("harbour.json")
        assert stored
        items = json.loads(stored.data)["items"]
        minutes = [int(item["id"].rpartition("/")[2]) for item in items]
        assert minutes == [*range(1520, 1478, -1), *range(20, 0, -1)]
        days = {
            item["_source"]["url"].rpartition("-")[2] for item in items if item["id"].endswith(("/20", "/19"))
        }
        assert days == {"1"}
