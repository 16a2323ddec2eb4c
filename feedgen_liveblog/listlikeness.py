"""How surely a list of records is a live blog's posts, and not articles, comments, a schedule or a menu."""

import re
from collections.abc import Mapping, Sequence, Set
from datetime import datetime
from itertools import pairwise
from statistics import median
from typing import Any
from urllib.parse import urljoin, urlsplit

from feedgen_liveblog import fieldnames, timeshape
from feedgen_liveblog.fieldnames import Path, vocabulary
from feedgen_liveblog.listcolumns import Record
from feedgen_liveblog.listfields import Fields
from feedgen_liveblog.listvalues import at, moment, plain

_SURE_NAMES = vocabulary("""
    liveblog liveblogs live liveblogupdate liveblogupdates liveupdates liveposts livefeed livetext
    livetextstream ticker liveticker commentary commentaries commentarylist minutebyminute directo direct
    diretta livestream
""")
_LIKELY_NAMES = vocabulary("""
    posts post updates update entries entry bulletins timeline feed messages events event blocks stream notes
    newsticker eintrage beitrage entradas blogposts report
""")
_OTHER_NAMES = vocabulary("""
    related recommended recommendations mostread mostviewed popular trending latestnews headlines articles
    teasers navigation nav menu header footer sidebar breadcrumbs widgets notifications ads offers products
    jobs reviews discussion newsletters videos galleries podcasts episodes fixtures schedule standings
    mehrzumthema
""")
_HOPELESS = vocabulary("""
    keyevents keymoments keypoints highlights pinned pinnedpost pinnedposts images renditions crops srcset
    tags categories authors breadcrumb menu navigation
""")
# A copy of the posts for search engines, often cut.
_METADATA = vocabulary("linkeddata schema schemaorg jsonld ldjson structureddata seo seodata")
_COMMENTS = vocabulary("comments comment replies reply kommentare commentaires comentarios discussion")
_PLAY_FIELDS = vocabulary("""
    over overs overnumber overactual ball ballnumber ballnbr inning innings inningnumber period quarter half
    matchminute matchtime matchclock gameclock gameminute eventteam eventtime
""")
_ARTICLE_FIELDS = vocabulary("""
    section sectionname channel kicker readingtime readtime wordcount premium ispremium paywall ispaid
    sponsored commentcount commentscount numberofcomments isopinion
""")
_READER_FIELDS = vocabulary("""
    likes dislikes likecount upvotes downvotes votes replies replycount isreply inreplyto parentid username
    avatar rating stars reviewbody verified reads quotecount trustlevel postnumber ups downs karma depth
    favoritecount retweetcount
""")
_SPANS = vocabulary("end enddate endtime endsat enddatetime endat ends duration onset effective")
_LIVE = re.compile(
    r"live[ _-]?(?:blog|ticker|text|coverage|feed|story|post)|[^a-z]live[^a-z]|ticker|minute-by", re.I
)
# Folders in which each entry of a live blog has a page of its own.
_ENTRY = re.compile(r"(?:live|blog|ticker)[\w-]*(?:entr(?:y|ies)|posts?|updates?)\b", re.I)


def hopeless(path: Sequence[str]) -> bool:
    """Whether a list's name says that it repeats posts or holds something that no post is."""
    return not _HOPELESS.isdisjoint(_names(path)[-2:])


def hinted(path: Sequence[str]) -> float:
    """What the names on the way to a list say for it: from 0 to 0.25."""
    names = _names(path)
    if not _SURE_NAMES.isdisjoint(names[-2:]):
        return 0.25
    near = 0.15 if not _LIKELY_NAMES.isdisjoint(names[-2:]) else 0.0
    return near + (0.1 if any(name in _SURE_NAMES or _LIVE.search(f" {name} ") for name in names) else 0.0)


def _names(path: Sequence[str]) -> list[str]:
    return ["".join(fieldnames.words(key)) for key in path if key]


def rate(
    path: Sequence[str],
    records: Sequence[Record],
    count: int,
    fields: Fields,
    context: Sequence[Mapping[str, Any]],
    url: str,
) -> float:
    """From 0 to 1; 0 where time or text is missing. `records` is a sample of `count`, `url` the page's."""
    lengths = [_length(record, fields.bodies) for record in records]
    timed = [
        text for record in records if fields.published and (text := moment(at(record, fields.published)))
    ]
    keys = {"".join(fieldnames.words(key)) for record in records for key in record}
    play = fields.minute is not None or not _PLAY_FIELDS.isdisjoint(keys)
    hint = hinted(path)
    if 2 * sum(length > 0 for length in lengths) < len(records) or (count < 2 and hint < 0.2):
        return 0.0
    if 2 * len(timed) < len(records) and not play:
        return 0.0
    live = _live_around(context, url)
    rating = 0.4 + hint + 0.1 * live + 0.1 * (fields.id is not None) + 0.15 * play
    rating += 0.1 * (count >= 5) - 0.1 * (count < 3) - 0.1 * (count < 4 and not live)
    rating += _by_times(timed) if 2 * len(timed) >= len(records) else -0.15
    rating += _by_text(lengths, fields, hint)
    rating += _by_names(_names(path), keys, play)
    if _have_pages(records, fields, url):
        # Records that each have a page of their own are articles, however much of them is here.
        rating -= 0.6 if hint < 0.2 or sum(lengths) < 400 * len(lengths) else 0.2
    return max(0.0, min(1.0, rating))


def _length(record: Record, bodies: Sequence[Path]) -> int:
    return max((len(plain(value)) for path in bodies if (value := at(record, path))), default=0)


def _live_around(context: Sequence[Mapping[str, Any]], url: str) -> bool:
    if _LIVE.search(f" {urlsplit(url).path} "):
        return True
    near = (text for node in context[:3] for pair in node.items() for text in pair if isinstance(text, str))
    return any(len(text) < 200 and _LIVE.search(f" {text} ") for text in near)


def _by_times(texts: Sequence[str]) -> float:
    seconds = [second for text in texts if (second := _seconds(text)) is not None]
    if len(seconds) * 2 < len(texts) or len(seconds) < 2:
        return 0.0 if timeshape.kind(texts[0]) in ("clock", "datetime", "relative") else -0.1
    steps = [later - earlier for earlier, later in pairwise(seconds)]
    ordered = max(sum(step >= 0 for step in steps), sum(step <= 0 for step in steps)) / len(steps)
    # Posts follow each other within minutes or hours; articles of a section within days.
    days = median(abs(step) for step in steps) / 86_400
    return (0.1 if ordered > 0.85 else -0.1) - (0.35 if days > 3 else 0.15 if days > 1 else 0.0)


def _seconds(text: str) -> float | None:
    if text.isdecimal():
        return float(text[:10])
    try:
        return datetime.fromisoformat(text).timestamp()
    except ValueError:
        return None


def _by_text(lengths: Sequence[int], fields: Fields, hint: float) -> float:
    average = sum(lengths) / len(lengths)
    weight = fieldnames.as_body(fields.bodies[0])
    # A headline and a line or two: an article's card, unless the list is named like posts.
    guessed = weight <= 0 or not fields.published or fieldnames.as_date(fields.published) <= 0
    card = fields.title is not None and (0 < weight < 2 or (weight <= 2 and hint < 0.1 and average < 300))
    return 0.05 * (average > 120) - 0.15 * (average < 25) - 0.35 * card - 0.15 * guessed


def _by_names(names: Sequence[str], keys: Set[str], play: bool) -> float:
    rating = -0.1 * min(3, len(keys & _ARTICLE_FIELDS)) - 0.15 * min(4, len(keys & _READER_FIELDS))
    rating -= 0.35 * (not _OTHER_NAMES.isdisjoint(names[-3:])) + 0.3 * (not _METADATA.isdisjoint(names))
    # What lasts from one time to another is an event or a broadcast.
    rating -= 0.4 * (not _SPANS.isdisjoint(keys) and not play)
    return rating - 0.6 * (not _COMMENTS.isdisjoint(names[-2:]) and not play)


def _have_pages(records: Sequence[Record], fields: Fields, url: str) -> bool:
    """Whether most records name a page of their own, which is not below the page they are on."""
    if fields.link is None:
        return fields.slug is not None
    page = urlsplit(url).path.rstrip("/")
    paths = [_path(url, at(record, fields.link)) for record in records]
    own = [path for path in paths if path != page and not (page and path.startswith(f"{page}/"))]
    return len(set(own)) * 2 > len(records) and not _ENTRY.search(_common(own))


def _path(url: str, address: Any) -> str:
    try:
        return urlsplit(urljoin(url, str(address or ""))).path.rstrip("/")
    except ValueError:
        return ""


def _common(paths: Sequence[str]) -> str:
    """The folders that all paths share."""
    parts = [path.split("/")[:-1] for path in paths]
    return "/".join(folders[0] for folders in zip(*parts, strict=False) if len(set(folders)) == 1)
