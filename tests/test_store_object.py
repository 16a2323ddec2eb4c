"""Object storage: what a user reads of its errors, and of a store that knows no conditions."""

import logging
from collections.abc import Callable, Iterator

import pytest

from feedgen_liveblog.errors import Conflict, StoreError
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
