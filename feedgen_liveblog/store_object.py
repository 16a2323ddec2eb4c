"""Object storage (S3, Google Cloud Storage, Azure) through obstore, the extra `cloud`."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from feedgen_liveblog.errors import Conflict, StoreError, UsageError
from feedgen_liveblog.store import Expect, Stored

if TYPE_CHECKING:
    from obstore.store import ObjectStore as Backend

try:
    import obstore
    from obstore import exceptions
except ImportError as error:  # pragma: no cover - the extra is not installed
    raise UsageError("object storage needs the extra: pip install 'feedgen-liveblog[cloud]'") from error

_OURS = "no-cache"  # may be kept, but is asked for again each time: a feed is small and conditional
_LASTING = "public, max-age=31536000, immutable"


class ObjectStore:
    """A bucket and prefix. Conditional writes are the store's own (If-Match, If-None-Match)."""

    def __init__(self, backend: "Backend", where: str) -> None:
        self._backend = backend
        self._where = where.rstrip("/")

    @classmethod
    def at(cls, url: str) -> "ObjectStore":
        """The store at a URL; credentials, region and endpoint come from the usual environment."""
        try:
            return cls(obstore.store.from_url(url), url)
        except exceptions.BaseError as error:
            raise UsageError(_reason(error), url) from error

    def read(self, key: str) -> Stored | None:
        """The object's bytes, or None if there is none."""
        try:
            got = obstore.get(self._backend, key)
            return Stored(data=bytes(got.bytes()), version=_version(got.meta))
        except (exceptions.NotFoundError, FileNotFoundError):
            return None
        except exceptions.BaseError as error:
            raise self._failed("read", key, error) from error

    def version(self, key: str) -> str | None:
        """The object's ETag, or None if there is no object."""
        try:
            return _version(obstore.head(self._backend, key))
        except (exceptions.NotFoundError, FileNotFoundError):
            return None
        except exceptions.BaseError as error:
            raise self._failed("read", key, error) from error

    def write(
        self, key: str, data: bytes, *, content_type: str, expect: Expect = ..., lasting: bool = False
    ) -> str:
        """Puts the object in one request."""
        mode = "overwrite" if expect is ... else "create" if expect is None else _condition(expect)
        try:
            put = obstore.put(
                self._backend,
                key,
                data,
                attributes={"Content-Type": content_type, "Cache-Control": _LASTING if lasting else _OURS},
                mode=mode,  # type: ignore[arg-type]
                use_multipart=False,
            )
        except (exceptions.AlreadyExistsError, exceptions.PreconditionError) as error:
            raise Conflict("was written by another run meanwhile", self._place(key)) from error
        except exceptions.BaseError as error:
            raise self._failed("written", key, error) from error
        return _version(put)

    def _place(self, key: str) -> str:
        return f"{self._where}/{key}"

    def _failed(self, what: str, key: str, error: Exception) -> StoreError:
        return StoreError(f"cannot be {what}: {_reason(error)}", self._place(key))


def _version(meta: Mapping[str, Any]) -> str:
    """The ETag; Google's conditions are on an object's generation, which goes after it."""
    e_tag, generation = meta.get("e_tag") or "", meta.get("version") or ""
    return f"{e_tag} {generation}" if generation.isdecimal() else e_tag


def _condition(version: str) -> dict[str, str]:
    e_tag, _, generation = version.partition(" ")
    return {"e_tag": e_tag} | ({"version": generation} if generation else {})


def _reason(error: Exception) -> str:
    """The first line of obstore's message, which goes on with a trace of its own."""
    return str(error).strip().partition("\n")[0] or type(error).__name__
