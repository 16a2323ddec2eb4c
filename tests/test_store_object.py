"""Object storage: what a user reads of its errors, and of a store that knows no conditions."""

import logging
import threading
from collections.abc import Callable, Iterator
from unittest.mock import Mock

import pytest
from obstore.exceptions import GenericError
from obstore.store import MemoryStore

from feedgen_liveblog import store_object
from feedgen_liveblog.errors import Conflict, StoreError, UsageError
from feedgen_liveblog.store import open_store
from tests.raw_server import RawServer, reply, serve


@pytest.fixture
def s3(monkeypatch: pytest.MonkeyPatch) -> Iterator[RawServer]:
    """A server that is S3 to us; it answers all requests for the object `feed.xml`."""
    with serve({}) as server:
        environment = {
            "AWS_ENDPOINT": server.url,
            "AWS_ACCESS_KEY_ID": "key",
            "AWS_SECRET_ACCESS_KEY": "secret",
            "AWS_REGION": "eu-west-1",
        }
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.delenv("AWS_SESSION_TOKEN", raising=False)
        yield server


@pytest.fixture
def answer(s3: RawServer) -> Callable[..., None]:
    """Makes the server answer with a status and an error of S3's."""

    def set_answer(status: int, code: str = "", **headers: str) -> None:
        body = (
            f"<?xml version='1.0'?>\n<Error><Code>{code}</Code><Message>Words\nof it</Message></Error>"
            if code
            else ""
        )
        s3.routes["/bucket/live/feed.xml"] = reply(body.encode(), status, **headers)

    return set_answer


def write(expect: str | None = None) -> str:
    return open_store("s3://bucket/live").write(
        "feed.xml", b"<feed/>", content_type="text/xml", expect=expect
    )


@pytest.mark.parametrize(
    ("status", "code", "line"),
    [
        (404, "NoSuchBucket", "there is no such bucket"),
        (403, "AccessDenied", "permission denied"),
        (403, "InvalidAccessKeyId", "the access key is not known"),
        (403, "SignatureDoesNotMatch", "the secret key is wrong"),
        (403, "RequestTimeTooSkewed", "this machine's clock is wrong"),
        (400, "ExpiredToken", "the credentials have expired"),
        (400, "AuthorizationHeaderMalformed", "the region is wrong: set AWS_REGION"),
        (301, "PermanentRedirect", "the region is wrong: set AWS_REGION"),
        (503, "SlowDown", "the service is too busy"),
    ],
)
def test_an_error_is_one_clear_line(answer: Callable[..., None], status: int, code: str, line: str):
    """It names the object and what to do; the service's own XML is not for users."""
    answer(status, code)

    with pytest.raises(StoreError) as caught:
        write()
    assert str(caught.value) == f"s3://bucket/live/feed.xml: cannot be written: {line}"
    if status != 404:
        with pytest.raises(StoreError, match=f"cannot be read: {line}"):
            open_store("s3://bucket/live").read("feed.xml")


def test_an_unknown_error_is_one_line_too(answer: Callable[..., None]):
    """Whatever a service says, no trace of the library's gets to the user."""
    answer(400, "Strange")

    with pytest.raises(StoreError, match="Strange") as caught:
        write()
    assert len(str(caught.value).splitlines()) == 1 and len(str(caught.value)) < 300


def test_no_bucket_is_no_empty_bucket(answer: Callable[..., None]):
    """A wrong bucket is an error at the first read, not a feed that seems to be new."""
    answer(404, "NoSuchBucket")
    with pytest.raises(StoreError, match="there is no such bucket"):
        open_store("s3://bucket/live").read("feed.xml")
    answer(404, "NoSuchKey")
    assert open_store("s3://bucket/live").read("feed.xml") is None


def test_nobody_there_is_said_soon(s3: RawServer, monkeypatch: pytest.MonkeyPatch):
    """A run is short: it does not wait for minutes for a store that is not there."""
    monkeypatch.setenv("AWS_ENDPOINT", "http://127.0.0.1:1")

    with pytest.raises(StoreError, match="the service cannot be reached"):
        write()


def test_no_answer_is_said_soon(s3: RawServer, monkeypatch: pytest.MonkeyPatch):
    """The same of a store that takes the request and is silent."""
    monkeypatch.setitem(store_object._CLIENT, "timeout", "200ms")
    monkeypatch.setitem(store_object._RETRY, "max_retries", 1)
    heard = threading.Event()

    def silent(headers: dict[str, str]) -> bytes:
        heard.wait(5)
        return b""

    s3.routes["/bucket/live/feed.xml"] = silent
    with pytest.raises(StoreError, match="no answer in time"):
        write()
    heard.set()


def test_an_endpoint_that_is_no_url_is_refused(s3: RawServer, monkeypatch: pytest.MonkeyPatch):
    """The library would end the whole program."""
    monkeypatch.setenv("AWS_ENDPOINT", "s3.example")

    with pytest.raises(UsageError, match=r"AWS_ENDPOINT: 's3\.example' does not begin with https://"):
        write()


def test_a_missing_account_is_named(monkeypatch: pytest.MonkeyPatch):
    """Not in the library's words."""
    monkeypatch.delenv("AZURE_STORAGE_ACCOUNT_NAME", raising=False)

    with pytest.raises(UsageError, match=r"^az://feeds/live: set AZURE_STORAGE_ACCOUNT_NAME$"):
        open_store("az://feeds/live")


@pytest.mark.parametrize(
    ("scheme", "named"),
    [
        ("s3", "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"),
        ("gs", "GOOGLE_APPLICATION_CREDENTIALS"),
        ("az", "AZURE_STORAGE_ACCOUNT_KEY"),
    ],
)
def test_missing_credentials_are_named(scheme: str, named: str, monkeypatch: pytest.MonkeyPatch):
    """Without them the library asks the cloud's own machines, and tells of those, which no user means."""
    error = GenericError("Error performing PUT http://169.254.169.254/latest/api/token: 403 Forbidden")
    monkeypatch.setattr(store_object.obstore, "get", Mock(side_effect=error))
    store = store_object.ObjectStore(MemoryStore(), f"{scheme}://feeds/live")

    with pytest.raises(StoreError, match=f"feed.xml: cannot be read: there are no credentials: set {named}$"):
        store.read("feed.xml")


def test_a_condition_that_fails_is_a_conflict(answer: Callable[..., None]):
    """S3 says it in two ways: 412, and 409 where two writers meet."""
    answer(412, "PreconditionFailed")
    for expect in (None, '"version"'):
        with pytest.raises(Conflict, match="was written by another run"):
            write(expect)


def test_a_store_that_ignores_conditions_is_told_once(
    s3: RawServer, answer: Callable[..., None], caplog: pytest.LogCaptureFixture
):
    """Who runs two at once must know that they may lose posts; others need not read it every time."""
    answer(200, etag='"1"')
    store = open_store("s3://bucket/live")

    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            store.write("feed.xml", b"<feed/>", content_type="text/xml", expect=None)
    assert caplog.messages == [
        "s3://bucket/live: ignores conditional writes: two runs at once may lose posts"
    ]
    assert len(s3.requests) == 4
    assert all(headers["if-none-match"] == "*" for _, headers in s3.requests)


def test_a_store_that_keeps_conditions_is_not_accused(s3: RawServer, caplog: pytest.LogCaptureFixture):
    """One refused request when a feed is made, and no word about it."""
    answers = iter([reply(etag='"1"'), reply(status=412)])
    s3.routes["/bucket/live/feed.xml"] = lambda headers: next(answers)

    assert write() == '"1"'
    assert len(s3.requests) == 2
    assert not caplog.messages
