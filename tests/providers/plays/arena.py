"""Arena played: the cached JSON of a live blog."""

from typing import Any

from tests.providers.plays.play import Said, Story


class Arena:
    """The live blog ferry1 of the site tribune."""

    name = "arena"
    url = "https://tribune.example/live/ferry"
    page_size = 0
    extra = 0

    def __init__(self, story: Story) -> None:
        self.story = story

    def page(self) -> str:
        return """<html><body><h1>Ferry</h1>
            <div class="arena-liveblog" data-publisher="tribune" data-event="ferry1" data-version="2"></div>
            <script async src="https://go.arena.im/public/js/arenalib.js?p=tribune&amp;e=ferry1"></script>
            </body></html>"""

    def answer(self, url: str) -> Any:
        if url != "https://cached-api.arena.im/v1/liveblog/tribune/ferry1":
            return None
        posts = [self._post(post) for post in self.story.shown]
        return {
            "eventInfo": {"name": "Ferry strike", "description": "All day", "createdAt": 1750000000000},
            "posts": posts,
        }

    def _post(self, post: Said) -> Any:
        return {
            "_id": f"p{post.id}",
            "message": {"title": post.title, "text": post.html},
            "sender": {"displayName": post.author},
            "createdAt": post.at * 1000,
            "updatedAt": post.changed * 1000,
        }
