"""Live-blog services that publishers embed, one module each: found by being in this folder.

Each has `NAME`, what a reader calls it, and `parse(page, get) -> RawBlog | None`, which recognises the
embed's markup in any page and reads the posts through the service's public JSON, to the first post.
It raises FetchError where the embed is there and its posts cannot be had.
"""

import pkgutil
from functools import cache
from importlib import import_module
from types import ModuleType


@cache
def discover() -> tuple[ModuleType, ...]:
    """The providers' modules, by name."""
    found = (import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__))
    return tuple(module for module in found if hasattr(module, "parse"))
