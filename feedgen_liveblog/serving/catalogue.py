"""The feeds on demand that the store holds: whose they are, when they were last asked for, how large they are."""

import json
import logging
import re
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import chain

from feedgen_liveblog.errors import Conflict, StoreError
from feedgen_liveblog.history.codec import Misfit, from_json, to_json
from feedgen_liveblog.pipeline import Clock
from feedgen_liveblog.store import Store

log = logging.getLogger(__name__)

FOLDER = "on-demand"
KEY = f"{FOLDER}/catalogue.json"
_NAME = re.compile(r"[0-9a-f]{32}")
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
    """Entries by name, bounded in number and bytes. Not safe to use from two threads at once."""

    def __init__(self, store: Store, *, most_feeds: int, most_bytes: int, clock: Clock) -> None:
        self._store, self._clock = store, clock
        self._most_feeds, self._most_bytes = most_feeds, most_bytes
        self._removed: set[str] = set()
        self._entries, self._version = self._load()
        self._saved = clock()

    def __len__(self) -> int:
        return len(self._entries)

    @property
    def bytes(self) -> int:
        """What all feeds take in the store."""
        return sum(entry.bytes for entry in self._entries.values())

    def find(self, name: str) -> Entry | None:
        """The entry, marked as used now. That is written down only now and then."""
        entry = self._entries.get(name)
        if entry:
            self._entries[name] = replace(entry, used=self._clock())
            if self._clock() - self._saved > _SAVED_EACH:
                self.save()
        return entry

    def add(self, name: str, url: str) -> Entry:
        """A new entry."""
        entry = self._entries[name] = Entry(url=url, used=self._clock())
        self._removed.discard(name)
        self.save()
        return entry

    def measured(self, name: str, bytes: int, *, read: bool) -> None:
        """Notes how large a feed is now, and whether it is one."""
        if entry := self._entries.get(name):
            self._entries[name] = replace(entry, bytes=bytes, read=entry.read or read)

    def remove(self, name: str) -> None:
        """Strikes an entry out. To be saved."""
        self._removed.add(name)
        del self._entries[name]

    def surplus(self, spared: Collection[str]) -> str | None:
        """The entry that has to go next, if there are too many or too large ones: first what never became a
        feed, then what was not asked for longest."""
        if len(self._entries) <= self._most_feeds and self.bytes <= self._most_bytes:
            return None
        others = (name for name in self._entries if name not in spared)
        return min(others, key=lambda name: self._order(self._entries[name]), default=None)

    def save(self) -> None:
        """Writes the entries down, with those that another server wrote meanwhile; a failure is only logged."""
        self._saved = self._clock()
        try:
            for _ in range(_ATTEMPTS):
                with suppress(Conflict):
                    self._write()
                    return
                theirs, self._version = self._load()
                new = ((name, entry) for name, entry in theirs.items() if name not in self._removed)
                self._entries = dict(chain(new, self._entries.items()))
        except StoreError as error:
            log.warning("%s", error)

    @staticmethod
    def _order(entry: Entry) -> tuple[bool, datetime]:
        return entry.read, entry.used

    def _write(self) -> None:
        document = json.dumps(to_json(_Document(entries=self._entries)), separators=(",", ":"))
        self._version = self._store.write(
            KEY, document.encode() + b"\n", content_type="application/json", expect=self._version
        )
        self._removed.clear()

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
