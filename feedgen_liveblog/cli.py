"""The command line: finds the subcommand, and turns expected failures into one line and an exit status."""

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pkgutil import iter_modules
from typing import NoReturn

from feedgen_liveblog import __version__, commands
from feedgen_liveblog.errors import LiveblogError, UsageError

_EXAMPLES = """\
examples:
  feedgen-liveblog feed https://news.example/live/story -o feed.xml
  feedgen-liveblog feed https://news.example/live/story -o page.html
  feedgen-liveblog feed saved-page.html --url https://news.example/live/story --format json
  feedgen-liveblog show https://news.example/live/story
  feedgen-liveblog discover https://news.example/ --add feeds.toml
  feedgen-liveblog run feeds.toml
  feedgen-liveblog watch feeds.toml
  feedgen-liveblog serve
  feedgen-liveblog new-site harbour_post https://news.example/live/story

COMMAND --help lists a command's options.
exit status: 0 fine, 1 a source, the network or a store failed, 2 wrong usage
"""


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, as all of our errors are."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message} (see --help)\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Runs a command line; returns its exit status."""
    parser = _Parser(
        prog="feedgen-liveblog",
        description="Turn any live blog into an RSS, Atom or JSON feed in which each post is an entry of its own.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"feedgen-liveblog {__version__}")
    subparsers = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for info in iter_modules(commands.__path__):
        import_module(f"{commands.__name__}.{info.name}").add(subparsers)
    args = parser.parse_args(_joined(sys.argv[1:] if argv is None else argv))
    verbose = getattr(args, "verbose", False)
    logging.basicConfig(format="%(message)s", level=logging.INFO if verbose else logging.ERROR)
    # Our own warnings tell of a store or a memory that is not as it should be; libraries' are no user's concern.
    logging.getLogger(__package__).setLevel(logging.INFO if verbose else logging.WARNING)
    try:
        return int(args.run(args))
    except LiveblogError as error:
        print(f"feedgen-liveblog: {error}", file=sys.stderr)
        return 2 if isinstance(error, UsageError) else 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader of our output has gone (`… | head`): nothing is wrong, and nothing is left to say.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _joined(argv: Sequence[str]) -> list[str]:
    """Lets an offset west of Greenwich be a value: argparse takes the `-07:00` of `--tz -07:00` for an option."""
    joined: list[str] = []
    for word in argv:
        if joined and joined[-1] == "--tz" and word[:1] == "-" and word[1:2].isdigit():
            joined[-1] = f"--tz={word}"
        else:
            joined.append(word)
    return joined
