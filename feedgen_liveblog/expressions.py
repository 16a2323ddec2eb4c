"""Regular expressions that are compiled when they are first used: many are for pages that most runs never see.

A cloud function, or a command, that starts pays for what it needs alone; dozens of large alternatives in many
languages, of which one page uses few, took a quarter of the time until the first feed.
"""

import re
from typing import Any, cast


class _Unused:
    """Stands for an expression until something of it is asked."""

    def __init__(self, source: str, flags: int) -> None:
        self.pattern, self._flags = source, flags

    def __getattr__(self, name: str) -> Any:
        made = re.compile(self.pattern, self._flags)
        for method in ("search", "match", "fullmatch", "sub", "split", "findall", "finditer"):
            setattr(self, method, getattr(made, method))
        return getattr(made, name)


def expression(source: str, flags: int = 0) -> re.Pattern[str]:
    """As `re.compile`; a mistake in the source shows at the first use, so a test uses all that are made."""
    return cast("re.Pattern[str]", _Unused(source, flags))
