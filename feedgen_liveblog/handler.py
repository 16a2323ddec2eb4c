"""Scheduled cloud functions for AWS, Google Cloud and Azure, each a few lines over `pipeline`.

The configuration is in the environment: FEEDS_CONFIG is a file in the package, the URL of an object
(s3://, gs://, az://) or the TOML itself. With QUEUE_URL set, the scheduled AWS function only puts the blogs
that are due on that SQS queue, one message each, and the same function takes them from there.
"""

import json
import logging
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from feedgen_liveblog import config as configs
from feedgen_liveblog import dues, pipeline
from feedgen_liveblog.config import Blog, Config
from feedgen_liveblog.errors import ConfigError, LiveblogError
from feedgen_liveblog.pipeline import Outcome
from feedgen_liveblog.store import CLOUD_SCHEMES, open_store

log = logging.getLogger("feedgen_liveblog")
log.setLevel(logging.INFO)

_MARGIN = 10_000  # ms that must remain to begin with another blog: one fetch and its writes
_BATCH = 10  # messages that SQS takes at once
_READERS = 32  # due times that are read, and batches that are sent, at the same time


class Failed(Exception):
    """Some blogs failed. Raised when all others are done, so that the platform counts a failed run."""


def aws(event: Mapping[str, Any], context: Any) -> dict[str, Any]:
    """AWS Lambda, by a schedule or with messages of the queue; raises Failed, ConfigError, StoreError."""
    config = configuration()
    if "Records" in event:
        return _messages(config, event["Records"])
    if queue := os.environ.get("QUEUE_URL"):
        return {"queued": _dispatch(config, queue)}
    return _run(config, context.get_remaining_time_in_millis)


def gcp(request: Any, context: Any = None) -> dict[str, Any]:
    """Google Cloud Functions: an HTTP request or a CloudEvent of a scheduler starts a run."""
    return _run(configuration())


def azure(timer: Any) -> None:
    """Azure Functions: a timer starts a run."""
    _run(configuration())


def configuration() -> Config:
    """What FEEDS_CONFIG names; raises ConfigError."""
    value = os.environ.get("FEEDS_CONFIG", "feeds.toml")
    if "\n" in value or "[[" in value:
        return configs.parse(value, "FEEDS_CONFIG", folder=Path())
    scheme, _, _ = value.partition("://")
    if scheme not in CLOUD_SCHEMES:
        return configs.load(value)
    folder, _, key = value.rpartition("/")
    stored = open_store(folder).read(key)
    if stored is None:
        raise ConfigError("no such object", value)
    return configs.parse(stored.data.decode(), value, folder=Path())


def _run(config: Config, remaining: Callable[[], int] | None = None) -> dict[str, Any]:
    """All due blogs, as many as the time allows: what is left is due at the next run still."""
    done = []
    for outcome in pipeline.run(config, open_store(config.output), clock=_now):
        done.append(_told(outcome))
        if remaining and remaining() < _MARGIN:
            log.warning(json.dumps({"stopped": "out of time", "done": len(done), "of": len(config.blogs)}))
            break
    return _summed(done)


def _messages(config: Config, records: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The blogs of a batch of messages. Only the messages of those that failed come back to the queue."""
    blogs = {blog.name: blog for blog in config.blogs}
    failed = []
    for record in records:
        blog = blogs.get(record["body"])
        if blog is None:  # taken out of the configuration since
            continue
        one = replace(config, blogs=(blog,))
        outcome = next(pipeline.run(one, open_store(config.output), clock=_now))
        if "failed" in _told(outcome):
            failed.append({"itemIdentifier": record["messageId"]})
    return {"batchItemFailures": failed}


def _dispatch(config: Config, queue: str) -> int:
    """Puts the blogs that are due on the queue; returns how many."""
    import boto3  # part of AWS's runtime, and needed nowhere else

    client, store, now = boto3.client("sqs"), open_store(config.output), _now()

    def is_due(blog: Blog) -> bool:
        return dues.is_due(dues.read(blog, store), now)

    def send(names: list[str]) -> None:
        entries = [{"Id": str(number), "MessageBody": name} for number, name in enumerate(names)]
        for left in client.send_message_batch(QueueUrl=queue, Entries=entries).get("Failed", ()):
            log.error(
                json.dumps({"blog": names[int(left["Id"])], "failed": left.get("Message", "not queued")})
            )

    with ThreadPoolExecutor(_READERS) as pool:
        names = [
            blog.name for blog, due in zip(config.blogs, pool.map(is_due, config.blogs), strict=True) if due
        ]
        list(pool.map(send, _batches(names)))
    return len(names)


def _batches(names: list[str]) -> Iterator[list[str]]:
    return (names[start : start + _BATCH] for start in range(0, len(names), _BATCH))


def _told(outcome: Outcome) -> dict[str, Any]:
    """The outcome as one line of the log, a JSON object."""
    told: dict[str, Any] = {"blog": outcome.blog.name}
    if outcome.failed:
        told["failed"] = str(outcome.failed)
    elif outcome.change:
        change = outcome.change
        told |= {
            "new": change.new,
            "edited": change.edited,
            "deleted": change.deleted,
            "written": len(change.written),
        }
    else:
        told["due"] = outcome.due.at.isoformat() if outcome.due and outcome.due.at else None
    log.log(logging.ERROR if outcome.failed else logging.INFO, json.dumps(told))
    return told


def _summed(done: list[dict[str, Any]]) -> dict[str, Any]:
    failed = [f"{told['blog']}: {told['failed']}" for told in done if "failed" in told]
    if failed:
        raise Failed(f"{len(failed)} of {len(done)} blogs failed: " + "; ".join(failed[:10]))
    counted = [told for told in done if "new" in told]
    counts = {name: sum(told[name] for told in counted) for name in ("new", "edited", "deleted")}
    return counts | {"unchanged": sum(not told["written"] for told in counted), "blogs": len(done)}


def _now() -> datetime:
    return datetime.now(UTC)


__all__ = ["ConfigError", "Failed", "LiveblogError", "aws", "azure", "configuration", "gcp"]
