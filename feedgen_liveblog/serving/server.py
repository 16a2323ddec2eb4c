"""The server itself: the parts put together, on a port, until it is told to stop."""

import errno
import logging
import socket
from collections.abc import Callable
from dataclasses import dataclass

from waitress.server import BaseWSGIServer, MultiSocketServer, create_server

from feedgen_liveblog.config import Config
from feedgen_liveblog.errors import UsageError
from feedgen_liveblog.pipeline import Clock, Outcome
from feedgen_liveblog.serving.access import Access
from feedgen_liveblog.serving.app import application
from feedgen_liveblog.serving.catalogue import Catalogue
from feedgen_liveblog.serving.configured import Configured
from feedgen_liveblog.serving.metrics import Metrics
from feedgen_liveblog.serving.on_demand import OnDemand
from feedgen_liveblog.serving.rates import Rate
from feedgen_liveblog.serving.shelf import Shelf
from feedgen_liveblog.serving.site import Site, TooMany
from feedgen_liveblog.store import Store
from feedgen_liveblog.watch import Watch
from feedgen_liveblog.web.limits import Limits

log = logging.getLogger(__name__)

THREADS = 256  # most of them only ever wait for a look
_WAITERS = THREADS - 16  # the others answer from memory, whatever the slowest page does
_CONNECTIONS = 1000
_MEMORY = 64_000_000  # bytes of published files
_NEW_PER_CLIENT, _NEW_IN_ALL = 10, 30  # pages a minute that were not known before


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How a server serves. `rate` is how many requests a client may make a minute."""

    access: Access
    base_url: str | None = None
    allow_private: bool = False
    most_feeds: int = 500
    most_bytes: int = 500_000_000
    rate: int = 300
    jobs: int = 4


def site(config: Config, store: Store, settings: Settings, *, clock: Clock) -> Site:
    """The parts of a server, put together; its feeds are kept fresh once `configured` is started."""
    metrics, shelf = Metrics(), Shelf(store, _MEMORY)
    configured = Configured(
        Watch(config, store, clock=clock, jobs=settings.jobs),
        store,
        shelf,
        clock=clock,
        tell=lambda outcome: metrics.looked("configured", outcome),
    )

    def told(outcome: Outcome | None) -> None:
        metrics.looked("on demand", outcome)

    on_demand = OnDemand(
        store,
        shelf,
        Catalogue(store, most_feeds=settings.most_feeds, most_bytes=settings.most_bytes, clock=clock),
        clock=clock,
        limits=config.limits or Limits(),
        public_only=not settings.allow_private,
        jobs=settings.jobs,
        waiters=_WAITERS,
        admit=_admission(),
        tell=told,
    )
    metrics.watch(configured, on_demand.size)
    return Site(
        access=settings.access,
        configured=configured,
        on_demand=on_demand,
        shelf=shelf,
        store=store,
        metrics=metrics,
        rate=Rate(settings.rate),
        clock=clock,
        base_url=settings.base_url,
    )


def listening(site: Site, host: str, port: int) -> BaseWSGIServer | MultiSocketServer:
    """The server on its port; `run()` serves until an exit. Raises UsageError if it cannot listen there."""
    try:
        return create_server(
            application(site),
            host=host,
            port=port,
            threads=THREADS,
            connection_limit=_CONNECTIONS,
            channel_timeout=30,
            max_request_header_size=16_384,
            max_request_body_size=1024,
            asyncore_use_poll=True,
            clear_untrusted_proxy_headers=True,
            ident=None,
        )
    except socket.gaierror as error:
        raise UsageError("is no name or address of this machine", host) from error
    except OSError as error:
        raise UsageError(_why(error), f"{host}:{port}") from error


def port_of(server: BaseWSGIServer | MultiSocketServer) -> int:
    """The port that it listens on; a name may stand for several addresses."""
    if isinstance(server, MultiSocketServer):
        return int(server.effective_listen[0][1])
    return int(server.effective_port)  # type: ignore[attr-defined]


def _admission() -> Callable[[str], None]:
    """Counts pages that are new, for each client and for all together; raises TooMany."""
    each, together = Rate(_NEW_PER_CLIENT), Rate(_NEW_IN_ALL)

    def admit(client: str) -> None:
        for rate, who in ((each, client), (together, "all")):
            if wait := rate.wait(who):
                raise TooMany("too many new live blogs in a minute; ask again later", wait)

    return admit


def _why(error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return "the port is in use; choose another with --port"
    if error.errno == errno.EADDRNOTAVAIL:
        return "is no address of this machine"
    if error.errno == errno.EACCES:
        return "permission denied; ports from 1024 on are open to all"
    return f"cannot be listened on: {(error.strerror or str(error)).lower()}"
