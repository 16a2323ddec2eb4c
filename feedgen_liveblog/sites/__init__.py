"""Publishers that need more than the open formats, one module each, found because they are in this folder.

A site has `MATCH`, a regex on the page's URL, and either `SELECTORS` or `parse(page, get)`. A third party's
module is found by the entry-point group `feedgen_liveblog.sites`.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from pkgutil import iter_modules
from types import ModuleType
from typing import cast

from feedgen_liveblog.errors import UsageError
from feedgen_liveblog.model import Parser
from feedgen_liveblog.parsers import selectors


@cache
def modules() -> tuple[ModuleType, ...]:
    """All site modules, third parties' first, so that a user's own beats the built-in one."""
    third_party = [_loaded(point) for point in entry_points(group="feedgen_liveblog.sites")]
    return (*third_party, *(import_module(f"{__name__}.{info.name}") for info in iter_modules(__path__)))


def _loaded(point: EntryPoint) -> ModuleType:
    """A third party's module. Without it its pages would be read otherwise, and their posts get other ids."""
    what = f"the site module {point.value}"
    try:
        module = point.load()
    except Exception as error:  # others' code may raise anything
        reason = " ".join(str(error).split()) or type(error).__name__
        raise UsageError(f"{what} cannot be loaded ({reason}); mend or uninstall it") from error
    if not hasattr(module, "MATCH") or not (hasattr(module, "SELECTORS") or hasattr(module, "parse")):
        raise UsageError(f"{what} needs MATCH, and SELECTORS or parse; mend or uninstall it")
    return cast(ModuleType, module)


def claiming(url: str) -> Iterator[tuple[str, Parser]]:
    """Name and parser of each site that claims the URL."""
    for module in modules():
        if re.search(module.MATCH, url):
            name = module.__name__.rpartition(".")[2]
            yield (
                name,
                module.parse if hasattr(module, "parse") else selectors.parser(module.SELECTORS, name=name),
            )
