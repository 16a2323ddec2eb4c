"""Which posts are on a page: the user's selectors, a site, a provider, else the open formats joined."""

import logging
from collections.abc import Iterator
from dataclasses import replace

from feedgen_liveblog import pagemeta, permalinks, providers, refusals, sites
from feedgen_liveblog.errors import FetchError, NotALiveBlog
from feedgen_liveblog.join import METADATA, join
from feedgen_liveblog.model import Getter, Parser, RawBlog
from feedgen_liveblog.page import Page
from feedgen_liveblog.parsers import amp, document, dom, fragment, json_ld, microdata, rdfa, state
from feedgen_liveblog.parsers import selectors as by_selectors
from feedgen_liveblog.parsers.selectors import Selectors
from feedgen_liveblog.web import bounds

log = logging.getLogger(__name__)

_STATED: tuple[Parser, ...] = (json_ld.parse, microdata.parse, rdfa.parse)
_SHOWN: tuple[Parser, ...] = (amp.parse, dom.parse)
# Below `_SURE` a format counts only beside others; below `_ENOUGH` not at all.
_SURE = 0.8
_ENOUGH = 0.5


def recognise(
    page: Page, get: Getter, *, selectors: Selectors | None = None, generic: bool = False
) -> RawBlog:
    """The live blog of a page, in page order.

    `selectors` are the user's own and beat all else; `generic` leaves out the site modules. Raises
    NotALiveBlog saying what was looked for and seen, and FetchError where a provider's data cannot be had or
    the page is beyond its limits.
    """
    bounds.check_page(page)
    empty: RawBlog | None = None
    for found in _candidates(page, get, selectors, generic):
        if found.posts:
            break
        empty = empty or found
    else:
        raise NotALiveBlog(refusals.why(page, empty), page.url)
    bounds.check_posts(page, found)
    log.info("%s: %d posts by %s", page.url, len(found.posts), found.format)
    return pagemeta.complete(permalinks.linked(found, page), page)


def _candidates(page: Page, get: Getter, selectors: Selectors | None, generic: bool) -> Iterator[RawBlog]:
    if selectors is not None:
        if blog := by_selectors.parser(selectors)(page, get):
            yield _with_stated(blog, page, get)
        raise NotALiveBlog(f"the selector {selectors.post!r} found no post", page.url)
    for name, parse in () if generic else sites.claiming(page.url):
        if blog := parse(page, get):
            # A site that read its publisher's own data is certain of it; what it read of the markup is joined.
            yield (
                blog
                if blog.confidence == 1.0
                else _with_stated(replace(blog, format=blog.format or name), page, get)
            )
    missed: FetchError | None = None
    for provider in providers.discover():
        try:
            blog = provider.parse(page, get)
        except FetchError as error:
            log.info("%s: %s", page.url, error)
            missed = error
            continue
        if blog:
            yield blog
    if blog := open_formats(page, get):
        yield blog
    if missed:
        raise missed


def _with_stated(blog: RawBlog, page: Page, get: Getter) -> RawBlog:
    stated = [found for parse in _STATED if (found := parse(page, get))]
    return join([blog, *stated])


def open_formats(page: Page, get: Getter) -> RawBlog | None:
    """The posts by all formats that need no knowledge of the site; the surest, joined with those that agree."""
    stated = [blog for parse in _STATED if (blog := parse(page, get))]
    bounds.check_posts(page, *stated)
    shown = next((blog for parse in _SHOWN if (blog := parse(page, get))), None)
    found = [*stated, *([shown] if shown else [])]
    bounds.check_posts(page, *found)
    if not stated or not shown:
        found += [blog for parse in (document.parse, state.parse) if (blog := parse(page, get))]
    if all(_strength(blog) < _SURE for blog in found) and (blog := _in_blocks(page, get)):
        # Two readings of what is shown: the stronger one knows its parts best.
        others = [other for other in found if other is not shown]
        found = [*others, max([blog, shown] if shown else [blog], key=_strength)]
    found = [blog for blog in found if blog.confidence >= _ENOUGH and blog.posts]
    if not found:
        inner = fragment.page(page) if page.kind == "json" else None
        return open_formats(inner, get) if inner else None
    return join(sorted(found, key=_strength, reverse=True))


def _in_blocks(page: Page, get: Getter) -> RawBlog | None:
    from feedgen_liveblog.parsers.blocks import reading  # two dozen modules, which most pages have no need of

    return reading.parse(page, get)


def _strength(blog: RawBlog) -> float:
    """How much a format's find is worth beside another's: a handful of posts may be chance."""
    return (
        blog.confidence if blog.format in METADATA else blog.confidence * min(1.0, len(blog.posts) / 8) ** 0.5
    )
