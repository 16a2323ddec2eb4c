"""HTTP: a URL to a Page, within limits, guarded, polite, and again only if it changed."""

import io
import itertools
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from types import TracebackType
from urllib.parse import urldefrag, urljoin, urlsplit

import requests
import urllib3.exceptions
from requests.cookies import RequestsCookieJar
from requests.utils import get_environ_proxies, select_proxy

from feedgen_liveblog import __version__
from feedgen_liveblog.decode import decode
from feedgen_liveblog.errors import FetchError, UsageError
from feedgen_liveblog.guard import Guard, Resolver, system_resolver
from feedgen_liveblog.inflate import CODINGS, inflate
from feedgen_liveblog.limits import Limits, Run
from feedgen_liveblog.page import Page
from feedgen_liveblog.refusal import challenge, failure, retry_after, status_line
from feedgen_liveblog.transport import Clock, GuardedAdapter

AGENT = f"feedgen-liveblog/{__version__} (+https://github.com/feedgen-liveblog/feedgen-liveblog)"
_OURS = {
    "User-Agent": AGENT,
    "Accept": "text/html, application/xhtml+xml, application/json;q=0.9, application/xml;q=0.9, */*;q=0.8",
    "Accept-Encoding": ", ".join(CODINGS),
}
_SHORT_WAIT = 5.0
_MAY_PASS = frozenset({502, 503, 504})


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a server gave us to ask whether a page has changed since (RFC 9110, 8.8)."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A page, or None if it has not changed; the validators for the next time; seconds it stays fresh."""

    page: Page | None
    validators: Validators
    max_age: float | None = None


class _Passing(FetchError):
    """A failure that may well have passed in a moment."""


class Session:
    """Fetches for one blog. Use as a context manager; not shared between threads (a Run is).

    `get` and `get_if_changed` take the user's own URL, which may be anywhere; calling the session takes a
    further address (a Getter), which must be public or on the host of the user's own URL, as must every
    redirect. `headers` and cookies go to the host of the user's own URL only.
    """

    def __init__(
        self,
        limits: Limits | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        user_url: str | None = None,
        run: Run | None = None,
        resolve: Resolver = system_resolver,
    ) -> None:
        self._limits = limits or Limits()
        self._headers = dict(headers or {})
        self._run = run or Run(self._limits)
        self._guard = Guard(resolve)
        self._clock = Clock()
        self._jars: dict[str, RequestsCookieJar] = {}
        self._own = ""
        self._http = requests.Session()
        self._http.trust_env = False  # no .netrc: credentials are what the user configured here
        self._http.headers.clear()
        self._http.mount("http://", GuardedAdapter(self._guard, self._clock))
        self._http.mount("https://", GuardedAdapter(self._guard, self._clock))
        if user_url:
            self._set_own(_prepared(user_url, user=True))

    def __enter__(self) -> "Session":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes all connections."""
        self._http.close()

    def get(self, url: str) -> Page:
        """The page at the user's own URL. Raises FetchError, or UsageError if it is no http(s) URL."""
        page = self.get_if_changed(url).page
        assert page is not None
        return page

    def get_if_changed(self, url: str, validators: Validators | None = None) -> Fetched:
        """The page at the user's own URL, unless it is as it was when `validators` were given."""
        url = _prepared(url, user=True)
        self._set_own(url)
        return self._fetch(url, {}, validators, own=True)

    def __call__(self, url: str, *, headers: Mapping[str, str] | None = None) -> Page:
        """A further page or API document, guarded; `headers` are for that host only. Raises FetchError."""
        page = self._fetch(_prepared(url), headers or {}, None, own=False).page
        assert page is not None
        return page

    def _set_own(self, url: str) -> None:
        if _origin(url) != self._own:
            self._http.close()  # a connection made for another user's URL must not serve this one's pages
            self._own = _origin(url)
            self._guard.own(_host(url))

    def _fetch(
        self, url: str, headers: Mapping[str, str], validators: Validators | None, *, own: bool
    ) -> Fetched:
        with self._run.turn(_host(url)):
            self._clock.start(self._limits.deadline)
            for attempt in itertools.count():
                try:
                    return self._follow(url, headers, validators, own=own)
                except _Passing as error:
                    wait = max(error.retry_after or 0.0, 0.25 * 2**attempt)
                    if attempt >= self._limits.retries or wait > min(_SHORT_WAIT, self._clock.left):
                        raise
                    time.sleep(wait)
        raise AssertionError("not reached")

    def _follow(
        self, start: str, headers: Mapping[str, str], validators: Validators | None, *, own: bool
    ) -> Fetched:
        """One try: the page, through its redirects, each hop checked anew."""
        url = start
        for hop in range(self._limits.redirects + 1):
            self._guard.open = own and hop == 0
            sent = {**_OURS, **(self._headers if _may_have(url, self._own) else {})}
            sent |= headers if _may_have(url, _origin(start)) else {}
            sent |= _conditions(validators)
            with closing(self._send(url, sent)) as response:
                target = self._http.get_redirect_target(response)
                if target is None:
                    return self._read(url, response, conditional=validators is not None)
                url = _prepared(urljoin(url, target), start=start)
        raise self._limits.reached("redirects", "more redirects", start)

    def _send(self, url: str, headers: dict[str, str]) -> requests.Response:
        self._run.count_request(url)
        self._http.cookies = self._jars.setdefault(_host(url), RequestsCookieJar())
        proxies = get_environ_proxies(url)
        try:
            if select_proxy(url, proxies) and not self._guard.open:
                self._check_for_proxy(url)
            return self._http.request(
                "GET",
                url,
                headers=headers,
                timeout=min(self._limits.silence, self._clock.left) or 0.001,
                proxies=proxies,
                verify=os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("SSL_CERT_FILE") or True,
                allow_redirects=False,
                stream=True,
                auth=lambda request: request,
            )
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            raise self._failed(error, url) from error
        except FetchError as error:
            raise FetchError(str(error), url) from error.__cause__

    def _check_for_proxy(self, url: str) -> None:
        """A proxy connects for us; what can be known of the address here is checked before it is asked."""
        try:
            self._guard.addresses(_host(url), urlsplit(url).port or 443)
        except OSError:
            return  # names that only the proxy can resolve are its business

    def _failed(self, error: Exception, url: str) -> FetchError:
        if not self._clock.left:
            return self._limits.reached("deadline", "it takes longer", url)
        line, passing = failure(error)
        return (_Passing if passing else FetchError)(line, url)

    def _read(self, url: str, response: requests.Response, *, conditional: bool) -> Fetched:
        headers, status = response.headers, response.status_code
        validators = Validators(etag=headers.get("ETag"), last_modified=headers.get("Last-Modified"))
        if status == 304 and conditional:
            return Fetched(page=None, validators=validators, max_age=_max_age(headers))
        body = self._body(url, response)
        if status != 200:
            text = body[:50_000].decode("utf-8", "replace")
            passing = status in _MAY_PASS or (status == 429 and retry_after(headers) is not None)
            kind = _Passing if passing and challenge(status, headers, text) is None else FetchError
            raise kind(
                status_line(status, headers, text), url, status=status, retry_after=retry_after(headers)
            )
        try:
            text, what = decode(body, headers.get("Content-Type"), where=url)
        except FetchError as error:
            raise FetchError(str(error).removeprefix(f"{url}: "), url, status=status) from None
        if challenge(status, headers, text) is not None:
            raise FetchError(status_line(status, headers, text), url, status=status)
        return Fetched(page=Page(url, text, what), validators=validators, max_age=_max_age(headers))

    def _body(self, url: str, response: requests.Response) -> bytes:
        """All of the body, undone; no more of it than the limits allow is ever in memory."""
        limits = self._limits
        length = response.headers.get("Content-Length", "")
        if length.isdecimal() and int(length[:20]) > limits.wire_bytes:
            raise limits.reached("wire_bytes", "the body is larger", url)
        whole = io.BytesIO()
        coding = response.headers.get("Content-Encoding", "").strip().lower()
        try:
            for piece in inflate(self._chunks(url, response), coding):
                if whole.tell() + len(piece) > limits.page_bytes:
                    raise limits.reached("page_bytes", "the page is larger", url)
                whole.write(piece)
        except ValueError as error:
            raise _Passing(str(error), url) from error
        return whole.getvalue()

    def _chunks(self, url: str, response: requests.Response) -> Iterator[bytes]:
        count = 0
        while True:
            try:
                chunk = response.raw.read1(65536, decode_content=False)
            except (urllib3.exceptions.HTTPError, OSError) as error:
                raise self._failed(error, url) from error
            if not chunk:
                return
            count += len(chunk)
            self._run.count_bytes(len(chunk), url)
            if count > self._limits.wire_bytes:
                raise self._limits.reached("wire_bytes", "the body is larger", url)
            yield chunk


def _prepared(url: str, *, user: bool = False, start: str = "") -> str:
    """The URL as it will be sent; raises UsageError (the user's own) or FetchError if it is none of ours."""
    try:
        prepared = requests.Request("GET", url.strip()).prepare().url or ""
        parts = urlsplit(prepared)
        good = (
            parts.scheme in ("http", "https")
            and bool(parts.hostname)
            and (parts.port is None or parts.port > 0)
        )
    except (requests.RequestException, ValueError):
        good = False
    if good:
        return urldefrag(prepared).url
    if user:
        raise UsageError(f"{url!r} is not an http:// or https:// URL")
    raise FetchError(
        f"redirected to {url[:200]!r}" if start else "not an http(s) address", start or url[:200]
    )


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").rstrip(".")


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{_host(url)}:{parts.port or (443 if parts.scheme == 'https' else 80)}"


def _may_have(url: str, origin: str) -> bool:
    """Whether what was meant for `origin` may go to `url`: the same place, or made secure."""
    return _origin(url) == origin or (
        origin == f"http://{_host(url)}:80" and _origin(url) == f"https://{_host(url)}:443"
    )


def _conditions(validators: Validators | None) -> dict[str, str]:
    if validators is None:
        return {}
    pairs = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    return {name: value for name, value in pairs.items() if value}


def _max_age(headers: Mapping[str, str]) -> float | None:
    """Seconds a cache may keep the page (RFC 9111, 5.2.2.1), less its age."""
    for part in headers.get("Cache-Control", "").lower().split(","):
        name, _, value = part.strip().partition("=")
        if name == "max-age" and value.strip('"').isdecimal():
            age = headers.get("Age", "0").strip()
            return max(0.0, float(value.strip('"')[:9]) - float(age[:9] if age.isdecimal() else 0))
    return None
