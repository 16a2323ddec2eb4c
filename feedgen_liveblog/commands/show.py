"""`show`: the posts of a page as a table, which format gave which field, and where its story goes on."""

import argparse
from collections import Counter
from typing import TYPE_CHECKING, Any

from feedgen_liveblog import opening, render
from feedgen_liveblog.errors import LiveblogError, UsageError
from feedgen_liveblog.extract import extract
from feedgen_liveblog.model import LiveBlog, Post

if TYPE_CHECKING:
    from feedgen_liveblog.stories.choice import Follow

_SHOWN = ("published", "title", "html", "authors", "images", "id", "anchor", "url")


def add(subparsers: Any) -> None:
    """Declares the subcommand."""
    about = (
        "show the posts of a page and how they were recognised, or where the stories of a configuration are"
    )
    parser: argparse.ArgumentParser = subparsers.add_parser("show", help=about, description=about)
    opening.add_options(parser, also="a configuration (.toml)")
    parser.add_argument(
        "--follow", action="store_true", help="show also which live blog would be followed next, and why"
    )
    parser.add_argument("--from", dest="start", metavar="URL", help="where to look for it; implies --follow")
    parser.add_argument(
        "--match", metavar="PATTERN", help="what its address or headline must fit; implies --follow"
    )
    parser.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="NAME",
        help="of a configuration only this blog; may be repeated",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Prints the table, or the stories of a configuration; returns the exit status."""
    if args.source.endswith(".toml"):
        return _stories(args)
    how, now, follow = opening.reading(args), opening.moment(args), _follow(args)
    with opening.opened(args.source, args.url, opening.limits(args)) as (page, get):
        blog = extract(page, get, now=now, how=how)
        _print(blog)
        if follow:
            from feedgen_liveblog.stories import outlook

            for line in outlook.of_page(page, blog, get, follow=follow, how=how, now=now):
                print(line)
    return 0


def _follow(args: argparse.Namespace) -> "Follow | None":
    """How the story is to be followed, None if it is not; raises UsageError."""
    from feedgen_liveblog.stories import choice

    wish = {key: value for key, value in (("from", args.start), ("match", args.match)) if value}
    try:
        return choice.follow(wish) if wish or args.follow else None
    except ValueError as error:
        raise UsageError(str(error), "--from, --match") from error


def _stories(args: argparse.Namespace) -> int:
    """Where the feeds of a configuration have been and would go on now; nothing is written."""
    from feedgen_liveblog.commands.run import chosen
    from feedgen_liveblog.fetch import Limits, Run, Session
    from feedgen_liveblog.store import open_store
    from feedgen_liveblog.stories import outlook

    config, now, failed = chosen(args.source, args.only), opening.moment(args), False
    store, limits = open_store(config.output), config.limits or Limits()
    for blog in config.blogs:
        print(f"{blog.name}:{'' if blog.follow else ' follows no story'}")
        if not blog.follow:
            continue
        with Session(limits, headers=blog.headers, user_url=blog.url, run=Run(limits)) as session:
            try:
                for line in outlook.of_feed(blog, store, session, now=now):
                    print(f"  {line}")
            except LiveblogError as error:
                print(f"  failed: {error}")
                failed = True
    return 1 if failed else 0


def _print(blog: LiveBlog) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

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
