"""Norkon Live Center played: ten posts at first, then twenty older ones at a time."""

import re
from typing import Any

from tests.providers.plays.play import Said, Story

_OLDER = re.compile(r"https://livecentercdn\.norkon\.net/BulletinFeed/harbour-post/4711/EarlierObj/(\d+)/")


class Norkon:
    """A channel of the tenant harbour-post."""

    name = "norkon"
    url = "https://harbour-post.example/live/ferry"
    page_size = 10
    extra = 0

    def __init__(self, story: Story) -> None:
        self.story = story

    def page(self) -> str:
        return """<html><head><title>Ferry strike live</title></head><body><h1>Ferry strike live</h1>
            <div class="live-center-embed" data-src="https://livecenter.norkon.net/frame/harbour-post/4711/default">
            </div></body></html>"""

    def answer(self, url: str) -> Any:
        posts = self.story.shown
        if url == "https://livecentercdn.norkon.net/BulletinFeed/harbour-post/4711/Initial/":
            return self._result("addedOrChanged", posts)
        if older := _OLDER.fullmatch(url):
            return self._result("bulletins", [post for post in posts if post.id < int(older[1])])
        return None

    def _result(self, key: str, posts: list[Said]) -> Any:
        more = len(posts) > self.page_size
        return {"result": {key: [self._post(post) for post in posts[: self.page_size]], "hasMore": more}}

    def _post(self, post: Said) -> Any:
        return {
            "id": post.id,
            "title": post.title,
            "authorName": post.author,
            "created": post.at,
            "updated": post.changed,
            "content": {"html": post.html},
        }
