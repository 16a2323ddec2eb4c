"""What the objects round a list of posts say of the whole: title, language, whether it is over."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from feedgen_liveblog import fieldnames, listvalues, timeshape
from feedgen_liveblog.model import RawBlog

_LEVELS = 3
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?")
_OVER = frozenset({"closed", "ended", "finished", "archived", "over", "completed"})
_STATUS = frozenset({"status", "blogstatus", "livestatus", "liveblogstatus", "state", "eventstatus"})
_OVER_FLAGS = frozenset({"closed", "isclosed", "ended", "isended", "finished", "isfinished", "isover"})
_MATCHES = frozenset({"match", "game", "fixture", "event", "spiel", "partie", "meta", "info"})
_DAYS = fieldnames.vocabulary("""
    date day datum fecha kickoff matchdate gamedate startdate start starttime begin published publishedat
    datepublished publicationdate firstpublished created createdat
""")
_PAGING = frozenset({"pagination", "paging", "links", "pages", "pageinfo", "meta", "navigation"})
_OLDER = frozenset(
    {"older", "olderurl", "next", "nexturl", "nextpage", "nextpageurl", "nextlink", "previousposts"}
)


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


def described(blog: RawBlog, context: Sequence[Mapping[str, Any]]) -> RawBlog:
    """The blog with what the objects round its posts say of it, the nearest counting most."""
    near = context[:_LEVELS]
    return replace(
        blog,
        title=_text(
            near, ("title", "headline", "webtitle", "blogtitle", "titel", "titulo", "titre", "titolo")
        ),
        summary=_text(near, ("description", "standfirst", "summary", "lead", "intro", "subtitle")),
        url=_address(near, ("url", "canonicalurl", "weburl", "permalink", "link", "canonical", "shareurl")),
        language=_language(near),
        authors=_authors(near),
        published=_date(near),
        coverage_end=_text(near, ("coverageendtime", "enddate", "endtime")),
        closed=any(_is_over(node) for node in near),
        older=tuple(dict.fromkeys(_older(near))),
    )


def _named(near: Sequence[Mapping[str, Any]], keys: Sequence[str]) -> Iterator[Any]:
    for node in near:
        for key in keys:
            yield from (value for name, value in node.items() if "".join(fieldnames.words(name)) == key)


def _text(near: Sequence[Mapping[str, Any]], keys: Sequence[str]) -> str | None:
    found = (listvalues.headline(value) for value in _named(near, keys) if isinstance(value, (str, dict)))
    return next((text for text in found if 1 < len(text) < 1000), None)


def _address(near: Sequence[Mapping[str, Any]], keys: Sequence[str]) -> str | None:
    found = (value for value in _named(near, keys) if isinstance(value, str))
    return next((value for value in found if value.startswith(("http://", "https://"))), None)


def _date(near: Sequence[Mapping[str, Any]]) -> str | None:
    """The day that the posts are of, where they show only a clock."""
    inside = (value for node in near for key, value in node.items() if key.lower() in _MATCHES)
    for node in (*near, *(value for value in inside if isinstance(value, dict))):
        for key, value in node.items():
            dated = "".join(fieldnames.words(key)) in _DAYS
            text = listvalues.moment(value) if dated else None
            if text and timeshape.kind(text) in ("iso", "epoch", "datetime", "date"):
                return text
    return None


def _language(near: Sequence[Mapping[str, Any]]) -> str | None:
    found = (
        value
        for value in _named(near, ("language", "lang", "locale", "inlanguage"))
        if isinstance(value, str)
    )
    return next((value for value in found if _LANGUAGE.fullmatch(value)), None)


def _authors(near: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    found = (listvalues.named(value) for value in _named(near, ("authors", "author", "byline", "bylines")))
    return next((names for names in found if names), ())


def _is_over(node: Mapping[str, Any]) -> bool:
    for key, value in node.items():
        word = "".join(fieldnames.words(key))
        if word in _STATUS and isinstance(value, str) and value.casefold() in _OVER:
            return True
        if word in _OVER_FLAGS and value is True:
            return True
    return False


def _older(near: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for node in near:
        paging = [value for key, value in node.items() if "".join(fieldnames.words(key)) in _PAGING]
        for place in (node, *(found for found in paging if isinstance(found, dict))):
            for key, value in place.items():
                address = value.get("href") or value.get("url") if isinstance(value, dict) else value
                if "".join(fieldnames.words(key)) in _OLDER and isinstance(address, str):
                    yield from (address,) if re.match(r"https?://|/(?!/)|\?", address) else ()
