"""What the program depends on is bounded, and what it is developed with is pinned file by file."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
PROJECT = (ROOT / "pyproject.toml").read_text()
LOCK = (ROOT / "dev.lock").read_text()
_TABLE = tomllib.loads(PROJECT)["project"]
OURS = [
    *_TABLE["dependencies"],
    *_TABLE["optional-dependencies"]["cloud"],
    *_TABLE["optional-dependencies"]["serve"],
]
DEV = _TABLE["optional-dependencies"]["dev"]
PINNED = dict(re.findall(r"^([a-z0-9.-]+)==(\S+)", LOCK, re.MULTILINE))


def name(text: str) -> str:
    return re.sub(r"[-_.]+", "-", text).lower()


@pytest.mark.parametrize("text", OURS)
def test_each_dependency_has_bounds(text: str) -> None:
    """No release that nobody has tried is installed with ours, unless a word says why it may be."""
    bounds = {each.operator for each in Requirement(text).specifier}
    line = next(line for line in PROJECT.splitlines() if f'"{text}"' in line)
    assert bounds >= {">="}
    assert "<" in bounds or "no upper bound" in line


@pytest.mark.parametrize("text", [*OURS, *DEV])
def test_each_dependency_is_locked(text: str) -> None:
    """dev.lock pins it within its bounds; `make lock` writes it anew."""
    wanted = Requirement(text)
    assert wanted.specifier.contains(PINNED[name(wanted.name)], prereleases=True)


def test_the_lock_names_files_by_their_hashes_and_no_place() -> None:
    """What is installed is what was tried, wherever it comes from."""
    assert "://" not in LOCK
    for block in re.split(r"\n(?=\S)", LOCK.strip()):
        assert re.match(r"[a-z0-9.-]+==\S+(?: ;.*)? \\\n", block), block[:80]
        assert re.fullmatch(r"(?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n?)+", block.partition("\n")[2])
