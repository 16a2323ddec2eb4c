"""Opens the readable page in a real browser, and holds it to HTML's rules, to axe's and to our own.

    python acceptance/page.py [--shots FOLDER]

The pages are those of the real command and of page_samples. Each is opened on a phone and on a desktop, light and
dark, scrolled to its end, jumped in, filtered and printed. Prints a table; exits 1 if a claim fails, also if the
checks overlook the faults of a page that has some.
"""

import argparse
import json
import shutil
import subprocess
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import page_samples
from tools import BUILD, NODE, debian, node

HERE = Path(__file__).resolve().parent
CLI = HERE.parent / ".venv" / "bin" / "feedgen-liveblog"
PAGES = BUILD / "pages"
MOVED = 0.1
"""The most that what is in sight may be moved by what loads: what Web Vitals call good."""
FAULTY = """<!DOCTYPE html><html lang="en"><head><title>Faulty</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src http:"><script>alert(1)</script>
<link rel="stylesheet" href="http://elsewhere.invalid/style.css"></head><body>
<img src="a.jpg"><p id="a" id="b">Words</p><table width="3000"><tr><td>Wide</table>
<nav><details><ul><li><a href="#x">Jump</a></ul></details></nav></body></html>"""
# The validator does not compute hashes, and takes our style for one that is not allowed; Chromium does.
UNFOUNDED = "Inline style violates Content Security Policy"

Views = list[dict[str, Any]]


def make() -> None:
    """Writes all pages: of the samples, and of the example through the real command, with its index."""
    shutil.rmtree(PAGES, ignore_errors=True)
    PAGES.mkdir(parents=True)
    for name, document in page_samples.pages():
        (PAGES / f"{name}.html").write_bytes(document)
    (PAGES / "faulty.html").write_text(FAULTY)

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(HERE.parent / "examples")))
    Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}/harbour-live.html"
    blogs = "".join(f'[[blogs]]\nname = "{name}"\nurl = "{url}"\n' for name in ("harbour", "quay"))
    blogs += 'formats = ["atom"]\n'
    config = PAGES / "feeds.toml"
    config.write_text(
        f'output = "."\nbase_url = "https://feeds.example"\nformats = ["atom", "rss", "json", "html"]\n{blogs}'
    )
    subprocess.run([CLI, "run", config, "--now", "2025-03-12T17:00:00Z"], check=True)
    server.shutdown()


def looked_at(shots: Path | None) -> dict[str, Views]:
    """What the browser has to say of each page, by view."""
    command = ["node", HERE / "page.mjs", PAGES, NODE, *(("--shots", shots) if shots else ())]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, timeout=1500)
    views: dict[str, Views] = {}
    for view in json.loads(done.stdout):
        views.setdefault(view["name"], []).append(view)
    return views


def validated() -> dict[str, list[str]]:
    """What the W3C's validator has to say of each page: errors and warnings."""
    jar = NODE / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    files = sorted(PAGES.glob("*.html"))
    command = ["java", "-Xss8m", "-jar", jar, "--format", "json", "--exit-zero-always", *files]
    done = subprocess.run(command, stderr=subprocess.PIPE, text=True, check=True, timeout=600)
    found: dict[str, list[str]] = {file.name: [] for file in files}
    for message in json.loads(done.stderr)["messages"]:
        if not message["message"].startswith(UNFOUNDED):
            name = message["url"].rpartition("/")[2]
            found[name].append(f"{message.get('subType', message['type'])}: {message['message']}")
    return found


def printed(name: str) -> tuple[int, list[str]]:
    """How many sheets a page takes, and what is wrong with them."""
    file = (PAGES / name).with_suffix(".pdf")
    text = subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True, check=True).stdout
    words = " ".join(text.split())
    faults = [f"prints {text!r}" for text in ("Skip to the posts", "key events only") if text in words]
    if name == "harbour.html":
        lost = [
            title
            for title in ("The grain store is out of danger", "Fire breaks out in a rope loft")
            if title not in words
        ]
        faults += [f"does not print {title!r}" for title in lost]
    return text.count("\f"), faults


def faults_of(views: Views) -> list[str]:
    """What a browser found, each with the views it was found in."""
    found = []
    for view in views:
        where = f"{view['size']}, {view['scheme']}"
        told = [f"axe: {finding}" for finding in view["findings"] or ()]
        told += [f"asks for {request}" for request in view["asked"]]
        told += [f"the console says {line}" for line in view["refused"]]
        told += [f"is {view['wide']} px too wide"] if view["wide"] > 0 else []
        told += [f"moves by {view['moved']:.2f}"] if view["moved"] > MOVED else []
        told += [f"a jump ends {view['astray']} px off"] if view["astray"] else []
        told += ["the filter hides the wrong posts"] if not view["filtered"] else []
        found += [f"{where}: {each}" for each in told]
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--shots", type=Path, metavar="FOLDER", help="put a screenshot of each view here")
    args = parser.parse_args()
    debian("chromium", "default-jre-headless", "poppler-utils", commands=("chromium", "java", "pdftotext"))
    node("axe-core", "playwright-core", "vnu-jar")
    make()
    views, messages = looked_at(args.shots), validated()

    lines = [("page", "kB", "load ms", "validator", "axe", "outside", "refused", "moved", "sheets", "")]
    failed = []
    for name, seen in views.items():
        sheets, misprints = printed(name) if (PAGES / name).with_suffix(".pdf").exists() else (0, [])
        faults = [*messages[name], *faults_of(seen), *misprints]
        looked = [view["findings"] for view in seen if view["findings"] is not None]
        lines.append(
            (
                name.removesuffix(".html"),
                f"{(PAGES / name).stat().st_size / 1000:.0f}",
                f"{min(view['load'] for view in seen)}",
                f"{len(messages[name])}",
                f"{sum(map(len, looked))} in {len(looked)} views" if looked else "-",
                f"{sum(len(view['asked']) for view in seen)}",
                f"{sum(len(view['refused']) for view in seen)}",
                f"{max(view['moved'] for view in seen):.2f}",
                f"{sheets or '-'}",
                "as it must" if name == "faulty.html" else "FAILED" if faults else "ok",
            )
        )
        if name == "faulty.html":
            kinds = ("error", "axe", "asks for", "the console", "too wide", "a jump")
            failed += [
                f"{name}: nobody said {kind!r}" for kind in kinds if not any(kind in each for each in faults)
            ]
        else:
            failed += [f"{name}: {fault}" for fault in faults]
    widths = [max(len(line[i]) for line in lines) for i in range(len(lines[0]))]
    for line in lines:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
    print("\n".join(["", *failed, f"{len(failed)} faults"]))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
