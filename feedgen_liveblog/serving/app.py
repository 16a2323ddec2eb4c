"""The application: who may ask, and which address is answered by what."""

import logging
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Request, Response

from feedgen_liveblog.errors import LiveblogError
from feedgen_liveblog.render.html_document import PALETTE
from feedgen_liveblog.serving import answers, feeds, form, pages
from feedgen_liveblog.serving.access import from_elsewhere
from feedgen_liveblog.serving.flights import Busy
from feedgen_liveblog.serving.metrics import TYPE
from feedgen_liveblog.serving.rates import client
from feedgen_liveblog.serving.shelf import Published
from feedgen_liveblog.serving.site import Site, TooMany, status

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

log = logging.getLogger(__name__)

_ROUTES = Map(
    [
        Rule("/", endpoint="home", methods=["GET"]),
        Rule("/preview", endpoint="preview", methods=["GET"]),
        Rule("/feed", endpoint="feed", methods=["GET"]),
        Rule("/healthz", endpoint="healthz", methods=["GET"]),
        Rule("/metrics", endpoint="metrics", methods=["GET"]),
        Rule("/robots.txt", endpoint="robots", methods=["GET"]),
        Rule("/style.css", endpoint="style", methods=["GET"]),
        Rule("/icon.svg", endpoint="icon", methods=["GET"]),
        Rule("/<path:key>", endpoint="published", methods=["GET"]),
    ],
    merge_slashes=False,
    strict_slashes=False,
)
_PAGES = ("home", "preview")
_COOKIE = "feedgen_liveblog_token"
_BEGAN = datetime.now(UTC).replace(microsecond=0)


def application(site: Site) -> "Callable[[WSGIEnvironment, StartResponse], Iterable[bytes]]":
    """The WSGI application of a site."""

    def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        began, request = time.monotonic(), Request(environ)
        endpoint, response = _routed(site, request)
        _remember(site, request, response)
        seconds = time.monotonic() - began
        site.metrics.answered(endpoint, response.status_code, seconds)
        # The path alone: a query may hold the token.
        path = quote(request.path, errors="replace")
        log.info("%s %s %d in %.0f ms", request.method, path, response.status_code, 1000 * seconds)
        return response(environ, start_response)

    return answer


def _routed(site: Site, request: Request) -> tuple[str, Response]:
    endpoint = "none"
    try:
        endpoint, arguments = _ROUTES.bind_to_environ(request.environ).match()
        return endpoint, _refused(site, request, endpoint) or _answer(site, request, endpoint, arguments)
    except HTTPException as error:
        response = answers.line(f"{error.code} {error.name}", error.code or 500)
        if error.code == 405:
            response.headers["Allow"] = "GET, HEAD"
        return endpoint, response
    except LiveblogError as error:
        return endpoint, answers.line(str(error), status(error))
    except TooMany as error:
        return endpoint, answers.line(str(error), 429, wait=error.wait)
    except Busy:
        return endpoint, answers.line(form.BUSY, 503, wait=feeds.RETRY)


def _refused(site: Site, request: Request, endpoint: str) -> Response | None:
    """The answer to who may not ask, or not now."""
    if not site.access.knows_host(request.headers.get("Host", "")):
        return answers.line("this server is not called that; its own name is set by --base-url", 421)
    if not request.query_string.isascii():
        return answers.line("an address has no such characters; they are to be escaped", 400)
    if endpoint in _OPEN:
        return None
    if wait := site.rate.wait(client(request.remote_addr)):
        raise TooMany("too many requests; ask again later", wait)
    given = request.args.get("token")
    if not site.access.has_token(given, request.headers.get("Authorization"), request.cookies.get(_COOKIE)):
        line = "a token is needed: ?token=… in the address, or the header Authorization: Bearer …"
        refusal = (
            answers.page(pages.locked(tried=bool(given)), 401)
            if endpoint in _PAGES
            else answers.line(line, 401)
        )
        refusal.headers["WWW-Authenticate"] = "Bearer"
        return refusal
    if from_elsewhere(request.headers):
        return answers.line("another site's page may not ask for this", 403)
    return None


def _answer(site: Site, request: Request, endpoint: str, arguments: Mapping[str, Any]) -> Response:
    if endpoint == "published":
        return feeds.published(site, request, arguments["key"])
    view = _OPEN.get(endpoint) or _VIEWS[endpoint]
    return view(site, request)


def _remember(site: Site, request: Request, response: Response) -> None:
    """Has a browser that came with the token keep it, so that links between documents work there; feeds, which
    readers ask for, bear no cookie."""
    given = request.args.get("token") if site.access.token and response.status_code == 200 else None
    if given and response.mimetype == "text/html":
        secure = (site.base_url or "").startswith("https:")
        response.set_cookie(_COOKIE, given, httponly=True, samesite="Strict", secure=secure)


def _healthz(site: Site, request: Request) -> Response:
    if site.configured.alive:
        return answers.line("ok")
    return answers.line("the configured feeds are not kept fresh any more; the log says why", 503)


def _metrics(site: Site, request: Request) -> Response:
    return Response(site.metrics.text(), content_type=TYPE)


def _robots(site: Site, request: Request) -> Response:
    return answers.line("User-agent: *\nDisallow: /")


def _asset(data: bytes, content_type: str) -> Callable[[Site, Request], Response]:
    published = Published(data=data, modified=_BEGAN)
    return lambda site, request: answers.file(request, published, content_type, cache="max-age=3600")


def _file(name: str) -> bytes:
    return files("feedgen_liveblog.serving").joinpath(name).read_bytes()


_VIEWS = {"home": form.home, "preview": form.preview, "feed": feeds.feed, "metrics": _metrics}
# What anybody may have, as often as he likes.
_OPEN = {
    "healthz": _healthz,
    "robots": _robots,
    "style": _asset(PALETTE.encode() + _file("style.css"), "text/css; charset=utf-8"),
    "icon": _asset(_file("icon.svg"), "image/svg+xml"),
}
