"""All that the answers of one server are made from, and what they have in common."""

from collections.abc import Mapping
from dataclasses import dataclass

from werkzeug.wrappers import Request

from feedgen_liveblog.errors import AddressRefused, LiveblogError, NotALiveBlog, StoreError, UsageError
from feedgen_liveblog.pipeline import Clock
from feedgen_liveblog.serving.access import Access
from feedgen_liveblog.serving.addresses import address
from feedgen_liveblog.serving.configured import Configured
from feedgen_liveblog.serving.metrics import Metrics
from feedgen_liveblog.serving.on_demand import OnDemand
from feedgen_liveblog.serving.pages import query
from feedgen_liveblog.serving.rates import Rate, client
from feedgen_liveblog.serving.shelf import Shelf
from feedgen_liveblog.serving.standing import Standing
from feedgen_liveblog.store import Store

_STATUS: Mapping[type[LiveblogError], int] = {
    UsageError: 400,
    AddressRefused: 403,
    NotALiveBlog: 422,
    StoreError: 500,
    LiveblogError: 502,
}


class TooMany(Exception):
    """A client has asked too often, in one line, and for how many seconds it has to wait."""

    def __init__(self, line: str, wait: float) -> None:
        super().__init__(line)
        self.wait = wait


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One server. `base_url` (it ends with '/') is where readers reach it, if not by what they ask for.

    `rate` is how often a client may ask at all.
    """

    access: Access
    configured: Configured
    on_demand: OnDemand
    shelf: Shelf
    store: Store
    metrics: Metrics
    rate: Rate
    clock: Clock
    base_url: str | None = None

    def blog_at(self, request: Request) -> Standing:
        """The blog that a request is about. Raises UsageError, TooMany, Busy."""
        url = request.args.get("url", "")
        return self.configured.at(address(url)) or self.on_demand.ask(url, client(request.remote_addr))

    def token(self, request: Request) -> str | None:
        """The token that links have to carry on."""
        return self.access.token

    def link(self, request: Request, path: str, **values: str | None) -> str:
        """The whole address of a path here, for a reader."""
        return (self.base_url or request.host_url) + path + query(**values, token=self.token(request))


def status(error: LiveblogError) -> int:
    """The HTTP status for an error."""
    return next(_STATUS[kind] for kind in type(error).__mro__ if kind in _STATUS)
