"""`feed`: one live blog to one feed, in a file that remembers, or on standard output."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from feedgen_liveblog import opening
from feedgen_liveblog.config import Blog, login
from feedgen_liveblog.errors import StoreError, UsageError
from feedgen_liveblog.extract import extract
from feedgen_liveblog.history import keeping
from feedgen_liveblog.history.looking import Look, look
from feedgen_liveblog.history.publish import FORMATS
from feedgen_liveblog.history.window import Window
from feedgen_liveblog.merge import merge
from feedgen_liveblog.render import FeedLinks
from feedgen_liveblog.source import Offline, read_source
from feedgen_liveblog.store import FileStore

_ENDINGS = {".xml": "atom", ".atom": "atom", ".rss": "rss", ".json": "json", ".html": "html"}


def add(subparsers: Any) -> None:
    """Declares the subcommand."""
    about = "write the feed of a live blog, to a file that remembers or to standard output"
    parser: argparse.ArgumentParser = subparsers.add_parser("feed", help=about, description=about)
    opening.add_options(parser)
    parser.add_argument(
        "-o",
        "--output",
        metavar="PATH",
        default="-",
        help="file to write, or - for standard output (default)",
    )
    parser.add_argument(
        "--format", choices=FORMATS, help="default: by the file's ending (.xml is atom), else atom"
    )
    parser.add_argument("--title", help="title of the feed instead of the page's")
    parser.add_argument(
        "--stateless", action="store_true", help="keep no state beside the file: only what the page shows now"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Writes the feed; returns the exit status."""
    path = Path(args.output)
    format = args.format or _ENDINGS.get(path.suffix.lower(), "atom")
    if args.output == "-" or args.stateless or _is_special(path):
        _once(args, format, path)
    else:
        _remembering(args, format, path)
    return 0


def _once(args: argparse.Namespace, format: str, path: Path) -> None:
    """The feed of what the page shows now."""
    now = opening.moment(args)
    blog = merge(None, opening.read(args), now=now).memory.blog
    write, content_type = FORMATS[format]
    data = write(replace(blog, title=args.title) if args.title else blog, links=FeedLinks(fetched=now))
    if args.output != "-" and not _is_special(path):
        FileStore(_folder(path)).write(path.name, data, content_type=content_type)
        return
    try:
        if args.output == "-":
            sys.stdout.buffer.write(data)
            sys.stdout.flush()
        else:
            path.write_bytes(data)
    except BrokenPipeError:
        raise
    except OSError as error:
        where = "standard output" if args.output == "-" else str(path)
        raise StoreError(f"cannot be written: {(error.strerror or str(error)).lower()}", where) from error


def _is_special(path: Path) -> bool:
    """Whether it is a device or a pipe: nothing to be read back, and not to be replaced by a file."""
    return path.parent == Path("/dev") or (path.exists() and not path.is_file() and not path.is_dir())


def _remembering(args: argparse.Namespace, format: str, path: Path) -> None:
    """The feed with what it knew before, by its state beside it; all that the page shows is in it."""
    now, store = opening.moment(args), FileStore(_folder(path))
    blog = Blog(
        name=path.stem or path.name,
        url=args.url or args.source,
        files={format: path.name},
        title=args.title,
        tz=args.tz,
        window=Window(page=True),
        max_pages=args.max_pages,
        generic=args.generic,
    )
    if not opening.is_url(args.source):
        page = read_source(args.source, url=args.url, limits=opening.limits(args))
        seen = Look(blog=extract(page, Offline(), now=now, how=opening.reading(args)))
        keeping.settle(replace(blog, url=page.url), store, seen, now=now)
        return
    from feedgen_liveblog.fetch import Session

    url, headers = login(args.source)
    blog, kept = replace(blog, url=url), keeping.recall(blog, store)
    with Session(opening.limits(args), headers=headers, user_url=url) as session:
        seen_now = look(blog, session, kept.state, now=now)
    keeping.settle(blog, store, seen_now, now=now, kept=kept)


def _folder(path: Path) -> Path:
    if path.is_dir():
        raise UsageError("is a directory; name a file in it, such as feed.xml", str(path))
    return path.parent
