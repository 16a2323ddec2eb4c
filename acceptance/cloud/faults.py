"""What a user of `run` reads when an object store cannot be used, one line for each fault, and that nothing is lost.

python acceptance/cloud/faults.py
"""

import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from end_to_end import Blog, blog, numbers
from parts import BUILD, ROOT
from stores import READER, azurite, make_bucket, rclone, seaweedfs

sys.path.insert(0, str(ROOT / "acceptance"))
import tools

from feedgen_liveblog.store_object import open_backend

FEEDS = """\
output = "{output}"
window = 10
limits = {{ pause = 0, retries = 0 }}
[[blogs]]
name = "harbour"
url = "{page}/live"
"""
OURS = ("AWS_", "AZURE_", "GOOGLE_")
Environment = Mapping[str, str]


class User:
    """Somebody with a configuration and an environment, at the command line."""

    def __init__(self, page: Blog) -> None:
        self.page = page
        self.wrong = 0
        self.folder = BUILD / "data" / "faults"
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)

    def runs(self, output: str, environment: Environment, *before: str) -> tuple[int, str]:
        """The status of a run and all that it printed."""
        (self.folder / "feeds.toml").write_text(FEEDS.format(output=output, page=self.page.url))
        plain = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
        done = subprocess.run(
            [*before, sys.executable, "-m", "feedgen_liveblog", "run", "feeds.toml", "--force"],
            cwd=self.folder,
            env={**plain, "PYTHONPATH": str(ROOT), **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        return done.returncode, done.stderr + done.stdout

    def reads(
        self, fault: str, line: str, output: str, environment: Environment, *before: str, status: int = 1
    ) -> None:
        """Tells what a run with this fault says, and counts it as wrong if that is not one line with `line`."""
        started = time.monotonic()
        code, said = self.runs(output, environment, *before)
        right = code == status and line in said and len(said.splitlines()) == 1
        self.wrong += not right
        took = f"{time.monotonic() - started:.0f} s"
        print(f"{fault:<34} {said.strip()} ({took}){'' if right else '   WRONG'}", flush=True)


def without(environment: Environment, word: str) -> Environment:
    """The environment less the variables with this word in their names."""
    return {name: value for name, value in environment.items() if word not in name}


@contextmanager
def answering(status: int, code: str) -> Iterator[str]:
    """A service that answers everything as AWS does a request with this fault; no emulator here knows regions."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = f"<Error><Code>{code}</Code><Message>In many words</Message></Error>".encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_HEAD = do_PUT = do_GET

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def on_seaweedfs(user: User) -> None:
    """A feed is made; with each fault a run says which and changes nothing; without it all posts are there."""
    with seaweedfs() as (url, good):
        os.environ.update(good)
        make_bucket(url)
        status, said = user.runs(url, good)
        assert status == 0, said
        feeds = open_backend(url)
        before = {meta["path"]: meta["e_tag"] for batch in feeds.list() for meta in batch}
        user.page.posts += 5
        faults: list[tuple[str, str, str, Environment, tuple[str, ...]]] = [
            ("no bucket", "there is no such bucket", "s3://nowhere/live", {}, ()),
            ("no permission to write", "cannot be written: permission denied", url, READER, ()),
            ("wrong secret key", "the secret key is wrong", url, {"AWS_SECRET_ACCESS_KEY": "x"}, ()),
            ("wrong key id", "the access key is not known", url, {"AWS_ACCESS_KEY_ID": "x"}, ()),
            ("clock two hours ahead", "clock is wrong", url, {}, ("faketime", "-f", "+2h")),
            ("clock two hours behind", "clock is wrong", url, {}, ("faketime", "-f", "-2h")),
            ("unknown name", "no service has this name", url, {"AWS_ENDPOINT": "http://no.invalid"}, ()),
            ("nobody there", "cannot be reached", url, {"AWS_ENDPOINT": "http://127.0.0.1:1"}, ()),
        ]
        for fault, line, output, change, command in faults:
            user.reads(fault, line, output, {**good, **change}, *command)
        no_endpoint = without(good, "ENDPOINT")
        user.reads("no credentials", "set AWS_ACCESS_KEY_ID", url, without(no_endpoint, "KEY"))
        wrong = {**good, "AWS_ENDPOINT": "s3.example"}
        user.reads("endpoint without https://", "AWS_ENDPOINT: 's3.example'", url, wrong, status=2)
        silent = socket.create_server(("127.0.0.1", 0))
        port = silent.getsockname()[1]
        user.reads(
            "no answer", "no answer in time", url, {**good, "AWS_ENDPOINT": f"http://127.0.0.1:{port}"}
        )
        for status, code in ((301, "PermanentRedirect"), (400, "AuthorizationHeaderMalformed")):
            with answering(status, code) as other:
                line = "the region is wrong: set AWS_REGION"
                user.reads(f"wrong region, {status} as AWS says", line, url, {**good, "AWS_ENDPOINT": other})
        after = {meta["path"]: meta["e_tag"] for batch in feeds.list() for meta in batch}
        # Who may read and not write reads the page and cannot write: the feed stays.
        print(f"after all faults: {'nothing has changed' if before == after else 'CHANGED'}")
        status, said = user.runs(url, good)
        found = numbers(feeds)
        print(f"then without a fault: {said.strip()}; {len(found)} posts, each once", flush=True)
        assert before == after and found == list(range(1, user.page.posts + 1)), found


def on_others(user: User) -> None:
    """Azure's faults; and a store that ignores conditions, which is said at a feed's first run and never again."""
    with azurite() as (url, good):
        os.environ.update(good)
        make_bucket(url)
        user.reads("Azure, no container", "there is no such bucket", "az://nowhere/live", good)
        wrong = {**good, "AZURE_STORAGE_ACCOUNT_KEY": "AAAA"}
        user.reads("Azure, wrong key", "the secret key is wrong", url, wrong)
        no_name = without(good, "ACCOUNT_NAME")
        user.reads("Azure, no account", "set AZURE_STORAGE_ACCOUNT_NAME", url, no_name, status=2)
    with rclone() as (url, good):
        os.environ.update(good)
        make_bucket(url)
        runs = [user.runs(url, good)[1].splitlines() for _ in range(2)]
        print(f"{'a store without conditions':<34} {' | '.join(runs[0])}; then: {' | '.join(runs[1])}")
        told = [sum("ignores conditional writes" in line for line in run) for run in runs]
        user.wrong += told != [1, 0]


def main() -> int:
    """Prints a line per fault; 1 if any is not what a user can act on."""
    tools.debian("faketime", commands=("faketime",))
    with blog() as page:
        user = User(page)
        on_seaweedfs(user)
        on_others(user)
    return 1 if user.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
