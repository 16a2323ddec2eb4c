"""Object storage (S3, Google Cloud Storage, Azure) through obstore, the extra `cloud`."""

import logging
import os
import re
from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from feedgen_liveblog.errors import Conflict, StoreError, UsageError
from feedgen_liveblog.expressions import expression
from feedgen_liveblog.store import Expect, Stored

if TYPE_CHECKING:
    from obstore.store import ClientConfig, RetryConfig
    from obstore.store import ObjectStore as Backend

try:
    import obstore
    from obstore import exceptions
except ImportError as error:  # pragma: no cover - the extra is not installed
    raise UsageError("object storage needs the extra: pip install 'feedgen-liveblog[cloud]'") from error

log = logging.getLogger(__name__)

_OURS = "no-cache"  # may be kept, but is asked for again each time: a feed is small and conditional
_LASTING = "public, max-age=31536000, immutable"
# A run is short, and the next one is soon: better an error now than the library's three minutes of patience.
_CLIENT: "ClientConfig" = {
    "timeout": "10s",
    "connect_timeout": "5s",
    "allow_http": True,  # only where the endpoint itself says http://
}
_RETRY: "RetryConfig" = {"max_retries": 3, "retry_timeout": timedelta(seconds=15)}
_NOBODY = "there are no credentials"
# What services and the library call our faults, the first that is found, and what is to be done about each.
_KNOWN = {
    "NoSuchBucket|ContainerNotFound|bucket does not exist": "there is no such bucket",
    # Where the environment has no credentials, the library asks the machine that it runs on for them.
    r"169\.254\.169\.254|metadata\.google\.internal": _NOBODY,
    "InvalidAccessKeyId": "the access key is not known",
    "SignatureDoesNotMatch|AuthenticationFailed|AuthorizationFailure": "the secret key is wrong",
    "ExpiredToken": "the credentials have expired",
    "RequestTimeTooSkewed": "this machine's clock is wrong",
    "PermanentRedirect|AuthorizationHeaderMalformed|without LOCATION": "the region is wrong: set AWS_REGION",
    "AccessDenied|AuthorizationPermissionMismatch|403 Forbidden": "permission denied",
    "SlowDown|429 Too Many|503 Service|ServerBusy": "the service is too busy",
    "RequestTimeout\\b|kind: Timeout|TimedOut": "no answer in time",
    "Account must be specified": "set AZURE_STORAGE_ACCOUNT_NAME",
    "dns error": "no service has this name: is the endpoint right?",
    "kind: Connect|HTTP error: error sending": "the service cannot be reached",
}
# What each kind of store takes from the environment: an endpoint that is not its own, and credentials.
_ENDPOINTS = {
    "s3": ("AWS_ENDPOINT", "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3"),
    "az": ("AZURE_STORAGE_ENDPOINT", "AZURE_ENDPOINT"),
}
_CREDENTIALS = {
    "s3": "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
    "gs": "GOOGLE_APPLICATION_CREDENTIALS",
    "az": "AZURE_STORAGE_ACCOUNT_KEY",
}
_MARKUP = expression(r"(?:\s|<[^>]*>|^Generic \w+ error:)+")


def open_backend(url: str) -> "Backend":
    """obstore's client; credentials, region and endpoint come from the usual environment. Raises UsageError."""
    for name in _ENDPOINTS.get(url.partition("://")[0], ()):  # the library panics on one without a scheme
        if not os.environ.get(name, "https://").startswith(("http://", "https://")):
            raise UsageError(f"{os.environ[name]!r} does not begin with https://", name)
    try:
        return obstore.store.from_url(url, client_options=_CLIENT, retry_config=_RETRY)
    except exceptions.BaseError as error:
        raise UsageError(_reason(error), url) from error


class ObjectStore:
    """A bucket and prefix. Conditional writes are the store's own (If-Match, If-None-Match)."""

    def __init__(self, backend: "Backend", where: str) -> None:
        self._backend = backend
        self._where = where.rstrip("/")
        self._scheme = where.partition("://")[0]
        self._tried = False

    @classmethod
    def at(cls, url: str) -> "ObjectStore":
        """The store at a URL; raises UsageError if it is none."""
        return cls(open_backend(url), url)

    def read(self, key: str) -> Stored | None:
        """The object's bytes, or None if there is none."""
        try:
            got = obstore.get(self._backend, key)
            data, meta = bytes(got.bytes()), got.meta
            return Stored(data=data, version=_version(meta), modified=meta["last_modified"])
        except (exceptions.BaseError, FileNotFoundError) as error:
            self._expect_absent(key, error)
            return None

    def version(self, key: str) -> str | None:
        """The object's ETag, or None if there is no object."""
        try:
            return _version(obstore.head(self._backend, key))
        except (exceptions.BaseError, FileNotFoundError) as error:
            self._expect_absent(key, error)
            return None

    def size(self, key: str) -> int | None:
        """The object's size, or None if there is no object."""
        try:
            return int(obstore.head(self._backend, key)["size"])
        except (exceptions.BaseError, FileNotFoundError) as error:
            self._expect_absent(key, error)
            return None

    def delete(self, key: str) -> None:
        """Deletes the object."""
        try:
            obstore.delete(self._backend, key)
        except (exceptions.BaseError, FileNotFoundError) as error:
            if not isinstance(error, exceptions.NotFoundError | FileNotFoundError):
                raise self._failed("deleted", key, error) from error

    def write(
        self, key: str, data: bytes, *, content_type: str, expect: Expect = ..., lasting: bool = False
    ) -> str:
        """Puts the object in one request."""
        mode = "overwrite" if expect is ... else "create" if expect is None else _condition(expect)
        version = self._put(key, data, content_type, mode, lasting)
        if expect is None and not lasting:
            self._try_conditions(key, data, content_type)
        return version

    def _put(self, key: str, data: bytes, content_type: str, mode: Any, lasting: bool) -> str:
        try:
            put = obstore.put(
                self._backend,
                key,
                data,
                attributes={"Content-Type": content_type, "Cache-Control": _LASTING if lasting else _OURS},
                mode=mode,
                use_multipart=False,
            )
        except (exceptions.AlreadyExistsError, exceptions.PreconditionError) as error:
            raise Conflict("was written by another run meanwhile", self._place(key)) from error
        except (exceptions.BaseError, FileNotFoundError) as error:
            if isinstance(mode, dict) and self._is_absent(error):
                raise Conflict("was deleted meanwhile", self._place(key)) from error
            raise self._failed("written", key, error) from error
        return _version(put)

    def _try_conditions(self, key: str, data: bytes, content_type: str) -> None:
        """Creates again what was just created: a store that allows that knows no conditions, and we say so.

        A state is created once in the life of a feed, so this costs next to nothing.
        """
        if self._tried:
            return
        self._tried = True
        try:
            self._put(key, data, content_type, "create", lasting=False)
        except StoreError:
            return
        log.warning("%s: ignores conditional writes: two runs at once may lose posts", self._where)

    def _expect_absent(self, key: str, error: Exception) -> None:
        """Raises StoreError unless the error says that there is no such object."""
        if not self._is_absent(error):
            raise self._failed("read", key, error) from error

    def _is_absent(self, error: Exception) -> bool:
        absent = isinstance(error, exceptions.NotFoundError | FileNotFoundError)
        return absent and _reason(error) != _KNOWN_BUCKET

    def _place(self, key: str) -> str:
        return f"{self._where}/{key}"

    def _failed(self, what: str, key: str, error: Exception) -> StoreError:
        return StoreError(f"cannot be {what}: {_reason(error, self._scheme)}", self._place(key))


_KNOWN_BUCKET = next(iter(_KNOWN.values()))


def _version(meta: Mapping[str, Any]) -> str:
    """The ETag; Google's conditions are on an object's generation, which goes after it."""
    e_tag, generation = meta.get("e_tag") or "", meta.get("version") or ""
    return f"{e_tag} {generation}" if generation.isdecimal() else e_tag


def _condition(version: str) -> dict[str, str]:
    e_tag, _, generation = version.partition(" ")
    return {"e_tag": e_tag} | ({"version": generation} if generation else {})


def _reason(error: Exception, scheme: str = "") -> str:
    """One line: what we know of the error, or the beginning of what obstore says of it."""
    text = str(error)
    for pattern, reason in _KNOWN.items():
        if re.search(pattern, text):
            needed = _CREDENTIALS.get(scheme) if reason == _NOBODY else None
            return f"{reason}: set {needed}" if needed else reason
    said = text.partition("Debug source:")[0]
    return _MARKUP.sub(" ", said).strip()[:200] or type(error).__name__
