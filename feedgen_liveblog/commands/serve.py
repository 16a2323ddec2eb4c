"""`serve`: feeds over HTTP, of a configuration and of any live blog on demand, for this machine or a small team."""

import argparse
import os
import signal
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NoReturn

from feedgen_liveblog.commands.run import clock, leave
from feedgen_liveblog.errors import UsageError

if TYPE_CHECKING:
    from feedgen_liveblog.serving.access import Access

_TOKEN = "FEEDGEN_LIVEBLOG_TOKEN"
_SHORTEST_TOKEN = 16


def add(subparsers: Any) -> None:
    """Declares the subcommand."""
    about = "serve feeds over HTTP: those of a configuration, and of any live blog on demand"
    parser: argparse.ArgumentParser = subparsers.add_parser("serve", help=about, description=about)
    parser.add_argument("config", metavar="CONFIG", nargs="?", help="the configuration, such as feeds.toml")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)")
    parser.add_argument(
        "--port", type=int, default=8000, metavar="N", help="port (default 8000; 0: any free)"
    )
    parser.add_argument(
        "--token", metavar="TOKEN", help=f"what readers must know; better in the environment, as {_TOKEN}"
    )
    parser.add_argument(
        "--base-url", metavar="URL", help="where readers reach the server, if it is behind another one"
    )
    parser.add_argument(
        "--allow-private",
        action="store_true",
        help="feeds on demand of pages in your own network and on this machine, too",
    )
    parser.add_argument(
        "--output",
        metavar="PLACE",
        help="folder or object store to keep feeds in (default: the configuration's, else this user's own data)",
    )
    parser.add_argument(
        "--max-feeds", type=int, default=500, metavar="N", help="feeds on demand to keep (default 500)"
    )
    parser.add_argument(
        "--max-size", default="500MB", metavar="SIZE", help="bytes of feeds on demand to keep (default 500MB)"
    )
    parser.add_argument(
        "--rate", type=int, default=300, metavar="N", help="requests a minute by one client (default 300)"
    )
    parser.add_argument(
        "--jobs", type=int, default=4, metavar="N", help="pages read at the same time (default 4)"
    )
    parser.add_argument("-v", "--verbose", action="store_true", help="log requests and what is done")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Serves until Ctrl-C or SIGTERM."""
    try:
        import platformdirs

        from feedgen_liveblog.serving import server
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("feedgen_liveblog"):
            raise
        raise UsageError("serve needs the extra: pip install 'feedgen-liveblog[serve]'") from error
    from feedgen_liveblog import config as configs
    from feedgen_liveblog.store import open_store

    if not 0 <= args.port <= 65535:
        raise UsageError("is not between 0 and 65535", "--port")
    for name in ("max_feeds", "rate", "jobs"):
        if getattr(args, name) < 1:
            raise UsageError("at least 1 is needed", f"--{name.replace('_', '-')}")
    base_url = _base_url(args.base_url)
    settings = server.Settings(
        access=_access(args, base_url),
        base_url=base_url,
        allow_private=args.allow_private,
        most_feeds=args.max_feeds,
        most_bytes=_size(args.max_size),
        rate=args.rate,
        jobs=args.jobs,
    )
    if args.config:
        config = configs.load(args.config)
        config = replace(config, output=args.output) if args.output else config
    else:
        own = str(platformdirs.user_data_path("feedgen-liveblog", appauthor=False))
        config = configs.Config(output=args.output or own, blogs=())
    site = server.site(config, open_store(config.output), settings, clock=clock(None))
    listening = server.listening(site, args.host, args.port)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _stop)
    site.configured.start()
    print(f"Serving at {base_url or _url(args.host, server.port_of(listening))} (Ctrl-C ends it)", flush=True)
    listening.run()
    site.on_demand.close()
    site.configured.close()
    leave(0)
    return 0


def _stop(number: int, frame: object) -> NoReturn:
    raise SystemExit


def _access(args: argparse.Namespace, base_url: str | None) -> "Access":
    from urllib.parse import urlsplit

    from feedgen_liveblog.serving.access import Access, is_local

    token = args.token or os.environ.get(_TOKEN) or None
    if token and len(token) < _SHORTEST_TOKEN:
        raise UsageError(f"at least {_SHORTEST_TOKEN} characters are needed; {_PROPOSAL}", "--token")
    if not token and not is_local(args.host):
        raise UsageError(
            f"is open to the network, so a token is needed in {_TOKEN}; {_PROPOSAL}", f"--host {args.host}"
        )
    names = frozenset({urlsplit(base_url).hostname or ""}) if base_url else frozenset[str]()
    return Access(token=token, names=names)


_PROPOSAL = "make one with: python3 -c 'import secrets; print(secrets.token_urlsafe())'"


def _base_url(given: str | None) -> str | None:
    from feedgen_liveblog import settings

    try:
        return settings.address(given).rstrip("/") + "/" if given else None
    except ValueError as error:
        raise UsageError(str(error), "--base-url") from error


def _size(given: str) -> int:
    from feedgen_liveblog.web.limits import amount

    size = amount(given)
    if not size:
        raise UsageError(f"{given!r} is not a size such as 500MB", "--max-size")
    return int(size)


def _url(host: str, port: int) -> str:
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"
