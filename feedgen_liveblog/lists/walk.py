"""The live blog in any JSON value: of all its lists of records, the one most like posts is taken."""

import json
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from feedgen_liveblog.lists import blog as listblog
from feedgen_liveblog.lists import fieldnames
from feedgen_liveblog.lists import fields as listfields
from feedgen_liveblog.lists import likeness as listlikeness
from feedgen_liveblog.lists import names as listnames
from feedgen_liveblog.lists.columns import Record, columns, sample
from feedgen_liveblog.lists.fields import Fields
from feedgen_liveblog.lists.posts import posts
from feedgen_liveblog.lists.values import at
from feedgen_liveblog.model import RawBlog

# Deeper than any publisher's state; a hostile document has to stop somewhere.
_MAX_DEPTH = 48
_MAX_LISTS = 5_000
_MAX_SHAPES = 8
_ENOUGH = 0.5

Chain = tuple[Record, "Chain"] | None


@dataclass(slots=True)
class Group:
    """All lists at one place of a document, list indexes aside: `[].posts[]` of ten live blogs is one group.

    `path` are the keys on the way; `chains` the objects round each of the lists, the nearest first.
    """

    path: tuple[str, ...]
    keys: frozenset[str]
    records: list[Record] = field(default_factory=list)
    chains: list[Chain] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Found:
    """A group that may be a live blog, and how surely."""

    group: Group
    fields: Fields
    confidence: float


def find(values: Iterable[tuple[str, Any]], *, url: str, name: str) -> RawBlog | None:
    """The live blog in (name, value) pairs of data, or None. `url` is the page's, `name` the format's."""
    judged: list[Found] = []
    for source, value in values:
        for group in groups(value, source):
            judged.extend(_judged(group, url))
    best = max(
        _without_parts(judged), key=lambda found: (found.confidence, len(found.group.records)), default=None
    )
    if best is None or best.confidence < _ENOUGH:
        return None
    shown, deleted = posts(best.group.records, best.fields)
    if not shown:
        return None
    blog = RawBlog(
        format=name,
        posts=tuple(shown),
        confidence=min(0.95, round(best.confidence, 2)),
        deleted=tuple(deleted),
    )
    timed = best.fields.published
    part = at(best.group.records[0], timed[:-1]) if timed else None
    return listblog.described(blog, listblog.around(best.group.chains), part)


def groups(value: Any, source: str = "") -> Iterator[Group]:
    """The lists of records in a value, breadth first; each object is entered once, so cycles end."""
    found: dict[tuple[str, ...], list[Group]] = {}
    seen: set[int] = set()
    decoded: list[Any] = []  # keeps what was made here alive, so that `seen` stays true
    todo: deque[tuple[Any, tuple[str, ...], Chain]] = deque(
        [(value, (source,), None)] if _holds(value) else []
    )
    while todo:
        node, path, chain = todo.popleft()
        if isinstance(node, str):
            node = _packed(node)
            decoded.append(node)
        if node is None or id(node) in seen or len(path) > _MAX_DEPTH:
            continue
        seen.add(id(node))
        records = _records(node)
        if records and len(found) < _MAX_LISTS:
            group = _group(found.setdefault(path, []), path, frozenset(records[0]))
            group.records.extend(records)
            group.chains.append(chain)
        if isinstance(node, list):
            todo.extend((item, (*path, ""), chain) for item in node if _holds(item))
        elif records:
            todo.extend((item, (*path, ""), (node, chain)) for item in node.values())
        else:
            todo.extend((item, (*path, key), (node, chain)) for key, item in node.items() if _holds(item))
    for alike in found.values():
        yield from alike


def _group(alike: list[Group], path: tuple[str, ...], keys: frozenset[str]) -> Group:
    """The group at that path whose records have most of these keys; modules of a page differ in theirs."""
    for group in alike:
        if 2 * len(group.keys & keys) >= len(group.keys | keys) or len(alike) == _MAX_SHAPES:
            return group
    alike.append(Group(path, keys))
    return alike[-1]


def _holds(value: Any) -> bool:
    """Whether there may be lists in it: an object, a list, or a JSON document kept in a string."""
    if isinstance(value, str):
        return len(value) > 40 and value[0] in "{[" and value[-1] in "}]"
    return isinstance(value, (dict, list))


def _packed(text: str) -> Any:
    try:
        value = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, (dict, list)) else None


def _records(node: Any) -> list[Record] | None:
    """The objects of a list, or of an object whose keys are their ids; None if it is neither."""
    if isinstance(node, list):
        found: list[Record] = [_unwrapped(item) for item in node if isinstance(item, dict)]
        return found if found and 2 * len(found) > len(node) else None
    if len(node) < 2 or not all(isinstance(item, dict) and item for item in node.values()):
        return None
    if not all(len(key) < 120 and (len(key) >= 16 or any(c.isdigit() for c in key)) for key in node):
        return None
    return [item if fieldnames.has_id(item) else {"id": key, **item} for key, item in node.items()]


def _unwrapped(item: Record) -> Record:
    """What an object that holds but one other is round: {"node": …}, {"placeable": …}."""
    inner = next(iter(item.values())) if len(item) == 1 else None
    return inner if isinstance(inner, dict) and len(inner) > 1 else item


def _judged(group: Group, url: str) -> Iterator[Found]:
    if listnames.hopeless(group.path):
        return
    some = sample(group.records)
    cols = columns(some)
    fields = listfields.choose(cols)
    if not fields.bodies and fields.title and listnames.hinted(group.path) > 0:
        # A ticker of one-liners calls its text a title.
        fields = replace(fields, bodies=(fields.title,), title=None)
    if not fields.bodies:
        return
    seen = listlikeness.Evidence(
        path=group.path,
        records=some,
        columns=cols,
        count=len(group.records),
        fields=fields,
        context=listblog.around(group.chains),
        url=url,
    )
    if confidence := listlikeness.rate(seen):
        yield Found(group, fields, confidence)


def _without_parts(judged: list[Found]) -> Iterator[Found]:
    """A list inside another's records is a part of posts, unless it is named like posts and much longer."""
    likely = {found.group.path: found for found in judged if found.confidence >= _ENOUGH}
    for found in judged:
        path = found.group.path
        whole = next((likely[path[:n]] for n in range(1, len(path)) if path[:n] in likely), None)
        many = whole is not None and len(found.group.records) >= 2 * len(whole.group.records)
        if whole is None or (many and listnames.hinted(path) >= 0.1):
            yield found
