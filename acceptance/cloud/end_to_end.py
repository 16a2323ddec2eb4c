"""A whole deployment on 127.0.0.1, from `osls deploy` to `osls remove`, with what a reader and an operator would see.

ministack is the cloud and runs the real zip, built for this Python and processor; the live blog is a server here.
"""

import json
import os
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from lxml import etree
from parts import build, osls, service
from stores import ministack

from feedgen_liveblog.store_object import open_backend

FEEDS = """\
output = "out"
interval = ["10s", "10s"]
window = 10
[limits]
pause = 0
retries = 0
[[blogs]]
name = "harbour"
url = "{url}/live"
[[blogs]]
name = "bad"
url = "{url}/gone"
"""
ATOM = "{http://www.w3.org/2005/Atom}"
STARTED = time.monotonic()


class Blog(ThreadingHTTPServer):
    """A live blog whose page shows its latest posts, so many, after a while; each look counts."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.posts = self.length = 30
        self.looks = 0
        self.delay = 0.0
        self.tag = ""  # an ETag
        self.grows = False  # a post more at each look, so that two runs at once see different pages
        self.begun = datetime.now(UTC) - timedelta(hours=1)

    def page(self) -> bytes:
        self.looks += 1
        self.posts += self.grows
        shown = range(self.posts, max(0, self.posts - self.length), -1)
        posts = "".join(map(self._post, shown))
        return f"<!doctype html><html><title>Harbour live</title><body>{posts}</body></html>".encode()

    def _post(self, number: int) -> str:
        at = (self.begun + timedelta(minutes=number)).isoformat(timespec="seconds")
        text = f"The ferry leaves the harbour for the {number}th time today, and its crew waves to the quay."
        return (
            f'<article class="live-post" id="post-{number}"><time datetime="{at}"></time>'
            f"<h2>Update number {number}</h2><p>{text}</p></article>"
        )


class _Answer(BaseHTTPRequestHandler):
    server: Blog

    def do_GET(self) -> None:
        body = self.server.page() if self.path == "/live" else b""
        time.sleep(self.server.delay)
        same = self.server.tag and self.headers.get("If-None-Match") == self.server.tag
        body = b"" if same else body
        self.send_response(304 if same else 200 if body else 404)
        if self.server.tag:
            self.send_header("ETag", self.server.tag)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def blog() -> Iterator[Blog]:
    """The live blog, running."""
    server = Blog()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()


class Cloud:
    """The stack on ministack, by the calls that an operator's tools would make."""

    def __init__(self, url: str) -> None:
        self.url = url

    def ask(self, service: str, path: str, body: bytes = b"", method: str = "POST", **headers: str) -> bytes:
        credential = f"Credential=test/20260101/eu-west-1/{service}/aws4_request"
        headers["Authorization"] = f"AWS4-HMAC-SHA256 {credential}, SignedHeaders=host, Signature=0"
        request = urllib.request.Request(self.url + path, body or None, headers, method=method)
        with urllib.request.urlopen(request, timeout=120) as answer:
            return bytes(answer.read())

    def invoke(self, function: str, event: dict[str, Any]) -> Any:
        path = f"/2015-03-31/functions/feedgen-liveblog-live-{function}/invocations"
        return json.loads(self.ask("lambda", path, json.dumps(event).encode()) or b"null")

    def bucket(self) -> str:
        names = etree.fromstring(self.ask("s3", "/", method="GET")).iterfind(".//{*}Bucket/{*}Name")
        return next(name.text for name in names if "deployment" not in name.text.lower())

    def hurry(self) -> None:
        """What a worker does not take off the queue comes back after seconds, not after three timeouts of it."""
        queue = next(url for url in self._queues() if "-Queue-" in url)
        self._sqs("SetQueueAttributes", {"QueueUrl": queue, "Attributes": {"VisibilityTimeout": "2"}})

    def waiting(self) -> dict[str, int]:
        """How many messages there are in each queue, by its name in serverless.yml."""
        names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        counts = {}
        for queue in self._queues():
            found = json.loads(self._sqs("GetQueueAttributes", {"QueueUrl": queue, "AttributeNames": names}))
            counts[queue.split("-")[-2]] = sum(map(int, found["Attributes"].values()))
        return counts

    def _queues(self) -> list[str]:
        return list(json.loads(self._sqs("ListQueues", {}))["QueueUrls"])

    def _sqs(self, action: str, body: dict[str, Any]) -> bytes:
        headers = {"X-Amz-Target": f"AmazonSQS.{action}", "Content-Type": "application/x-amz-json-1.0"}
        return self.ask("sqs", "/", json.dumps(body).encode(), **headers)


def say(text: str) -> None:
    """A line of the log."""
    print(f"{time.monotonic() - STARTED:6.1f} s  {text}", flush=True)


def until(what: str, true: Callable[[], Any], seconds: float = 100) -> Any:
    """Waits until something is so and gives it; raises TimeoutError."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := true():
            return found
        time.sleep(0.5)
    raise TimeoutError(what)


def objects(backend: Any) -> dict[str, tuple[str, Any]]:
    """The keys below the prefix: ETag and time of the last write."""
    return {
        meta["path"]: (meta["e_tag"], meta["last_modified"]) for batch in backend.list() for meta in batch
    }


def numbers(backend: Any) -> list[int]:
    """The posts in the feed and its archives, each as often as it is there."""
    keys = [key for key in objects(backend) if key == "harbour.xml" or key.startswith("harbour/archive-")]
    roots = [etree.fromstring(bytes(backend.get(key).bytes())) for key in keys]
    ids = [entry.findtext(f"{ATOM}id") for root in roots for entry in root.iter(f"{ATOM}entry")]
    return sorted(int(id.rpartition("-")[2]) for id in ids)


def main() -> int:
    """Prints what happens; raises AssertionError or TimeoutError where it is not what is promised."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    zip, built = build("x86_64", version)
    say(f"built {built}")
    with blog() as page, ministack() as (_, environment):
        url = environment["AWS_ENDPOINT"]
        endpoint = {"AWS_ENDPOINT_URL": url}
        os.environ.update(environment)
        feeds = 'formats = ["atom", "html"]\n' + FEEDS.format(url=page.url)
        folder, cloud = (
            service("deployed", feeds.partition('[[blogs]]\nname = "bad"')[0], zip, "x86_64"),
            Cloud(url),
        )
        told = osls("deploy", "--verbose", "--param=arch=x86_64", folder=folder, env=endpoint)
        bucket = cloud.bucket()
        assert f"Feeds: https://{bucket}." in told, told
        say(f"deployed; the bucket is {bucket}, the page {page.url}/live")
        scheduled(open_backend(f"s3://{bucket}/feeds"), page, cloud)
        (folder / "feeds.toml").write_text(feeds)
        osls("deploy", "--param=arch=x86_64", "--param=queue=true", folder=folder, env=endpoint)
        say("deployed again with queue=true and a second blog that is not there")
        queued(open_backend(f"s3://{bucket}/feeds"), page, cloud)
        osls("remove", "--param=arch=x86_64", "--param=queue=true", folder=folder, env=endpoint)
        say("removed")
    return 0


def scheduled(feeds: Any, page: Blog, cloud: Cloud) -> None:
    """The schedule fires, feeds lie there with their headers, unchanged costs nothing, and new posts appear."""
    until("the schedule fires", lambda: {"harbour.state.json", "index.html"} <= set(objects(feeds)))
    say(f"the schedule fired: {', '.join(sorted(objects(feeds)))}")
    types = {
        "harbour.xml": "application/atom+xml",
        "harbour.html": "text/html",
        "index.html": "text/html",
        "feeds.opml": "text/x-opml",
        "harbour/archive-0001.xml": "application/atom+xml",
        "harbour.state.json": "application/json",
    }
    for key, kind in types.items():
        attributes = feeds.get(key).attributes
        say(f"  {key}: {attributes['Content-Type']}; {attributes['Cache-Control']}")
        assert attributes["Content-Type"].startswith(kind)
        assert ("immutable" in attributes["Cache-Control"]) == ("archive" in key)
    assert numbers(feeds) == list(range(1, 31)), numbers(feeds)
    say("  30 posts, each once, in the feed and its archives")

    before = objects(feeds)
    answer = cloud.invoke("poll", {})
    assert objects(feeds) == before
    say(f"invoked at once: {answer}; nothing was written")
    time.sleep(11)
    looks, before = page.looks, objects(feeds)
    answer = cloud.invoke("poll", {})
    changed = [key for key, meta in objects(feeds).items() if meta != before.get(key)]
    assert page.looks > looks and changed == ["harbour.due.json"], changed
    say(
        f"invoked when it was due, the page unchanged: {answer}; written was only {changed[0]}, its next turn"
    )

    page.posts += 5
    time.sleep(11)
    answer = until("new posts", lambda: (done := cloud.invoke("poll", {}))["new"] and done)
    assert numbers(feeds) == list(range(1, 36)), numbers(feeds)
    say(f"five new posts: {answer}; 35 posts, each once")


def queued(feeds: Any, page: Blog, cloud: Cloud) -> None:
    """Due blogs go through the queue; two runs at once lose nothing; a bad blog is alone with its failure."""
    page.posts += 5
    cloud.hurry()
    until("the queue is worked off", lambda: 40 in numbers(feeds))
    say(f"the schedule fired the dispatcher, and the worker took its messages; in queues: {cloud.waiting()}")
    until("the bad blog's message is dead", lambda: cloud.waiting()["DeadLetters"])
    say(f"the bad blog's message came back alone until it was dead: {cloud.waiting()}")

    event = {"Records": [{"messageId": "1", "body": "harbour"}]}
    answers: list[Any] = []
    for _ in range(5):
        time.sleep(11)
        answers.clear()
        looks, page.grows, page.delay = page.looks, True, 1.0
        # Two functions with the same code, for ministack has one process for each.
        runs = [
            threading.Thread(target=lambda name=name: answers.append(cloud.invoke(name, event)))
            for name in ("poll", "work")
        ]
        for run in runs:
            run.start()
        for run in runs:
            run.join()
        page.grows, page.delay = False, 0.0
        if page.looks == looks + 2:  # else the schedule came between
            break
    assert page.looks == looks + 2, page.looks - looks
    assert numbers(feeds) == list(range(1, page.posts + 1)), numbers(feeds)
    say(
        f"two runs at once, which saw a page of {page.posts - 1} posts and one of {page.posts}: "
        f"{answers}; {page.posts} posts, each once"
    )

    page.posts += 1
    batch = {"Records": [{"messageId": name, "body": name} for name in ("bad", "harbour")]}
    answer = until(
        "the batch's good blog is up to date",
        lambda: (done := cloud.invoke("work", batch)) and page.posts in numbers(feeds) and done,
    )
    assert answer == {"batchItemFailures": [{"itemIdentifier": "bad"}]}, answer
    say(f"a batch with a blog that is not there: {answer}; the other blog is up to date")


if __name__ == "__main__":
    sys.exit(main())
