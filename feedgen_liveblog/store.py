"""Bytes by key, in a folder or in object storage; a conditional write decides who of two runs was first."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from types import EllipsisType, ModuleType
from typing import NamedTuple, Protocol

from feedgen_liveblog.errors import Conflict, StoreError, UsageError

fcntl: ModuleType | None
try:
    import fcntl
except ImportError:  # Windows: two runs at the same instant are then told apart by content alone
    fcntl = None

CLOUD_SCHEMES = ("s3", "gs", "az")

Expect = str | EllipsisType | None
"""What a write expects to replace: `...` anything or nothing, None nothing, else this version."""


class Stored(NamedTuple):
    """What is under a key, which version of it, and when it was written (aware UTC)."""

    data: bytes
    version: str
    modified: datetime


class Store(Protocol):
    """Keys are relative paths with '/'. All methods raise StoreError with the place and the reason."""

    def read(self, key: str) -> Stored | None:
        """What is under the key, or None if there is nothing."""

    def version(self, key: str) -> str | None:
        """The version of what is under the key, without reading it where the store can tell."""

    def size(self, key: str) -> int | None:
        """How many bytes are under the key, or None if there is nothing."""

    def delete(self, key: str) -> None:
        """Takes away what is under the key, if anything."""

    def write(
        self, key: str, data: bytes, *, content_type: str, expect: Expect = ..., lasting: bool = False
    ) -> str:
        """Puts all of `data` under the key or changes nothing; returns the new version.

        Raises Conflict where there is something else than `expect`. `lasting` says that it never changes.
        """


class FileStore:
    """A local folder. Each write is a new file that takes the old one's place in one step."""

    def __init__(self, folder: str | Path) -> None:
        self._folder = Path(folder)

    def read(self, key: str) -> Stored | None:
        """The file's bytes, or None if there is no such file."""
        path = self._path(key)
        try:
            with path.open("rb") as file:
                data = file.read()
                modified = datetime.fromtimestamp(os.fstat(file.fileno()).st_mtime, UTC)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise _failed("read", path, error) from error
        return Stored(data=data, version=_version(data), modified=modified)

    def version(self, key: str) -> str | None:
        """The version of the file, or None if there is none."""
        stored = self.read(key)
        return stored.version if stored else None

    def size(self, key: str) -> int | None:
        """The file's size, or None if there is no such file."""
        path = self._path(key)
        try:
            return path.stat().st_size
        except FileNotFoundError:
            return None
        except OSError as error:
            raise _failed("read", path, error) from error

    def delete(self, key: str) -> None:
        """Removes the file, and its folder with the last file in it."""
        path = self._path(key)
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise _failed("deleted", path, error) from error
        if "/" in key:
            with suppress(OSError):
                path.parent.rmdir()

    def write(
        self, key: str, data: bytes, *, content_type: str, expect: Expect = ..., lasting: bool = False
    ) -> str:
        """Writes the file whole or not at all; a file system keeps no content type."""
        path = self._path(key)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with _locked(path.parent) as folder:
                if expect is not ... and self.version(key) != expect:
                    raise Conflict("was written by another run meanwhile", str(path))
                _replace(path, data)
                if folder is not None:
                    os.fsync(folder)
        except OSError as error:
            raise _failed("written", path, error) from error
        return _version(data)

    def _path(self, key: str) -> Path:
        # A link is followed, so that it stays one and the file it leads to is replaced.
        return Path(os.path.realpath(self._folder / key))


def _replace(path: Path, data: bytes) -> None:
    # The lock makes us the only writer here: whatever is under this name was left by a kill.
    temporary = path.with_name(f".{path.name}.tmp")
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError:
        with suppress(OSError):
            temporary.unlink()
        raise


@contextmanager
def _locked(folder: Path) -> Iterator[int | None]:
    """Alone in a folder among writers; gives its descriptor.

    The lock is on the folder itself, so that it leaves no file, and the system lets it go with the process.
    """
    if fcntl is None:
        yield None
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # a network file system without locks: the comparison of versions remains
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield descriptor
    finally:
        os.close(descriptor)


def _version(data: bytes) -> str:
    """MD5, as S3 has it for an ETag: the same bytes have the same version in a folder and in a bucket."""
    return f'"{hashlib.md5(data, usedforsecurity=False).hexdigest()}"'


def _failed(what: str, path: Path, error: OSError) -> StoreError:
    return StoreError(f"cannot be {what}: {(error.strerror or str(error)).lower()}", str(path))


def open_store(url: str) -> Store:
    """The store at a folder's path or an object store's URL. Raises UsageError for any other kind of URL."""
    scheme, found, _ = url.partition("://")
    if not found:
        return FileStore(Path(url).expanduser())
    if scheme not in CLOUD_SCHEMES:
        kinds = ", ".join(f"{name}://" for name in CLOUD_SCHEMES)
        raise UsageError(f"a place to write to is a folder or begins with {kinds}", url)
    from feedgen_liveblog.store_object import ObjectStore

    return ObjectStore.at(url)
