"""The feeds on demand that the store holds: whose they are, when they were last asked for, how large they are."""

import json
import logging
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from threading import Lock

from feedgen_liveblog.errors import Conflict, StoreError
from feedgen_liveblog.expressions import expression
from feedgen_liveblog.history.codec import Misfit, from_json, to_json
from feedgen_liveblog.pipeline import Clock
from feedgen_liveblog.store import Store

log = logging.getLogger(__name__)

FOLDER = "on-demand"
KEY = f"{FOLDER}/catalogue.json"
_NAME = expression(r"[0-9a-f]{32}")
_SAVED_EACH = timedelta(minutes=5)
_ATTEMPTS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A feed on demand: its page, its last use, its bytes in the store, and whether it ever became a feed."""

    url: str
    used: datetime
    bytes: int = 0
    read: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Document:
    entries: Mapping[str, Entry] = field(default_factory=dict)


class Catalogue:
    """Entries by name, bounded in number and bytes. Safe to use from threads: only `save` waits for the store."""

    def __init__(self, store: Store, *, most_feeds: int, most_bytes: int, clock: Clock) -> None:
        self._store, self._clock = store, clock
        self._most_feeds, self._most_bytes = most_feeds, most_bytes
        self._lock, self._saving = Lock(), Lock()
        self._removed: set[str] = set()
        self._entries, self._version = self._load()
        self._changed, self._saved = False, clock()

    def __len__(self) -> int:
        return len(self._entries)

    @property
    def bytes(self) -> int:
        """What all feeds take in the store."""
        with self._lock:
            return sum(entry.bytes for entry in self._entries.values())

    def find(self, name: str) -> Entry | None:
        """The entry, marked as used now. That is written down only now and then."""
        with self._lock:
            entry = self._entries.get(name)
            if entry:
                self._entries[name] = replace(entry, used=self._clock())
            return entry

    def add(self, name: str, url: str) -> Entry:
        """A new entry."""
        with self._lock:
            entry = self._entries[name] = Entry(url=url, used=self._clock())
            self._removed.discard(name)
            self._changed = True
        return entry

    def measured(self, name: str, bytes: int, *, read: bool) -> None:
        """Notes how large a feed is now, and whether it is one."""
        with self._lock:
            if entry := self._entries.get(name):
                self._entries[name] = replace(entry, bytes=bytes, read=entry.read or read)

    def remove(self, name: str) -> None:
        """Strikes an entry out."""
        with self._lock:
            self._removed.add(name)
            self._entries.pop(name, None)
            self._changed = True

    def surplus(self, *, leaving: Collection[str], spared: Collection[str]) -> str | None:
        """The entry that has to go next, where those that stay are too many or too large: first what never
        became a feed, then what was not asked for longest."""
        with self._lock:
            staying = {name: entry for name, entry in self._entries.items() if name not in leaving}
        size = sum(entry.bytes for entry in staying.values())
        if len(staying) <= self._most_feeds and size <= self._most_bytes:
            return None
        others = ((entry.read, entry.used, name) for name, entry in staying.items() if name not in spared)
        return min(others, default=(False, None, None))[2]

    def keep_up(self) -> None:
        """Saves what is worth it: entries that came or went, and now and then their times of use."""
        if self._changed or self._clock() - self._saved > _SAVED_EACH:
            self.save()

    def save(self) -> None:
        """Writes the entries down, with those that another server wrote meanwhile; a failure is only logged."""
        with self._saving:
            self._saved = self._clock()
            try:
                for _ in range(_ATTEMPTS):
                    with suppress(Conflict):
                        self._write()
                        return
                    theirs, self._version = self._load()
                    with self._lock:
                        new = {name: one for name, one in theirs.items() if name not in self._removed}
                        self._entries = new | self._entries
            except StoreError as error:
                log.warning("%s", error)

    def _write(self) -> None:
        with self._lock:
            entries, removed, self._changed = dict(self._entries), set(self._removed), False
        document = json.dumps(to_json(_Document(entries=entries)), separators=(",", ":"))
        self._version = self._store.write(
            KEY, document.encode() + b"\n", content_type="application/json", expect=self._version
        )
        with self._lock:
            self._removed -= removed

    def _load(self) -> tuple[dict[str, Entry], str | None]:
        stored = self._store.read(KEY)
        if stored is None:
            return {}, None
        try:
            entries = from_json(_Document, json.loads(stored.data)).entries
        except (Misfit, ValueError, RecursionError) as error:
            log.warning("%s: cannot be used, and begins anew: %s", KEY, error)
            return {}, stored.version
        return {name: entry for name, entry in entries.items() if _NAME.fullmatch(name)}, stored.version
