"""The architecture holds: who imports whom, what a library user loads, and that each module says its job."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "feedgen_liveblog"
MODULES = sorted(PACKAGE.rglob("*.py"))
# What may be imported of ours, by the start of the importer's name; the first that fits holds. A module may
# always import its own package. These are the rooms of docs/architecture.md.
LEAVES = {
    "errors",
    "expressions",
    "model",
    "times",
    "timeshape",
    "dates",
    "ids",
    "tracking",
    "urls",
    "clean",
    "jsonpick",
}
ALLOWED: dict[str, set[str]] = {
    "errors": set(),
    "model": {"page"},
    "expressions": set(),
    "times": {"errors"},
    "timeshape": {"times"},
    "dates": {"times", "timeshape", "errors"},
    "tracking": set(),
    "urls": set(),
    "ids": {"tracking", "urls"},
    "clean": {"model", "tracking", "jsonpick"},
    "jsonpick": set(),
    "merge": {"model", "history"},
    "render": {"model", "clean", "dates", "errors", "ids", ""},
}
PURE = (
    "merge",
    "normalise",
    "match",
    "join",
    "render",
    "history.window",
    "history.edits",
    "history.vanished",
)
OUTSIDE_WORLD = {"requests", "socket", "subprocess", "os", "time", "random", "urllib.request", "threading"}


def _name(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")


def _imports(path: Path) -> set[str]:
    """Names of modules that a module imports when it is loaded, ours without the package's name."""
    found = set()
    for node in ast.parse(path.read_text()).body:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
    return found


def _ours(path: Path) -> set[str]:
    return {
        name.removeprefix("feedgen_liveblog").lstrip(".")
        for name in _imports(path)
        if name.split(".")[0] == "feedgen_liveblog"
    }


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_a_module_says_its_job_in_one_line(path: Path) -> None:
    """The first line of each module's docstring is a sentence that says what it is for."""
    doc = ast.get_docstring(ast.parse(path.read_text()))
    assert doc, "no docstring"
    assert len(doc.splitlines()[0]) > 20


@pytest.mark.parametrize(
    "path", [path for path in MODULES if _name(path).split(".")[0] in ALLOWED], ids=_name
)
def test_leaves_import_what_the_table_allows(path: Path) -> None:
    """Leaves can be understood, tested and replaced alone."""
    room = _name(path).split(".")[0]
    everywhere = {room, "", "__version__", "expressions"}
    rooms = {name.split(".")[0] for name in _ours(path)} - everywhere
    assert rooms <= ALLOWED[room], f"{_name(path)} imports {rooms - ALLOWED[room]}"


@pytest.mark.parametrize("path", [path for path in MODULES if _name(path).startswith(PURE)], ids=_name)
def test_the_core_is_pure(path: Path) -> None:
    """No clock, network, disk or environment where decisions are made."""
    assert not _imports(path) & OUTSIDE_WORLD - ({"threading"} if _name(path).startswith("render") else set())


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_faces_do_not_lean_on_each_other(path: Path) -> None:
    """The web server is known to its own command alone, and knows neither commands nor cloud functions."""
    name, ours = _name(path), _ours(path)
    if name.split(".")[0] == "serving":
        assert not {each.split(".")[0] for each in ours} & {
            "cli",
            "commands",
            "handler",
            "dispatch",
            "opening",
        }
    elif name != "commands.serve":
        assert not any(each.split(".")[0] == "serving" for each in ours)


def test_the_library_does_not_load_what_it_does_not_need() -> None:
    """Who only parses pages pays neither for requests nor for the command line, and no heavy library is eager."""
    code = "import sys, feedgen_liveblog.extract; print(*sys.modules)"
    loaded = set(
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        ).stdout.split()
    )
    assert not loaded & {
        "requests",
        "argparse",
        "rich",
        "dateparser",
        "pyjson5",
        "feedgen",
        "obstore",
        "protego",
    }
