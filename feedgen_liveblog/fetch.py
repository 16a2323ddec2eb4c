"""HTTP: a URL to a Page, within limits, guarded and polite, and again only if it changed."""

from collections.abc import Mapping
from contextlib import closing
from functools import partial
from types import TracebackType

import requests

from feedgen_liveblog import __version__
from feedgen_liveblog.errors import FetchError
from feedgen_liveblog.page import Page
from feedgen_liveblog.web import origins
from feedgen_liveblog.web.caching import Fetched, Validators, max_age, validators
from feedgen_liveblog.web.challenge import challenge
from feedgen_liveblog.web.decode import decode
from feedgen_liveblog.web.guard import Guard, Resolver, system_resolver
from feedgen_liveblog.web.inflate import CODINGS
from feedgen_liveblog.web.limits import Limits, Run
from feedgen_liveblog.web.patience import patiently
from feedgen_liveblog.web.refusal import refused
from feedgen_liveblog.web.wire import Wire

__all__ = ["AGENT", "Fetched", "Limits", "Run", "Session", "Validators"]

AGENT = f"feedgen-liveblog/{__version__} (+https://github.com/feedgen-liveblog/feedgen-liveblog)"
_OURS = {
    "User-Agent": AGENT,
    "Accept": "text/html, application/xhtml+xml, application/json;q=0.9, application/xml;q=0.9, */*;q=0.8",
    "Accept-Encoding": ", ".join(CODINGS),
}


class Session:
    """Fetches for one blog, in one thread; a context manager. What a run may use is shared through `run`.

    `get` and `get_if_changed` take the user's own URL, which may be anywhere. Calling the session (it is a
    Getter) takes a further address, which must be public or on the host of the user's own URL, as must
    every redirect. `headers` and cookies go to the user's own origin only. `known` is for the parsers, `first`
    what was fetched first: the page that all this is about.
    With `public_only` the user's own URL must be public too: he is a stranger to us.
    """

    def __init__(
        self,
        limits: Limits | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        user_url: str | None = None,
        run: Run | None = None,
        resolve: Resolver = system_resolver,
        public_only: bool = False,
    ) -> None:
        self.known: frozenset[str] = frozenset()
        self.first: Fetched | None = None
        self._limits = limits or Limits()
        self._headers = dict(headers or {})
        self._run = run or Run(self._limits)
        self._guard = Guard(resolve, public_only=public_only)
        self._wire = Wire(self._limits, self._run, self._guard)
        self._own = ""
        self._login: dict[str, str] = {}
        if user_url:
            self._set_own(user_url)

    def __enter__(self) -> "Session":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes all connections."""
        self._wire.close()

    def get(self, url: str) -> Page:
        """The page at the user's own URL. Raises FetchError, or UsageError if it is no http(s) URL."""
        return self._page(self.get_if_changed(url))

    def get_if_changed(self, url: str, validators: Validators | None = None) -> Fetched:
        """The page at the user's own URL, unless it is as it was when `validators` were given."""
        self._set_own(url)
        return self._fetch(origins.users(url), {}, validators, own=True)

    def __call__(self, url: str, *, headers: Mapping[str, str] | None = None) -> Page:
        """A further page or API document; `headers` are for its origin only. Raises FetchError."""
        return self._page(self.further_if_changed(url, None, headers=headers))

    def further_if_changed(
        self, url: str, validators: Validators | None, *, headers: Mapping[str, str] | None = None
    ) -> Fetched:
        """A further page, unless it is as it was when `validators` were given. Raises FetchError."""
        return self._fetch(origins.further(url), headers or {}, validators, own=False)

    def _page(self, fetched: Fetched) -> Page:
        assert fetched.page is not None, "only a conditional request is answered by 'not modified'"
        return fetched.page

    def _set_own(self, user_url: str) -> None:
        url = origins.users(user_url)
        self._login = origins.login(user_url)
        if origins.origin(url) != self._own:
            self._wire.close()  # a connection made for one user's URL must not serve the pages of another
            self._own = origins.origin(url)
            self._guard.own(origins.host(url))

    def _fetch(self, url: str, headers: Mapping[str, str], asked: Validators | None, *, own: bool) -> Fetched:
        with self._run.turn(origins.host(url)):
            follow = partial(self._follow, url, headers, asked, own=own)
            return patiently(follow, self._limits, self._wire.clock)

    def _follow(
        self, start: str, headers: Mapping[str, str], asked: Validators | None, *, own: bool
    ) -> Fetched:
        """The page behind `start` and its redirects. Each hop is checked anew: requests would follow them
        by itself, but would take our headers along."""
        url = start
        for hop in range(self._limits.redirects + 1):
            self._guard.open = own and hop == 0
            sent = _OURS | (asked.conditions() if asked else {})
            sent |= self._login | self._headers if origins.may_have(url, self._own) else {}
            sent |= headers if origins.may_have(url, origins.origin(start)) else {}
            with closing(self._wire.open(url, sent)) as response:
                target = self._wire.redirect(url, response)
                if target is None:
                    return self._read(url, response, asked)
            url = target
        raise self._limits.reached("redirects", "more redirects", start)

    def _read(self, url: str, response: requests.Response, asked: Validators | None) -> Fetched:
        headers, status = response.headers, response.status_code
        page = None
        if status == 200:
            page = self._decoded(url, response)
        elif status != 304 or not asked:
            raise refused(url, status, headers, self._wire.start(url, response))
        fetched = Fetched(page=page, validators=validators(headers), max_age=max_age(headers))
        self.first = self.first or fetched
        return fetched

    def _decoded(self, url: str, response: requests.Response) -> Page:
        body = self._wire.body(url, response)
        try:
            text, kind = decode(body, response.headers.get("Content-Type"), where=url)
        except FetchError as error:
            error.status = 200  # an empty robots.txt, say, is there, unlike one behind a broken connection
            raise
        if challenge(200, response.headers, text):
            raise refused(url, 200, response.headers, text)
        return Page(url, text, kind, self._limits)
