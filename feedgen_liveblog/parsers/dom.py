"""Repeated DOM posts, found without any knowledge of the site: elements of one kind that each show a time."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, islice
from statistics import median

from lxml import etree

from feedgen_liveblog import timeshape
from feedgen_liveblog.model import Getter, RawBlog, RawPost
from feedgen_liveblog.page import Page
from feedgen_liveblog.parsers import anchored, bylines, groups, infer, json_ld, selectors, teasers
from feedgen_liveblog.parsers.blocks import live

_LIVE = re.compile(
    r"live|ticker|minut|direct[eo]?\b|direto|diretta|en-?vivo|newsblog|timeline|realtime|commentary|kronolo|canli",
    re.I,
)
_LIVE_PAGE = re.compile(
    r"\blive(?:-?blog|-?ticker|-?updates?|-?coverage|-?stream)?\b|ticker|en[- ]direct|[- ]direct\b|"
    r"ao[- ]minuto|minut[oeu]?[- ](?:a|per|por|par|po|for|na|voor)[- ]minut\w+|ao[- ]?vivo|tempo[- ]real|em[- ]direto|"
    r"\bdiretta\b|en[- ]?vivo|\bdirecto\b|newsblog|liveblog|as[- ]it[- ]happen|minute[- ]by[- ]minute|"
    r"\bna[- ]?[zż]ywo\b|percr[oő]l[- ]percre|hetki[- ]hetkelt|\buživo\b|\buzivo\b|canl[iı]|онлайн|трансляци|\bonlajn",
    re.I,
)
_NOT_POSTS = re.compile(
    r"comment|kommentar|coment|disqus|repl(?:y|ies)|respond|related|recommend|teaser|promo|sidebar|"
    r"most-?(?:read|popular|viewed)|"
    r"trending|popular|schedule|newsletter|carousel|gallery|breadcrumb|key-?(?:event|point|moment)s|punti-?chiave|\bnav|menu|"
    r"latest-?news|news-?list|headlines|search-?result|widget|\bcards?\b|wire",
    re.I,
)
# `live-match-comment` is a post of a match ticker; `comment` is a reader's.
_POST_OF_TICKER = re.compile(r"(?<![\w-])[\w-]*?(?:live|ticker|match|timeline)[\w-]*", re.I)
_COMMENTS = re.compile(r"[\w-]*com+ent[\w-]*|kommentar\w*", re.I)
_BLOCKS = frozenset({"p", "ul", "ol", "blockquote", "div", "dd", "figure"})
_NOT_PROSE = ("a", "h1", "h2", "h3", "h4", "time", "button", "script", "style")
_ENOUGH = 0.5
_NAMED = 0.7  # what the page's metadata names as posts
_SAMPLE = 24
_SENTENCE = 40  # characters; goals and cards in a list have fewer
_FEWEST = 3


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
        posts = [replace(post, day=day) for post, day in zip(posts, days(group), strict=True)]
    timed = [post for post in posts if post.published]
    # Where posts have times, an element of their kind without one is a poll or an advertisement.
    many = len(timed) >= 0.7 * len(posts) and not infer.tells_match({"": [post.published for post in timed]})
    return RawBlog(
        format="dom",
        posts=tuple(timed if many else posts),
        confidence=rating.confidence,
        zone=None,
    )


def with_untimed(group: groups.Group) -> groups.Group:
    """The group; of a match also its elements without a minute: at half-time and the end stands a word in its place."""
    sample = infer.spread(group.elements, _SAMPLE)
    if not infer.tells_match(infer.time_slots(sample)):
        return group
    kinds = {(element.getparent(), element.tag, element.get("class")) for element in group.elements}
    known = group.members
    whole = [
        child
        for parent in dict.fromkeys(element.getparent() for element in group.elements)
        if parent is not None
        for child in parent
        if child in known
        or ((parent, child.tag, child.get("class")) in kinds and own_prose(child) >= _SENTENCE)
    ]
    return groups.Group(tuple(whole), group.marks)


def best(page: Page) -> tuple["Rating", groups.Group | None]:
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
            if len(shown := selectors.text(before)) < 60 and timeshape.kind(shown) == "date":
                return shown
    return None


def _relabelled(post: RawPost, marks: tuple[str, ...]) -> RawPost:
    """With the marks as tags; of a byline the name; and a label in the author's place, 'KEY EVENT', as a tag too."""
    labels = tuple(name for name in post.authors if name.isupper() and infer.LABEL.search(name))
    authors = tuple(_name(name) for name in post.authors if name not in labels)
    if not marks and authors == post.authors:
        return post
    tags = dict.fromkeys((*post.tags, *marks, *(label.lower() for label in labels)))
    return replace(post, authors=authors, tags=tuple(tags))


def _name(byline: str) -> str:
    return byline if infer.is_name(byline) else bylines.signer(byline) or byline


class Rating:
    """How post-like a group is (`confidence`, 0 to 1) and how much of the page it explains (`weight`)."""

    def __init__(self, confidence: float, weight: float) -> None:
        self.confidence = confidence
        self.weight = weight


def rate(group: groups.Group, page: Page, *, live_page: bool) -> Rating:
    """Rates by prose, times in order, ids, words in class names, and links that lead elsewhere."""
    # A page that says it is a live blog may have but two posts yet.
    if len(group.elements) < _FEWEST - json_ld.declared(page) or is_flat(group):
        return Rating(0.0, 0.0)
    sample = infer.spread(group.elements, _SAMPLE)
    typical = median(own_prose(element) for element in sample)
    confidence = 0.25
    confidence += 0.2 * (typical >= 50) + 0.1 * (typical >= 150) - 0.3 * (typical < 25)
    confidence += 0.1 * (len(group.elements) >= 5)
    confidence += 0.1 * (infer.identifier(sample) is not None)
    slots = infer.time_slots(sample)
    confidence += 0.15 * (infer.in_order(slots, len(sample)) >= 0.8)
    confidence -= 0.6 * infer.counts_up(slots) + 0.6 * infer.is_timetable(slots)
    names = " ".join(_names(group.elements[0], levels=7))
    near = _POST_OF_TICKER.sub("", " ".join(_names(group.elements[0], levels=3)))
    of_match = infer.tells_match(slots) and typical >= _SENTENCE
    if of_match:
        near = _COMMENTS.sub("", near)  # nobody but a reporter comments in the 45'+2
    called_live = of_match or bool(_LIVE.search(names))
    # Threads, reviews and the front page of a weblog have all that posts have, but this.
    confidence += 0.2 * called_live + 0.1 * live_page - 0.45 * (not called_live and not live_page)
    confidence -= 0.7 * bool(_NOT_POSTS.search(near))
    if sum(leads_elsewhere(element, page.url) for element in sample) >= 0.6 * len(sample):
        # Teasers of other pages; posts may link their own pages too, but have more than a line of text.
        confidence -= 0.6 if typical < 300 else 0.2
    confidence -= 0.4 * (median(len(group.marks_of(element)) for element in sample) > 6)
    weight = len(group.elements) * min(typical, 400.0) ** 0.5 * confidence
    return Rating(min(confidence, 0.95), weight)


def is_flat(group: groups.Group) -> bool:
    """Whether the elements are only headings of posts whose text follows beside them."""
    own = beside = 0
    for element in infer.spread(group.elements, _SAMPLE):
        own += len(selectors.text(element))
        following = element.getnext()
        while following is not None and following not in group.members:
            if following.tag in _BLOCKS:
                beside += len(selectors.text(following))
            following = following.getnext()
    return beside > 0.5 * own


def own_prose(element: etree._Element) -> int:
    """Characters of text that is neither a link's nor a heading's nor a time."""
    total = len(selectors.text(element))
    for part in element.iter(*_NOT_PROSE):
        total -= len(selectors.text(part))
    return max(total, 0)


def leads_elsewhere(element: etree._Element, page_url: str) -> bool:
    """Whether it is a teaser: its heading, or itself, is a link to another page."""
    links = [element] if element.tag == "a" else []
    for heading in islice(element.iter("h1", "h2", "h3", "h4", "h5"), 1):
        links += [*heading.iter("a"), *heading.iterancestors("a")]
    whole = len(selectors.text(element))
    links += [link for link in element.iter("a") if whole and len(selectors.text(link)) > 0.7 * whole]
    links += islice((link for link in element.iter("a", "p") if len(selectors.text(link)) > 20), 1)
    return any(teasers.leads_elsewhere(link.get("href"), page_url) for link in links if link.tag == "a")


def _names(element: etree._Element, levels: int) -> list[str]:
    names = []
    for each in islice(chain([element], element.iterancestors()), levels):
        if each.tag in ("body", "html"):
            break
        names += [each.get("class") or "", each.get("id") or "", str(each.tag)]
    return names


def is_live(page: Page) -> bool:
    """Whether the page calls itself live, in its address, title or JSON-LD."""
    title = str(page.root.findtext(".//title") or "")
    said = _LIVE_PAGE.search(page.url) or _LIVE_PAGE.search(title) or live.head(title)
    return bool(said) or json_ld.declared(page)
