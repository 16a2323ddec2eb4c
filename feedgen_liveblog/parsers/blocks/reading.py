"""The posts of a text, or of a page whose posts are not elements of their own: from its blocks to a RawBlog."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from feedgen_liveblog.model import Getter, RawBlog, RawPost
from feedgen_liveblog.page import Page
from feedgen_liveblog.parsers.blocks import live, notes
from feedgen_liveblog.parsers.blocks.block import Source
from feedgen_liveblog.parsers.blocks.cut import cut, is_list
from feedgen_liveblog.parsers.blocks.groups import choose, confidence
from feedgen_liveblog.parsers.blocks.markup import Markup
from feedgen_liveblog.parsers.blocks.post import Cut
from feedgen_liveblog.parsers.blocks.series import Group
from feedgen_liveblog.parsers.blocks.text import Text

FORMAT = "blocks"
_ABOVE = 40  # blocks above the first post in which a page says that it is live
_LEAST = 0.5
_TEASER = 300  # characters of prose
_HEAD = 2  # blocks below a time in which its headline may stand


def parse(page: Page, get: Getter) -> RawBlog | None:
    """The posts of a text, or of an HTML page whose posts are not elements of their own; None if none.

    The look of the times may itself say that this is a ticker (`+++ 14:05 … +++`, epoch seconds); if not, the
    page must call itself live somewhere. Headings and 'Uhr:' add to that; without them confidence is 0.6 at most.
    """
    if page.kind == "text":
        return _from_text(page, Text(page.text))
    if page.kind == "html":
        return _from_markup(page, Markup(page.root))
    return None


def _from_text(page: Page, text: Text) -> RawBlog | None:
    group = choose(text.blocks)
    if not group:
        return None
    posts = cut(text, group)
    first = posts[0].first
    at = text.title(first)
    title = text.blocks[at].text if at is not None else None
    is_live = _is_live(page, text, first, title or "", text.head(at, first))
    if title is None:
        is_live = is_live or any(live.body(block.text) for block in text.blocks[first:])
    sure = live.title(title or "")
    if is_list(posts, text.blocks) and not (sure and _are_dated(posts)):
        return None
    if not sure and _is_chat(group):
        return None
    if not sure and any(notes.is_thread(block.text) for block in text.blocks[max(0, first - 2) : first]):
        return None
    dated = text.dated(at, first) if any(mark.kind == "clock" for mark in group.marks) else None
    by = text.authors(at, first)
    about = RawBlog(
        format=FORMAT, posts=(), title=title, summary=text.summary(at, first), authors=by, updated=dated
    )
    if not any(post.authors for post in posts):
        for post in posts:
            post.authors.extend(by)  # the page's byline signs all
    return _blog(text, posts, confidence(group, live=is_live), about)


def _is_chat(group: Group) -> bool:
    """Whether names with a time head what is said, the first word first: people talking."""
    return not group.newest_first and all(
        mark.how == "trailing" and "name" in mark.look for mark in group.marks
    )


def _are_dated(posts: Sequence[Cut]) -> bool:
    """Whether each post stands below a clock, and few are live blogs of their own, as those that a hub lists."""
    below = all(
        post.mark.kind in ("clock", "datetime", "iso") and post.mark.at == post.first for post in posts
    )
    return below and sum(live.head(post.title or "") for post in posts) * 2 < len(posts)


def _from_markup(page: Page, markup: Markup) -> RawBlog | None:
    group = choose(markup.blocks)
    if not group:
        return None
    posts = cut(markup, group)
    if _is_index(posts, markup, page):
        return None
    first = posts[0].first
    above = [block.text for block in markup.blocks[max(0, first - _ABOVE) : first] if len(block.text) <= 300]
    is_live = _is_live(page, markup, first, page.root.findtext(".//title") or "", above)
    return _blog(markup, posts, confidence(group, live=is_live), RawBlog(format=FORMAT, posts=()))


def _is_index(posts: Sequence[Cut], markup: Markup, page: Page) -> bool:
    """Whether these are teasers: most begin with a link to another page, and say no more than some lines."""
    told = sum(len(text) for post in posts for text in post.tells(markup.blocks))
    if told >= _TEASER * len(posts):
        return False
    heads = (range(min(post.first, post.mark.at), post.mark.at + _HEAD + 1) for post in posts)
    return 2 * sum(any(markup.leads_elsewhere(at, page.url) for at in head) for head in heads) > len(posts)


def _is_live(page: Page, source: Source, first: int, title: str, above: Iterable[str]) -> bool:
    """Whether the page calls itself live: in address, title, the lines above its posts, or the names around them."""
    path = urlsplit(page.url).path.replace("-", " ").replace("_", " ")
    said = any(live.head(text) for text in (path, title, *above))
    return said or live.name(f"{path} {source.names(first)}")


def _blog(source: Source, posts: list[Cut], sure: float, about: RawBlog) -> RawBlog | None:
    raw = [_raw(source, post) for post in posts]
    if len({post.anchor for post in raw}) < len(raw):
        # Where the time is an element of its own, the post below it may have the name.
        below = [source.anchor(at := post.mark.at + 1, at) for post in posts]
        names = below if None not in below and len(set(below)) == len(below) else [None] * len(below)
        raw = [replace(post, anchor=name) for post, name in zip(raw, names, strict=True)]
    links = [source.link(post.mark.at) for post in posts]
    if None not in links and len(set(links)) == len(links):
        raw = [replace(post, url=link) for post, link in zip(raw, links, strict=True)]
    return replace(about, posts=tuple(raw), confidence=sure) if sure >= _LEAST else None


def _raw(source: Source, post: Cut) -> RawPost:
    mark = post.mark
    wanted = {*post.body, mark.at} if post.rest else set(post.body)
    return RawPost(
        anchor=source.anchor(post.first, mark.at + 1),
        published=source.stamp(mark.at) or mark.time,
        updated=post.updated,
        day=post.day,
        title=post.title,
        html=source.html(wanted, (mark.at, post.offset) if post.rest else None),
        authors=tuple(dict.fromkeys(post.authors)),
        tags=tuple(post.tags),
        provenance=dict.fromkeys(("published", "title", "html", "authors"), FORMAT),
    )
