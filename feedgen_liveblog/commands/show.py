"""`show`: the posts of a page as a table, and which format gave which field."""

import argparse
from collections import Counter
from typing import Any

from feedgen_liveblog import opening, render
from feedgen_liveblog.model import LiveBlog, Post

_SHOWN = ("published", "title", "html", "authors", "images", "id", "anchor", "url")


def add(subparsers: Any) -> None:
    """Declares the subcommand."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "show", help="show the posts of a page and how they were recognised"
    )
    opening.add_options(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Prints the table; returns the exit status."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    blog = opening.read(args)
    console = Console()
    console.print(Text(blog.title, style="bold"))
    if blog.summary:
        console.print(Text(blog.summary, style="dim"))
    table = Table(box=None, pad_edge=False, header_style="bold", expand=True)
    table.add_column("Time (UTC)", no_wrap=True, min_width=19)
    table.add_column("Title", no_wrap=True, overflow="ellipsis", ratio=5)
    table.add_column("Author", no_wrap=True, overflow="ellipsis", ratio=2)
    table.add_column("Images", justify="right")
    table.add_column("Id", no_wrap=True, overflow="ellipsis", ratio=2)
    for post in blog.posts:
        table.add_row(*(Text(cell) for cell in _row(post)))
    console.print(table)
    console.print(Text(_recognised(blog)))
    for note in blog.notes:
        console.print(Text(f"note: {note}", style="yellow"))
    return 0


def _row(post: Post) -> tuple[str, ...]:
    when = f"{post.published:%Y-%m-%d %H:%M:%S}" if post.published else "unknown"
    return (
        when,
        render.title_of(post),
        ", ".join(post.authors),
        str(len(post.images) or ""),
        post.guid.rpartition("#")[2],
    )


def _recognised(blog: LiveBlog) -> str:
    state = "closed" if blog.closed else "live"
    lines = [f"{len(blog.posts)} posts by {blog.recognised}, confidence {blog.confidence:.0%}, {state}"]
    for name in _SHOWN:
        formats = Counter(post.provenance[name] for post in blog.posts if name in post.provenance)
        if formats:
            lines.append(
                f"  {name}: " + ", ".join(f"{format} ({count})" for format, count in formats.most_common())
            )
    return "\n".join(lines)
