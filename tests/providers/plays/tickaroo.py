"""Tickaroo played: a prefetched widget with schema.org data inside an attribute."""

import json
from datetime import UTC, datetime
from html import escape
from typing import Any

from tests.providers.plays.play import Said, Story

_PREFETCH = "https://cdn.tickaroo.com/api/embed/v4/prefetch/liveblog.json?client_id=c1&liveblogId=69d7f6b8"


class Tickaroo:
    """The live blog 69d7f6b8; its posts have no ids."""

    name = "tickaroo"
    url = "https://bote.example/liveticker/faehre"
    page_size = 0
    extra = 0

    def __init__(self, story: Story) -> None:
        self.story = story

    def page(self) -> str:
        return """<html><body><h1>Fähre</h1>
            <tickaroo-liveblog liveblogId="69d7f6b8" clientId="c1" themeId="t1"></tickaroo-liveblog>
            </body></html>"""

    def answer(self, url: str) -> Any:
        return {"html": self.widget(), "schema": self.schema()} if url == _PREFETCH else None

    def schema(self) -> Any:
        """The live blog as schema.org data."""
        updates = [self._update(post) for post in self.story.shown]
        return {"@type": "LiveBlogPosting", "headline": "Fähre", "liveBlogUpdate": updates}

    def widget(self) -> str:
        """The element as the service renders it."""
        data = escape(json.dumps({"schemaOrg": json.dumps(self.schema())}))
        return f'<tickaroo-liveblog liveblogId="69d7f6b8" initialData="{data}"></tickaroo-liveblog>'

    def _update(self, post: Said) -> Any:
        return {
            "@type": "BlogPosting",
            "headline": post.title,
            "articleBody": f"{post.title}\n{post.html}",
            "datePublished": datetime.fromtimestamp(post.at, UTC).isoformat(),
            "dateModified": datetime.fromtimestamp(post.changed, UTC).isoformat(),
            "author": {"@type": "Person", "name": post.author},
        }
