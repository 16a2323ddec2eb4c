"""What holds for every site, format and provider, by walking the folders: no list of them is kept anywhere."""

import contextlib
import importlib
import inspect
import json
import random
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from feedgen_liveblog import providers, sites
from feedgen_liveblog.errors import LiveblogError
from feedgen_liveblog.parsers.selectors import Selectors
from tests.golden import Case, cases
from tests.leave_one_out import publishers, row

_BUILT_IN = [module for module in sites.modules() if module.__name__.startswith(f"{sites.__name__}.")]
# A site of selectors is short; one that reads its publisher's own data has more to say.
_LINES, _LINES_WITH_DATA = 40, 90
_FORMATS = (
    "json-ld",
    "microdata",
    "rdfa",
    "amp-live-list",
    "dom",
    "blocks",
    "page state",
    "json",
    "xml",
    "selectors",
)
_SITES = publishers()


def _name(module: ModuleType) -> str:
    return module.__name__.rpartition(".")[2]


def _claiming(url: str) -> list[str]:
    return [_name(module) for module in _BUILT_IN if re.search(module.MATCH, url)]


@pytest.mark.parametrize("module", _BUILT_IN, ids=_name)
def test_a_site_says_what_it_is_in_few_lines(module: ModuleType) -> None:
    """A reader sees at once what a site is for, and it stays too short to hide anything."""
    first = (module.__doc__ or "").splitlines()[0]
    assert first.endswith("."), "the docstring's first line says in one sentence how the site differs"
    most = _LINES if hasattr(module, "SELECTORS") else _LINES_WITH_DATA
    assert len(inspect.getsource(module).splitlines()) <= most
    assert isinstance(getattr(module, "SELECTORS", None), Selectors) != callable(
        getattr(module, "parse", None)
    )


@pytest.mark.parametrize("module", _BUILT_IN, ids=_name)
def test_a_site_has_a_golden_case(module: ModuleType) -> None:
    """No site is trusted without a page that shows what it does."""
    mine = [case for case in _SITES if _claiming(case.settings["url"]) == [_name(module)]]
    assert any(
        _name(module) in case.expected.read_text().split('"posts"')[0]
        for case in mine
        if case.expected.exists()
    )


@pytest.mark.parametrize("case", _SITES, ids=str)
def test_no_two_sites_claim_one_page(case: Case) -> None:
    """A site claims its publisher's addresses and nobody else's."""
    claiming = _claiming(case.settings["url"])
    assert len(claiming) <= 1
    assert all(case.folder.name.startswith(name) for name in claiming)


@pytest.mark.parametrize("name", _FORMATS)
def test_a_format_has_a_golden_case(name: str) -> None:
    """Each open format is read on its own by some golden page."""
    assert any(
        f'"recognised": "{name}"' in case.expected.read_text() for case in cases() if case.expected.exists()
    )


@pytest.mark.parametrize("module", providers.discover(), ids=_name)
def test_a_provider_has_a_golden_case(module: ModuleType) -> None:
    """Each service is read by some golden page: one named after it, or one that says so."""
    known = [(case.folder.name, case.expected.read_text()) for case in cases() if case.expected.exists()]
    assert any(
        name.startswith(_name(module)) or f'"recognised": "{_name(module)}' in text for name, text in known
    )


@pytest.mark.parametrize("case", publishers(), ids=str)
def test_without_its_site_a_page_is_read_all_the_same(case: Case) -> None:
    """Without its site the open formats read every post right, and nothing besides.

    Where the page alone has not all of them, those that it has; and its site is needed only as long as that is so.
    """
    got = row(case)
    assert (got.extra, got.time, got.title) == (0, got.found, got.found)
    assert (got.found < got.posts) is bool(got.needs_its_site)


_WRONG: tuple[Any, ...] = (None, [], {}, 0, -1, True, "", "x", [None], [[]], {"a": None})


@pytest.mark.parametrize("case", [case for case in _SITES if list(case.folder.rglob("*.json"))[1:]], ids=str)
def test_wrong_types_in_its_json_do_not_stop_a_site(case: Case, tmp_path: Path) -> None:
    """Whatever stands in place of a value, a site reads the rest or leaves the page to the open formats."""
    chance = random.Random(str(case))
    folder = tmp_path / case.folder.name
    shutil.copytree(case.folder, folder)
    files = [file for file in folder.rglob("*.json") if file.name != "expected.json"]
    for _ in range(60):
        file = chance.choice(files)
        whole = file.read_text()
        file.write_text(json.dumps(_spoilt(json.loads(whole), chance)))
        with contextlib.suppress(LiveblogError):
            replace(case, folder=folder).read()
        file.write_text(whole)


def _spoilt(value: Any, chance: random.Random) -> Any:
    """The value with something wrong in one place of it."""
    if isinstance(value, dict | list) and value and chance.random() < 0.85:
        key = chance.choice(list(value) if isinstance(value, dict) else range(len(value)))
        value[key] = _spoilt(value[key], chance)
        return value
    return chance.choice(_WRONG)


def test_a_third_party_site_is_found_by_its_entry_point(tmp_path: Path) -> None:
    """A package that we know nothing of adds a site by the entry-point group, and its site beats the built-in one."""
    (tmp_path / "harbour_post.py").write_text(
        '"""The Harbour Post: a site from elsewhere."""\n'
        "from feedgen_liveblog.parsers.selectors import Selectors\n"
        r'MATCH = r"^https://(?:live\.harbour\.example|www\.nytimes\.com)/"' + "\n"
        'SELECTORS = Selectors(post=".p", id="./@data-n", time="i", title="b", html="q")\n'
    )
    info = tmp_path / "harbour_post-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: harbour-post\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[feedgen_liveblog.sites]\nharbour_post = harbour_post\n")
    (tmp_path / "page.html").write_text(
        "<title>Live</title><div class=p data-n=7><i>2026-03-14T09:00Z</i><b>Ships</b><q>Two ships are in.</q></div>"
    )
    script = (
        "from feedgen_liveblog import sites\n"
        "from feedgen_liveblog.cli import main\n"
        "names = [name for name, _ in sites.claiming('https://www.nytimes.com/live/2026/03/14/x')]\n"
        "assert names == ['harbour_post', 'nyt'], names\n"
        "raise SystemExit(main(['feed', 'page.html', '--url', 'https://live.harbour.example/a', '--format', 'json']))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(tmp_path)},
    )
    assert done.returncode == 0, done.stderr
    assert "live.harbour.example/a#7" in done.stdout
    assert "Two ships are in." in done.stdout


@pytest.mark.parametrize(
    "module", ["import nothing_of_that_name", "SELECTORS = None", "MATCH = ''", "MATCH ="]
)
def test_a_broken_third_party_site_is_one_line(module: str, tmp_path: Path) -> None:
    """It is named, with status 2: left out, its pages would be read otherwise and their posts get other ids."""
    (tmp_path / "harbour_post.py").write_text(module)
    info = tmp_path / "harbour_post-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: harbour-post\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[feedgen_liveblog.sites]\nharbour_post = harbour_post\n")
    (tmp_path / "page.html").write_text("<title>Live</title>")
    done = subprocess.run(
        [sys.executable, "-m", "feedgen_liveblog", "show", "page.html"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(tmp_path)},
    )
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert "the site module harbour_post" in done.stderr


def test_a_module_that_is_dropped_in_needs_no_list() -> None:
    """Every file of the folder is a site, found because it is there."""
    files = {file.stem for file in Path(sites.__file__).parent.glob("[!_]*.py")}
    assert files == {_name(module) for module in _BUILT_IN}
    assert all(importlib.import_module(f"{sites.__name__}.{name}") for name in files)
