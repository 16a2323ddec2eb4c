"""Data as Astro hands it to its islands and JSON:API to its clients, unpacked."""

from collections.abc import Mapping
from typing import Any

_MAX_DEPTH = 60
_PLAIN, _LIST, _SET = 0, 1, 5


def island(props: Mapping[str, Any]) -> dict[str, Any]:
    """The properties of an Astro island, in which each value is a pair of its kind and itself."""
    return {key: _of_pair(value, 0) for key, value in props.items()}


def _of_pair(pair: Any, depth: int) -> Any:
    if not isinstance(pair, list) or len(pair) != 2 or depth > _MAX_DEPTH:
        return None
    kind, value = pair
    if kind in (_LIST, _SET) and isinstance(value, list):
        return [_of_pair(item, depth + 1) for item in value]
    if kind == _PLAIN and isinstance(value, dict):
        return {key: _of_pair(inner, depth + 1) for key, inner in value.items()}
    return value


def related(value: Any) -> Any:
    """A JSON:API document with what its records point at (an author, pictures) put among their attributes.

    https://jsonapi.org/format/#document-resource-object-relationships
    """
    if not isinstance(value, dict) or not isinstance(value.get("included"), list):
        return value
    known = {_key(item): item.get("attributes") for item in value["included"] if isinstance(item, dict)}
    whole = dict(value)
    for place in ("data", "included"):
        records = whole.get(place)
        if isinstance(records, list):
            whole[place] = [_with_related(record, known) for record in records]
    return whole


def _with_related(record: Any, known: Mapping[tuple[str, str], Any]) -> Any:
    relations = record.get("relationships") if isinstance(record, dict) else None
    own = record.get("attributes") if isinstance(record, dict) else None
    if not isinstance(relations, dict) or not isinstance(own, dict):
        return record
    found: dict[str, Any] = {}
    for name, relation in relations.items():
        target = relation.get("data") if isinstance(relation, dict) else None
        targets = [known.get(_key(item)) for item in target] if isinstance(target, list) else []
        if isinstance(target, dict):
            targets = [known.get(_key(target))]
        if targets := [item for item in targets if item]:
            found[name] = targets
    return {**record, "attributes": {**found, **own}}


def _key(item: Any) -> tuple[str, str]:
    return (str(item.get("type")), str(item.get("id"))) if isinstance(item, dict) else ("", "")
