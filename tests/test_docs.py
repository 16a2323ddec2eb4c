"""The docs are true: the commands they show run, the files they link are there."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

ROOT = Path(__file__).parent.parent
DOCS = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "SECURITY.md",
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
    for path in ("/live/harbour-fire", "/live/regatta"):
        page = (ROOT / "examples" / "harbour-live.html").read_text()
        httpserver.expect_request(path).respond_with_data(page, content_type="text/html; charset=utf-8")
    httpserver.expect_request("/").respond_with_data(
        '<a href="/live/harbour-fire"><h2>Live: fire in the harbour</h2></a>', content_type="text/html"
    )
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    (tmp_path / "feedgen_liveblog" / "sites").mkdir(parents=True)
    served = httpserver.url_for("").rstrip("/")
    config = re.search(r"```toml\n(.*?)```", (ROOT / "docs" / "configuration.md").read_text(), re.S)
    assert config
    (tmp_path / "feeds.toml").write_text(config[1].replace("https://news.example", served))
    words = shlex.split(command.replace("https://news.example", served))[1:]
    done = subprocess.run(
        [sys.executable, "-m", "feedgen_liveblog", *words],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr


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
