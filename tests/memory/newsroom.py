"""A live blog on 127.0.0.1 for tests of commands: posts by number, as many as it is told to show."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.memory.blogs import minute
from tests.raw_server import RawServer, Script, reply, serve

PATH = "/live/harbour"


@dataclass(slots=True)
class Newsroom:
    """`shown` are the numbers of the posts on the page; `instead`, if set, is answered in place of it."""

    server: RawServer
    shown: list[int] = field(default_factory=lambda: list(range(10)))
    texts: dict[int, str] = field(default_factory=dict)
    instead: Script | None = None
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return self.server.url + PATH

    @property
    def requests(self) -> int:
        return len(self.server.requests)

    def answer(self, headers: dict[str, str]) -> bytes | Iterator[bytes]:
        if self.instead is not None:
            return self.instead if isinstance(self.instead, bytes) else self.instead(headers)
        etag = self.headers.get("etag")
        if etag and headers.get("if-none-match") == etag:
            return reply(status=304, **self.headers)
        return reply(self.page().encode(), content_type="text/html; charset=utf-8", **self.headers)

    def page(self) -> str:
        posts = "".join(map(self._post, sorted(self.shown, reverse=True)))
        return (
            '<!doctype html><html lang="en"><head><title>Harbour live</title></head><body>'
            f'<h1>Harbour live: updates</h1><div class="live-blog">{posts}</div></body></html>'
        )

    def _post(self, number: int) -> str:
        text = self.texts.get(
            number, "The ferry leaves the harbour, and the crew waves to those on the quay."
        )
        return (
            f'<article class="live-post" id="post-{number}"><time datetime="{minute(number).isoformat()}"></time>'
            f'<h2>Update number {number}</h2><div class="body"><p>{text}</p></div></article>'
        )


@contextmanager
def newsroom() -> Iterator[Newsroom]:
    """A newsroom, open."""
    with serve({}) as server:
        room = Newsroom(server)
        server.routes[PATH] = room.answer
        yield room
