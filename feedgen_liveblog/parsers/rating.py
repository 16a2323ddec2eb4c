"""How surely repeated elements are a live blog's posts, and not teasers, comments, a schedule or a menu."""

import re
from collections.abc import Sequence
from itertools import chain, islice

from lxml import etree

from feedgen_liveblog import timeshape
from feedgen_liveblog.expressions import expression
from feedgen_liveblog.middle import median
from feedgen_liveblog.page import Page
from feedgen_liveblog.parsers import groups, infer, json_ld, slots, teasers
from feedgen_liveblog.parsers.blocks import live
from feedgen_liveblog.parsers.elements import extent, text

_LIVE = expression(
    r"live|ticker|minut|direct[eo]?\b|direto|diretta|en-?vivo|newsblog|timeline|realtime|commentary|kronolo|canli|incident-update",
    re.I,
)
_LIVE_PAGE = expression(
    r"\blive(?:-?blog|-?ticker|-?updates?|-?coverage|-?stream)?\b|ticker|en[- ]direct|[- ]direct\b|"
    r"ao[- ]minuto|minut[oeu]?[- ](?:a|per|por|par|po|for|na|voor)[- ]minut\w+|ao[- ]?vivo|tempo[- ]real|em[- ]direto|"
    r"\bdiretta\b|en[- ]?vivo|\bdirecto\b|newsblog|liveblog|as[- ]it[- ]happen|minute[- ]by[- ]minute|"
    r"\bna[- ]?[zż]ywo\b|percr[oő]l[- ]percre|hetki[- ]hetkelt|\buživo\b|\buzivo\b|canl[iı]|онлайн|трансляци|\bonlajn",
    re.I,
)
_NOT_POSTS = expression(
    r"comment|kommentar|coment|disqus|repl(?:y|ies)|respond|related|recommend|teaser|promo|sidebar|"
    r"most-?(?:read|popular|viewed)|"
    r"trending|popular|schedule|newsletter|carousel|gallery|breadcrumb|key-?(?:event|point|moment)s|punti-?chiave|\bnav|menu|"
    r"latest-?news|news-?list|headlines|search-?result|widget|\bcards?\b|wire",
    re.I,
)
# `live-match-comment` is a post of a match ticker; `comment` is a reader's.
_POST_OF_TICKER = expression(r"(?<![\w-])[\w-]*?(?:live|ticker|match|timeline)[\w-]*", re.I)
_COMMENTS = expression(r"[\w-]*com+ent[\w-]*|kommentar\w*", re.I)
_BLOCKS = frozenset({"p", "ul", "ol", "blockquote", "div", "dd", "figure"})
_NOT_PROSE = ("a", "h1", "h2", "h3", "h4", "time", "button", "script", "style")
SENTENCE = 40  # characters; goals and cards in a list have fewer
_FEWEST = 3
# The class of a post of a live blog, for sure.
_POST = expression(r"(?<![a-z])live-?(?:blog|ticker)?[-_]*(?:post|entry|update)\b", re.I)
_SAMPLE = 24
_MANY = 6
_PROSE = 80  # characters


class Rating:
    """How post-like a group is (`confidence`, 0 to 1) and how much of the page it explains (`weight`)."""

    def __init__(self, confidence: float, weight: float) -> None:
        self.confidence = confidence
        self.weight = weight


def rate(group: groups.Group, page: Page, *, live_page: bool) -> Rating:
    """Rates by prose, times in order, ids, words in class names, and links that lead elsewhere."""
    # A page that says it is a live blog may have but two posts yet.
    called = json_ld.declared(page) or bool(_POST.search(group.elements[0].get("class") or ""))
    if len(group.elements) < _FEWEST - called or is_flat(group):
        return Rating(0.0, 0.0)
    sample = infer.spread(group.elements, _SAMPLE)
    if sum(timeshape.kind(text(element)) is not None for element in sample) > len(sample) // 2:
        return Rating(0.0, 0.0)  # they are the times of posts, and nothing else
    typical = median(own_prose(element) for element in sample)
    confidence = 0.25
    confidence += 0.2 * (typical >= 50) + 0.1 * (typical >= 150) - 0.3 * (typical < 25)
    confidence += 0.1 * (len(group.elements) >= 5)
    confidence += 0.1 * (infer.identifier(sample) is not None)
    times = slots.find(sample, play=group.play)
    confidence += 0.15 * (slots.in_order(times, len(sample)) >= 0.8)
    confidence -= 0.6 * slots.counts_up(times) + 0.6 * slots.is_timetable(times)
    names = " ".join(_names(group.elements[0], levels=7))
    near = _POST_OF_TICKER.sub("", " ".join(_names(group.elements[0], levels=3)))
    of_match = slots.tells_match(times, play=group.play) and typical >= SENTENCE
    if group.play and not of_match:
        return Rating(0.0, 0.0)
    if of_match:
        near = _COMMENTS.sub("", near)  # nobody but a reporter comments in the 45'+2
    called_live = (of_match and not group.play) or bool(_LIVE.search(names))
    # Threads, reviews and the front page of a weblog have all that posts have, but this.
    told = called_live or live_page
    confidence += 0.2 * called_live + 0.1 * live_page
    confidence -= 0.0 if told else 0.2 if typical >= _PROSE and _reads_live(sample, times) else 0.45
    confidence -= 0.7 * bool(_NOT_POSTS.search(near))
    if sum(leads_elsewhere(element, page.url) for element in sample) >= 0.6 * len(sample):
        # Teasers of other pages; posts may link their own pages too, but have more than a line of text.
        confidence -= 0.6 if typical < 300 else 0.2
    confidence -= 0.4 * (median(len(group.marks_of(element)) for element in sample) > 6)
    weight = len(group.elements) * min(typical, 400.0) ** 0.5 * confidence
    return Rating(min(confidence, 0.7 if group.play else 0.95), weight)


def _reads_live(sample: Sequence[etree._Element], times: slots.Slots) -> bool:
    """Whether what is shown tells a ticker without a word for it: headlines of its own, the last minute on top."""
    headed = sum(
        any(not inner.findall(".//a") for inner in post.iter("h2", "h3", "h4", "h5")) for post in sample
    )
    return len(sample) >= _MANY and headed >= 0.7 * len(sample) and slots.clocks_fall(times)


def is_flat(group: groups.Group) -> bool:
    """Whether the elements are only headings of posts whose text follows beside them."""
    own = beside = 0
    for element in infer.spread(group.elements, _SAMPLE):
        own += len(text(element))
        following = element.getnext()
        while following is not None and following not in group.members:
            if following.tag in _BLOCKS:
                beside += len(text(following))
            following = following.getnext()
    return beside > 0.5 * own


def own_prose(element: etree._Element) -> int:
    """Characters of text that is neither a link's nor a heading's nor a time."""
    total = extent(text(element))
    for part in element.iter(*_NOT_PROSE):
        total -= extent(text(part))
    return max(total, 0)


def leads_elsewhere(element: etree._Element, page_url: str) -> bool:
    """Whether it is a teaser: its heading, or itself, is a link to another page."""
    links = [element] if element.tag == "a" else []
    for heading in islice(element.iter("h1", "h2", "h3", "h4", "h5"), 1):
        links += [*heading.iter("a"), *heading.iterancestors("a")]
    whole = len(text(element))
    links += [link for link in element.iter("a") if whole and len(text(link)) > 0.7 * whole]
    links += islice((link for link in element.iter("a", "p") if len(text(link)) > 20), 1)
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
