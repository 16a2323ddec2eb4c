"""`new-site`: proposes a site's selectors from one of its pages, and writes the module and its golden case."""

import argparse
import re
import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from feedgen_liveblog import opening, recognise
from feedgen_liveblog.errors import NotALiveBlog, UsageError
from feedgen_liveblog.page import Page
from feedgen_liveblog.parsers import dom, infer, named, selectors
from feedgen_liveblog.parsers.selectors import Selectors
from feedgen_liveblog.source import Offline

_MODULE = '''\
"""{title}: live blogs at {host}."""

from feedgen_liveblog.parsers import named
from feedgen_liveblog.parsers.selectors import Selectors

MATCH = r"^https?://(?:[\\w-]+\\.)*{pattern}/"
SELECTORS = Selectors(
{selectors}
)
'''
_CASE = 'url = "{url}"\n{tz}now = "{now}"\n'


def add(subparsers: Any) -> None:
    """Declares the subcommand."""
    about = "start a module for a publisher from one of its pages, in a checkout"
    parser: argparse.ArgumentParser = subparsers.add_parser("new-site", help=about, description=about)
    parser.add_argument(
        "name", metavar="NAME", help="the publisher's name as a Python module, e.g. harbour_post"
    )
    opening.add_options(parser)
    parser.add_argument(
        "--root", metavar="DIR", default=".", help="the checkout to write into (default: here)"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Prints the selectors found, writes the module and the case; returns the exit status."""
    if not args.name.isidentifier() or args.name != args.name.lower():
        raise UsageError("is not a module name such as harbour_post", args.name)
    module = Path(args.root) / "feedgen_liveblog" / "sites" / f"{args.name}.py"
    case = Path(args.root) / "tests" / "golden" / "sites" / args.name
    if not module.parent.is_dir():
        raise UsageError(
            "is no checkout of feedgen-liveblog (it has no feedgen_liveblog/sites); see --root",
            str(Path(args.root).resolve()),
        )
    if module.exists():
        raise UsageError("is there already", str(module))
    if not args.url and not opening.is_url(args.source):
        raise UsageError("a saved page needs --url, for a site is known by its addresses", args.source)
    now = opening.moment(args)
    with opening.opened(args.source, args.url, opening.limits(args)) as (page, _):
        source = module_of(args.name, page)
        saved = page
    case.mkdir(parents=True, exist_ok=True)
    tz = f'tz = "{args.tz}"\n' if args.tz else ""
    (case / "case.toml").write_text(_CASE.format(url=saved.url, tz=tz, now=now.isoformat()))
    (case / "page.html").write_text(saved.text)
    module.write_text(source)
    print(source)
    print(f"wrote {module}\nwrote {case}/page.html and case.toml")
    expected = Path(args.root) / "tests" / "test_golden.py"
    if expected.exists():
        command = [sys.executable, "-m", "pytest", "-q", str(expected), "-k", args.name, "--update"]
        subprocess.run(command, cwd=args.root, check=False)
    print(
        "Next: read expected.json: are these the posts? Correct the selectors, replace the page's words by your"
    )
    print(f"own (its markup is what counts), and run: pytest -k {args.name} --update")
    return 0


def module_of(name: str, page: Page) -> str:
    """The source of a site module for the page; raises NotALiveBlog if no repeated posts are found in it."""
    group = dom.best(page)[1] if page.kind == "html" else None
    if group is None:
        blog = recognise.open_formats(page, Offline())
        raise NotALiveBlog(
            f"no selectors are needed: {len(blog.posts)} posts are read by {blog.format}; a golden case is all to add"
            if blog
            else "no repeated posts with times were found, so no selectors can be proposed",
            page.url,
        )
    found = infer.selectors(group)
    # An advertisement between the posts has no time: the selector is to leave it out.
    read = zip(group.elements, selectors.read(group.elements, found), strict=True)
    timed = [element for element, post in read if post.published]
    found = replace(found, post=infer.css(timed or group.elements))
    host = re.sub(r"^(?:www|m)\.", "", page.url.partition("://")[2].partition("/")[0])
    return _MODULE.format(
        title=name.replace("_", " ").title(),
        host=host,
        pattern=re.escape(host),
        selectors="\n".join(_lines(found)),
    )


def _lines(found: Selectors) -> list[str]:
    constants = {
        getattr(named, name): f"named.{name}" for name in ("TITLE_BY_TAG", "TITLE_BY_NAME", "AUTHOR_BY_NAME")
    }
    stated = [(field.name, getattr(found, field.name)) for field in fields(found)]
    return [f"    {name}={constants.get(value) or repr(value)}," for name, value in stated if value]
