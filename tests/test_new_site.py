"""`new-site`: from a page to a module that reads it, with a golden case."""

from pathlib import Path

import pytest

from feedgen_liveblog.cli import main
from feedgen_liveblog.page import Page
from feedgen_liveblog.parsers import dom, selectors
from feedgen_liveblog.source import Offline

EXAMPLE = Path(__file__).parent.parent / "examples" / "harbour-live.html"
URL = "https://news.example/live/harbour-fire"


def test_the_proposed_module_reads_the_page(tmp_path: Path) -> None:
    """The selectors that are written down give the posts that the recogniser found by itself."""
    (tmp_path / "feedgen_liveblog" / "sites").mkdir(parents=True)
    assert main(["new-site", "harbour_post", str(EXAMPLE), "--url", URL, "--root", str(tmp_path)]) == 0
    scope: dict[str, object] = {}
    exec((tmp_path / "feedgen_liveblog" / "sites" / "harbour_post.py").read_text(), scope)
    page = Page(URL, EXAMPLE.read_text())
    found = selectors.parser(scope["SELECTORS"])(page, Offline())  # type: ignore[arg-type]
    known = dom.parse(page, Offline())
    assert found and known
    assert [(post.id, post.published, post.title) for post in known.posts] == [
        (post.id, post.published, post.title) for post in found.posts
    ]
    assert (tmp_path / "tests" / "golden" / "sites" / "harbour_post" / "case.toml").exists()


def test_a_page_that_needs_no_selectors_gets_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where the open formats read the page, no module is proposed, and the line says what to add instead."""
    (tmp_path / "feedgen_liveblog" / "sites").mkdir(parents=True)
    page = Path(__file__).parent / "golden" / "formats" / "json_ld_graph" / "page.html"
    assert main(["new-site", "harbour_post", str(page), "--url", URL, "--root", str(tmp_path)]) == 1
    assert "no selectors are needed" in capsys.readouterr().err
    assert not list(tmp_path.rglob("*.py"))


def test_a_saved_page_needs_its_address(tmp_path: Path) -> None:
    """Without --url there is no host that the module could claim: status 2, and nothing is written."""
    (tmp_path / "feedgen_liveblog" / "sites").mkdir(parents=True)
    assert main(["new-site", "harbour_post", str(EXAMPLE), "--root", str(tmp_path)]) == 2
    assert not list(tmp_path.rglob("*.*"))


def test_a_module_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    """A second run with the same name is refused with status 2, and changes nothing."""
    sites = tmp_path / "feedgen_liveblog" / "sites"
    sites.mkdir(parents=True)
    (sites / "harbour_post.py").write_text("mine")
    assert main(["new-site", "harbour_post", str(EXAMPLE), "--url", URL, "--root", str(tmp_path)]) == 2
    assert (sites / "harbour_post.py").read_text() == "mine"
