"""The feeds to subscribe to: made by the real command from the examples, and served on 127.0.0.1."""

import hashlib
import re
import shutil
import subprocess
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import feedparser
from tools import BUILD

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
NAMES = ("harbour-live.txt", "harbour-live.html")
SERVED = BUILD / "served"
SAVED = BUILD / "saved"
TYPES = {".xml": "application/atom+xml", ".rss": "application/rss+xml", ".json": "application/feed+json"}

BEFORE = "Crews will stay on the quay through the night."
AFTER = "Crews will stay on the quay through the night, and breakfast is on its way."


def make(cli: Path) -> None:
    """The feeds of both examples, in every format."""
    for name in NAMES:
        _feed(Path(shutil.copy(EXAMPLES / name, SAVED)), cli, now="2025-03-12T17:00:00Z")


def edit(cli: Path) -> None:
    """The same again after an editor added a few words to one post."""
    for name in NAMES:
        page = SAVED / name
        text = page.read_text()
        assert BEFORE in text
        page.write_text(text.replace(BEFORE, AFTER))
        _feed(page, cli, now="2025-03-12T17:30:00Z")


def _feed(page: Path, cli: Path, *, now: str) -> None:
    for ending in TYPES:
        output = SERVED / (stem(page.name) + ending)
        subprocess.run([cli, "feed", page, "-o", output, "--now", now], check=True)


def stem(name: str) -> str:
    """The name of an example's feeds, without the ending that tells the format."""
    return name.replace(".", "-")


def truth() -> list[tuple[str, int]]:
    """Title and time of each post, newest first, as a person reads them in the text of the example."""
    text = (EXAMPLES / "harbour-live.txt").read_text()
    return [(title, int(time)) for time, title in re.findall(r"^(\d{10})\n\n(.+)$", text, re.M)]


def ids(name: str) -> list[str]:
    """The ids in the first Atom feed; the other formats, and the feeds after the edit, must have the same."""
    return [entry.id for entry in feedparser.parse((SERVED / f"{stem(name)}.xml").read_bytes()).entries]


@contextmanager
def server() -> Iterator[tuple[str, Counter[str]]]:
    """Serves the feeds with entity tags; yields its address and a count of requests by path."""
    asked: Counter[str] = Counter()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked[self.path] += 1
            file = SERVED / Path(self.path).name  # what is before it only tells the readers apart
            if not file.is_file():
                return self.send_error(404)
            body = file.read_bytes()
            tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
            known = self.headers.get("If-None-Match") == tag
            self.send_response(304 if known else 200)
            self.send_header("ETag", tag)
            if not known:
                self.send_header("Content-Type", f"{TYPES[file.suffix]}; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            if not known:
                self.wfile.write(body)
            return None

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        threading.Thread(target=http.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{http.server_port}", asked
        http.shutdown()
