"""What the objects round a list of posts say of the whole: title, language, whether it is over."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from feedgen_liveblog import timeshape
from feedgen_liveblog.expressions import expression
from feedgen_liveblog.lists import fieldnames
from feedgen_liveblog.lists import values as listvalues
from feedgen_liveblog.lists.fieldnames import vocabulary
from feedgen_liveblog.model import RawBlog

Near = Sequence[Mapping[str, Any]]

_LEVELS = 3
# An object with more keys than this is a table, and says nothing of itself.
_MAX_KEYS = 300
_TITLES = ("title", "headline", "webtitle", "blogtitle", "titel", "titulo", "titre", "titolo")
_SUMMARIES = ("description", "standfirst", "summary", "lead", "intro", "subtitle")
_ADDRESSES = ("url", "canonicalurl", "weburl", "permalink", "link", "canonical", "shareurl")
_ZONES = ("timezone", "timezonestring", "timezonename", "tz")
_MATCHES = ("match", "game", "fixture", "event", "spiel", "partie", "meta", "info")
_DAYS = vocabulary("""
    date day datum fecha kickoff matchdate gamedate startdate start starttime begin published publishedat
    datepublished publicationdate firstpublished created createdat
""")
_STATUS = vocabulary("status blogstatus livestatus liveblogstatus state eventstatus")
_OVER = vocabulary("closed ended finished archived over completed")
_OVER_FLAGS = vocabulary("closed isclosed ended isended finished isfinished isover")
_PAGING = vocabulary("pagination paging links pages pageinfo meta navigation")
_OLDER = vocabulary("older olderurl next nexturl nextpage nextpageurl nextlink")
_LANGUAGE = expression(r"[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?")
_ZONE = expression(r"UTC|[A-Z][A-Za-z]+(?:/[A-Z][A-Za-z_+-]+){1,2}")
_FURTHER = expression(r"https?://|/(?!/)|\?")


def around(chains: Sequence[Any]) -> tuple[Mapping[str, Any], ...]:
    """The objects round a list, the nearest first; of several lists, those round all of them."""
    first = list(_links(chains[0])) if chains else []
    for chain in chains[1:]:
        others = {id(node) for node in _links(chain)}
        first = [node for node in first if id(node) in others]
    return tuple(first)


def _links(chain: Any) -> Iterator[Mapping[str, Any]]:
    while chain is not None:
        node, chain = chain
        yield node


def described(blog: RawBlog, context: Sequence[Mapping[str, Any]], part: Any) -> RawBlog:
    """The blog with what the objects round its posts say of it, the nearest counting most.

    `part` is the object in a post that its time is from: a time zone may stand next to that.
    """
    near = [_folded(node) for node in context[:_LEVELS]]
    return replace(
        blog,
        title=_text(near, _TITLES),
        summary=_text(near, _SUMMARIES),
        url=next(
            (text for text in _strings(near, _ADDRESSES) if text.startswith(("http://", "https://"))), None
        ),
        language=_like(_LANGUAGE, _strings(near, ("language", "lang", "locale", "inlanguage"))),
        authors=next(filter(None, map(listvalues.named, _values(near, ("authors", "author", "byline")))), ()),
        published=_day(near),
        coverage_end=next(_strings(near, ("coverageendtime",)), None),
        zone=_like(_ZONE, _strings([_folded(part), *near], _ZONES)),
        closed=any(_is_over(node) for node in near),
        older=tuple(dict.fromkeys(_older(near))),
    )


def _folded(node: Any) -> Mapping[str, Any]:
    fits = isinstance(node, dict) and len(node) <= _MAX_KEYS
    return {"".join(fieldnames.words(key)): value for key, value in node.items()} if fits else {}


def _values(near: Near, keys: Sequence[str]) -> Iterator[Any]:
    return (node[key] for node in near for key in keys if key in node)


def _strings(near: Near, keys: Sequence[str]) -> Iterator[str]:
    return (value for value in _values(near, keys) if isinstance(value, str))


def _like(pattern: re.Pattern[str], texts: Iterator[str]) -> str | None:
    return next((text for text in texts if pattern.fullmatch(text)), None)


def _text(near: Near, keys: Sequence[str]) -> str | None:
    found = (listvalues.headline(value) for value in _values(near, keys) if isinstance(value, (str, dict)))
    return next((text for text in found if 1 < len(text) < 1000), None)


def _day(near: Near) -> str | None:
    """The day that the posts are of, where they show only a clock."""
    matches = [_folded(node[key]) for node in near for key in _MATCHES if key in node]
    for node in (*near, *matches):
        for value in (value for key, value in node.items() if key in _DAYS):
            text = listvalues.moment(value)
            if text and timeshape.kind(text) in ("iso", "epoch", "datetime", "date"):
                return text
    return None


def _is_over(node: Mapping[str, Any]) -> bool:
    stated = (value for key, value in node.items() if key in _STATUS and isinstance(value, str))
    return any(node.get(key) is True for key in _OVER_FLAGS) or any(
        value.casefold() in _OVER for value in stated
    )


def _older(near: Near) -> Iterator[str]:
    for node in near:
        paging = [_folded(value) for key, value in node.items() if key in _PAGING]
        for value in (value for place in (node, *paging) for key, value in place.items() if key in _OLDER):
            address = value.get("href") or value.get("url") if isinstance(value, dict) else value
            if isinstance(address, str) and _FURTHER.match(address):
                yield address
