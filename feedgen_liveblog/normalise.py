"""Strings in, typed values out: ids, times and safe HTML are made here and nowhere else."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from itertools import pairwise

from feedgen_liveblog import clean, dates, ids, match, timeshape
from feedgen_liveblog.clean.safe import legal
from feedgen_liveblog.errors import NotALiveBlog
from feedgen_liveblog.expressions import expression
from feedgen_liveblog.join import METADATA
from feedgen_liveblog.model import Image, LiveBlog, Post, RawBlog, RawPost
from feedgen_liveblog.times.scan import scan

# Words before a reporter's name; those that may begin a name count only in their own language.
_BYLINES = {
    "de": "von",
    "fr": "par",
    "es": "por",
    "pt": "por",
    "it": "(?:a cura )?di",
    "nl": "door",
    "sv": "av",
    "nb": "av",
    "no": "av",
    "da": "af",
}
_PLACE = expression(r"(?<=\w\w) in (?:[A-Z][\w'’.-]+[ ,]*)+$")
_OFFSET = expression(r"T[\d:.]+ ?([+-]\d\d):?(\d\d)$")
_NOT_WORD = expression(r"[\W_]+")
# A Chinese wire's headline: 【Ferry stays in port】The line said …
_BRACKETED = expression(r"<p>(?:<strong>)?【([^】<]{2,80})】(?:</strong>)?\s*")
_SHORT = 16
_EARLIEST = datetime(1, 1, 1, tzinfo=UTC)


def normalise(raw: RawBlog, *, url: str, now: datetime, tz: tzinfo | None = None) -> LiveBlog:
    """The blog with aware UTC times, GUIDs and safe HTML, newest post first.

    `url` is the page's address, `now` (aware) what relative times are relative to, `tz` the zone of times
    without one (if None the site's own zone, else that of the page's own dates, else UTC). A time that cannot
    be read is None.
    """
    home = _web(raw.url, url) or _web(url, url) or url
    zone = tz or _zone(raw)
    posts = _without_copies(raw.posts)
    day = _page_day(raw, now, zone)
    language = _language(raw.language)
    times = dates.read_all(
        [post.published for post in posts],
        now=now,
        tz=zone,
        days=[post.day for post in posts],
        updates=[post.updated for post in posts],
        page_day=day,
        language=language,
    )
    guids, timeless = _guids(raw, home, posts, times, dated=day is not None)
    seen: dict[str, Post] = {}
    for post, published, guid in zip(posts, times, guids, strict=True):
        made = _post(post, published, guid, home=home, now=now, zone=zone, day=day, language=language)
        first = seen.get(guid)
        # A pinned copy or a summary repeats a post: one entry per id, with the marks of both.
        seen[guid] = replace(first, tags=tuple(dict.fromkeys((*first.tags, *made.tags)))) if first else made
    in_full = {guid for guid, post in zip(guids, posts, strict=True) if not post.aside}
    # A post that is only an embed we cannot show still is a post, if it has a name or a time of its own.
    entries = [post for post in seen.values() if post.html or post.title or post.images or post.published]
    if not entries:
        raise NotALiveBlog("posts were found, but none has a text, a headline or a picture", url)
    return LiveBlog(
        id=ids.feed_id(home, namespace=raw.namespace, id=None)
        if raw.namespace is None
        else ids.feed_id(home),
        title=clean.line(raw.title or "") or home,
        url=home,
        posts=tuple(newest_first(entries)),
        summary=clean.line(raw.summary or ""),
        language=language,
        authors=_lines(raw.authors),
        image=_web(raw.image, home),
        closed=raw.closed,
        coverage_end=dates.read(raw.coverage_end, now=now, tz=zone) if raw.coverage_end else None,
        zone=dates.zone_name(zone) if zone else None,
        inventory=_named(raw, home, raw.inventory) if raw.inventory is not None else None,
        deleted=_named(raw, home, raw.deleted),
        gaps=raw.gaps,
        seams=_seams(zip(guids, posts, times, strict=True)),
        aside=frozenset(seen.keys() - in_full),
        timeless=timeless,
        recognised=raw.format,
        confidence=raw.confidence,
        notes=tuple(map(legal, raw.notes)),
    )


def _seams(posts: Iterable[tuple[str, RawPost, datetime | None]]) -> frozenset[str]:
    """The newest post of each page but the first."""
    newest: dict[int, tuple[datetime, str]] = {}
    for guid, post, published in posts:
        if post.page and published and (post.page not in newest or newest[post.page][0] < published):
            newest[post.page] = published, guid
    return frozenset(guid for _, guid in newest.values())


def newest_first(posts: Sequence[Post]) -> list[Post]:
    """Posts by published time; those of one instant as the page has them, unknown times by their neighbour."""
    moments: list[datetime] = []
    last = max((post.published for post in posts if post.published), default=_EARLIEST)
    for post in posts:
        last = post.published or last
        moments.append(last)
    rising = sum(a < b for a, b in pairwise(moments))
    falling = sum(a > b for a, b in pairwise(moments))
    pairs = list(zip(moments, posts, strict=True))
    if rising > falling:
        pairs.reverse()
    return [post for _, post in sorted(pairs, key=lambda pair: pair[0], reverse=True)]


def _post(
    raw: RawPost,
    published: datetime | None,
    guid: str,
    *,
    home: str,
    now: datetime,
    zone: tzinfo | None,
    day: date | None,
    language: str | None,
) -> Post:
    title = clean.line(raw.title or "")
    if raw.html is not None:
        cleaned = clean.clean(raw.html, base=home)
        body, images = cleaned.html, cleaned.images
    else:
        body, images = clean.from_text(raw.text or ""), ()
    title, body = _split_title(title, body, made=raw.provenance.get("title") in METADATA)
    extra = [
        Image(url=address, alt=clean.line(image.alt))
        for image in raw.images
        if (address := _web(image.url, home))
    ]
    images = images or tuple(extra)
    updated = (
        dates.read(raw.updated, now=now, tz=zone, day=published.date() if published else day)
        if raw.updated
        else None
    )
    if updated and published and updated < published:
        updated = None
    return Post(
        guid=guid,
        url=_permalink(raw, home),
        title=title,
        html=body,
        published=published,
        updated=updated,
        authors=_names(raw.authors, language),
        images=images,
        tags=_lines((*raw.tags, *_unread(raw, published))),
        digest=clean.digest(title, body, images),
        provenance=raw.provenance,
    )


def _split_title(title: str, body: str, *, made: bool) -> tuple[str, str]:
    """A headline that is the whole first paragraph of the body, or begins it in brackets, stands there no more.

    `made`: it is of metadata, where a post without a headline is given the start of its body for one.
    """
    if not title:
        found = _BRACKETED.match(body)
        if found is None or body.startswith("</p>", found.end()):
            return "", body
        return clean.plain(found[1]), f"<p>{body[found.end() :]}"
    if (led := timeshape.leading(title)) and led.rest:
        title = led.rest
    end = body.find("</p>")
    first = body[3:end] if body.startswith("<p>") and end > 0 else ""
    if "<" in first or "&" in first:
        first = clean.plain(first)
    if title and _initial(first) != _initial(title):
        return title, body
    # Two sources write one headline with other quotes and spaces, but not with so many more.
    whole, first = first, first[: 2 * len(title) + 40]
    start, bare = _NOT_WORD.sub("", first).casefold(), _NOT_WORD.sub("", title).casefold()
    if start and start == bare and first == whole:
        rest = body[end + 4 :].lstrip()
        return (title, rest) if rest else ("", body)
    if made and len(bare) > 3 and start.startswith(bare):
        return "", body
    return title, body


def _unread(raw: RawPost, published: datetime | None) -> tuple[str, ...]:
    """What a post shows for its time where that is none: the minute of a match."""
    shown = (raw.published or "").strip(": ")
    return (shown,) if not published and len(shown) <= _SHORT and any(map(str.isdigit, shown)) else ()


def _initial(text: str) -> str:
    """The first letter or digit, folded: what is not the same here is not the same at all."""
    return next(filter(str.isalnum, text), "").casefold()[:1]


def _web(url: str | None, base: str) -> str | None:
    """An address of a page or a picture: not to write to, as a link may be."""
    found = clean.address(url, base)
    return found if found and found.startswith("http") else None


def _permalink(raw: RawPost, home: str) -> str | None:
    if address := _web(raw.url, home):
        return address
    return _web(f"{home.partition('#')[0]}#{raw.anchor}", home) if raw.anchor else None


def _guids(
    raw: RawBlog, home: str, posts: Sequence[RawPost], times: Sequence[datetime | None], *, dated: bool
) -> tuple[list[str], dict[str, str]]:
    """The GUIDs of posts, and of those that a time is a part of what they would be without it.

    `dated`: the page tells a day. Without one a clock would be of another at each look, as '13 min ago' is.
    """
    known = [moment for moment in times if moment]
    made = []
    for post, moment in zip(posts, times, strict=True):
        parts = scan(post.published or "") if moment else None
        relative = parts is not None and parts.kind == "relative"
        dayless = parts is not None and parts.kind == "clock" and not (dated or post.day)
        clock = "T{:02}{:02}{:02}".format(*parts.clock) if parts and parts.clock and dayless else ""
        made.append(_guid(raw, home, post, None if relative or dayless else moment, clock))
    guids = ids.distinct(made, newest_first=len(known) < 2 or known[0] >= known[-1])
    timed = (pair for pair in zip(guids, posts, strict=True) if ids.has_time(pair[0]))
    return guids, {guid: _guid(raw, home, post, None) for guid, post in timed}


def _guid(raw: RawBlog, home: str, post: RawPost, published: datetime | None, clock: str = "") -> str:
    return ids.guid(
        home,
        namespace=raw.namespace,
        id=post.id,
        anchor=post.anchor,
        url=post.url,
        published=published,
        minute=post.published or "" if published is None else "",
        clock=clock,
        title=post.title or "",
        text_hint="" if post.id or post.anchor or published else match.words(post, 60),
    )


def _named(raw: RawBlog, home: str, native: Sequence[str]) -> frozenset[str]:
    return frozenset(ids.guid(home, namespace=raw.namespace, id=name) for name in native)


def _without_copies(posts: Sequence[RawPost]) -> list[RawPost]:
    """The posts less those that have no name or time of their own and the text of one that has."""
    rank = [bool(post.anchor or post.id) + bool(post.published) for post in posts]
    if len(set(rank)) == 1:
        return list(posts)
    best: dict[str, int] = {}
    texts = [match.words(post, 200) for post in posts]
    for text, value in zip(texts, rank, strict=True):
        best[text] = max(best.get(text, 0), value)
    return [
        post
        for post, text, value in zip(posts, texts, rank, strict=True)
        if len(text) < 40 or value == best[text]
    ]


def _page_day(raw: RawBlog, now: datetime, zone: tzinfo | None) -> date | None:
    """When the page was last changed, or its day if it says no hour: what a clock without a date is of."""
    for stated in (raw.updated, raw.published):
        moment = dates.read(stated, now=now, tz=zone) if stated else None
        if moment and moment <= now + timedelta(days=1):
            local = moment.astimezone(zone or UTC)
            # Posts come for many hours after a page was published: only a change says how near the newest is.
            return local if stated is raw.updated and local.time() != time() else local.date()
    return None


def _zone(raw: RawBlog) -> tzinfo | None:
    """The zone that the parser knows, else the offset that the page states its own dates with."""
    offsets = (found for stated in (raw.updated, raw.published) if (found := _OFFSET.search(stated or "")))
    stated = raw.zone or next((f"{found[1]}:{found[2]}" for found in offsets), None)
    return dates.zone(stated) if stated else None


def _language(stated: str | None) -> str | None:
    tag = (stated or "").strip().replace("_", "-")
    return tag if tag and all(part.isalnum() and len(part) <= 8 for part in tag.split("-")) else None


@lru_cache(maxsize=1024)
def _names(values: tuple[str, ...], language: str | None) -> tuple[str, ...]:
    """Authors' names without the words of a byline: 'By Ada Crewe in Melby', 'From CNN's Ada Crewe'."""
    own = _BYLINES.get((language or "").partition("-")[0].lower(), "by")
    before = re.compile(rf"^(?:(?:reported |posted |written )?by|{own}|from [\w.]+['’]s)\s*:?-?\s+", re.I)
    found = (_PLACE.sub("", before.sub("", line)) for line in _lines(values))
    return tuple(dict.fromkeys(filter(None, found)))


def _lines(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line for value in values if (line := clean.line(value))))
