"""A first invocation of the packaged zip, against a zip that only imports the same libraries; and its peak memory.

Both run in AWS's runtime client (awslambdaric) against a Runtime API on 127.0.0.1, each time in a new process.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import threading
import time
from contextlib import suppress
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from end_to_end import FEEDS, Blog, blog
from parts import BUILD, python, unpacked

ROUNDS = 25
# What a run of one blog in object storage imports of other people's; `usage` is what the system counts at the end.
LIBRARIES = (
    "import feedgen.feed, nh3, lxml.html, obstore.store, parsel, requests, w3lib.encoding, dateutil.parser"
)
USAGE = """
import resource
def used(answer):
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return {"answer": answer, "kilobytes": usage.ru_maxrss, "seconds": usage.ru_utime + usage.ru_stime}
"""
OURS = f"""{USAGE}
from feedgen_liveblog import handler as ours
def handler(event, context):
    return used(ours.aws(event, context))
"""
FLOOR = f"""{USAGE}
{LIBRARIES}
def handler(event, context):
    return used(None)
"""


class Runtime(ThreadingHTTPServer):
    """A Runtime API: events to be taken, and answers as they came, each with its time."""

    def __init__(self, events: list[dict[str, Any]]) -> None:
        super().__init__(("127.0.0.1", 0), _Call)
        self.events = events
        self.answers: list[tuple[float, Any]] = []
        self.done = threading.Event()


class _Call(BaseHTTPRequestHandler):
    server: Runtime
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        if not self.server.events:
            self.server.done.wait()
        body = json.dumps(self.server.events.pop(0)).encode() if self.server.events else b"{}"
        self.send_response(200)
        self.send_header("Lambda-Runtime-Aws-Request-Id", "1")
        self.send_header("Lambda-Runtime-Deadline-Ms", str(int(time.time() * 1000) + 120_000))
        self.send_header("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:eu-west-1:1:function:poll")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.answers.append((time.perf_counter(), json.loads(body)))
        self.send_response(202)
        self.send_header("Content-Length", "0")
        self.end_headers()
        if not self.server.events:
            self.server.done.set()

    def log_message(self, *args: object) -> None:
        pass

    def handle(self) -> None:
        with suppress(ConnectionError):  # the function is killed when it has answered
            super().handle()


def invoke(
    folder: Path, module: str, events: int, environment: dict[str, str]
) -> tuple[list[float], dict[str, Any]]:
    """Milliseconds from the start of the process to each answer; processor time and peak memory at the last."""
    runtime = Runtime([{}] * events)
    threading.Thread(target=runtime.serve_forever, daemon=True).start()
    ric = python("ric", "awslambdaric", "boto3")
    site = next((ric.parent / "lib").glob("python3*/site-packages"))
    env = {
        **environment,
        "PATH": os.environ["PATH"],
        "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{runtime.server_port}",
        "AWS_LAMBDA_FUNCTION_NAME": "poll",
        "AWS_LAMBDA_FUNCTION_VERSION": "1",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "512",
        "PYTHONPATH": f"{folder}:{site}",
        "PYTHONDONTWRITEBYTECODE": "1",  # a function's folder cannot be written to
    }
    started = time.perf_counter()
    command = [sys.executable, "-S", "-m", "awslambdaric", f"{module}.handler"]
    process = subprocess.Popen(
        command, cwd=folder, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    if not runtime.done.wait(60):
        process.kill()
        raise TimeoutError(process.communicate()[1].decode()[-2000:])
    process.kill()
    process.communicate()
    runtime.shutdown()
    if "errorMessage" in runtime.answers[-1][1]:
        raise RuntimeError(runtime.answers[-1][1])
    return [1000 * (at - started) for at, _ in runtime.answers], runtime.answers[-1][1]


def main() -> int:
    """Prints the figures. Times mean something on an idle machine only, so none of them fails a check."""
    folder = unpacked()
    (folder / "ours.py").write_text(OURS)
    (folder / "floor.py").write_text(FLOOR)
    with blog() as page:
        figures(folder, page)
    return 0


def figures(folder: Path, page: Blog) -> None:
    """Takes turns between both, so that a busy machine is the same to both."""
    output = BUILD / "data" / "cold"
    feeds = FEEDS.format(url=page.url).partition('[[blogs]]\nname = "bad"')[0]
    run = partial(invoke, folder, environment={"FEEDS_CONFIG": feeds, "FEEDS_OUTPUT": str(output)})
    times: dict[str, list[float]] = {"ours, first": [], "floor": [], "ours, next": []}
    processor: dict[str, list[float]] = {"ours, first": [], "floor": []}
    for _ in range(ROUNDS):
        shutil.rmtree(output, ignore_errors=True)
        (first,), used = run("floor", 1)
        times["floor"].append(first)
        processor["floor"].append(1000 * used["seconds"])
        (first,), used = run("ours", 1)
        times["ours, first"].append(first)
        processor["ours, first"].append(1000 * used["seconds"])
    for _ in range(3):
        shutil.rmtree(output, ignore_errors=True)
        both, used = run("ours", 2)
        times["ours, next"].append(both[1] - both[0])
    for name, values in times.items():
        print(f"{name:<12} median {statistics.median(values):6.0f} ms, least {min(values):6.0f} ms")
    print("first invocation over the libraries alone:")
    for name, table in (("time", times), ("processor time", processor)):
        first, floor = table["ours, first"], table["floor"]
        # A machine that is faster at one moment than at the next is the same to both of a pair.
        pairs = statistics.median(one / other for one, other in zip(first, floor, strict=True))
        ratio = statistics.median(first) / statistics.median(floor)
        print(f"  {name:<14} {pairs:.2f} by pairs, {ratio:.2f} by medians")
    print(f"peak memory: {used['kilobytes'] / 1024:.0f} MB with a page of {len(page.page()) / 1e3:.0f} kB")
    page.posts = page.length = 2000
    shutil.rmtree(output, ignore_errors=True)
    _, used = run("ours", 1)
    print(
        f"             {used['kilobytes'] / 1024:.0f} MB with a page of {len(page.page()) / 1e3:.0f} kB and 2,000 posts"
    )


if __name__ == "__main__":
    sys.exit(main())
