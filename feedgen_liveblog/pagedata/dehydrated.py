"""Data as frameworks pack it for the browser, unpacked: devalue, Next.js flight rows, Apollo caches."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from feedgen_liveblog.expressions import expression

# devalue (Nuxt 3, SvelteKit): negative indexes stand for undefined, holes, NaN, infinities and -0.
_WRAPPED = {"Reactive", "ShallowReactive", "Ref", "ShallowRef", "Object"}
_PLAIN = {"Date", "BigInt", "URL"}
_ROW = expression(r"([0-9a-f]*):(?:(T)([0-9a-f]+),|([A-Z]*))")
_FLIGHT_REF = expression(r"\$[L@Q]?([0-9a-f]+)")
_CACHE_DEPTH = 4
_CACHE_KEY = expression(r"[A-Za-z_]\w*:.+|ROOT_QUERY|\$?ROOT_QUERY\..+", re.S)


def revived(values: list[Any]) -> Any:
    """The value of devalue's flat array, in which every member is an index. Shared members stay shared."""
    made: dict[int, Any] = {}
    todo: list[tuple[Any, Any]] = []

    def member(index: Any) -> Any:
        if not isinstance(index, int) or not 0 <= index < len(values):
            return None
        seen = {index}
        while isinstance(values[index], list) and _first(values[index]) in _WRAPPED:
            index = values[index][1] if len(values[index]) > 1 else -1
            if not isinstance(index, int) or not 0 <= index < len(values) or index in seen:
                return None
            seen.add(index)
        if index not in made:
            made[index] = _shell(values[index])
            if isinstance(made[index], (dict, list)):
                todo.append((made[index], values[index]))
        return made[index]

    root = member(0)
    while todo:
        shell, packed = todo.pop()
        if isinstance(packed, dict):
            shell.update((key, member(index)) for key, index in packed.items())
        elif _first(packed) == "Map":
            pairs = zip(packed[1::2], packed[2::2], strict=False)
            shell.update((str(member(key)), member(index)) for key, index in pairs)
        elif _first(packed) == "null":
            pairs = zip(packed[1::2], packed[2::2], strict=False)
            shell.update((str(key), member(index)) for key, index in pairs)
        else:
            shell.extend(member(index) for index in (packed[1:] if _first(packed) == "Set" else packed))
    return root


def _first(packed: Any) -> str | None:
    return packed[0] if isinstance(packed, list) and packed and isinstance(packed[0], str) else None


def _shell(packed: Any) -> Any:
    if isinstance(packed, dict):
        return {}
    if not isinstance(packed, list):
        return packed
    tag = _first(packed)
    if tag is None or tag == "Set":
        return []
    if tag in ("Map", "null"):
        return {}
    return packed[1] if tag in _PLAIN and len(packed) > 1 else None


def flight(chunks: Iterable[str]) -> dict[str, Any]:
    """The rows of React's flight data, as `self.__next_f.push([1,"…"])` hands them over, by row id.

    References between rows are put in place; long texts are rows of their own.
    """
    text = "".join(chunks)
    rows: dict[str, Any] = {}
    at = 0
    while (row := _ROW.match(text, at)) is not None:
        if row[2]:  # a text row states its length in bytes and has no newline after it
            rest = text[row.end() : row.end() + int(row[3], 16)]
            content = rest.encode()[: int(row[3], 16)].decode("utf-8", "ignore")
            rows[row[1]], at = content, row.end() + len(content)
            continue
        end = text.find("\n", row.end())
        end = len(text) if end < 0 else end
        if not row[4]:
            try:
                rows[row[1]] = json.loads(text[row.end() : end], strict=False)
            except (ValueError, RecursionError):
                rows[row[1]] = None
        at = end + 1
    for row_id in rows:
        rows[row_id] = _placed(rows[row_id], rows)
    return rows


def _placed(value: Any, rows: Mapping[str, Any]) -> Any:
    todo = [value] if isinstance(value, (dict, list)) else []
    while todo:
        container = todo.pop()
        for place, inner in list(container.items() if isinstance(container, dict) else enumerate(container)):
            if isinstance(inner, (dict, list)):
                todo.append(inner)
            elif isinstance(inner, str) and inner.startswith("$"):
                container[place] = _reference(inner, rows)
    return value


def _reference(text: str, rows: Mapping[str, Any]) -> Any:
    if text.startswith("$$"):
        return text[1:]
    if text.startswith("$D"):
        return text[2:]
    if text == "$undefined":
        return None
    found = _FLIGHT_REF.fullmatch(text)
    return rows.get(found[1], text) if found else text


def resolved(value: Any) -> Any:
    """The value with what the references of an Apollo cache in it (`{"__ref": "Post:1"}`) mean put in place.

    The cache is the value itself or not far below: `props.pageProps.apolloState`.
    """
    places = {id(value): value}
    for _ in range(_CACHE_DEPTH):
        for place in places.values():
            _resolve(_entities(place))
        parents = [place for place in places.values() if isinstance(place, dict)]
        places = {id(inner): inner for place in parents for inner in place.values()}
    return value


def _resolve(entities: Mapping[str, Any]) -> None:
    for entity in entities.values():
        todo: list[Any] = [entity]
        while todo:
            container = todo.pop()
            for place, inner in list(
                container.items() if isinstance(container, dict) else enumerate(container)
            ):
                if (reference := _cache_key(inner)) in entities:
                    container[place] = entities[reference]
                elif isinstance(inner, (dict, list)):
                    todo.append(inner)


def _entities(cache: Any) -> dict[str, Any]:
    if not isinstance(cache, dict):
        return {}
    found = {
        key: value for key, value in cache.items() if _CACHE_KEY.fullmatch(key) and isinstance(value, dict)
    }
    return found if len(found) >= 3 and 2 * len(found) > len(cache) else {}


def _cache_key(value: Any) -> str:
    if not isinstance(value, dict):
        return ""
    if isinstance(value.get("__ref"), str):
        return str(value["__ref"])
    generated = value.get("type") == "id" and isinstance(value.get("id"), str)
    return str(value["id"]) if generated else ""
