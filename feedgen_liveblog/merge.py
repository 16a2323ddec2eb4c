"""What a feed knew and what its page shows now, to what the feed knows next: pure, and never back."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from feedgen_liveblog.history.edits import place
from feedgen_liveblog.history.memory import Gone, Memory, Record, known, record
from feedgen_liveblog.history.vanished import vanished
from feedgen_liveblog.model import LiveBlog, Post

_CACHED = timedelta(minutes=5)  # in which two looks may well be given one old copy
_OLD_COPIES = 3  # pages in a row may look like old copies before they are believed
_USUAL = 20  # posts on a page: one that showed more may have been read with its older pages
_FEW = 4
_NO_TIME = datetime(1, 1, 1, tzinfo=UTC)


class Merged(NamedTuple):
    """The next memory, and the GUIDs of what is new, edited and deleted in it."""

    memory: Memory
    new: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()


def merge(
    old: Memory | None,
    new: LiveBlog,
    *,
    now: datetime,
    archived: Mapping[str, Record] | None = None,
    stale: bool = False,
    reread: bool = False,
    at_once: bool = False,
) -> Merged:
    """What to remember after `new` was seen at `now` (aware UTC).

    `archived` are the records of posts that only the archives' index knows. `stale`: the server itself says
    that this page is older than the last. `reread`: pages are now read in another way than at the last run.
    `at_once`: the last look was another run's, at the same time, or this very one, half written.
    """
    now = now.replace(microsecond=0)
    old = old or Memory(blog=_head_of(new))
    past = known(old) | dict(archived or {})
    stale = (stale or _looks_old(old, new, past)) and old.stale < _OLD_COPIES
    believed = old.doubts if old.doubted is None or now - old.doubted >= _CACHED else {}
    before = window = {post.guid: post for post in old.blog.posts}
    places = [
        place(
            post,
            past.get(post.guid),
            window.get(post.guid),
            doubted=believed.get(post.guid),
            stale=stale,
            reread=reread,
            archived=post.guid in old.gone and old.gone[post.guid].archived,
            now=now,
        )
        for post in new.posts
        if not (stale and post.guid in old.gone)
    ]
    records = past | {one.guid: one.record for one in places}
    seen = {one.guid: one.post for one in places if one.post}
    shown, missed, taken = old.shown, old.missed, frozenset[str]() if stale else _taken_back(old, new)
    times = {guid: one.published for guid, one in records.items() if not one.gone}
    if stale:  # a post that only an old copy shows may be gone since: it is to be missed as the others are
        found = [one.guid for one in places if one.new]
        shown = tuple(sorted((*shown, *found), key=times.__getitem__, reverse=True)) if found else shown
    elif not new.gaps:
        page = [one.guid for one in places if one.guid not in taken | new.aside]
        shown, missed, lost = vanished(old, page, times, aside=new.aside, seams=new.seams, at_once=at_once)
        taken |= lost
    # Of one instant, what is new goes before what is known, and all stay in the order they are in.
    entered = {guid: post for guid, post in seen.items() if guid not in window}
    window = {guid: seen.get(guid, post) for guid, post in (entered | window).items() if guid not in taken}
    lately = {
        guid: Gone(when=now, record=replace(one, gone=True), archived=guid not in before)
        for guid, one in records.items()
        if guid in taken and guid not in old.gone
    }
    doubts = {one.guid: one.doubt for one in places if one.doubt}
    back = {one.guid for one in places if one.post is None and not one.record.gone} - taken
    memory = replace(
        old,
        blog=_blog(old, new, window.values(), stale=stale),
        records=_needed(records, window, {one.guid for one in places} - taken),
        shown=shown,
        missed=missed,
        doubts=doubts,
        doubted=(old.doubted or now) if doubts else None,
        stale=old.stale + 1 if stale else 0,
        gone={guid: one for guid, one in old.gone.items() if guid not in window and guid not in back}
        | lately,
    )
    return Merged(
        memory=memory,
        new=tuple(one.guid for one in places if one.new and one.guid in window),
        edited=tuple(one.guid for one in places if one.edited and one.guid in window),
        deleted=tuple(lately),
    )


def implausible(old: Memory, new: LiveBlog, archived: Mapping[str, Record]) -> str | None:
    """Why a page is a wrong reading rather than news: far fewer posts than before, and none of them known.

    A new story at the same address is believed when it has grown to half of a page.
    """
    past = known(old) | dict(archived)
    before = 0 if new.gaps else len(old.shown) - len(old.missed)
    if (
        before < _FEW
        or len(new.posts) * 2 >= min(before, _USUAL)
        or any(post.guid in past for post in new.posts)
    ):
        return None
    return f"only {len(new.posts)} posts where there were {before}, and none of them known: not believed"


def _looks_old(old: Memory, new: LiveBlog, past: Mapping[str, Record]) -> bool:
    """Whether a page is a copy from before the last: the newest post is not there, and no newer one is."""
    page, shown = {post.guid for post in new.posts}, set(old.shown)
    last = (post for post in old.blog.posts if post.guid in shown and post.guid not in old.missed)
    newest = next(last, None)
    if newest is None or new.gaps or newest.guid in page | new.deleted:
        return False
    if new.inventory is not None and newest.guid not in new.inventory:
        return False
    return all(post.guid in past or _before(post, newest) for post in new.posts)


def _before(post: Post, other: Post) -> bool:
    return post.published is not None and other.published is not None and post.published < other.published


def _taken_back(old: Memory, new: LiveBlog) -> frozenset[str]:
    """Posts that the source itself says are gone: by name, or by leaving its list of all posts."""
    if new.inventory is None or not new.inventory.issuperset(post.guid for post in new.posts):
        return new.deleted
    own = [post.guid for post in old.blog.posts if post.source is None or post.source[1] == new.url]
    absent = [guid for guid in own if guid not in new.inventory]
    # A list that lacks most of the story is not the story's.
    return new.deleted.union(absent) if len(absent) * 2 <= len(own) else new.deleted


def _blog(old: Memory, new: LiveBlog, posts: Iterable[Post], *, stale: bool) -> LiveBlog:
    """The window in order, under the page's present title.

    A summary or picture that changes alone is no news (some count minutes): it comes with the next post.
    """
    ordered = tuple(sorted(posts, key=lambda post: post.published or _NO_TIME, reverse=True))
    head = old.blog if stale else replace(_head_of(new), id=old.blog.id, zone=new.zone or old.blog.zone)
    news = (head.title, head.url, head.closed, head.coverage_end)
    if ordered == old.blog.posts and news == (
        old.blog.title,
        old.blog.url,
        old.blog.closed,
        old.blog.coverage_end,
    ):
        return old.blog
    return replace(head, posts=ordered)


def _head_of(blog: LiveBlog) -> LiveBlog:
    """All that is the feed's own and not of one fetch."""
    return replace(
        blog,
        posts=(),
        inventory=None,
        deleted=frozenset(),
        gaps=False,
        seams=frozenset(),
        aside=frozenset(),
        timeless={},
        notes=(),
    )


def _needed(records: Mapping[str, Record], window: Mapping[str, Post], page: set[str]) -> dict[str, Record]:
    """The records that say more than the window does."""
    return {
        guid: one
        for guid, one in records.items()
        if (one != record(window[guid]) if guid in window else guid in page)
    }
