"""`run`: all feeds of a configuration that are due, once."""

import argparse
import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from feedgen_liveblog.errors import UsageError

if TYPE_CHECKING:
    from feedgen_liveblog.config import Config
    from feedgen_liveblog.pipeline import Outcome


def add(subparsers: Any) -> None:
    """Declares the subcommand."""
    about = "update the feeds of a configuration that are due, once"
    parser: argparse.ArgumentParser = subparsers.add_parser("run", help=about, description=about)
    parser.add_argument("config", metavar="CONFIG", help="the configuration, such as feeds.toml")
    parser.add_argument(
        "--only", action="append", default=[], metavar="NAME", help="only this blog; may be repeated"
    )
    parser.add_argument("--jobs", type=int, default=4, metavar="N", help="blogs at the same time (default 4)")
    parser.add_argument("--now", metavar="TIME", help="the time taken as now (ISO 8601)")
    parser.add_argument("--force", action="store_true", help="update also what is not due")
    parser.add_argument("-v", "--verbose", action="store_true", help="log what is done")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Updates what is due; returns 1 if any blog failed."""
    from feedgen_liveblog import pipeline
    from feedgen_liveblog.store import open_store

    config, now = chosen(args.config, args.only), clock(args.now)
    if args.jobs < 1:
        raise UsageError("at least 1 is needed", "--jobs")
    failed = False
    outcomes = pipeline.run(config, open_store(config.output), clock=now, jobs=args.jobs, force=args.force)
    try:
        for outcome in outcomes:
            print(line(outcome, hub=args.verbose), flush=True)
            failed = failed or outcome.failed is not None
    except KeyboardInterrupt:
        leave(130)
    return 1 if failed else 0


def chosen(file: str, only: list[str]) -> "Config":
    """The configuration with only the blogs that were asked for; raises ConfigError, UsageError."""
    from dataclasses import replace
    from difflib import get_close_matches

    from feedgen_liveblog import config as configs

    config = configs.load(file)
    names = [blog.name for blog in config.blogs]
    for name in only:
        if name not in names:
            near = get_close_matches(name, names, 1)
            hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(names[:10])}"
            raise UsageError(f"no blog is called {name!r}; {hint}", file)
    return replace(config, blogs=tuple(blog for blog in config.blogs if not only or blog.name in only))


def clock(now: str | None) -> Callable[[], datetime]:
    """The system's clock, or one that stands still at `--now`; raises UsageError if that is no time."""
    if not now:
        return lambda: datetime.now(UTC)
    try:
        given = datetime.fromisoformat(now)
    except ValueError as error:
        raise UsageError(f"{now!r} is not an ISO 8601 time such as 2024-11-02T16:20:27Z", "--now") from error
    fixed = given.astimezone(UTC) if given.tzinfo else given.replace(tzinfo=UTC)
    return lambda: fixed


def line(outcome: "Outcome", *, hub: bool = False) -> str:
    """An outcome in one line; with `hub` also what became of telling the hub."""
    name, change = outcome.blog.name, outcome.change
    if outcome.failed:
        return f"{name}: failed: {outcome.failed}"
    if change is None:
        at = outcome.due.at if outcome.due else None
        return f"{name}: not due until {at:%Y-%m-%d %H:%M:%S} UTC" if at else f"{name}: closed"
    counts = ((change.new, "new"), (change.edited, "edited"), (change.deleted, "deleted"))
    news = ", ".join(f"{count} {what}" for count, what in counts if count)
    told = ""
    if hub and (announced := outcome.announced):
        told = ", hub not told" if announced.failed else ", hub told"
    hop = f"; now on {outcome.hop.url}: {outcome.hop.why}" if outcome.hop else ""
    return f"{name}: {news or ('rewritten' if change.written else 'unchanged')}{told}{hop}"


def leave(status: int) -> None:
    """Ends at once. What threads are fetching need not be waited for: all writes are atomic."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)
