"""The index of archived posts: records by GUID, in small files that grow in number, not in size.

A page shows an id that the window does not hold: is it new, or long archived? The answer must not cost by
the history. So the records lie in buckets by hash, as many buckets as needed for each to stay small (linear
hashing: bucket after bucket is split in two as posts come), and one read of one bucket tells.
"""

import hashlib
import json
import logging
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from feedgen_liveblog.errors import Conflict
from feedgen_liveblog.history.memory import Record
from feedgen_liveblog.store import Store

log = logging.getLogger(__name__)

_LOAD = 16  # records per bucket
_RETRIES = 20
Entries = dict[str, Any]


class Lost(Exception):
    """A file of the index is not there, or cannot be used: what it knew is still in the archive documents."""


def look_up(store: Store, name: str, guids: Iterable[str], archived: int) -> dict[str, Record]:
    """The records of those of the GUIDs that are archived, where `archived` are in all. Raises Lost."""
    if not archived:
        return {}
    count, read = _buckets(archived), dict[int, Entries]()
    found = {}
    for guid in guids:
        key = _hash(guid)
        bucket = _bucket(key, count)
        if bucket not in read:
            read[bucket] = _whole(store, bucket_key(name, bucket))
        if key in read[bucket]:
            found[guid] = _record(read[bucket][key])
    return found


def keep(
    store: Store,
    name: str,
    records: Mapping[str, Record],
    archived: int,
    also: Mapping[str, Record] | None = None,
) -> int:
    """Adds records to an index of so many; returns how many it counts now. What is to be found in it `also`,
    under another name or with what is newly known of it, is not counted.

    Safe to do again, and at once with another run: nothing is taken out of a bucket before a state is
    written that knows of the next. Raises Lost.
    """
    before, after = _buckets(archived), _buckets(archived + len(records))
    mine: dict[int, Entries] = {bucket: {} for bucket in range(before if archived else 0, after)}
    for bucket in mine:
        parent = _parent(bucket, before)
        moving = _whole(store, bucket_key(name, parent)) if archived else {}
        mine[bucket] = {key: entry for key, entry in moving.items() if _bucket(key, after) == bucket}
    for guid, record in {**records, **(also or {})}.items():
        mine.setdefault(_bucket(_hash(guid), after), {})[_hash(guid)] = _entry(record)
    for bucket, entries in mine.items():
        _add(store, name, bucket, entries, (before, after), there=bool(archived) and bucket < before)
    return archived + len(records)


def restore(store: Store, name: str, records: Mapping[str, Record], archived: int) -> None:
    """Adds records to an index of so many that has lost a file; those that it has stay as they are."""
    count = _buckets(archived)
    found: dict[int, Entries] = {bucket: {} for bucket in range(count)}
    for guid, record in records.items():
        found[_bucket(_hash(guid), count)][_hash(guid)] = _entry(record)
    for bucket, entries in found.items():
        present, _ = _read(store, bucket_key(name, bucket))
        if present is None:
            _add(store, name, bucket, entries, (count, count))


def _add(
    store: Store, name: str, bucket: int, entries: Entries, counts: tuple[int, int], *, there: bool = False
) -> None:
    """Adds to a bucket. One that should be `there` and is not is lost: begun anew, it would pass for whole."""
    key = bucket_key(name, bucket)
    for _ in range(_RETRIES):
        present, version = _read(store, key)
        if there and present is None:
            raise Lost(key)
        own = {
            each: entry
            for each, entry in (present or {}).items()
            if bucket in (_bucket(each, n) for n in counts)
        }
        data = own | entries
        if data == present:
            return
        document = json.dumps(data, separators=(",", ":")).encode()
        try:
            store.write(key, document, content_type="application/json", expect=version)
        except Conflict:
            continue
        return
    raise Conflict("is being written by too many runs at once", key)


def _whole(store: Store, key: str) -> Entries:
    entries, _ = _read(store, key)
    if entries is None:  # also an empty one is written
        raise Lost(key)
    return entries


def _read(store: Store, key: str) -> tuple[Entries | None, str | None]:
    """A file of the index and its version; None for what is not there or cannot be used."""
    stored = store.read(key)
    if stored is None:
        return None, None
    try:
        data = json.loads(stored.data)
        for entry in data.values():
            _record(entry)
    except (ValueError, TypeError, AttributeError, OverflowError) as error:
        log.warning("%s: cannot be used: %s", key, error)
        return None, stored.version
    return data, stored.version


def _entry(record: Record) -> list[Any]:
    times = (record.published, record.updated, record.stated)
    return [*map(_seconds, times), int(record.gone), record.digest, *record.earlier]


def _record(entry: list[Any]) -> Record:
    published, updated, stated, gone, digest, *earlier = entry
    return Record(
        published=datetime.fromtimestamp(published, UTC),
        updated=datetime.fromtimestamp(updated, UTC),
        stated=None if stated is None else datetime.fromtimestamp(stated, UTC),
        gone=bool(gone),
        digest=str(digest),
        earlier=tuple(map(str, earlier)),
    )


def _seconds(time: datetime | None) -> float | None:
    if time is None:
        return None
    seconds = time.timestamp()
    return int(seconds) if seconds.is_integer() else seconds


def bucket_key(name: str, bucket: int) -> str:
    """The key of a file of the index."""
    return f"{name}/ids-{bucket:04}.json"


def _hash(guid: str) -> str:
    return hashlib.sha256(guid.encode("utf-8", "replace")).hexdigest()[:16]


def _buckets(archived: int) -> int:
    return max(1, -(-archived // _LOAD))


def _bucket(key: str, count: int) -> int:
    """The bucket of a hash among `count`: by as many of its low bits as there are buckets for."""
    number, span = int(key, 16), 1 << count.bit_length() - 1
    low = number % (2 * span)
    return low if low < count else number % span


def _parent(bucket: int, count: int) -> int:
    """The one of the first `count` buckets that a later bucket was split from."""
    while bucket >= count:
        bucket -= 1 << bucket.bit_length() - 1
    return bucket
