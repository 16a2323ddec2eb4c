"""Answers over HTTP: a published file, a page of ours, a line; each with the headers that keep browsers safe."""

import math

from werkzeug.wrappers import Request, Response

from feedgen_liveblog.expressions import expression
from feedgen_liveblog.serving.shelf import Published

# Feeds and lines can load and run nothing at all; our pages have one style sheet, and forms that lead back here.
SILENT = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
PAGE = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'"
)
# The readable page of a blog says itself by its own policy which style it has; pictures of posts are elsewhere.
READABLE = (
    "default-src 'none'; img-src http: https: data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none';"
    " frame-ancestors 'none'"
)
_UNPRINTABLE = expression(r"[^ -~]|[\"\\]")


def file(
    request: Request, published: Published, content_type: str, *, cache: str, warning: str = ""
) -> Response:
    """A file, in gzip where that is accepted, or 'not modified'."""
    packed = published.packed if request.accept_encodings["gzip"] > 0 else None
    response = Response(published.data if packed is None else packed, content_type=content_type)
    # Packed or not, it says the same: a weak name, so that a cache may compare it with either.
    response.set_etag(published.etag, weak=packed is not None)
    response.last_modified = published.modified
    response.headers["Cache-Control"] = cache
    response.headers["Vary"] = "Accept-Encoding"
    if packed is not None:
        response.headers["Content-Encoding"] = "gzip"
    if warning:
        response.headers["Warning"] = f'111 feedgen-liveblog "{_UNPRINTABLE.sub("?", warning)[:300]}"'
    _guard(response, READABLE if content_type.startswith("text/html") else SILENT)
    return response.make_conditional(request)


def page(html: bytes, status: int = 200, *, wait: float = 0, again: bool = False) -> Response:
    """A page of our own, never kept by a cache; `again` has a browser ask again by itself after `wait` seconds."""
    response = Response(html, status, content_type="text/html; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    if again:
        response.headers["Refresh"] = str(math.ceil(wait))
    return _guard(_after(response, wait), PAGE)


def line(text: str, status: int = 200, *, wait: float = 0) -> Response:
    """One line of plain text."""
    response = Response(f"{text}\n", status, content_type="text/plain; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    return _guard(_after(response, wait), SILENT)


def _after(response: Response, wait: float) -> Response:
    if wait:
        response.headers["Retry-After"] = str(math.ceil(wait))
    return response


def _guard(response: Response, policy: str) -> Response:
    response.headers["Content-Security-Policy"] = policy
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
