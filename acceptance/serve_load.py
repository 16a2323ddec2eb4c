"""Readers that poll feeds, in one process of their own: serve_load.py ADDRESS SECONDS PATH...

Each of 200 readers has an address of its own in 127.1.0.0/16, asks for one of the feeds a second, in turn, with what it
knows (If-None-Match, gzip) and a new connection, as readers do. Prints what they met, as JSON.
"""

import asyncio
import gzip
import json
import random
import statistics
import sys
import time
from collections import Counter
from urllib.parse import urlsplit

READERS, FEEDS = 200, 20
_PAUSE = 1.0  # seconds between two requests of a reader
_PATIENCE = 30.0


class Met:
    """What all readers met together."""

    def __init__(self) -> None:
        self.answers: Counter[int] = Counter()
        self.errors: Counter[str] = Counter()
        self.seconds: list[float] = []
        self.bytes = 0


async def reader(number: int, place: tuple[str, int], paths: list[str], end: float, met: Met) -> None:
    """One reader, until the end."""
    known: dict[str, str] = {}
    chance = random.Random(number)
    turn = chance.randrange(len(paths))
    await asyncio.sleep(chance.random() * _PAUSE)
    while time.monotonic() < end:
        path, began = paths[turn % len(paths)], time.monotonic()
        turn += 1
        try:
            async with asyncio.timeout(_PATIENCE):
                status, etag, body = await ask(number, place, path, known.get(path))
        except (OSError, ValueError, TimeoutError, EOFError) as error:
            met.errors[f"{type(error).__name__}: {error}"] += 1
        else:
            met.answers[status] += 1
            met.seconds.append(time.monotonic() - began)
            met.bytes += len(body)
            if status == 200:
                known[path] = etag
                if b"<entry>" not in gzip.decompress(body):
                    met.errors["a feed without entries"] += 1
        await asyncio.sleep(max(0.0, began + _PAUSE - time.monotonic()))


async def ask(number: int, place: tuple[str, int], path: str, etag: str | None) -> tuple[int, str, bytes]:
    """One request; its status, ETag and body."""
    own = (f"127.1.{number // 250}.{number % 250 + 1}", 0)
    incoming, outgoing = await asyncio.open_connection(*place, local_addr=own)
    try:
        condition = f"If-None-Match: {etag}\r\n" if etag else ""
        head = f"GET {path} HTTP/1.1\r\nHost: {place[0]}:{place[1]}\r\nAccept-Encoding: gzip\r\n"
        outgoing.write(f"{head}{condition}Connection: close\r\n\r\n".encode())
        answer = await incoming.read()
    finally:
        outgoing.close()
    top, _, body = answer.partition(b"\r\n\r\n")
    first, *lines = top.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    if int(headers.get("content-length", len(body))) != len(body):
        raise EOFError("the body is cut off")
    return int(first.split()[1]), headers.get("etag", ""), body


async def main(address: str, seconds: float, paths: list[str]) -> None:
    parts, met = urlsplit(address), Met()
    assert parts.hostname and parts.port
    end = time.monotonic() + seconds
    await asyncio.gather(
        *(reader(number, (parts.hostname, parts.port), paths, end, met) for number in range(READERS))
    )
    places = statistics.quantiles(met.seconds, n=100)
    shown = {"median": places[49], "p95": places[94], "p99": places[98], "most": max(met.seconds)}
    told = {
        "readers": READERS,
        "requests": met.answers.total() + met.errors.total(),
        "answers": met.answers,
        "errors": [f"{error} ({count} times)" for error, count in met.errors.items()],
        "bytes": met.bytes,
    }
    print(json.dumps(told | {name: round(1000 * value) for name, value in shown.items()}))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], float(sys.argv[2]), sys.argv[3:]))
