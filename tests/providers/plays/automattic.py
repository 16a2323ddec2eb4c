"""Automattic's WordPress Liveblog played: pages of entries, and the stream of what was changed."""

import json
import re
from typing import Any

from tests.providers.plays.play import START, Said, Story

_BASE = "https://gazette.example/wp-json/liveblog/v1/77/"
_PAGE = re.compile(re.escape(_BASE) + r"get-entries/(\d+)/(\d+)-(\d+)")
_STREAM = re.compile(re.escape(_BASE) + r"entries/(\d+)/(\d+)")


class Automattic:
    """The live blog of post 77."""

    name = "automattic"
    url = "https://gazette.example/2025/06/ferry-strike/"
    page_size = 5
    extra = 0

    def __init__(self, story: Story) -> None:
        self.story = story

    def page(self) -> str:
        newest = self.story.shown[0] if self.story.shown else None
        settings = {
            "permalink": self.url,
            "post_id": "77",
            "state": "enable",
            "endpoint_url": _BASE,
            "latest_entry_id": str(newest.id) if newest else "",
            "latest_entry_timestamp": str(newest.changed) if newest else "",
            "timestamp": str(START + 60 * 10_000),
            "utc_offset": "120",
            "timezone_string": "Europe/Oslo",
            "entries_per_page": str(self.page_size),
        }
        return f"""<html><body><h1>Ferry strike</h1><div id="wpcom-liveblog-container" class="77"></div>
            <script id="liveblog-js-extra">var liveblog_settings = {json.dumps(settings)};</script>
            </body></html>"""

    def answer(self, url: str) -> Any:
        if page := _PAGE.fullmatch(url):
            at, size, posts = int(page[1]), self.page_size, self.story.shown
            entries = [self._entry(post, "new") for post in posts[size * (at - 1) : size * at]]
            return {"entries": entries, "page": at, "pages": -(-len(posts) // size), "total": len(posts)}
        if stream := _STREAM.fullmatch(url):
            since, until = int(stream[1]), int(stream[2])
            changed = [post for post in self.story.posts if since <= post.changed <= until]
            return {
                "entries": [self._entry(post, self._type(post)) for post in changed],
                "latest_timestamp": until,
            }
        return None

    def _type(self, post: Said) -> str:
        return "delete" if post.gone else "update" if post.edited is not None else "new"

    def _entry(self, post: Said, type: str) -> Any:
        return {
            "id": str(post.id),
            "type": type,
            "render": "" if post.gone else post.html,
            "timestamp": str(post.changed),
            "entry_time": str(post.at),
            "authors": [{"id": 3, "key": "ada", "name": post.author, "avatar": "<img>"}],
            "share_link": f"{self.url}#{post.id}",
            "key_event": post.key,
            "pinned": post.pinned,
        }
