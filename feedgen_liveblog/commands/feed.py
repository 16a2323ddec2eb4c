"""`feed`: one live blog to one feed, in a file or on standard output."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from feedgen_liveblog import opening, render
from feedgen_liveblog.errors import StoreError, UsageError
from feedgen_liveblog.merge import merge

_FORMATS = {"atom": render.atom, "rss": render.rss, "json": render.jsonfeed}
_ENDINGS = {".xml": "atom", ".atom": "atom", ".rss": "rss", ".json": "json"}


def add(subparsers: Any) -> None:
    """Declares the subcommand."""
    parser: argparse.ArgumentParser = subparsers.add_parser("feed", help="write the feed of a live blog")
    opening.add_options(parser)
    parser.add_argument("-o", "--output", metavar="PATH", default="-", help="file to write, or - for standard output (default)")
    parser.add_argument("--format", choices=_FORMATS, help="default: by the file's ending, else atom")
    parser.add_argument("--title", help="title of the feed instead of the page's")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Writes the feed; returns the exit status."""
    write = _FORMATS[args.format or _ENDINGS.get(Path(args.output).suffix.lower(), "atom")]
    if args.output != "-" and Path(args.output).is_dir():
        raise UsageError("is a directory; name a file in it, such as feed.xml", args.output)
    blog = merge(None, opening.read(args), now=opening.moment(args)).memory.blog
    if args.title:
        blog = replace(blog, title=args.title)
    data = write(blog)
    if args.output == "-":
        sys.stdout.buffer.write(data)
        return 0
    raise StoreError("not yet")
