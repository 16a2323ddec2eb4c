"""The docs are true: the commands they show run, the files they link are there."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from pkgutil import iter_modules

import pytest
from pytest_httpserver import HTTPServer

import feedgen_liveblog.commands

ROOT = Path(__file__).parent.parent
DOCS = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "SECURITY.md",
    ROOT / "examples" / "README.md",
    *sorted((ROOT / "docs").glob("*.md")),
]
STORY = "https://news.example/live/harbour-fire"


def _commands() -> list[tuple[str, str]]:
    shown = []
    for doc in DOCS:
        for block in re.findall(r"```sh\n(.*?)```", doc.read_text(), re.S):
            lines = (line.split("  #")[0].strip() for line in block.splitlines())
            shown += [(doc.name, line) for line in lines if line.startswith("feedgen-liveblog ")]
    return list(dict.fromkeys(shown))


@pytest.mark.parametrize(
    ("doc", "command"), [pair for pair in _commands() if not re.match(r"\S+ (?:watch|serve)\b", pair[1])]
)
def test_a_command_in_the_docs_runs(doc: str, command: str, tmp_path: Path, httpserver: HTTPServer) -> None:
    """Each command of the docs ends with status 0, in a checkout, where the example's address is served."""
    served = _serve(httpserver, tmp_path)
    httpserver.expect_request("/").respond_with_data(
        '<a href="/live/harbour-fire"><h2>Live: fire in the harbour</h2></a>', content_type="text/html"
    )
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    (tmp_path / "feedgen_liveblog" / "sites").mkdir(parents=True)
    words = shlex.split(command.replace("https://news.example", served))[1:]
    done = subprocess.run(
        [sys.executable, "-m", "feedgen_liveblog", *words],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr


def _serve(server: HTTPServer, folder: Path) -> str:
    """Serves the example at the docs' paths, and puts the docs' configuration into the folder; the address."""
    for path in ("/live/harbour-fire", "/live/regatta"):
        page = (ROOT / "examples" / "harbour-live.html").read_text()
        server.expect_request(path).respond_with_data(page, content_type="text/html; charset=utf-8")
    served = server.url_for("").rstrip("/")
    config = re.search(r"```toml\n(.*?)```", (ROOT / "docs" / "configuration.md").read_text(), re.S)
    assert config
    (folder / "feeds.toml").write_text(config[1].replace("https://news.example", served))
    return served


def test_the_library_page_runs(tmp_path: Path, httpserver: HTTPServer) -> None:
    """The Python of docs/library.md, one block after the other, does what it says."""
    served = _serve(httpserver, tmp_path)
    shutil.copy(ROOT / "examples" / "harbour-live.html", tmp_path)
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "library.md").read_text(), re.S)
    code = "\n".join(blocks).replace("https://news.example", served)
    code += "\nassert len(blog.posts) == 10 and feed.count(b'<entry>') == 10"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-2:] == ["harbour fine", "regatta fine"]
    assert (tmp_path / "out" / "harbour.xml").exists()


def test_the_front_page_leads_to_every_page() -> None:
    """README links each page of docs/, and the changelog and --help name each command."""
    readme = (ROOT / "README.md").read_text()
    assert not [doc.name for doc in DOCS if doc.parent.name == "docs" and f"(docs/{doc.name})" not in readme]
    commands = [info.name.replace("_", "-") for info in iter_modules(feedgen_liveblog.commands.__path__)]
    assert not [name for name in commands if f"`{name}`" not in (ROOT / "CHANGELOG.md").read_text()]
    done = subprocess.run(
        [sys.executable, "-m", "feedgen_liveblog", "--help"], capture_output=True, text=True, check=True
    )
    assert not [name for name in commands if f"\n  feedgen-liveblog {name}" not in done.stdout]


@pytest.mark.parametrize("doc", DOCS, ids=lambda doc: doc.name)
def test_links_between_the_docs_lead_somewhere(doc: Path) -> None:
    """Each relative link of the docs leads to a file that is there."""
    for link in re.findall(r"\]\((?!https?:)([^)#]+)", doc.read_text()):
        assert (doc.parent / link).exists(), f"{doc.name}: {link}"


def test_make_targets_in_the_docs_exist() -> None:
    """Each `make` command of the docs is a target of the Makefile."""
    assert shutil.which("make")
    for doc in DOCS:
        for target in re.findall(r"^make (\w+)", doc.read_text(), re.M):
            assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(), re.M), target
