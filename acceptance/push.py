"""Push with a real hub and a real subscriber on 127.0.0.1: what is delivered is the new feed, byte for byte.

    python acceptance/push.py

A made-up live blog is followed by the real command; flask-websub, in an environment of its own under build/, is the
hub and the subscriber. Prints the log of deliveries; exits 1 if one is missing, late, too many or not the feed.
"""

import functools
import http.server
import json
import os
import shutil
import subprocess
import sys
import threading
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import tools

HERE = Path(__file__).resolve().parent
CLI = HERE.parent / ".venv" / "bin" / "feedgen-liveblog"
WORK = tools.BUILD / "push"
FEEDS = ("harbour.xml", "harbour.rss", "harbour.json")
POST = (
    '<article class="post" id="post-{n}"><time datetime="2025-03-12T09:{n:02}:00Z"></time><h2>Number {n}</h2>'
)
POST += "<p>{text}</p></article>"


class Files(http.server.SimpleHTTPRequestHandler):
    """The page, and the feeds with the links that a hub looks for."""

    hub = ""

    def end_headers(self) -> None:
        if self.path.startswith("/out/"):
            own = f"http://{self.headers['Host']}{self.path}"
            self.send_header("Link", f'<{self.hub}>; rel="hub", <{own}>; rel="self"')
        super().end_headers()

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def files() -> Iterator[str]:
    """Serves the folder; yields its address."""
    handler = functools.partial(Files, directory=str(WORK))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class Websub:
    """The hub and the subscriber, which can be taken away and come back."""

    def __init__(self, python: Path) -> None:
        self._python, self._port = python, 0
        self.start()

    def start(self) -> None:
        command = [str(self._python), str(HERE / "websub.py"), str(WORK / "websub"), str(self._port)]
        self._process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        assert self._process.stdout
        self._port = int(self._process.stdout.readline())
        self.url = f"http://127.0.0.1:{self._port}"

    def stop(self) -> None:
        self._process.kill()
        self._process.wait()

    def follow(self, url: str) -> None:
        urllib.request.urlopen(f"{self.url}/follow", urllib.parse.urlencode({"url": url}).encode()).close()

    def log(self) -> list[tuple[str, str]]:
        with urllib.request.urlopen(f"{self.url}/log") as answer:
            return [(topic, file) for topic, file in json.load(answer)]


class Story:
    """The page, the command, and what must be delivered after it."""

    def __init__(self, place: str, websub: Websub) -> None:
        self.place, self.websub = place, websub
        self.texts = [f"The ferry number {n} leaves the harbour with everybody on board." for n in range(6)]
        self.seen, self.changed = 0, 1_700_000_000
        self.faults: list[str] = []
        (WORK / "feeds.toml").write_text(
            f'output = "out"\nbase_url = "{place}/out"\nformats = ["atom", "rss", "json"]\n'
            f'hub = "{websub.url}/hub"\n[limits]\npause = 0\nretries = 0\n'
            f'[[blogs]]\nname = "harbour"\nurl = "{place}/page.html"\n'
        )

    def run(self, what: str, says: str, delivers: int) -> None:
        """Runs the command, and holds what was delivered against the feeds as they are now."""
        posts = [POST.format(n=n, text=text) for n, text in enumerate(self.texts)]
        page = f"<!doctype html><title>Harbour live</title><h1>Harbour live</h1><main>{''.join(posts[::-1])}</main>"
        file = WORK / "page.html"
        if not file.exists() or file.read_text() != page:
            file.write_text(page)
            self.changed += 60  # the server tells by the second of the last change whether a page is another
            os.utime(file, (self.changed, self.changed))
        command = [str(CLI), "run", str(WORK / "feeds.toml"), "--force", "-v"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
        line = done.stdout.strip()
        if done.returncode or line != f"harbour: {says}":
            self.faults.append(
                f"{what}: status {done.returncode}, {line!r}, not {says!r}: {done.stderr[-300:]}"
            )
        news: list[tuple[str, str]] = []
        if delivers or "not told" not in says:
            log = self.websub.log()
            news, self.seen = log[self.seen :], len(log)
        print(f"{what:45} {line.partition(': ')[2]:28} {len(news)} delivered")
        for topic, file in news:
            body, feed = Path(file).read_bytes(), (WORK / "out" / topic.rpartition("/")[2]).read_bytes()
            same = "the feed, byte for byte" if body == feed else "NOT THE FEED"
            print(f"    {topic.removeprefix(self.place):20} {len(body):6} bytes: {same}")
            if body != feed:
                self.faults.append(f"{what}: {topic}: {len(body)} bytes delivered, the feed has {len(feed)}")
        if sorted(topic for topic, _ in news) != sorted(f"{self.place}/out/{f}" for f in FEEDS)[:delivers]:
            self.faults.append(f"{what}: delivered {[topic for topic, _ in news]}")


def main() -> int:
    """Runs the story; returns the exit status."""
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    python = tools.environment("websub", "flask-websub[celery]")
    websub = Websub(python)
    Files.hub = f"{websub.url}/hub"
    with files() as place:
        try:
            story = Story(place, websub)
            story.run("before anybody subscribes", "6 new, hub told", 0)
            for feed in FEEDS:
                websub.follow(f"{place}/out/{feed}")
            story.run("nothing changed", "unchanged", 0)
            story.texts.append("A lifeboat comes back, and those on the quay wave to its crew.")
            story.run("a new post", "1 new, hub told", 3)
            story.texts[2] = "The ferry number 2 stays in the harbour after all, for the wind is too strong."
            story.run("an edit", "1 edited, hub told", 3)
            story.run("nothing changed", "unchanged", 0)
            (WORK / "out" / "harbour.rss").unlink()
            story.run("a file that was removed, as it was", "rewritten", 0)
            websub.stop()
            story.texts.append("The storm reaches the harbour, and the last crane stands still.")
            story.run("a new post while the hub is away", "1 new, hub not told", 0)
            websub.start()
            story.seen = 0
            story.run("the hub is back, nothing changed", "unchanged, hub told", 3)
        finally:
            websub.stop()
    print("\n".join(["", *story.faults]))
    print("FAILED" if story.faults else "all delivered bodies are the feeds")
    return 1 if story.faults else 0


if __name__ == "__main__":
    sys.exit(main())
