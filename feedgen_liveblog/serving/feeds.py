"""The answers that are feeds: configured ones and those on demand, straight from the store."""

from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Request, Response

from feedgen_liveblog.config import ENDINGS
from feedgen_liveblog.errors import UsageError
from feedgen_liveblog.expressions import expression
from feedgen_liveblog.history import overview
from feedgen_liveblog.history.publish import FORMATS
from feedgen_liveblog.serving import answers
from feedgen_liveblog.serving.catalogue import FOLDER
from feedgen_liveblog.serving.configured import ARCHIVE
from feedgen_liveblog.serving.on_demand import PATIENCE
from feedgen_liveblog.serving.rates import client
from feedgen_liveblog.serving.site import Site, status
from feedgen_liveblog.serving.standing import Standing

RETRY = 5.0
_REMEMBERED = expression(r"([0-9a-f]{32})(?:\.[a-z]+|/archive-\d{4,9}\.xml)")
_FORMATS = {ending: format for format, ending in ENDINGS.items()}


def feed(site: Site, request: Request) -> Response:
    """The feed of the blog at any URL. Raises UsageError, TooMany, Busy, StoreError."""
    format = request.args.get("format", "atom")
    if format not in ENDINGS:
        raise UsageError(f"the format {format[:20]!r} is none of {', '.join(ENDINGS)}")
    standing = site.blog_at(request)
    if format not in standing.blog.files:
        raise UsageError(f"this blog is configured to have {', '.join(standing.blog.files)}, not {format}")
    return _document(site, request, standing, standing.blog.files[format])


def published(site: Site, request: Request, key: str) -> Response:
    """A document of a configured blog, or of one on demand that is remembered. Raises NotFound, StoreError."""
    if key in overview.TYPES:
        if (found := site.shelf.get(key)) is None:
            raise NotFound
        return answers.file(request, found, overview.TYPES[key], cache=_cache(site, 60))
    if standing := site.configured.owner(key):
        if not ARCHIVE.fullmatch(key) and site.shelf.get(key) is None:
            site.configured.restore(standing.blog.name, PATIENCE)
            standing = site.configured.owner(key) or standing
        return _document(site, request, standing, key)
    known = _REMEMBERED.fullmatch(key)
    url = site.on_demand.remembered(known[1]) if known else None
    if url is None:
        raise NotFound
    standing = site.on_demand.ask(url, client(request.remote_addr))
    return _document(site, request, standing, f"{FOLDER}/{key}")


def _document(site: Site, request: Request, standing: Standing, key: str) -> Response:
    """A document as it is in the store, with a warning if it could not be brought up to date; or why there is
    none."""
    found = site.shelf.get(key)
    if ARCHIVE.fullmatch(key):
        if found is None:
            raise NotFound
        return answers.file(request, found, FORMATS["atom"][1], cache=_cache(site, 86400))
    if found is None:
        return _none(standing)
    content_type = FORMATS[_FORMATS[key[key.rindex(".") :]]][1]
    warning = str(standing.failed) if standing.failed else ""
    cache = _cache(site, standing.fresh_for(site.clock()))
    return answers.file(request, found, content_type, cache=cache, warning=warning)


def _none(standing: Standing) -> Response:
    if standing.failed:
        return answers.line(str(standing.failed), status(standing.failed))
    line = f"{standing.blog.url}: is being read; ask again in a moment"
    return answers.line(line, 503, wait=RETRY)


def _cache(site: Site, seconds: int) -> str:
    return f"{'private' if site.access.token else 'public'}, max-age={seconds}"
