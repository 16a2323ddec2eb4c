"""One request at a time: a URL to a response and its body, within the limits."""

import io
import itertools
import os
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

import requests
import urllib3.exceptions
from requests.cookies import RequestsCookieJar
from requests.utils import get_environ_proxies, select_proxy

from feedgen_liveblog import urls
from feedgen_liveblog.errors import FetchError
from feedgen_liveblog.web import origins
from feedgen_liveblog.web.guard import Guard
from feedgen_liveblog.web.inflate import inflate
from feedgen_liveblog.web.limits import Limits, Run
from feedgen_liveblog.web.refusal import Passing, failed, timed_out
from feedgen_liveblog.web.transport import Clock, GuardedAdapter

_CA_BUNDLES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE")
_Failures = (requests.RequestException, urllib3.exceptions.HTTPError, OSError)


class Wire:
    """The connections of one session. `clock` is started by the caller, for the whole of a fetch."""

    def __init__(self, limits: Limits, run: Run, guard: Guard) -> None:
        self.clock = Clock()
        self._limits = limits
        self._run = run
        self._guard = guard
        self._jars: dict[str, RequestsCookieJar] = {}
        self._http = requests.Session()
        self._http.trust_env = False  # no .netrc: the only credentials are those that the user configured
        self._http.headers.clear()
        adapter = GuardedAdapter(guard, self.clock)
        self._http.mount("http://", adapter)
        self._http.mount("https://", adapter)

    def close(self) -> None:
        """Closes all connections; more can be made."""
        self._http.close()

    def open(
        self, url: str, headers: dict[str, str], form: Mapping[str, str] | None = None
    ) -> requests.Response:
        """The response to one GET, or the POST of a form, its body unread, redirects not followed.

        Raises FetchError.
        """
        self._run.count_request(url)
        # A jar for each origin: a cookie set for a whole domain does not reach the domain's other hosts.
        self._http.cookies = self._jars.setdefault(origins.origin(url), RequestsCookieJar())
        proxies = get_environ_proxies(url)
        try:
            if select_proxy(url, proxies):
                self._check_for_proxy(url)
            return self._http.request(
                "GET" if form is None else "POST",
                url,
                data=form,
                headers=headers,
                timeout=min(self._limits.silence, self.clock.left) or 0.001,
                proxies=proxies,
                verify=next((os.environ[name] for name in _CA_BUNDLES if os.environ.get(name)), True),
                allow_redirects=False,
                stream=True,
            )
        except FetchError as error:
            raise type(error)(str(error), url) from error
        except _Failures as error:
            raise self._failed(error, url) from error

    def redirect(self, url: str, response: requests.Response) -> str | None:
        """Where the response leads on to, if anywhere; raises FetchError if that is no http(s) address."""
        target = self._http.get_redirect_target(response)
        return None if target is None else origins.further(urls.join(url, target) or target, seen_at=url)

    def body(self, url: str, response: requests.Response) -> bytes:
        """All of the body, decompressed. No more of it than the limits allow is ever in memory."""
        length = response.headers.get("Content-Length", "")
        if length.isdecimal() and int(length[:20]) > self._limits.wire_bytes:
            raise self._limits.reached("wire_bytes", "the body is larger", url)
        whole = io.BytesIO()  # gives its bytes away without a copy
        for piece in self._pieces(url, response):
            if whole.tell() + len(piece) > self._limits.page_bytes:
                raise self._limits.reached("page_bytes", "the page is larger", url)
            whole.write(piece)
        return whole.getvalue()

    def start(self, url: str, response: requests.Response, most: int = 50_000) -> str:
        """The first part of an error page, as far as it can be had."""
        text = bytearray()
        try:
            for piece in self._pieces(url, response):
                text += piece[:most]
                if len(text) >= most:
                    break
        except FetchError:
            pass  # the status says more than the page
        return text[:most].decode("utf-8", "replace")

    def _pieces(self, url: str, response: requests.Response) -> Iterator[bytes]:
        coding = response.headers.get("Content-Encoding", "").strip().lower()
        try:
            yield from _unpacked(inflate(self._chunks(url, response), coding))
        except ValueError as error:
            raise Passing(str(error), url) from error

    def _chunks(self, url: str, response: requests.Response) -> Iterator[bytes]:
        count = 0
        while True:
            try:
                chunk = response.raw.read1(65536, decode_content=False)
            except _Failures as error:
                raise self._failed(error, url) from error
            if not chunk:
                return
            count += len(chunk)
            self._run.count_bytes(len(chunk), url)
            if count > self._limits.wire_bytes:
                raise self._limits.reached("wire_bytes", "the body is larger", url)
            yield chunk

    def _check_for_proxy(self, url: str) -> None:
        """A proxy connects for us; what is known of the address here is checked before it is asked."""
        try:
            self._guard.addresses(origins.host(url), urlsplit(url).port or 443)
        except OSError:
            return  # a name that only the proxy can resolve is the proxy's business

    def _failed(self, error: Exception, url: str) -> FetchError:
        if not self.clock.left:
            return self._limits.reached("deadline", "it takes longer", url)
        if timed_out(error):
            return self._limits.reached("silence", "the server is silent for longer", url)
        return failed(url, error)


def _unpacked(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """What is in a document that is packed as a file (`sitemap.xml.gz`), whatever it is sent as."""
    first = next(pieces, b"")
    whole = itertools.chain([first], pieces)
    return inflate(whole, "gzip") if first.startswith(b"\x1f\x8b") else whole
