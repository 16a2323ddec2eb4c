"""The cloud functions: where the configuration is, what they tell, and that one bad blog is alone with it."""

import json
import logging
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from obstore.store import MemoryStore

from feedgen_liveblog import handler
from feedgen_liveblog.errors import ConfigError
from feedgen_liveblog.store_object import ObjectStore
from tests.memory.blogs import minute
from tests.memory.newsroom import Newsroom, newsroom
from tests.raw_server import reply

Context = Any


@pytest.fixture
def room() -> Iterator[Newsroom]:
    """A newsroom on 127.0.0.1, at the time of its posts."""
    with newsroom() as room, time_machine.travel(minute(30), tick=True):
        yield room


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test has a function that was just started, in an environment that says nothing yet."""
    handler._store.cache_clear()
    handler._parsed.cache_clear()
    for name in ("FEEDS_CONFIG", "FEEDS_OUTPUT", "FEEDS_BASE_URL", "QUEUE_URL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def configured(room: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Puts a configuration inline: the newsroom's blog under each name, and a dead one as `bad`."""

    def write(*names: str) -> str:
        dead = f"{room.server.url}/gone"
        blogs = [
            f'[[blogs]]\nname = "{name}"\nurl = "{dead if name == "bad" else room.url}"' for name in names
        ]
        text = "\n".join([f'output = "{tmp_path / "out"}"\n[limits]\npause = 0\nretries = 0', *blogs])
        monkeypatch.setenv("FEEDS_CONFIG", text)
        return text

    return write


def left(milliseconds: int = 60_000) -> Context:
    """A Lambda context with so much time."""
    return SimpleNamespace(get_remaining_time_in_millis=lambda: milliseconds)


def messages(*names: str) -> dict[str, Any]:
    """An SQS event; a message's id is the blog's name in capitals."""
    return {"Records": [{"messageId": name.upper(), "body": name} for name in names]}


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """What was logged, each line an object."""
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_schedule_updates_what_is_due(configured, capsys: pytest.CaptureFixture[str], tmp_path: Path):
    """A line per blog and a summary, in the log and as the answer; what is not due is not asked."""
    configured("harbour")
    summary = {"blogs": 1, "new": 10, "edited": 0, "deleted": 0, "unchanged": 0, "failed": 0, "left": 0}

    assert handler.aws({}, left()) == summary
    told = lines(capsys)
    assert told[0] | {"due": ""} == {
        "severity": "INFO", "blog": "harbour", "new": 10, "edited": 0, "deleted": 0, "written": 1, "due": "",
    }  # fmt: skip
    assert told[1] == summary
    assert b"Update number 9" in (tmp_path / "out" / "harbour.xml").read_bytes()
    assert handler.aws({}, left()) == summary | {"new": 0}
    with time_machine.travel(minute(200)):
        assert handler.aws({}, left()) == summary | {"new": 0, "unchanged": 1}


def test_a_failing_blog_fails_the_run_when_the_others_are_done(configured, tmp_path: Path, capsys):
    """The platform counts a failed run and the log says why, but no other feed waits for it."""
    configured("bad", "harbour", "pier")

    with pytest.raises(handler.Failed, match=r"1 of 3 blogs failed: bad: http://.*/gone.* 404"):
        handler.aws({}, left())
    assert (tmp_path / "out" / "harbour.xml").exists() and (tmp_path / "out" / "pier.xml").exists()
    told = {line.get("blog"): line for line in lines(capsys)}
    assert told["bad"]["severity"] == "ERROR" and told["bad"]["failures"] == 1
    assert told[None]["failed"] == 1


def test_short_of_time_it_begins_nothing_more(configured, room: Newsroom, capsys):
    """Before the platform kills it, it ends by itself and says how many blogs are left for the next run."""
    configured("harbour", "pier", "quay", "lock", "buoy", "mole")
    times = iter([60_000, 60_000, 60_000])
    context = SimpleNamespace(get_remaining_time_in_millis=lambda: next(times, 39_000))

    summary = handler.aws({}, context)

    assert (summary["blogs"], summary["left"]) == (3, 3)
    assert room.requests == 3
    assert handler.aws({}, left())["new"] == 30


def test_only_the_message_of_a_bad_blog_goes_back(configured, tmp_path: Path):
    """SQS deletes the others, and gives the bad one again until it counts as dead."""
    configured("bad", "harbour", "pier")

    answer = handler.aws(messages("harbour", "bad", "taken-out"), left())

    assert answer == {"batchItemFailures": [{"itemIdentifier": "BAD"}]}
    assert (tmp_path / "out" / "harbour.xml").exists()
    assert not (tmp_path / "out" / "pier.xml").exists()


def test_a_message_of_a_blog_that_waits_after_a_failure_goes_back(configured, room: Newsroom):
    """It is not asked for sooner than its pause, and its message still ends in the dead-letter queue."""
    configured("bad")
    handler.aws(messages("bad"), left())
    asked = room.requests

    assert handler.aws(messages("bad"), left()) == {"batchItemFailures": [{"itemIdentifier": "BAD"}]}
    assert room.requests == asked


def test_a_message_twice_polls_once(configured, room: Newsroom):
    """SQS delivers at least once; the second is not due."""
    configured("harbour")

    assert handler.aws(messages("harbour", "harbour"), left()) == {"batchItemFailures": []}
    assert handler.aws(messages("harbour"), left()) == {"batchItemFailures": []}
    assert room.requests == 1


def test_messages_that_there_is_no_time_for_go_back(configured):
    """They are not lost."""
    configured("harbour")

    assert handler.aws(messages("harbour"), left(1000))["batchItemFailures"] == [
        {"itemIdentifier": "HARBOUR"}
    ]


class Queue:
    """boto3's client for SQS, as far as we use it. It refuses the message `refused`."""

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.calls = 0
        self.refused = ""

    def send_message_batch(self, *, QueueUrl: str, Entries: list[dict[str, str]]) -> dict[str, Any]:
        assert QueueUrl == "https://sqs.example/blogs"
        assert 1 <= len(Entries) <= 10 and len({entry["Id"] for entry in Entries}) == len(Entries)
        self.calls += 1
        self.sent += [entry["MessageBody"] for entry in Entries if entry["MessageBody"] != self.refused]
        refused = [entry for entry in Entries if entry["MessageBody"] == self.refused]
        return (
            {"Failed": [{"Id": entry["Id"], "Message": "throttled"} for entry in refused]} if refused else {}
        )


@pytest.fixture
def queue(monkeypatch: pytest.MonkeyPatch) -> Queue:
    """A queue that the environment names."""
    queue = Queue()
    monkeypatch.setenv("QUEUE_URL", "https://sqs.example/blogs")
    monkeypatch.setitem(sys.modules, "boto3", SimpleNamespace(client=lambda service: queue))
    return queue


def test_the_dispatcher_queues_what_is_due(configured, queue: Queue, room: Newsroom):
    """In batches of ten, and it polls nothing itself; with a message the same function does."""
    names = [f"blog-{number}" for number in range(25)]
    configured(*names)
    handler.aws(messages("blog-7"), left())
    asked = room.requests

    assert handler.aws({}, left()) == {"queued": 24}
    assert sorted(queue.sent) == sorted(set(names) - {"blog-7"})
    assert (queue.calls, room.requests) == (3, asked)


def test_a_blog_that_the_queue_refuses_is_told(configured, queue: Queue, capsys):
    """The run fails and the log has its name; it is due still at the next run."""
    configured("harbour", "pier")
    queue.refused = "pier"

    with pytest.raises(handler.Failed, match="1 of 2 blogs"):
        handler.aws({}, left())
    assert queue.sent == ["harbour"]
    assert lines(capsys) == [{"blog": "pier", "failed": "throttled"}]


def test_the_configuration_is_a_file(configured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """`feeds.toml` of the package, unless FEEDS_CONFIG names another."""
    text = configured("harbour")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FEEDS_CONFIG")
    with pytest.raises(ConfigError, match=r"feeds\.toml: no such file"):
        handler.configuration()
    (tmp_path / "feeds.toml").write_text(text)
    assert handler.configuration().blogs[0].name == "harbour"
    (tmp_path / "other.toml").write_text(text.replace("harbour", "pier"))
    monkeypatch.setenv("FEEDS_CONFIG", "other.toml")
    assert handler.configuration().blogs[0].name == "pier"


def test_the_configuration_is_an_object(configured, monkeypatch: pytest.MonkeyPatch):
    """A change of it counts from the next run on; where there is none, the error names it."""
    text = configured("harbour")
    backend = MemoryStore()
    monkeypatch.setattr(handler, "_store", lambda url: ObjectStore(backend, url))
    monkeypatch.setenv("FEEDS_CONFIG", "s3://bucket/prefix/feeds.toml")
    with pytest.raises(ConfigError, match=r"s3://bucket/prefix/feeds\.toml: no such object"):
        handler.configuration()
    backend.put("feeds.toml", text.encode())
    assert [blog.name for blog in handler.configuration().blogs] == ["harbour"]
    backend.put("feeds.toml", text.replace('"harbour"', '"pier"').encode())
    assert [blog.name for blog in handler.configuration().blogs] == ["pier"]


def test_the_deployment_says_where_feeds_go(configured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Nobody knows a bucket's name or address before it is made; one feeds.toml serves all deployments."""
    configured("harbour")
    monkeypatch.setenv("FEEDS_OUTPUT", str(tmp_path / "bucket"))
    monkeypatch.setenv("FEEDS_BASE_URL", "https://cdn.example/feeds")

    handler.aws({}, left())
    assert (
        b'href="https://cdn.example/feeds/harbour.xml"' in (tmp_path / "bucket" / "harbour.xml").read_bytes()
    )


def test_google_cloud_by_http_and_by_event(configured):
    """One entry point for both: the answer to HTTP is the summary, and an event has no answer."""
    configured("harbour")

    assert handler.gcp(SimpleNamespace(method="POST"))["new"] == 10
    assert (
        handler.gcp(SimpleNamespace(data={}, type="google.cloud.pubsub.topic.v1.messagePublished"))["new"]
        == 0
    )


def test_azure_by_timer(configured, caplog: pytest.LogCaptureFixture, tmp_path: Path):
    """Its log is Python's."""
    configured("harbour")

    with caplog.at_level(logging.INFO, "feedgen_liveblog.handler"):
        assert handler.azure(SimpleNamespace(past_due=False)) is None
    assert json.loads(caplog.messages[0])["new"] == 10
    assert (tmp_path / "out" / "harbour.xml").exists()


@pytest.mark.parametrize("entry", [handler.gcp, handler.azure])
def test_where_the_platform_does_not_tell_the_time_the_environment_does(
    configured, entry: Callable[[Any], Any], room: Newsroom, monkeypatch: pytest.MonkeyPatch
):
    """A run of half a minute begins nothing, and ends well: what is due is due still."""
    configured("harbour")
    monkeypatch.setenv("FEEDS_TIMEOUT", "30")
    entry(None)
    assert room.requests == 0

    monkeypatch.setenv("FEEDS_TIMEOUT", "2m")
    with pytest.raises(ConfigError, match="FEEDS_TIMEOUT: '2m' is not a number of seconds"):
        entry(None)
    monkeypatch.delenv("FEEDS_TIMEOUT")
    entry(None)
    assert room.requests == 1


@pytest.mark.parametrize("entry", ["aws", "gcp", "azure"])
def test_a_wrong_configuration_is_one_line_of_the_log(
    entry: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], caplog
):
    """It has the line and the nearest right key; the platform counts a failure, and has no trace of ours to print."""
    monkeypatch.setenv("FEEDS_CONFIG", 'output = "out"\n[[blogs]]\nname = "harbour"\nurll = "x"\n')
    said = "FEEDS_CONFIG:4: unknown key 'urll'; did you mean 'url'?"

    with pytest.raises(ConfigError) as caught:
        getattr(handler, entry)({}, left()) if entry == "aws" else getattr(handler, entry)(None)
    assert str(caught.value) == said
    assert caught.value.__suppress_context__
    assert {frame.name for frame in caught.traceback[1:]} == {"called"}
    logged = caplog.messages if entry == "azure" else capsys.readouterr().out.splitlines()
    assert [json.loads(line) for line in logged] == [{"severity": "ERROR", "failed": said}]


def test_a_slow_page_cannot_use_up_the_run(configured, room: Newsroom, monkeypatch: pytest.MonkeyPatch):
    """A fetch has less time than a run needs to have left to begin it."""
    monkeypatch.setattr(handler, "_DEADLINE", 0.5)
    room.instead = lambda headers: iter([reply(b"x" * 10_000)[:200], *_slowly()])
    configured("harbour")
    started = datetime.now(UTC)

    with pytest.raises(handler.Failed, match="harbour"):
        handler.aws({}, left())
    assert datetime.now(UTC) - started < timedelta(seconds=3)


def _slowly() -> Iterator[bytes]:
    import time

    for _ in range(20):
        time.sleep(0.1)
        yield b"x"
