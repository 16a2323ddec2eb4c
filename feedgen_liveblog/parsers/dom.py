"""Repeated DOM posts, found without any knowledge of the site: elements of one kind that each show a time."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from lxml import etree

from feedgen_liveblog import timeshape
from feedgen_liveblog.model import Getter, RawBlog, RawPost
from feedgen_liveblog.page import Page
from feedgen_liveblog.parsers import anchored, bylines, groups, infer, json_ld, selectors, slots
from feedgen_liveblog.parsers import play as played
from feedgen_liveblog.parsers.elements import find, text
from feedgen_liveblog.parsers.rating import SENTENCE, Rating, is_live, own_prose, rate
from feedgen_liveblog.times import scan

_ENOUGH = 0.5
_NAMED = 0.7  # what the page's metadata names as posts
_SAMPLE = 24


def parse(page: Page, get: Getter) -> RawBlog | None:
    """The most post-like group of repeated elements; None if none is."""
    if page.kind != "html":
        return None
    rating, group = best(page)
    if group is None and (stated := json_ld.parse(page, get)):
        rating, group = Rating(_NAMED, 0.0), anchored.find(page, stated)
    if group is None:
        return None
    found = infer.selectors(group)
    group = with_untimed(group)
    posts = labelled(group.elements, found)
    if any(timeshape.kind(post.published or "") == "clock" for post in posts):
        posts = [replace(post, day=post.day or day) for post, day in zip(posts, days(group), strict=True)]
    timed = [post for post in posts if post.published]
    # Where posts have times, an element of their kind without one is a poll or an advertisement.
    many = len(timed) >= 0.7 * len(posts) and not played.tells([post.published for post in timed])
    return RawBlog(
        format="dom",
        posts=tuple(timed if many else posts),
        confidence=rating.confidence,
        zone=None,
    )


def alike(page: Page, first: Page) -> RawBlog | None:
    """The posts of an older page by the selectors of its first: one or two do not show by themselves what they are."""
    if page.kind != "html" or first.kind != "html":
        return None
    group = best(first)[1]
    found = infer.selectors(group) if group else None
    elements = find(found.post, page.root) if found else []
    posts = labelled([each for each in elements if isinstance(each, etree._Element)], found) if found else []
    timed = tuple(post for post in posts if post.published)
    return RawBlog(format="dom", posts=timed) if timed else None


def with_untimed(group: groups.Group) -> groups.Group:
    """The group; of a match also its elements without a minute: at half-time and the end stands a word in its place."""
    sample = infer.spread(group.elements, _SAMPLE)
    if not slots.tells_match(slots.find(sample, play=group.play), play=group.play):
        return group
    kinds = {(element.getparent(), element.tag, element.get("class")) for element in group.elements}
    known = group.members
    whole = [
        child
        for parent in dict.fromkeys(element.getparent() for element in group.elements)
        if parent is not None
        for child in parent
        if child in known
        or ((parent, child.tag, child.get("class")) in kinds and own_prose(child) >= SENTENCE)
    ]
    return replace(group, elements=tuple(whole))


def best(page: Page) -> tuple[Rating, groups.Group | None]:
    """The group that explains most of the page, if it is post-like enough."""
    live_page = is_live(page)
    for found in groups.find(page):
        rated = [(rate(group, page, live_page=live_page), group) for group in found]
        likely = [(rating, group) for rating, group in rated if rating.confidence >= _ENOUGH]
        if likely:
            return max(likely, key=lambda pair: pair[0].weight)
    return Rating(0.0, 0.0), None


def labelled(elements: Sequence[etree._Element], found: selectors.Selectors) -> list[RawPost]:
    """The elements as posts, with what their class names and labels say as tags."""
    posts = selectors.read(elements, found)
    words = infer.has_marks(elements)
    marks = (infer.marks(element, words=words) for element in elements)
    return [_relabelled(post, marked) for post, marked in zip(posts, marks, strict=True)]


def days(group: groups.Group) -> list[str | None]:
    """The date heading that each element stands under, for posts that show only a clock."""
    found: list[str | None] = []
    day = None
    for element in group.elements:
        day = _heading_day(element, group) or day
        found.append(day)
    return found


def _heading_day(element: etree._Element, group: groups.Group) -> str | None:
    """The date between an element and the one before it; a day's elements may be in a wrapper of their own."""
    for level in (element, *islice(element.iterancestors(), 2)):
        for before in level.itersiblings("*", preceding=True):
            if before in group.members or any(inner in group.members for inner in before.iter()):
                return None
            if len(shown := text(before)) < 60 and timeshape.kind(shown) == "date":
                return shown
    return None


def _relabelled(post: RawPost, marks: tuple[str, ...]) -> RawPost:
    """With the marks as tags; of a byline the name; and a label in the author's place, 'KEY EVENT', as a tag too."""
    labels = tuple(name for name in post.authors if name.isupper() and infer.LABEL.search(name))
    signed = scan.signer(post.published or "") if not post.authors else None
    authors = (signed,) if signed else tuple(_name(name) for name in post.authors if name not in labels)
    if not marks and authors == post.authors:
        return post
    tags = dict.fromkeys((*post.tags, *marks, *(label.lower() for label in labels)))
    return replace(post, authors=authors, tags=tuple(tags))


@lru_cache(maxsize=256)
def _name(byline: str) -> str:
    return byline if infer.is_name(byline) else bylines.signer(byline) or byline
