"""The answers that are pages for people: the form, and what a look at the pasted address found."""

from collections.abc import Callable
from urllib.parse import quote

from werkzeug.wrappers import Request, Response

from feedgen_liveblog.errors import LiveblogError
from feedgen_liveblog.history import keeping, overview
from feedgen_liveblog.history.publish import INDEX
from feedgen_liveblog.serving import answers, pages
from feedgen_liveblog.serving.feeds import RETRY
from feedgen_liveblog.serving.flights import Busy
from feedgen_liveblog.serving.preview import Found, page
from feedgen_liveblog.serving.site import Site, TooMany, status
from feedgen_liveblog.serving.standing import Standing

BUSY = "too many live blogs are being read just now; try again in a moment"
_REFRESH = 2.0
_OVER_ALL = {INDEX: "All on one page", overview.OPML: "As OPML, for a reader's import"}


def home(site: Site, request: Request) -> Response:
    """The form, and the blogs that are kept fresh here."""
    listed = [_listed(site, request, standing) for standing in site.configured]
    elsewhere = {
        name: f"/{key}{pages.query(token=site.token(request))}"
        for key, name in _OVER_ALL.items()
        if listed and site.shelf.get(key)
    }
    return answers.page(pages.home(site.token(request), listed, elsewhere=elsewhere))


def preview(site: Site, request: Request) -> Response:
    """What was recognised at an address, and the link to subscribe to."""
    token, url = site.token(request), request.args.get("url", "").strip()
    try:
        standing = site.blog_at(request)
        kept = keeping.recall(standing.blog, site.store).state
    except LiveblogError as error:
        return answers.page(pages.trouble(token, url, str(error)), status(error))
    except TooMany as error:
        return answers.page(pages.trouble(token, url, str(error)), 429, wait=error.wait)
    except Busy:
        return answers.page(pages.trouble(token, url, f"{BUSY[0].upper()}{BUSY[1:]}."), 503, wait=RETRY)
    if kept is None and standing.failed:
        return answers.page(pages.trouble(token, url, str(standing.failed)), status(standing.failed))
    if kept is None:
        return answers.page(pages.waiting(token, url), 202, wait=_REFRESH, again=True)
    link, picks = _links(site, request, standing)
    picked = request.args.get("format", "")
    picked = picked if picked in picks else next(iter(picks))
    found = Found(
        url=standing.blog.url,
        blog=kept.memory.blog,
        closed=standing.over or kept.memory.blog.closed,
        notes=standing.notes,
        failed=str(standing.failed or ""),
        link=link(picked),
        picked=picked,
        picks=picks,
    )
    return answers.page(page(token, found))


def _links(site: Site, request: Request, standing: Standing) -> tuple[Callable[[str], str], dict[str, str]]:
    """The link to subscribe to, by format, and the addresses of this page by format."""
    blog, token = standing.blog, site.token(request)

    def link(format: str) -> str:
        if site.configured.owner(blog.files[format]):
            return site.link(request, quote(blog.files[format]))
        return site.link(request, "feed", url=blog.url, format=format)

    picks = {
        format: "/preview" + pages.query(url=blog.url, format=format, token=token) for format in blog.files
    }
    return link, picks


def _listed(site: Site, request: Request, standing: Standing) -> pages.Listed:
    about = site.configured.about(standing.blog.name)
    return pages.Listed(
        title=standing.blog.title or (about.title if about else standing.blog.name),
        links={format: site.link(request, quote(key)) for format, key in standing.blog.files.items()},
        closed=standing.over or bool(about and about.closed),
        failed=str(standing.failed or ""),
    )
