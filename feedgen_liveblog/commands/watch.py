"""`watch`: keeps the feeds of a configuration fresh until it is stopped, and shows how they stand."""

import argparse
import signal
import sys
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from feedgen_liveblog.commands.run import chosen, clock, leave, line
from feedgen_liveblog.errors import UsageError

if TYPE_CHECKING:
    from rich.table import Table

    from feedgen_liveblog.watch import Status, Watch


def add(subparsers: Any) -> None:
    """Declares the subcommand."""
    about = "keep the feeds of a configuration fresh until it is stopped"
    parser: argparse.ArgumentParser = subparsers.add_parser("watch", help=about, description=about)
    parser.add_argument("config", metavar="CONFIG", help="the configuration, such as feeds.toml")
    parser.add_argument(
        "--only", action="append", default=[], metavar="NAME", help="only this blog; may be repeated"
    )
    parser.add_argument("--jobs", type=int, default=4, metavar="N", help="blogs at the same time (default 4)")
    parser.add_argument("-v", "--verbose", action="store_true", help="log what is done")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Watches until Ctrl-C, SIGTERM, or until all blogs have closed."""
    from feedgen_liveblog.store import open_store
    from feedgen_liveblog.watch import Watch

    config = chosen(args.config, args.only)
    if args.jobs < 1:
        raise UsageError("at least 1 is needed", "--jobs")
    watch = Watch(config, open_store(config.output), clock=clock(None), jobs=args.jobs)
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: watch.stop())
    if sys.stdout.isatty():
        ended = _on_screen(watch)
    else:
        for waiting in idle(watch.blogs, clock(None)()):
            print(waiting, flush=True)
        ended = watch.watch(_print)
    if not ended:
        leave(0)
    return 0


def idle(blogs: "list[Status]", now: datetime) -> Iterator[str]:
    """A line for each blog that is not polled at once: a log that says nothing for half an hour looks dead."""
    for status in blogs:
        if status.outcome and (status.next is None or status.next > now):
            yield f"{now:%Y-%m-%d %H:%M:%S} {line(status.outcome)}"


def _print(status: "Status") -> None:
    assert status.last and status.outcome, "it is told of after a poll"
    print(f"{status.last:%Y-%m-%d %H:%M:%S} {line(status.outcome)}{_until(status)}", flush=True)


def _until(status: "Status") -> str:
    return f" (next {status.next:%H:%M:%S})" if status.next else " (closed)"


def _on_screen(watch: "Watch") -> bool:
    from rich.live import Live

    now = clock(None)
    with Live(get_renderable=lambda: table(watch.blogs, now()), refresh_per_second=2):
        return watch.watch(lambda status: None)


def table(blogs: "list[Status]", now: datetime) -> "Table":
    """How the blogs stand: last fetch, next fetch, what came since the start, and what is wrong."""
    from rich.table import Table
    from rich.text import Text

    shown = Table(box=None, header_style="bold", title_justify="left")
    longest = max((len(status.blog.name) for status in blogs), default=0)
    shown.add_column("Blog", overflow="ellipsis", no_wrap=True, min_width=min(longest, 30))
    for name in ("Last", "Next", "New", "Edited", "Deleted"):
        shown.add_column(name, justify="right", no_wrap=True, min_width=len(name))
    shown.add_column("State", overflow="ellipsis", no_wrap=True, ratio=1)
    for status in blogs:
        counts = (status.new, status.edited, status.deleted)
        shown.add_row(
            Text(status.blog.name),
            _span(now, status.last) if status.last else "",
            "now" if status.running else _span(status.next, now) if status.next else "",
            *(str(count) if count else "" for count in counts),
            Text(*_state(status)),
        )
    return shown


def _state(status: "Status") -> tuple[str, str]:
    outcome = status.outcome
    if outcome and outcome.failed:
        failures = outcome.due.failures if outcome.due else 1
        return f"failed{f' {failures} times' if failures > 1 else ''}: {outcome.failed}", "red"
    if status.next is None:
        return "closed", "dim"
    return (line(outcome).partition(": ")[2], "") if outcome else ("", "")


def _span(later: datetime, earlier: datetime) -> str:
    seconds = max(0, round((later - earlier).total_seconds()))
    for unit, size in (("h", 3600), ("min", 60)):
        if seconds >= 1.5 * size:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"
