"""`discover`: the live blogs that a front, section or search page leads to."""

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from feedgen_liveblog import opening
from feedgen_liveblog.errors import NotALiveBlog, UsageError

if TYPE_CHECKING:
    from feedgen_liveblog.discovery.survey import Found, Survey

_FORMATS = ("table", "opml", "toml", "json")
_BUDGET = 60
_NEVER = datetime.min.replace(tzinfo=UTC)


def add(subparsers: Any) -> None:
    """Declares the subcommand."""
    about = "list the live blogs that a front, section or search page leads to"
    parser: argparse.ArgumentParser = subparsers.add_parser("discover", help=about, description=about)
    parser.add_argument("source", metavar="URL", help="the page, a feed or a sitemap; a saved one with --url")
    parser.add_argument("--url", help="where a saved page came from: its links are followed")
    parser.add_argument("--format", choices=_FORMATS, default="table", help="default: table")
    parser.add_argument(
        "--add", metavar="CONFIG", help="append those that are new to a configuration, or begin one"
    )
    parser.add_argument("--live", action="store_true", help="leave out those that have closed")
    parser.add_argument(
        "--serve", metavar="URL", help="address of your `serve`, through which OPML subscribes"
    )
    parser.add_argument(
        "--budget",
        type=int,
        default=_BUDGET,
        metavar="N",
        help=f"make at most N requests (default {_BUDGET})",
    )
    parser.add_argument("--now", metavar="TIME", help="the time taken as now (ISO 8601)")
    parser.add_argument(
        "--limit", action="append", default=[], metavar="NAME=VALUE", help="set a limit that was reached"
    )
    parser.add_argument(
        "-v", "--verbose", action="store_true", help="log what is done, and what was passed over"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Prints the live blogs; raises NotALiveBlog if none is found."""
    from feedgen_liveblog.discovery.survey import Survey
    from feedgen_liveblog.fetch import Run, Session

    if args.budget < 1:
        raise UsageError("at least 1 is needed", "--budget")
    limits = replace(opening.limits(args), run_requests=args.budget)
    used = Run(limits)
    home = args.url or args.source
    if not opening.is_url(home):
        raise UsageError("a saved page needs --url, for its links lead from there", args.source)
    with Session(limits, user_url=home, run=used) as session:
        start = session.get(home) if opening.is_url(args.source) else _saved(args)
        with _progress() as tell:
            survey = Survey(
                get=session, now=opening.moment(args), spent=lambda: used.requests >= args.budget, tell=tell
            )
            found = list(survey.run(start))
    for note in survey.notes:
        if args.verbose or "--budget" in note:
            print(f"note: {note}", file=sys.stderr)
    if not found:
        raise NotALiveBlog(
            f"no live blog found ({survey.tried} of {survey.candidates} links that look like one were tried);"
            " try a section or search page that shows them",
            home,
        )
    if args.live and all(each.closed for each in found):
        raise NotALiveBlog(
            f"all {len(found)} live blogs found have closed; leave out --live to see them", home
        )
    found = [each for each in found if not (args.live and each.closed)]
    found.sort(key=lambda each: (not each.closed, each.last or _NEVER), reverse=True)
    _print(args, found)
    return 0


def _saved(args: argparse.Namespace) -> Any:
    from feedgen_liveblog.source import read_source

    return read_source(args.source, url=args.url, limits=opening.limits(args))


def _print(args: argparse.Namespace, found: "list[Found]") -> None:
    from feedgen_liveblog.discovery import listing

    if args.add:
        new = listing.add(found, args.add)
        for each in new:
            print(f"added to {args.add}: {each.title or each.url}")
        if not new:
            print(f"{args.add} has them all")
    elif args.format == "table":
        _table(found)
    else:
        made: dict[str, Callable[[list[Found]], str]] = {
            "json": listing.as_json,
            "toml": listing.as_toml,
            "opml": partial(listing.as_opml, serve=args.serve),
        }
        sys.stdout.write(made[args.format](found))


def _table(found: "list[Found]") -> None:
    """A table for a person; where it goes to a program, a line for each, its columns parted by tabs."""
    from feedgen_liveblog.discovery.listing import state

    rows = [
        (state(each), f"{each.last:%Y-%m-%d %H:%M}" if each.last else "", each.title, each.url)
        for each in found
    ]
    if not sys.stdout.isatty():
        for row in rows:
            print(*row, sep="\t")
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("State", "Last post (UTC)"):
        table.add_column(name, no_wrap=True)
    table.add_column("Live blog", overflow="fold")
    for row in rows:
        style = "green" if row[0] == "live" else "dim"
        table.add_row(Text(row[0], style=style), row[1], Text(f"{row[2]}\n{row[3]}"))
    Console().print(table)


@contextmanager
def _progress() -> Iterator[Any]:
    """A progress bar on standard error, where that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda survey: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("looking at links", total=None)

        def tell(survey: "Survey") -> None:
            bar.update(task, completed=survey.tried, total=survey.candidates)

        yield tell
