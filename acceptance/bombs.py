"""Lets servers and pages that mean harm at the real command, and prints what each cost.

    python acceptance/bombs.py [--only WORD ...]

Each bomb is fetched by `feedgen-liveblog feed` in a process of its own, with the limits as they are by default where
no other is shown. Prints the seconds, the memory that it took beyond what a small page takes, and the error.
Exits 1 where a bomb went off: more memory than twice the larger body limit, more than 60 s, a traceback, or an error
that does not say which limit it is and how to raise it.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from feedgen_liveblog.fetch import Limits
from tests import test_budgets as servers
from tests import test_hostile_page as pages
from tests.raw_server import RawServer, Script, redirect, reply, serve

ALLOWED = 2 * Limits().page_bytes
LONGEST = 60
CHILD = """
import re, sys
from feedgen_liveblog.cli import main
code = main(sys.argv[1:])
peak = re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]
print("PEAK", int(peak) * 1024)
sys.exit(code)
"""
MB = 1_000_000
Routes = Mapping[str, Script]


class Bomb(NamedTuple):
    """`serve` makes what a server answers by path; `limit` is the one that it must run into, if any."""

    serve: Callable[[RawServer], Routes]
    limit: str = ""
    options: tuple[str, ...] = ()


def script(make: Callable[[], Script], limit: str, *options: str) -> Bomb:
    return Bomb(lambda server: {"/": make()}, limit, options)


def page(
    make: Callable[[], str], limit: str = "", *, kind: str = "text/html", options: tuple[str, ...] = ()
) -> Bomb:
    return Bomb(
        lambda server: {"/": reply(make().encode("utf-8", "replace"), content_type=kind)}, limit, options
    )


def _endless_pages(server: RawServer) -> Routes:
    def answer(number: int) -> bytes:
        server.routes[f"/?page={number + 1}"] = lambda sent: answer(number + 1)
        older = f'<a rel="next" href="/?page={number + 1}">Older posts</a>'
        return reply(pages.document(*(pages.post(20 * number + each) for each in range(20)), older).encode())

    return {"/": lambda sent: answer(1)}


def _drip(head: bytes, drop: bytes) -> Callable[[], Script]:
    return lambda: servers.drip(head, drop)


_LIMIT = "--limit"
_SHAPES = {"html": "text/html", "json": "application/json", "xml": "application/xml", "text": "text/plain"}
BOMBS: dict[str, Bomb] = {
    "slow drip": script(_drip(servers.HEAD + b"\r\n", b"x"), "deadline", _LIMIT, "deadline=5"),
    "slow drip of headers": script(_drip(b"HTTP/1.1 200 OK\r\n", b"x"), "deadline", _LIMIT, "deadline=5"),
    "silence": script(lambda: lambda sent: _silent(), "silence", _LIMIT, "silence=3", _LIMIT, "retries=0"),
    **{
        name: script(make, {"200 MB": "wire_bytes", "endless": "wire_bytes"}.get(name, ""))
        for name, make in servers.BOMBS.items()
    },
    "redirects for ever": Bomb(lambda server: {"/": redirect("/")}, "redirects"),
    "paging for ever": Bomb(_endless_pages, "", (_LIMIT, "pause=0")),
    "JSON-LD of 100,000 posts": page(
        lambda: pages.document(pages.json_ld(pages.live_blog(map(pages.update, range(100_000))))),
        "page_posts",
    ),
    "2 million elements": page(lambda: pages.document("<i></i>" * 2_000_000), "page_elements"),
    "nested 500,000 deep": page(lambda: pages.document("<div>" * 500_000), "page_elements"),
    "nested 4,000 deep": page(lambda: pages.document("<div>" * 4_000, pages.posts()), "page_depth"),
    "100,000 attributes": page(
        lambda: pages.document("<div " + " ".join(f"a{n}" for n in range(100_000)) + ">", pages.posts()),
        "page_attributes",
    ),
    "a word of 10 MB": page(lambda: pages.document(pages.posts(), pages.post(1, "x" * 10 * MB))),
    "entities of entities": page(pages.SHAPES["entities of entities"][1], kind="application/xml"),
    "a large entity": page(pages.SHAPES["a large entity"][1], kind="application/xml"),
    "9,000 posts of one class each": page(
        lambda: pages.document(*(pages.post(n).replace("post", f"p{n}", 1) for n in range(9_000)))
    ),
    "20,000 times without posts": page(pages.SHAPES["times without posts"][1]),
    "30 MB of words within all limits": page(
        lambda: pages.document(pages.posts(), "".join(f"<p>{'word ' * 3000}</p>" for _ in range(2_000)))
    ),
    "110,000 elements within all limits": page(lambda: pages.document(pages.posts(), "<p>x</p>" * 110_000)),
    "JSON of 30 MB within all limits": page(
        lambda: json.dumps([pages.item(n) | {"body": f"<p>{'word ' * 600}</p>"} for n in range(9_500)]),
        kind="application/json",
    ),
}


def _silent() -> bytes:
    time.sleep(30)
    return b""


def measured(bomb: Bomb, folder: str) -> tuple[float, int, str]:
    """Seconds, bytes at the peak, and what the command said last."""
    with serve({}) as server:
        server.routes.update(bomb.serve(server))
        out = str(Path(folder) / "feed.xml")
        command = [sys.executable, "-c", CHILD, "feed", f"{server.url}/", "-o", out, *bomb.options]
        begun = time.monotonic()
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=4 * LONGEST)
        except subprocess.TimeoutExpired:
            return 4.0 * LONGEST, 0, "HANGS"
        seconds = time.monotonic() - begun
    peak = int(done.stdout.rpartition("PEAK ")[2].split()[0]) if "PEAK " in done.stdout else 0
    said = done.stderr.strip().splitlines() or ["a feed"]
    said = said[-1] if done.returncode else "a feed"
    return (
        seconds,
        peak,
        said.replace(f"{server.url}/", "")
        .removeprefix("feedgen-liveblog: : ")
        .removeprefix("feedgen-liveblog: "),
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--only", nargs="+", metavar="WORD", help="bombs with one of these words in their name"
    )
    args = parser.parse_args()
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        small = page(lambda: pages.document(pages.posts()))
        _, floor, _ = measured(small, folder)
        print(
            f"{'bomb':36}{'seconds':>8}{'MB':>7}  outcome (a small page takes {floor / MB:.0f} MB, allowed are"
        )
        print(f"{'':51}  {ALLOWED / MB:.0f} MB more)")
        for name, bomb in BOMBS.items():
            if args.only and not any(word in name for word in args.only):
                continue
            seconds, peak, said = measured(bomb, folder)
            told = not bomb.limit or (f"limit {bomb.limit} of" in said and f"--limit {bomb.limit}=" in said)
            fine = (
                told and peak and peak - floor <= ALLOWED and seconds <= LONGEST and "Traceback" not in said
            )
            failed += not fine
            mark = "" if fine else "WENT OFF: "
            print(f"{name:36}{seconds:8.1f}{(peak - floor) / MB:7.0f}  {mark}{said[:110]}", flush=True)
    print(f"{failed} went off")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
