"""Values written in JavaScript: object literals, JSON in a string or base64, Nuxt's function of arguments."""

import base64
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from feedgen_liveblog.expressions import expression

_TOKEN = expression(
    r"""(?P<string>"(?:[^"\\]++|\\.)*+(?:"|\Z)|'(?:[^'\\]++|\\.)*+(?:'|\Z)|`(?:[^`\\]++|\\.)*+(?:`|\Z))
      | (?P<comment>//[^\n]*|/\*.*?(?:\*/|\Z))
      | (?P<void>void\s0|!0|!1|new\sDate\((?P<date>[^()]*)\)|,(?=\s*,))
      | (?P<number>\d[\w.]*(?P<named>(?=\s*:))?)
      | (?P<name>[A-Za-z_$][\w$]*)(?P<key>\s*:)?
      | (?P<open>[\[({])
      | (?P<close>[\])}])
      | (?P<end>;)""",
    re.S | re.X,
)
_CONSTANTS = {"true": True, "false": False, "null": None, "undefined": None, "NaN": None}
_SHORT = {"!0": "true", "!1": "false"}
_ESCAPE = expression(r"\\(u\{[0-9a-fA-F]+\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|\r\n|.)", re.S)
_PLAIN_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}
# Code is full of functions; this one does nothing but fill its arguments and return data.
_FUNCTION = expression(
    r"\(?\s*+(?:function\s*+[\w$]*+\s*+\(([^)]*+)\)|\(([^)]*+)\)\s*+=>)\s*+\{"
    r"(?=\s*+(?:return\s*+[{\[]|[\w$]+(?:\.[\w$]+|\[[^\]]{1,80}\])+\s*=[^=]))"
)
_CALL = expression(r"\s*+\)?\s*+(?:\.call\s*+)?(?=\()")
_ASSIGNMENT = expression(r"([A-Za-z_$][\w$]*)((?:\.[A-Za-z_$][\w$]*|\[\d+\]|\[\"[^\"]*\"\])+)\s*=(?!=)\s*")
_STEP = expression(r"\.([A-Za-z_$][\w$]*)|\[(\d+)\]|\[\"([^\"]*)\"\]")
_BASE64 = expression(r"[A-Za-z0-9+/]{80,}={0,2}")
_DATA_START = expression(r"[{\[]\s*(?:[\"'{\[\]}\d]|[\w$-]+\s*:|[\w$]+\s*[,\]])")
_JSON_START = expression(r"\{\s*[\"}]|\[\s*[\[\]{\"\d-]")
_DECODER = json.JSONDecoder(strict=False)
_NAME = "\0"  # marks a name inside a literal, until its value takes the place


class Unreadable(ValueError):
    """No data here; `scanned` characters were looked at to find that out."""

    def __init__(self, reason: str, scanned: int = 0) -> None:
        super().__init__(reason)
        self.scanned = scanned


def read(text: str, at: int, *, least: int = 0) -> tuple[Any, int]:
    """The value that starts at `text[at]` and where it ends; Unreadable if there is none.

    Object literals shorter than `least` characters are not worth the reading.
    """
    try:
        return _read(text, at, least)
    except Unreadable:
        raise
    except ValueError as error:
        raise Unreadable(str(error)) from error


def _read(text: str, at: int, least: int) -> tuple[Any, int]:
    start = text[at : at + 1]
    if start in "\"'`":
        token = _TOKEN.match(text, at)
        if token is None or token.end() == at + 1 or token.group()[-1] != start:
            raise Unreadable("a string without an end")
        return decoded(_unquoted(token.group())), token.end()
    function = _FUNCTION.match(text, at)
    if function is None and _DATA_START.match(text, at) is None:
        raise Unreadable("no data starts here")
    try:
        if function is None and _JSON_START.match(text, at):
            return _DECODER.raw_decode(text, at)
    except (ValueError, RecursionError):
        pass
    end = _closing(text, at if function is None else function.end() - 1)
    if end - at < least:
        raise Unreadable("too short", end - at)
    try:
        return (_literal(text[at:end], {}), end) if function is None else _called(text, function, end)
    except ValueError as error:
        raise Unreadable(str(error), end - at) from error


def decoded(text: str) -> Any:
    """A string as data: JSON, percent-encoded JSON or base64 of JSON. Raises ValueError for others."""
    bare = text.strip()
    if bare[:3] in ("%7B", "%5B", "%7b", "%5b"):
        bare = unquote(bare)
    elif bare[:1] not in ("{", "["):
        if _BASE64.fullmatch(bare) is None:
            raise ValueError("not data")
        bare = base64.b64decode(bare + "==").decode("utf-8", "replace").strip()
    try:
        return json.loads(bare, strict=False)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _unquoted(token: str) -> str:
    def plain(match: re.Match[str]) -> str:
        code = match[1]
        if code[0] in "ux" and len(code) > 1:
            return chr(min(int(code[1:].strip("{}"), 16), 0x10FFFF))
        return "" if code in ("\n", "\r\n") else _PLAIN_ESCAPES.get(code, code)

    if "\\" not in token:
        return token[1:-1]
    # Escaped surrogates come in pairs and make one character.
    return _ESCAPE.sub(plain, token[1:-1]).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _closing(text: str, at: int) -> int:
    """Where the bracket that opens at `at` is closed; brackets in strings and comments do not count."""
    depth = 0
    for token in _TOKEN.finditer(text, at):
        if token.lastgroup == "open":
            depth += 1
        elif token.lastgroup == "close":
            depth -= 1
            if depth == 0:
                return token.end()
    raise Unreadable("a bracket is never closed", len(text) - at)


def _literal(source: str, scope: Mapping[str, Any]) -> Any:
    """An object or array literal; names in `scope` stand for their values, which are shared, not copied."""
    import pyjson5  # only pages with such literals pay for it

    def plain(token: re.Match[str]) -> str:
        kind, found = token.lastgroup, token.group()
        if kind == "string":
            return found if found[0] == '"' and found.isprintable() else json.dumps(_unquoted(found))
        if kind == "comment":
            return " "
        if kind == "void" and token["date"]:
            return token["date"]
        if kind == "void":
            return "," + _marked("null") if found == "," else _marked(_SHORT.get(found, "null"))
        if token["named"] is not None:
            return json.dumps(found)  # a key that is a number
        return _marked(found) if kind == "name" and found in names else found

    # Names of constants take the same way as those of arguments: JSON5 knows but some of them.
    names = {**_CONSTANTS, **scope}
    try:
        value: Any = pyjson5.decode(_TOKEN.sub(plain, source))
    except pyjson5.Json5Exception as error:
        raise ValueError(str(error)) from error
    todo = [value]
    while todo:
        container = todo.pop()
        for place, inner in list(container.items() if isinstance(container, dict) else enumerate(container)):
            if isinstance(inner, (dict, list)):
                todo.append(inner)
            elif isinstance(inner, str) and inner.startswith(_NAME):
                container[place] = names.get(inner[1:])
    return value


def _marked(name: str) -> str:
    return json.dumps(_NAME + name)


def _called(text: str, function: re.Match[str], body_end: int) -> tuple[Any, int]:
    """`(function(a,b){b.x=a;return {…}}(1,{}))`: what it returns. Assignments and literals only."""
    call = _CALL.match(text, body_end)
    if call is None:
        raise ValueError("a function that is not called")
    end = _closing(text, call.end())
    names = [name.strip() for name in (function[1] or function[2] or "").split(",")]
    scope = dict(zip(names, _literal(f"[{text[call.end() + 1 : end - 1]}]", {}), strict=False))
    for statement in _statements(text[function.end() : body_end - 1]):
        if statement.startswith("return"):
            return _literal(f"[{statement.removeprefix('return')}]", scope)[0], end
        assigned = _ASSIGNMENT.match(statement)
        if assigned is not None and assigned[1] in scope:
            (value,) = _literal(f"[{statement[assigned.end() :]}]", scope)
            _assign(
                scope[assigned[1]],
                [step[0] or step[1] or step[2] for step in _STEP.findall(assigned[2])],
                value,
            )
    raise ValueError("a function that returns no data")


def _statements(body: str) -> Iterator[str]:
    depth = start = 0
    for token in _TOKEN.finditer(body):
        if token.lastgroup == "open":
            depth += 1
        elif token.lastgroup == "close":
            depth -= 1
        elif token.lastgroup == "end" and depth == 0:
            yield body[start : token.start()].strip()
            start = token.end()
    yield body[start:].strip()


def _assign(target: Any, steps: list[str], value: Any) -> None:
    for step in steps[:-1]:
        target = target.get(step) if isinstance(target, dict) else None
    if isinstance(target, dict):
        target[steps[-1]] = value
    elif isinstance(target, list) and steps[-1].isdigit() and int(steps[-1]) <= len(target):
        target[int(steps[-1]) : int(steps[-1]) + 1] = [value]
