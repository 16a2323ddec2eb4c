"""The SOURCE of a command: a URL, a saved page or standard input, and the options that say how to read it."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from feedgen_liveblog import dates, settings
from feedgen_liveblog.errors import UsageError
from feedgen_liveblog.extract import Reading, extract
from feedgen_liveblog.model import Getter, LiveBlog
from feedgen_liveblog.page import Page
from feedgen_liveblog.source import Offline, read_source
from feedgen_liveblog.web.limits import Limits
from feedgen_liveblog.web.limits import limits as set_limits


def add_options(parser: argparse.ArgumentParser, *, also: str = "") -> None:
    """Declares SOURCE, which may `also` be something else, and the options of reading it."""
    parser.add_argument(
        "source",
        metavar="SOURCE",
        help="http(s) URL, saved page (.html, .txt, .json, .xml), "
        + (f"- for standard input, or {also}" if also else "or - for standard input"),
    )
    parser.add_argument("--url", type=_address, help="where a saved page came from, for ids and links")
    parser.add_argument(
        "--tz", metavar="ZONE", help="zone of times that name none, e.g. Europe/Berlin or +01:00"
    )
    parser.add_argument("--now", metavar="TIME", help="the time taken as now (ISO 8601), for relative times")
    parser.add_argument(
        "--max-pages",
        type=_pages,
        default=50,
        metavar="N",
        help="read at most N pages of the story (default 50)",
    )
    parser.add_argument(
        "--limit",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="set a limit that was reached, e.g. page_bytes=128MB (may be repeated)",
    )
    parser.add_argument("--generic", action="store_true", help="leave out the site modules")
    parser.add_argument("-v", "--verbose", action="store_true", help="log what is done")


def _address(text: str) -> str:
    """The value of `--url`."""
    try:
        return settings.address(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _pages(text: str) -> int:
    """The value of `--max-pages`."""
    try:
        return settings.number(1, 10_000)(int(text))
    except (ValueError, UsageError) as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to 10000") from error


def reading(args: argparse.Namespace) -> Reading:
    """How to read the source; raises UsageError for an unknown zone."""
    return Reading(
        tz=dates.zone(args.tz) if args.tz else None, generic=args.generic, max_pages=args.max_pages
    )


def moment(args: argparse.Namespace) -> datetime:
    """`--now`, else the clock; raises UsageError if it is no time."""
    if not args.now:
        return datetime.now(UTC)
    try:
        given = datetime.fromisoformat(args.now)
    except ValueError as error:
        raise UsageError(
            f"{args.now!r} is not an ISO 8601 time such as 2024-11-02T16:20:27Z", "--now"
        ) from error
    return given.astimezone(UTC) if given.tzinfo else given.replace(tzinfo=UTC)


def limits(args: argparse.Namespace) -> Limits:
    """The limits as the options set them; raises UsageError for one that is not `NAME=VALUE`."""
    pairs = [text.partition("=") for text in args.limit]
    return set_limits({name.strip(): value for name, _, value in pairs})


def is_url(source: str) -> bool:
    """Whether the source is to be fetched; raises UsageError for none, and for a scheme that is not http(s)."""
    if not source.strip():
        raise UsageError("no source is given: a URL, a saved page or - is expected")
    scheme, found, _ = source.partition("://")
    if found and scheme.lower() not in ("http", "https"):
        raise UsageError("only http:// and https:// can be fetched", source)
    return bool(found)


@contextmanager
def opened(source: str, url: str | None, limits: Limits | None = None) -> Iterator[tuple[Page, Getter]]:
    """The page of a source, and a getter of further ones: of a saved page, one that never goes to the network."""
    if not is_url(source):
        yield read_source(source, url=url, limits=limits), Offline()
        return
    from feedgen_liveblog.fetch import Session

    with Session(limits, user_url=source) as session:
        yield session.get(source), session


def read(args: argparse.Namespace) -> LiveBlog:
    """The live blog of the command's source."""
    how, now = reading(args), moment(args)
    with opened(args.source, args.url, limits(args)) as (page, get):
        return extract(page, get, now=now, how=how)
