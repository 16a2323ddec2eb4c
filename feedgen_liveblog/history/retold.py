"""Posts without a name whose time a page tells in words: '5 min ago' now, the hour and the day some hours later.

No time is a part of such a post's GUID as long as it is told so. Two things would go wrong with that alone: when
the page comes to tell the hour, the post would be another; and a second post of one headline would be taken for
the first, which the page shows no more. What is remembered of both decides.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from itertools import count

from feedgen_liveblog import ids
from feedgen_liveblog.history import copies
from feedgen_liveblog.history.memory import Memory, Record, known
from feedgen_liveblog.model import LiveBlog, Post

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


def named(live: LiveBlog, memory: Memory, *, now: datetime) -> LiveBlog:
    """The page with its posts under the GUIDs by which the memory knows them. `now` is aware UTC."""
    past = known(memory)
    unsure = {post.guid: (post, own) for post in live.posts if (own := _own(post, live, past))}
    if not unsure:
        return live
    near = sorted(
        (apart, guid, name)
        for guid, (post, own) in unsure.items()
        for name, apart in _alike(post, own, past, now=now)
    )
    sure = {post.guid for post in live.posts} - unsure.keys()
    found: dict[str, str] = {}
    for _, guid, name in near:  # of several of one headline, those that are of one time
        if guid not in found and name not in sure and name not in found.values():
            found[guid] = name
    for guid, (_, own) in reversed(unsure.items()):
        taken = {*past, *sure, *found.values()}
        if guid not in found and guid in taken:  # another post of the same headline
            found[guid] = next(name for name in _numbered(own) if name not in taken)
        found.setdefault(guid, guid)
    return copies.resolved(live, {guid: name for guid, name in found.items() if guid != name})


def _own(post: Post, live: LiveBlog, past: Mapping[str, Record]) -> str | None:
    """The GUID without a time and a number that a post may be known by; None if it has one for sure."""
    if post.published is None:
        return None
    return ids.timeless(post.guid) or (live.timeless.get(post.guid) if post.guid not in past else None)


def _alike(
    post: Post, own: str, past: Mapping[str, Record], *, now: datetime
) -> Iterator[tuple[str, timedelta]]:
    """The known GUIDs of that name that are of the same time, as exactly as words tell it, and how far off each is."""
    assert post.published, "asked for such only"
    blur = _blur(now - post.published)
    for name in _numbered(own):
        if name not in past:
            return
        if (apart := abs(past[name].published - post.published)) <= blur:
            yield name, apart


def _numbered(own: str) -> Iterator[str]:
    yield own
    yield from (f"{own}-{number}" for number in count(2))


def _blur(age: timedelta) -> timedelta:
    """How far two readings of one time may lie apart: '2 hours ago' leaves out the minutes, '3 days ago' the hours."""
    return _HOUR * 1.2 if age < _DAY else _DAY * 1.1 if age < 8 * _DAY else 8 * _DAY
