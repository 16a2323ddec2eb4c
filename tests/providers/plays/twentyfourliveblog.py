"""24liveblog played: news in pages that are shorter than asked for."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.providers.plays.play import Story

_EVENT = "https://data.24liveplus.com/v1/retrieve_server/x/event/2441056855163817172/"


class TwentyFourLiveBlog:
    """An event; it names no authors, edits or deletions."""

    name = "twentyfourliveblog"
    url = "https://courier.example/live/ferry"
    page_size = 40
    extra = 2  # the empty page after the last one, and the event

    def __init__(self, story: Story) -> None:
        self.story = story
        self.closed = False

    def page(self) -> str:
        return """<html><body><h1>Ferry</h1><div id="LB24_LIVE_CONTENT" data-eid="2441056855163817172"></div>
            <script src="https://v.24liveblog.com/24.js"></script></body></html>"""

    def answer(self, url: str) -> Any:
        if url == _EVENT:
            return {"err_code": 100, "data": {"event": {"closed": self.closed, "last_updated": 1750003600}}}
        if not url.startswith(_EVENT + "news/?"):
            return None
        query = parse_qs(urlsplit(url).query)
        last = int(query["last_nid"][0]) if "last_nid" in query else 10**18
        older = [post for post in self.story.shown if post.id < last]
        news = [
            {"nid": str(post.id), "newstitle": post.title, "contents": post.html, "created": post.at}
            for post in older[: self.page_size]
        ]
        return {"err_code": 100, "data": {"news": news, "count": len(news)}}
