"""A page to a live blog: recognise, read its older pages, normalise."""

from dataclasses import replace
from datetime import datetime, tzinfo
from typing import NamedTuple

from feedgen_liveblog import paging
from feedgen_liveblog.errors import NotALiveBlog
from feedgen_liveblog.model import Getter, LiveBlog, RawBlog
from feedgen_liveblog.normalise import normalise
from feedgen_liveblog.page import Page
from feedgen_liveblog.parsers import dom
from feedgen_liveblog.parsers.selectors import Selectors
from feedgen_liveblog.recognise import recognise


class Reading(NamedTuple):
    """How to read a page: the zone of naive times, the user's selectors, and how far back to go.

    `cut`: the page may be cut short, so that its last post may not be whole, and is left out.
    """

    tz: tzinfo | None = None
    selectors: Selectors | None = None
    generic: bool = False
    max_pages: int = paging.MAX_PAGES
    cut: bool = False


def extract(page: Page, get: Getter, *, now: datetime, how: Reading | None = None) -> LiveBlog:
    """The live blog that a page shows, with the posts of its older pages where `get` can fetch them.

    Raises NotALiveBlog, FetchError.
    """
    try:
        return _extract(page, get, now=now, how=how or Reading())
    except RecursionError as error:  # no publisher nests data by the hundred
        raise NotALiveBlog("its data are nested too deep to be read", page.url) from error


def _extract(page: Page, get: Getter, *, now: datetime, how: Reading) -> LiveBlog:
    def read(one: Page) -> RawBlog:
        return recognise(one, get, selectors=how.selectors, generic=how.generic)

    def read_older(one: Page) -> RawBlog:
        try:
            return read(one)
        except NotALiveBlog:
            blog = dom.alike(one, page) if how.selectors is None else None
            if blog is None:
                raise
            return blog

    raw = read(page)
    if how.cut:
        raw = replace(raw, posts=raw.posts[:-1])
    if how.max_pages > 1:
        raw = paging.whole_story(raw, page, get, read_older, max_pages=how.max_pages)
    return normalise(raw, url=page.url, now=now, tz=how.tz)
