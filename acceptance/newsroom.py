"""Live blogs on 127.0.0.1 that grow by a post every few seconds, and count when each of them is fetched."""

import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise

_EACH = 4.0  # seconds between two posts
_SLOW = 0.2  # seconds that a page takes


class Newsroom:
    """Any number of blogs, by number. Each begins with `FIRST` posts."""

    FIRST = 30

    def __init__(self, port: int) -> None:
        self._port = port
        self._began = time.time()
        self._fetched: defaultdict[int, list[float]] = defaultdict(list)

    def url(self, number: int) -> str:
        """The address of a blog; blog 0 never grows."""
        return f"http://127.0.0.1:{self._port}/live/{number}"

    def fetched(self, number: int) -> int:
        """How often a blog's page was fetched."""
        return len(self._fetched[number])

    def gaps(self, number: int) -> list[float]:
        """The seconds between two fetches of a blog's page."""
        return [later - earlier for earlier, later in pairwise(self._fetched[number])]

    def page(self, number: int) -> bytes:
        """What a blog's page is now."""
        self._fetched[number].append(time.monotonic())
        time.sleep(_SLOW)
        grown = int((time.time() - self._began) / _EACH) if number else 0
        posts = "".join(self._post(each) for each in reversed(range(self.FIRST + grown)))
        return (
            f'<!doctype html><html lang="en"><head><title>Harbour fire live, part {number}</title></head><body>'
            f'<h1>Harbour fire live, part {number}</h1><div class="live-blog">{posts}</div></body></html>'
        ).encode()

    def _post(self, number: int) -> str:
        when = datetime.fromtimestamp(self._began, UTC) + timedelta(seconds=_EACH * (number - self.FIRST))
        text = "The crews keep the fire off the sheds, and the ferries wait outside the harbour. " * 6
        return (
            f'<article class="live-post" id="post-{number}"><time datetime="{when.isoformat()}"></time>'
            f"<h2>Report {number} from the quay</h2><p>{text}</p></article>"
        )


@contextmanager
def newsroom() -> Iterator[Newsroom]:
    """A newsroom, open."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            part = self.path.removeprefix("/live/")
            if not part.isdecimal():
                return self.send_error(404)
            body = room.page(int(part))
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            return None

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        room = Newsroom(http.server_port)
        threading.Thread(target=http.serve_forever, daemon=True).start()
        yield room
        http.shutdown()
