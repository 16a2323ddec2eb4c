"""Easy Liveblogs played: one answer with every post."""

from datetime import UTC, datetime
from typing import Any

from tests.providers.plays.play import Said, Story

_ENDPOINT = "https://bulletin.example/wp-json/easy-liveblogs/v1/liveblog/10729"


class EasyLiveblogs:
    """The live blog of post 10729."""

    name = "easy_liveblogs"
    url = "https://bulletin.example/ferry-strike/"
    page_size = 0
    extra = 0

    def __init__(self, story: Story) -> None:
        self.story = story

    def page(self) -> str:
        return f"""<html><body><h1>Ferry strike</h1><div id="elb-liveblog" class="elb-liveblog"
            data-endpoint="{_ENDPOINT}" data-show-entries="10">
            <ul class="elb-liveblog-list"></ul></div></body></html>"""

    def answer(self, url: str) -> Any:
        if url != _ENDPOINT:
            return None
        updates = [self._update(post) for post in self.story.shown]
        return {"title": "Ferry strike", "url": self.url, "status": "open", "updates": updates}

    def _update(self, post: Said) -> Any:
        moment, changed = (datetime.fromtimestamp(at, UTC).isoformat() for at in (post.at, post.changed))
        return {
            "id": post.id,
            "title": post.title,
            "content": post.html,
            "datetime": moment,
            "modified": changed,
            "author": post.author,
            "permalink": f"{self.url}?entry={post.id}",
            "timestamp": post.at + 7200,  # as WordPress writes it at UTC+2
        }
