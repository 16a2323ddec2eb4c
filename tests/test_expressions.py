"""Regular expressions that are compiled at their first use."""

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import feedgen_liveblog
from feedgen_liveblog.expressions import _Unused, expression

PACKAGE = Path(feedgen_liveblog.__file__).parent
USERS = sorted(
    ".".join(("feedgen_liveblog", *path.relative_to(PACKAGE).with_suffix("").parts))
    for path in PACKAGE.rglob("*.py")
    if "import expression" in path.read_text()
)


def _made(value: object) -> Iterator[_Unused]:
    """The expressions among a module's names, and in its tables."""
    if isinstance(value, _Unused):
        yield value
    elif isinstance(value, dict | list | tuple):
        for each in value.values() if isinstance(value, dict) else value:
            if isinstance(each, _Unused | dict | list | tuple):
                yield from _made(each)


@pytest.mark.parametrize("module", USERS)
def test_each_is_one(module: str):
    """What `re.compile` would say when the program starts, a test says before it is published."""
    mine = list(_made(vars(import_module(module))))
    assert mine
    for each in mine:
        re.compile(each.pattern, each._flags)


def test_it_is_the_expression():
    """Whatever an expression can do, with the same flags; its source is known without compiling it."""
    lazy = expression("(?P<name>a)b", re.I)
    assert lazy.pattern == "(?P<name>a)b" and "search" not in vars(lazy)
    found = lazy.search("xAB")
    assert found and found["name"] == "A"
    assert lazy.sub("-", "abAB") == "--" and lazy.groups == 1 and lazy.fullmatch("ab")
