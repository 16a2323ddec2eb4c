"""TOML tables read strictly: every mistake is named with its file, line and the nearest right key."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from feedgen_liveblog.errors import ConfigError, UsageError
from feedgen_liveblog.expressions import expression

Reader = Callable[[Any], Any]
"""A TOML value to ours; raises ValueError saying what is expected."""

Path = tuple[str | int, ...]
_HEADER = expression(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = expression(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")


class Document(NamedTuple):
    """A TOML document and where it came from."""

    text: str
    file: str
    values: Mapping[str, Any]

    def error(self, path: Path, message: str) -> ConfigError:
        """A ConfigError that names the line of a table or key, as near as it can be found."""
        lines = dict(_lines(self.text))
        line = next((lines[path[:n]] for n in range(len(path), 0, -1) if path[:n] in lines), 1)
        return ConfigError(message, f"{self.file}:{line}")

    def read(self, path: Path, table: Mapping[str, Any], readers: Mapping[str, Reader]) -> dict[str, Any]:
        """The table's values, each through its reader; raises ConfigError for what is wrong."""
        values = {}
        for key, value in table.items():
            if key not in readers:
                import difflib

                near = difflib.get_close_matches(key, readers, 1, 0.5)
                hint = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(sorted(readers))}"
                raise self.error((*path, key), f"unknown key {key!r}; {hint}")
            try:
                values[key] = readers[key](value)
            except ConfigError:
                raise
            except (ValueError, UsageError) as error:
                raise self.error((*path, key), f"{key}: {error}") from error
        return values


def document(text: str, file: str) -> Document:
    """Parses TOML; raises ConfigError with the line."""
    try:
        return Document(text=text, file=file, values=tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"\(at line (\d+),? column (\d+)\)", str(error))
        message = str(error)[: at.start()].strip() if at else str(error)
        raise ConfigError(f"not valid TOML: {message}", f"{file}:{at[1]}" if at else file) from error
    except RecursionError as error:
        raise ConfigError("not valid TOML: it nests too deep", file) from error
    except ValueError as error:  # a number of more digits than Python reads
        raise ConfigError(f"not valid TOML: {str(error).partition(':')[0].lower()}", file) from error


def _lines(text: str) -> Iterator[tuple[Path, int]]:
    """The line of each table and key. tomllib tells no places, so this is by the look of the lines."""
    path: Path = ()
    counts: dict[Path, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            path = ()
            *outer, last = _names(header[2])
            for name in outer:
                path = _latest((*path, name), counts)
            path = (*path, last)
            if header[1] == "[[":
                counts[path] = counts.get(path, -1) + 1
                path = (*path, counts[path])
            yield path, number
        elif key := _KEY.match(line):
            yield (*path, *_names(key[1])), number


def _latest(path: Path, counts: Mapping[Path, int]) -> Path:
    return (*path, counts[path]) if path in counts else path


def _names(text: str) -> list[str]:
    return [name.strip().strip("\"'") for name in text.split(".")]
