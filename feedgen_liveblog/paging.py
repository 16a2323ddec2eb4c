"""The older pages of a live blog, by plain links: each once, until one brings nothing new."""

import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from urllib.parse import urldefrag

from feedgen_liveblog import match, urls
from feedgen_liveblog.errors import FetchError, NotALiveBlog
from feedgen_liveblog.expressions import expression
from feedgen_liveblog.model import Getter, RawBlog, RawPost
from feedgen_liveblog.page import Page
from feedgen_liveblog.web import robots

log = logging.getLogger(__name__)

MAX_PAGES = 50
_OLDER = expression(
    r"\b(?:older|next|more updates|load more|show more|previous (?:posts|updates|page))\b|"
    r"ältere|weitere|nächste|mehr laden|"
    r"plus ancien|suivant|page suivante|anterior|siguiente|más antigu|mais antig|próxim|"
    r"precedent|successiv|meno recent|"
    r"vorige|volgende|oudere|äldre|nästa|eldre|neste|ældre|næste|starsze|następn|další|eski|sonraki|далее|раньше|›|»|→",
    re.I,
)
_NOT_OLDER = expression(
    r"newer|newest|latest|neuere|neueste|plus récent|recientes|recenti|nieuwere|article|story|artikel", re.I
)
_NUMBERED = expression(
    r"(?:[?&](?:page|p|pagina|seite|pageNumber)=|/(?:page|seite|pagina|p)[/-]?)(\d+)\b", re.I
)


def whole_story(
    first: RawBlog,
    page: Page,
    get: Getter,
    recognise: Callable[[Page], RawBlog],
    *,
    max_pages: int = MAX_PAGES,
) -> RawBlog:
    """The blog with the posts of its older pages, read by the same recogniser, at most so many pages in all.

    Stops at the first page that brings no new post, or whose posts are all known: these are taken aside, for
    one of them may have been edited. What was read before a
    page that cannot be had is kept, and a note says so.
    """
    if first.complete or not (pending := list(links(first, page))):
        return first
    posts, names = list(first.posts), {_name(post) for post in first.posts}
    visited = {_plain(page.url)}
    notes = list(first.notes)
    while pending:
        url = pending.pop(0)
        if _plain(url) in visited:
            continue
        if len(visited) >= max_pages:
            notes.append(
                f"older posts left out: the story has more than {max_pages} pages (raise it with --max-pages)"
            )
            break
        visited.add(_plain(url))
        try:
            if not robots.allowed(get, url):
                notes.append(f"older posts left out: robots.txt does not allow {url}")
                break
            older_page = get(url)
            older = recognise(older_page)
        except NotALiveBlog:
            continue
        except FetchError as error:
            notes.append(f"older posts left out: {error}")
            break
        new = [post for post in older.posts if _name(post) not in names]
        log.info("%s: %d older posts", url, len(new))
        if not new:
            break
        if get.known and all(match.names(post) & get.known for post in new):
            posts.extend(replace(post, aside=True) for post in new)
            break
        names.update(map(_name, new))
        posts.extend(replace(post, page=len(visited) - 1) for post in new)
        pending.extend(links(older, older_page))
    return replace(first, posts=tuple(posts), notes=tuple(notes))


def links(blog: RawBlog, page: Page) -> Iterator[str]:
    """URLs of older pages: those the format states, else links of the page that lead further into it."""
    stated = list(filter(None, (urls.join(page.url, link) for link in blog.older)))
    if stated or page.kind != "html":
        yield from stated
        return
    here = urls.split(page.url)
    current = int(found.group(1)) if (found := _NUMBERED.search(page.url)) else 1
    for link in page.root.iter("a", "link"):
        href, rel = link.get("href"), link.get("rel") or ""
        if not href or (link.tag == "link" and rel != "next"):
            continue
        if "?" not in href and "next" not in rel and not _NUMBERED.search(href):
            continue  # most links of a page; the rest is worth a closer look
        url = urls.join(page.url, href)
        there = urls.split(url)
        if (
            there.netloc != here.netloc
            or not _same_story(here.path, there.path)
            or _plain(url) == _plain(page.url)
        ):
            continue
        label = " ".join(
            [
                "".join(link.itertext()),
                rel,
                link.get("class") or "",
                link.get("aria-label") or "",
                link.get("title") or "",
            ]
        )
        number = _NUMBERED.search(url)
        next_number = number is not None and int(number.group(1)) == current + 1
        if (
            "next" in rel
            or next_number
            or (there.query and _OLDER.search(label) and not _NOT_OLDER.search(label))
        ):
            yield url


def _same_story(here: str, there: str) -> bool:
    """Whether a path is the page's own, or one of its numbered continuations."""
    mine, other = (_NUMBERED.sub("", path).rstrip("/") for path in (here, there))
    return mine == other


def _plain(url: str) -> str:
    return urldefrag(url).url


def _name(post: RawPost) -> str:
    """What a post is known by from page to page; a headline of some length, for a body may be edited meanwhile."""
    title = match.title(post)
    text = "" if len(title) >= match.DISTINCT else match.words(post, 60)
    return post.id or post.anchor or post.url or f"{post.published} {title} {text}"
