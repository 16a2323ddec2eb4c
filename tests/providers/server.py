"""A web server on 127.0.0.1 that plays the hosts of the live-blog services and counts every request."""

import json
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import requests

from feedgen_liveblog.errors import FetchError
from feedgen_liveblog.page import Page
from feedgen_liveblog.web.decode import decode
from tests.providers.plays.play import Play


class Host:
    """The Getter for a play: asks 127.0.0.1 in place of the host named in a URL; `asked` counts the URLs.

    `bom` puts a byte-order mark before each answer, `fails_from` breaks the nth request and all after it,
    `answers` replaces the JSON of every answer.
    """

    def __init__(self, play: Play, *, known: frozenset[str] = frozenset()) -> None:
        self.play = play
        self.known = known
        self.asked: Counter[str] = Counter()
        self.bom = False
        self.fails_from: int | None = None
        self.answers: Any = None
        self.port = 0

    def __call__(self, url: str, *, headers: Mapping[str, str] | None = None) -> Page:
        scheme, _, rest = url.partition("://")
        assert scheme == "https", f"{url} is not asked for by https"
        self.asked[url] += 1
        response = requests.get(
            f"http://127.0.0.1:{self.port}/{rest}", headers=dict(headers or {}), timeout=5
        )
        if response.status_code != 200:
            raise FetchError(f"HTTP {response.status_code}", url, status=response.status_code)
        text, kind = decode(response.content, response.headers["Content-Type"], where=url)
        return Page(url, text, kind)

    def answer(self, url: str) -> tuple[int, str, bytes]:
        """Status, content type and body for a URL without its scheme."""
        if self.fails_from is not None and self.asked.total() >= self.fails_from:
            return 503, "text/plain", b"busy"
        value = self.play.answer(f"https://{url}")
        if value is None:
            return 404, "text/plain", b"no such thing"
        if isinstance(value, str):
            return 200, "text/html; charset=utf-8", value.encode()
        if self.answers is not None:
            value = self.answers
        return 200, "application/json", b"\xef\xbb\xbf" * self.bom + json.dumps(value).encode()


@contextmanager
def serving(host: Host) -> Iterator[Host]:
    """The host, answering while the block runs."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, kind, body = host.answer(self.path.removeprefix("/"))
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    host.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
