"""Scheduled cloud functions for AWS, Google Cloud and Azure, each a few lines over `pipeline`.

The configuration is in the environment: FEEDS_CONFIG is a file in the package, the URL of an object
(s3://, gs://, az://) or the TOML itself. FEEDS_OUTPUT and FEEDS_BASE_URL take the place of its `output` and
`base_url`, so that one configuration serves a laptop and any deployment. With QUEUE_URL set, the scheduled
AWS function only puts the blogs that are due on that SQS queue, one message each, and a function with the
same code takes them from there. FEEDS_TIMEOUT is how many seconds a run has where the platform does not tell.
"""

import gc

gc.disable()  # what is imported is no garbage, and looking for it takes a good part of a cold start

import json
import logging
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache, wraps
from pathlib import Path
from time import monotonic
from typing import Any

from feedgen_liveblog import config as configs
from feedgen_liveblog import pipeline
from feedgen_liveblog.config import Config
from feedgen_liveblog.errors import ConfigError, LiveblogError
from feedgen_liveblog.pipeline import Outcome
from feedgen_liveblog.store import CLOUD_SCHEMES, open_store
from feedgen_liveblog.web.limits import Limits

gc.freeze()  # nor is it ever looked through again
gc.enable()

_log = logging.getLogger(__name__)
_log.setLevel(logging.INFO)

_DEADLINE = 20.0  # seconds for one fetch: a page that takes longer is asked again at the next run
_MARGIN = (
    40_000  # ms that must remain to begin with another blog: a fetch, its feed read and written, a hub told
)

_TIMEOUT = "120"  # s, as the examples deploy it

# An instance of a function lives for many runs: connections and the parsed configuration are kept for them.
_store = lru_cache(maxsize=4)(open_store)


class Failed(Exception):
    """Some blogs failed. Raised when all others are done, so that the platform counts a failed run."""


def _entry(tell: Callable[[str], object]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Where a platform comes in: what goes wrong is a line of the log, and no trace of ours is put to it."""

    def entry(function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def called(*args: Any) -> Any:
            try:
                return function(*args)
            except Failed as error:  # told, blog by blog
                raise error.with_traceback(None) from None
            except LiveblogError as error:
                tell(json.dumps({"severity": "ERROR", "failed": str(error)}))
                raise error.with_traceback(None) from None

        return called

    return entry


@_entry(print)
def aws(event: Mapping[str, Any], context: Any) -> dict[str, Any]:
    """AWS Lambda, by a schedule or with messages of the queue; raises Failed, ConfigError, StoreError."""
    config = configuration()

    def late() -> bool:
        return bool(context.get_remaining_time_in_millis() < _MARGIN)

    if "Records" in event:
        return _messages(config, event["Records"], late)
    if queue := os.environ.get("QUEUE_URL"):
        import boto3  # part of AWS's runtime, and needed nowhere else

        from feedgen_liveblog.dispatch import dispatch

        client, store = boto3.client("sqs"), _store(config.output)
        queued, refused = dispatch(
            config.blogs, store, client, queue, now=_now(), tell=print, index=config.index
        )
        if refused:
            raise Failed(f"{refused} of {queued + refused} blogs that are due were not queued")
        return {"queued": queued}
    return _run(config, late)


@_entry(print)
def gcp(request: Any, context: Any = None) -> dict[str, Any]:
    """Google Cloud Functions: an HTTP request or a CloudEvent of a scheduler starts a run; raises as `aws`."""
    return _run(configuration(), _timeout())


@_entry(_log.error)
def azure(timer: Any) -> None:
    """Azure Functions: a timer starts a run; raises as `aws`."""
    _run(configuration(), _timeout(), tell=_log.info)  # its standard output goes nowhere


def _timeout() -> Callable[[], bool]:
    """Whether it is late, for platforms that do not tell how much time is left."""
    value = os.environ.get("FEEDS_TIMEOUT", _TIMEOUT)
    try:
        end = monotonic() + float(value) - _MARGIN / 1000
    except ValueError as error:
        raise ConfigError(f"{value!r} is not a number of seconds", "FEEDS_TIMEOUT") from error
    return lambda: monotonic() > end


def configuration() -> Config:
    """What the environment names; raises ConfigError, StoreError."""
    config = _named(os.environ.get("FEEDS_CONFIG", "feeds.toml"), os.environ.get("FEEDS_BASE_URL") or None)
    return replace(config, output=os.environ.get("FEEDS_OUTPUT", config.output))


def _named(value: str, base_url: str | None) -> Config:
    if "\n" in value or "[[" in value:
        return _parsed(value, "FEEDS_CONFIG", base_url)
    scheme, _, _ = value.partition("://")
    if scheme not in CLOUD_SCHEMES:
        return configs.load(value, base_url=base_url)
    folder, _, key = value.rpartition("/")
    stored = _store(folder).read(key)
    if stored is None:
        raise ConfigError("no such object", value)
    return _parsed(stored.data.decode(errors="replace"), value, base_url)


@lru_cache(maxsize=1)
def _parsed(text: str, name: str, base_url: str | None) -> Config:
    return configs.parse(text, name, folder=Path(), base_url=base_url)


def _run(config: Config, late: Callable[[], bool], tell: Callable[[str], object] = print) -> dict[str, Any]:
    """All blogs that are due, as many as the time allows: what is left is due at the next run still."""
    done = []
    for outcome in _polled(config, late):
        done.append(_told(outcome))
        tell(json.dumps(done[-1]))
    failed = [f"{told['blog']}: {told['failed']}" for told in done if "failed" in told]
    counts = {name: sum(told.get(name, 0) for told in done) for name in ("new", "edited", "deleted")}
    summary = {
        "blogs": len(done),
        **counts,
        "unchanged": sum(told.get("written") == 0 for told in done),
        "failed": len(failed),
        "left": len(config.blogs) - len(done),
    }
    tell(json.dumps(summary))
    if failed:
        raise Failed(f"{len(failed)} of {len(done)} blogs failed: " + "; ".join(failed[:10]))
    return summary


def _messages(
    config: Config, records: Sequence[Mapping[str, Any]], late: Callable[[], bool]
) -> dict[str, Any]:
    """The blogs of a batch of messages. The messages of those that failed, or were left, go back to the queue."""
    named = {record["body"] for record in records}
    blogs = tuple(blog for blog in config.blogs if blog.name in named)
    back = {blog.name for blog in blogs}  # who is not in the configuration any more does not come back
    for outcome in _polled(replace(config, blogs=blogs, index=()), late):  # the index is the dispatcher's
        told = _told(outcome)
        print(json.dumps(told))
        # A blog that waits after a failure is not due, and not well: its message is on its way to the dead.
        if not told.get("failures"):
            back.discard(outcome.blog.name)
    return {
        "batchItemFailures": [{"itemIdentifier": one["messageId"]} for one in records if one["body"] in back]
    }


def _polled(config: Config, late: Callable[[], bool]) -> Any:
    limits = config.limits or Limits()
    config = replace(config, limits=replace(limits, deadline=min(limits.deadline, _DEADLINE)))
    return pipeline.run(config, _store(config.output), clock=_now, stop=late)


def _told(outcome: Outcome) -> dict[str, Any]:
    """The outcome for the log: one JSON object, which all three clouds read by its keys."""
    told: dict[str, Any] = {"severity": "ERROR" if outcome.failed else "INFO", "blog": outcome.blog.name}
    if outcome.failed:
        told["failed"] = str(outcome.failed)
    elif change := outcome.change:
        told |= {"new": change.new, "edited": change.edited, "deleted": change.deleted}
        told["written"] = len(change.written)
        if outcome.hop:
            told |= {"hop": outcome.hop.url, "why": outcome.hop.why}
    if announced := outcome.announced:
        told["hub"] = str(announced.failed) if announced.failed else f"told of {len(announced.feeds)}"
    if outcome.failed or (outcome.due and outcome.due.failures):
        told["failures"] = outcome.due.failures if outcome.due else 1
    if outcome.due and outcome.due.at:
        told["due"] = outcome.due.at.isoformat()
    return told


def _now() -> datetime:
    return datetime.now(UTC)


__all__ = ["ConfigError", "Failed", "LiveblogError", "aws", "azure", "configuration", "gcp"]
