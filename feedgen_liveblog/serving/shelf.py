"""Published files as they are sent: bytes, packed bytes, ETag and time, kept in memory while they are wanted."""

import gzip
import hashlib
import logging
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from threading import Lock

from feedgen_liveblog.errors import StoreError
from feedgen_liveblog.store import Store

log = logging.getLogger(__name__)

_TRUSTED = 3.0  # seconds until the store is asked again; another program may write there
_LEAST_PACKED = 500  # bytes below which packing is not worth it


@dataclass(frozen=True, kw_only=True)
class Published:
    """One version of a file."""

    data: bytes
    modified: datetime

    @cached_property
    def etag(self) -> str:
        """A name for these bytes, without quotes."""
        return hashlib.sha256(self.data).hexdigest()[:32]

    @cached_property
    def packed(self) -> bytes | None:
        """The bytes in gzip, None where that saves nothing."""
        small = gzip.compress(self.data, 6, mtime=0) if len(self.data) >= _LEAST_PACKED else self.data
        return small if len(small) < len(self.data) else None


@dataclass(slots=True, kw_only=True)
class _Copy:
    file: Published
    version: str
    looked: float


class Shelf:
    """Copies of the store's files, up to so many bytes. Safe to use from threads."""

    def __init__(self, store: Store, most_bytes: int, *, now: Callable[[], float] = time.monotonic) -> None:
        self._store, self._most, self._now = store, most_bytes, now
        self._copies: OrderedDict[str, _Copy] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def get(self, key: str) -> Published | None:
        """The file under a key, or None. Raises StoreError where the store fails and there is no copy."""
        now = self._now()
        with self._lock:
            copy = self._copies.get(key)
            if copy:
                self._copies.move_to_end(key)
                if now - copy.looked < _TRUSTED:
                    return copy.file
                copy.looked = now  # one of many readers looks, the others need not wait for it
        if copy and self._is_current(key, copy):
            return copy.file
        stored = self._store.read(key)
        self.drop([key])
        if stored is None:
            return None
        file = Published(data=stored.data, modified=stored.modified.replace(microsecond=0))
        self._put(key, _Copy(file=file, version=stored.version, looked=now))
        return file

    def _is_current(self, key: str, copy: _Copy) -> bool:
        try:
            return self._store.version(key) == copy.version
        except StoreError as error:
            log.warning("%s", error)
            return True  # as far as we can know

    def drop(self, keys: Iterable[str]) -> None:
        """Forgets the copies of files that have been written anew, or deleted."""
        with self._lock:
            for key in keys:
                if copy := self._copies.pop(key, None):
                    self._bytes -= len(copy.file.data)

    def _put(self, key: str, copy: _Copy) -> None:
        with self._lock:
            if old := self._copies.pop(key, None):
                self._bytes -= len(old.file.data)
            self._copies[key] = copy
            self._bytes += len(copy.file.data)
            while self._bytes > self._most and len(self._copies) > 1:
                _, oldest = self._copies.popitem(last=False)
                self._bytes -= len(oldest.file.data)
