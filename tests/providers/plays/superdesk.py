"""Superdesk Live Blog played: a framed page that names its API, and the API in pages of twenty-five."""

import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.providers.plays.play import Said, Story

BLOG = "56c5b34120dc360081f8e518"
FRAME = f"https://herald.liveblog.example/lb-herald/blogs/{BLOG}/index.html"
API = f"https://herald-api.liveblog.example/api/client_blogs/{BLOG}/posts"


class Superdesk:
    """A blog that a publisher frames."""

    name = "superdesk"
    url = "https://herald.example/live/ferry"
    page_size = 25  # the server's limit: it is asked for a hundred
    extra = 1  # the frame

    def __init__(self, story: Story) -> None:
        self.story = story

    def page(self) -> str:
        return f'<html><body><h1>Ferry</h1><iframe id="liveblog-iframe" src="{FRAME}"></iframe></body></html>'

    def framed(self, shown: str = "") -> str:
        """Live Blog's own page."""
        blog = {
            "_id": BLOG,
            "title": "Ferry strike",
            "blog_status": "open",
            "blog_preferences": {"language": "de"},
        }
        settings = json.dumps({"blog": blog, "api_host": "//herald-api.liveblog.example/"})
        return f"""<html class="lb-wrapHtml"><body><div class="lb-post new-updates">See more</div>{shown}
            <script>window.LB = {settings};</script></body></html>"""

    def answer(self, url: str) -> Any:
        if url == FRAME:
            return self.framed()
        if not url.startswith(API + "?"):
            return None
        at, size = int(parse_qs(urlsplit(url).query)["page"][0]), self.page_size
        posts = [self.post(post) for post in self.story.posts]
        meta = {"page": at, "max_results": size, "total": len(posts)}
        return {"_items": posts[size * (at - 1) : size * at], "_meta": meta}

    def post(self, post: Said) -> Any:
        """A post of the API: a package of parts."""
        parts = [
            {"item_type": "text", "text": f"<b>{post.title}</b>"},
            {"item_type": "embed", "text": post.html},
        ]
        refs = [{"type": "text", "item": part} for part in parts]
        return {
            "_id": f"urn:newsml:localhost:2025:{post.id}",
            "published_date": datetime.fromtimestamp(post.at, UTC).isoformat(),
            "content_updated_date": datetime.fromtimestamp(post.changed, UTC).isoformat(),
            "deleted": post.gone,
            "post_status": "open",
            "sticky": post.pinned,
            "lb_highlight": post.key,
            "publisher": {"display_name": post.author},
            "groups": [{"id": "root", "refs": [{"idRef": "main"}]}, {"id": "main", "refs": refs}],
        }
