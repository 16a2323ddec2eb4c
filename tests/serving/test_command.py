"""`serve` as a user starts it: a real process on 127.0.0.1, and what it says when it cannot."""

import http.client
import os
import re
import shlex
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.memory.newsroom import Newsroom, newsroom

ROOT = Path(__file__).parent.parent.parent
TOKEN = "a-token-of-some-length"


@contextmanager
def serving(
    folder: Path, *arguments: str, **environment: str
) -> Iterator[tuple[subprocess.Popen[str], str, int]]:
    """The process, the line that it begins with, and its port; killed in the end if it is still there."""
    command = [sys.executable, "-m", "feedgen_liveblog", "serve", "--port", "0", *arguments]
    if "--output" not in arguments and not any(each.endswith(".toml") for each in arguments):
        command += ["--output", str(folder / "out")]
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    try:
        line = process.stdout.readline()
        port = re.search(r":(\d+)/", line)
        yield process, line, int(port[1]) if port else 0
    finally:
        process.kill()
        process.communicate()


def refused(folder: Path, *arguments: str, code: str = "pass", **environment: str) -> str:
    """What the command says that does not even start."""
    run = "from feedgen_liveblog.cli import main; sys.exit(main(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; {code}; {run}", "serve", *arguments],
        cwd=folder,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=30,
    )
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1), done.stderr
    return done.stderr


def get(port: int, path: str, host: str = "127.0.0.1", **headers: str) -> tuple[int, bytes]:
    """A request of its own."""
    connection = http.client.HTTPConnection(host, port, timeout=20)
    try:
        connection.putrequest("GET", path, skip_accept_encoding=True)
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


@pytest.fixture
def room() -> Iterator[Newsroom]:
    """A newsroom on 127.0.0.1."""
    with newsroom() as room:
        yield room


def _shown() -> list[str]:
    docs = (ROOT / "docs" / "serve.md").read_text()
    lines = (line.split("  #")[0].strip() for line in re.findall(r"^feedgen-liveblog serve.*$", docs, re.M))
    return [line.removeprefix("feedgen-liveblog serve").strip() for line in lines]


@pytest.mark.parametrize("arguments", _shown())
def test_a_command_in_the_docs_starts(tmp_path: Path, arguments: str):
    """Each of docs/serve.md, on 127.0.0.1, with its data in a folder of its own."""
    (tmp_path / "feeds.toml").write_text(
        'output = "out"\n[[blogs]]\nname = "a"\nurl = "http://127.0.0.1:9/"\n'
    )
    words = shlex.split(arguments.replace("0.0.0.0", "127.0.0.1"))
    with serving(tmp_path, *words, FEEDGEN_LIVEBLOG_TOKEN=TOKEN) as (_, line, _):
        assert line.startswith("Serving at http")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_until_it_is_told_to_stop(room: Newsroom, tmp_path: Path, number: signal.Signals):
    """It says where, keeps the configured feed fresh, makes others on demand, and ends well by either signal."""
    config = tmp_path / "feeds.toml"
    config.write_text(f'output = "out"\n[[blogs]]\nname = "harbour"\nurl = "{room.url}"\n')
    room.server.routes["/live/other"] = room.answer
    with serving(tmp_path, "feeds.toml", "--allow-private") as (process, line, port):
        assert line == f"Serving at http://127.0.0.1:{port}/ (Ctrl-C ends it)\n"
        assert get(port, "/harbour.xml")[0] == 200
        assert get(port, f"/feed?url={room.server.url}/live/other")[0] == 200
        for path in ("/../harbour.xml", "/..//harbour.state.json", "/harbour.state.json", "//etc/passwd"):
            assert get(port, path)[0] == 404, path
        process.send_signal(number)
        _, errors = process.communicate(timeout=20)
        assert (process.returncode, errors) == (0, "")
    assert {path.name for path in (tmp_path / "out").iterdir()} >= {"harbour.xml", "on-demand"}


def test_by_default_it_is_open_to_this_machine_only(room: Newsroom, tmp_path: Path):
    """It listens on loopback, and fetches nothing from there for who pastes an address."""
    with serving(tmp_path) as (_, line, port):
        assert line.startswith("Serving at http://127.0.0.1:")
        status, body = get(port, f"/feed?url={room.url}")
        assert (status, room.requests) == (403, 0)
        assert b"not a public address" in body


def test_what_goes_on_is_logged_without_the_token(room: Newsroom, tmp_path: Path):
    """-v tells of each request; the token is in none of it, and in no error."""
    with serving(tmp_path, "-v", "--allow-private", FEEDGEN_LIVEBLOG_TOKEN=TOKEN) as (process, _, port):
        assert get(port, "/")[0] == 401
        assert get(port, f"/?token={TOKEN}")[0] == 200
        assert get(port, f"/feed?url={room.url}&token={TOKEN}")[0] == 200
        assert get(port, f"/feed?url=http://127.0.0.1:9/?token={TOKEN}&token={TOKEN}")[0] == 502
        assert get(port, "/metrics", Authorization=f"Bearer {TOKEN}")[0] == 200
        process.send_signal(signal.SIGTERM)
        out, errors = process.communicate(timeout=20)
        assert "GET /feed 200" in errors
        assert TOKEN not in re.sub(r"http://127.0.0.1:9/\S*", "", out + errors)


def test_it_is_not_open_to_the_network_without_a_token(tmp_path: Path):
    """Not by mistake, and not with a token that can be guessed."""
    assert "a token is needed in FEEDGEN_LIVEBLOG_TOKEN" in refused(tmp_path, "--host", "0.0.0.0")
    assert "a token is needed" in refused(tmp_path, "--host", "192.0.2.1", FEEDGEN_LIVEBLOG_TOKEN="")
    assert "at least 16 characters" in refused(tmp_path, "--host", "::", "--token", "secret")


def test_a_port_in_use_is_said_in_one_line(tmp_path: Path):
    """With what to do about it."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = refused(tmp_path, "--port", str(port), "--output", "out")
    assert said == f"feedgen-liveblog: 127.0.0.1:{port}: the port is in use; choose another with --port\n"


@pytest.mark.parametrize("library", ["waitress", "werkzeug", "prometheus_client", "platformdirs"])
def test_a_missing_extra_is_said_in_one_line(tmp_path: Path, library: str):
    """With the command that installs it."""
    said = refused(tmp_path, code=f"sys.modules['{library}'] = None")
    assert said == "feedgen-liveblog: serve needs the extra: pip install 'feedgen-liveblog[serve]'\n"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--base-url", "feeds.example"], "--base-url: a URL that begins with http"),
        (["--max-size", "much"], "--max-size: 'much' is not a size such as 500MB"),
        (["--max-feeds", "0"], "--max-feeds: at least 1 is needed"),
        (["none.toml"], "none.toml: no such file"),
        (["--host", "192.0.2.1", "--token", TOKEN], "192.0.2.1:8000: is no address of this machine"),
        (["--port", "70000"], "--port: is not between 0 and 65535"),
    ],
)
def test_wrong_usage_is_said_in_one_line(tmp_path: Path, arguments: list[str], says: str):
    """What, and what would be right."""
    assert says in refused(tmp_path, "--output", "out", *arguments)


def test_other_commands_load_no_server():
    """The help, and all other commands, start without the libraries of the server."""
    code = "import sys, contextlib\nfrom feedgen_liveblog.cli import main\n"
    code += "with contextlib.suppress(SystemExit): main(['--help'])\n"
    code += "print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "serve" in loaded
    assert not {"werkzeug", "waitress", "prometheus_client", "requests"} & set(
        loaded.splitlines()[-1].split()
    )
