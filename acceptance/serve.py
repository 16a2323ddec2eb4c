"""`serve` as people and readers use it: from the form, in Chromium, to a subscribed reader; then a minute of load.

    python acceptance/serve.py [--only form|load] [--seconds N] [--screenshot PATH]

The form is filled in without JavaScript, and judged by axe in light and dark. PyPI's `reader` and newsboat
subscribe to the link that it gave. Then 200 readers poll 20 feeds: no error, and each page fetched once per
interval. Prints the figures; exits 1 if a claim fails. What is needed is installed under build/ or by apt.
"""

import argparse
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import serve_load
from clients import CLIENTS
from newsroom import Newsroom, newsroom
from tools import BUILD, NODE, debian, node

HERE = Path(__file__).resolve().parent
CLI = HERE.parent / ".venv" / "bin" / "feedgen-liveblog"
HOME = BUILD / "serve"


@contextmanager
def serving(*arguments: str, **environment: str) -> Iterator[tuple[str, int]]:
    """The real command on a free port; yields its address and process id, and ends it by SIGTERM."""
    command = [str(CLI), "serve", "--port", "0", "--allow-private", *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | environment)
    assert process.stdout
    try:
        line = process.stdout.readline()
        found = re.search(r"http://\S+/", line)
        assert found, f"it said {line!r}"
        yield found[0].rstrip("/"), process.pid
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0, "it did not end well"
    finally:
        process.kill()


def form(room: Newsroom, screenshot: Path | None) -> list[str]:
    """From the form to a reader that gets each post once, new ones too."""
    debian("chromium", commands=("chromium",))
    node("playwright-core", "axe-core")
    readers = [client for client in CLIENTS if client.name in ("reader", "newsboat")]
    for client in readers:
        client.install()
    faults = []
    with serving("--output", str(HOME / "form")) as (address, _):
        seen = _browse(address, room.url(0), *([str(screenshot)] if screenshot else []))
        print(f"form: {seen['title']!r}, {seen['posts']} posts shown, link {seen['link']}")
        print(
            f"axe: {len(seen['axe'])} findings on {seen['judged']} pages; browser's log: {seen['log'] or 'empty'}"
        )
        faults += [f"axe: {one}" for one in seen["axe"]] + [f"browser: {one}" for one in seen["log"]]
        for client in readers:
            home = HOME / client.name
            home.mkdir()
            first, again = (client.fetch(seen["link"], home) for _ in range(2))
            print(f"{client.name}: {len(first.items)} entries, then {len(again.items)}")
            if (len(first.items), len(again.items)) != (room.FIRST, room.FIRST):
                faults.append(f"{client.name} does not have each post once")
        if room.fetched(0) != 1:
            faults.append(f"the page was fetched {room.fetched(0)} times by the form and the readers")
    return faults


def _browse(*arguments: str) -> dict[str, object]:
    script = shutil.copy(HERE / "serve_form.mjs", NODE)  # beside what it imports
    done = subprocess.run(
        ["node", script, *arguments], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


def load(room: Newsroom, seconds: int) -> list[str]:
    """200 readers on 20 feeds, ten of them configured and ten on demand."""
    blogs = range(1, serve_load.FEEDS + 1)
    configured = [number for number in blogs if number % 2]
    config = HOME / "feeds.toml"
    tables = (f'[[blogs]]\nname = "b{number}"\nurl = "{room.url(number)}"\n' for number in configured)
    config.write_text(f'output = "load"\ninterval = ["10s", "10s"]\n{"".join(tables)}')
    with serving(str(config)) as (address, pid):
        paths = [f"/b{n}.xml" if n in configured else f"/feed?url={room.url(n)}" for n in blogs]
        command = [sys.executable, str(HERE / "serve_load.py"), address, str(seconds), *paths]
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 60, check=False)
        assert done.returncode == 0, done.stderr
        memory = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
        ticks = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    told = json.loads(done.stdout)
    print(f"load: {told['readers']} readers, {len(paths)} feeds, {seconds} s")
    print(
        f"  requests {told['requests']}, {told['requests'] / seconds:.0f} a second; answers {told['answers']}"
    )
    took = {name: told[name] for name in ("median", "p95", "p99", "most")}
    print(f"  milliseconds to an answer: {took}")
    assert memory
    used = sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")
    print(
        f"  {told['bytes'] / 1e6:.1f} MB sent, {used:.0f} s of processor time, {int(memory[1]) / 1e3:.0f} MB of memory"
    )
    faults = [
        f"answered {status}: {count} times"
        for status, count in told["answers"].items()
        if status not in ("200", "304")
    ]
    faults += [f"reader: {error}" for error in told["errors"]]
    for kind, interval, numbers in (
        ("configured", 10, configured),
        ("on demand", 55, sorted({*blogs} - {*configured})),
    ):
        counts, gaps = [room.fetched(n) for n in numbers], [gap for n in numbers for gap in room.gaps(n)]
        shortest = f"{min(gaps):.1f} s" if gaps else "none"
        print(f"  {kind}: pages fetched {min(counts)} to {max(counts)} times each, shortest pause {shortest}")
        # A pause is counted from the start of a look; on a busy machine its request comes some time later.
        if min(gaps, default=interval) < interval / 2 or max(counts) > seconds // interval + 2:
            faults.append(f"{kind}: fetched more than once in {interval} s")
        if min(counts) < seconds // (1.4 * interval):
            faults.append(f"{kind}: not kept fresh")
    return faults


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--only", choices=["form", "load"])
    parser.add_argument("--seconds", type=int, default=60, help="how long readers poll (default 60)")
    parser.add_argument("--screenshot", type=Path, metavar="PATH", help="of the form with what it found")
    args = parser.parse_args()
    shutil.rmtree(HOME, ignore_errors=True)
    HOME.mkdir(parents=True)
    faults = []
    with newsroom() as room:
        if args.only != "load":
            faults += form(room, args.screenshot)
        if args.only != "form":
            faults += load(room, args.seconds)
    print("\n".join(faults) or "all claims hold")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
