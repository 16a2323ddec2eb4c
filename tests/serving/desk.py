"""A server for tests without its port: live blogs on 127.0.0.1, a clock that tests move, and a client that asks."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from werkzeug.test import Client, TestResponse

from feedgen_liveblog.config import Blog, Config
from feedgen_liveblog.history.window import Window
from feedgen_liveblog.serving.access import Access
from feedgen_liveblog.serving.app import application
from feedgen_liveblog.serving.server import Settings, site
from feedgen_liveblog.serving.site import Site
from feedgen_liveblog.store import FileStore, Store
from feedgen_liveblog.web.limits import Limits
from tests.memory.blogs import minute
from tests.memory.newsroom import Newsroom, newsroom

LIMITS = Limits(pause=0, retries=0, deadline=5)
SETTINGS = Settings(access=Access(), allow_private=True)


@dataclass(slots=True)
class Desk:
    """`room` is the newsroom whose page is asked for; `now` what the clock shows."""

    room: Newsroom
    folder: Path
    site: Site
    now: datetime = field(default_factory=lambda: minute(30))

    def get(self, path: str, headers: dict[str, str] | None = None, **query: str) -> TestResponse:
        return Client(application(self.site)).get(path, headers=headers, query_string=query or None)

    def feed(
        self, url: str | None = None, headers: dict[str, str] | None = None, **query: str
    ) -> TestResponse:
        return self.get("/feed", headers, url=url or self.room.url, **query)

    def later(self, minutes: float) -> None:
        self.now += timedelta(minutes=minutes)

    def another(self, number: int) -> str:
        """The URL of another blog there, with the same posts."""
        path = f"/live/{number}"
        self.room.server.routes[path] = self.room.answer
        return self.room.server.url + path

    def files(self) -> set[str]:
        """The keys of all that is in the store."""
        return {str(path.relative_to(self.folder)) for path in self.folder.rglob("*") if path.is_file()}


@contextmanager
def desk(
    folder: Path,
    *,
    blogs: bool = False,
    posts: int = 10,
    started: bool = True,
    store: Store | None = None,
    **settings: Any,
) -> Iterator[Desk]:
    """A desk, its newsroom with so many posts; with `blogs`, its blog is configured too, as 'harbour'."""
    with newsroom() as room:
        made = Desk(room, folder, None)  # type: ignore[arg-type]
        room.shown = list(range(posts))
        harbour = Blog(
            name="harbour",
            url=room.url,
            files={"atom": "harbour.xml", "json": "harbour.json"},
            window=Window(posts=5, hours=0),
        )
        config = Config(output=str(folder), blogs=(harbour,) if blogs else (), limits=LIMITS)
        made.site = site(
            config, store or FileStore(folder), replace(SETTINGS, **settings), clock=lambda: made.now
        )
        if started:
            made.site.configured.start()
        try:
            yield made
        finally:
            made.site.on_demand.close()
            made.site.configured.close() if started else None


def until(condition: Any, seconds: float = 10) -> None:
    """Waits until something is so; fails if it never is."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.01)


def at_once(count: int, task: Any) -> list[Any]:
    """The results of a task that so many threads begin at the same moment."""
    start, results = threading.Barrier(count), []

    def run() -> None:
        start.wait()
        results.append(task())

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return results
