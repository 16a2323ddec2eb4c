"""A look at a blog into its store: archives, then feeds, then the state, so that a kill loses nothing."""

import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

from feedgen_liveblog.config import Blog
from feedgen_liveblog.errors import Conflict, NotALiveBlog
from feedgen_liveblog.history import archived, copies, publish, recover, retold, revision, turning
from feedgen_liveblog.history import state as states
from feedgen_liveblog.history.looking import Look
from feedgen_liveblog.history.memory import Memory, Record, record, settled, unknown
from feedgen_liveblog.history.state import State
from feedgen_liveblog.history.story import Stop
from feedgen_liveblog.history.turning import Bearing
from feedgen_liveblog.history.vigil import Vigil
from feedgen_liveblog.history.window import cut, documents
from feedgen_liveblog.merge import Merged, implausible, merge
from feedgen_liveblog.model import Post
from feedgen_liveblog.store import Store

log = logging.getLogger(__name__)

_ATTEMPTS = 10
_GONE = 200  # deletions that a feed tells of; what is older goes into the index
_JSON = "application/json"


class Kept(NamedTuple):
    """The state of a feed as it was read, and the version that a write must find unchanged."""

    state: State | None
    version: str | None


class Change(NamedTuple):
    """What an update did: posts new, edited and deleted, the keys of the feeds written, what is known now.

    `files` are the versions of the published files by key. `notes` are what the reading of the page had to say.
    """

    new: int = 0
    edited: int = 0
    deleted: int = 0
    written: tuple[str, ...] = ()
    files: Mapping[str, str] = MappingProxyType({})
    memory: Memory | None = None
    notes: tuple[str, ...] = ()


def keys(blog: Blog) -> tuple[str, ...]:
    """The keys of the files that hold what a feed remembers, and what it once did."""
    return f"{blog.name}.state.json", f"{blog.name}.unusable.json"


class Followed(NamedTuple):
    """What became of a feed: its change, the live blog that it went on to, if it did, and when to look beyond."""

    change: Change
    vigil: Vigil
    hop: Stop | None = None
    max_age: float | None = None


def recall(blog: Blog, store: Store) -> Kept:
    """The feed's state; one that cannot be used is set aside, with a warning, and the feed begins anew."""
    key = f"{blog.name}.state.json"
    stored = store.read(key)
    if stored is None:
        return Kept(state=None, version=None)
    try:
        return Kept(state=states.load(stored.data, key), version=stored.version)
    except states.Unusable as error:
        _set_aside(blog, store, str(error))
        return Kept(state=None, version=stored.version)


def settle(
    blog: Blog,
    store: Store,
    look: Look | None,
    *,
    now: datetime,
    kept: Kept | None = None,
    notice: Post | None = None,
) -> Change:
    """Merges a look (None: nothing has changed) into the feed, and writes what that changes and nothing else.

    `kept` is the state if it was just read; where another run writes first, its work is read and merged.
    `notice` is an entry of our own. Raises NotALiveBlog if the look cannot be believed, and StoreError.
    """
    conflict = None
    for _ in range(_ATTEMPTS):
        read = kept or recall(blog, store)
        try:
            return _settle(blog, store, look, read, now, notice, at_once=bool(conflict))
        except archived.Lost:
            assert read.state, "what has no state has no index"
            recover.index(blog, store, read.state.memory)
        except Conflict as error:
            log.info("%s; reading it again", error)
            kept, conflict = None, error
    raise Conflict("is being written by too many runs at once", blog.name) from conflict


def _settle(
    blog: Blog,
    store: Store,
    look: Look | None,
    kept: Kept,
    now: datetime,
    notice: Post | None,
    *,
    at_once: bool,
) -> Change:
    before, version = kept.state, kept.version
    there = _observed(blog, store)
    if before and look and before.source != blog.url and before.memory.blog.id != look.blog.id:
        _set_aside(blog, store, f"{blog.name}.state.json: is of another feed, of {before.source}")
        before = None
    memory = before.memory if before else None
    if before is None and look:
        memory = recover.memory(blog, store, look.blog)
    if memory and memory.leaving:  # a run was killed here
        memory = _archive(blog, store, memory)
    intact = before is not None and _stands(before, there, blog.files.get("atom"))
    if before and memory and not intact:  # or here: readers may have seen entries that no state knows
        memory = recover.adopted(blog, store, memory)
    bearing = turning.bearing(blog, before, look) if look else None
    if look and bearing is None:
        return Change()  # overtaken: another run has taken the story elsewhere
    if look and bearing and memory:
        look = look._replace(blog=retold.named(look.blog, memory, now=now))
        memory = turning.turned(memory) if bearing.anew else memory
        look, bearing = _placed(blog, store, memory, look, bearing)
    merged = _merged(blog, store, memory, look, before, now, at_once=at_once)
    if merged is None:
        return Change()
    state = revision.next_state(blog, look, before, merged.memory, notice, bearing, now=now)
    if state.memory.leaving:
        version = _write(blog, store, state, version)  # from here on the text of the archive is decided
    state = replace(state, memory=_archive(blog, store, state.memory))
    written: tuple[str, ...] = ()
    same = before is not None and revision.shown(state) == revision.shown(before)
    if not (before and same and intact and all(_stands(before, there, key) for key in there)):
        if (
            "atom" not in blog.files and state != before
        ):  # only from Atom could a killed run's posts be taken over
            version = _write(blog, store, state, version)
        settings_only = before is not None and revision.posts(state) == revision.posts(before)
        files = {
            file.key: _publish(store, file, there[file.key], settings_only)
            for file in publish.feeds(blog, state.memory, state.notice, fetched=state.fetched)
        }
        written = tuple(files)
        # Files of other formats, written at another time, are known only as long as they say the same.
        state = replace(state, files={**(state.files if same else {}), **files})
    if state != before:
        _write(blog, store, state, version)
    return Change(
        new=len(merged.new),
        edited=len(merged.edited),
        deleted=len(merged.deleted),
        written=written,
        files=state.files,
        memory=state.memory,
        notes=look.blog.notes if look else (),
    )


def _merged(
    blog: Blog,
    store: Store,
    memory: Memory | None,
    look: Look | None,
    before: State | None,
    now: datetime,
    *,
    at_once: bool,
) -> Merged | None:
    """What the look makes of the memory; None if there is neither."""
    reread = before is None or revision.reading_changed(blog, before)
    if memory and before and before.version != revision.VERSION:
        memory = revision.cleaned(memory)
    if look is None:
        return Merged(memory=cut(memory, blog.window)) if memory else None
    known = archived.look_up(store, blog.name, unknown(memory, look.blog), memory.archived) if memory else {}
    if memory and (reason := implausible(memory, look.blog, known)):
        raise NotALiveBlog(reason, look.url or blog.url)
    merged = merge(
        memory, look.blog, now=now, archived=known, stale=look.stale, reread=reread, at_once=at_once
    )
    if memory and (learnt := _learnt(memory, merged.memory, known)):
        archived.keep(store, blog.name, {}, memory.archived, learnt)
    if memory is None:
        last = recover.last_archive(blog, store)
        fresh = replace(merged.memory, archive=last, first_archive=last + 1)
        merged = merged._replace(memory=fresh)
    return merged._replace(memory=cut(merged.memory, blog.window))


def _learnt(before: Memory, after: Memory, known: Mapping[str, Record]) -> dict[str, Record]:
    """What a look has told of archived posts without bringing them back: the index knows it when it is next asked."""
    past, window = {**before.records, **known}, {post.guid for post in after.blog.posts}
    return {
        guid: record
        for guid, record in after.records.items()
        if guid not in window and guid in past and record != past[guid]
    }


def _placed(blog: Blog, store: Store, memory: Memory, look: Look, bearing: Bearing) -> tuple[Look, Bearing]:
    """The look as the feed of a story takes it: with what was copied from one live blog to the next found out."""
    live, story = look.blog, bearing.story
    if story:
        kept = copies.still_shown(story.copies, live)
        live = copies.resolved(live, kept)
        asked = [*unknown(memory, live), *copies.asked_for(memory, live)]
        new = copies.traced(memory, live, archived.look_up(store, blog.name, asked, memory.archived))
        live = copies.resolved(live, new)
        if not bearing.aside:
            bearing = bearing._replace(story=replace(story, copies=kept | new))
    return look._replace(blog=turning.beside(memory, live) if bearing.aside else live), bearing


def _archive(blog: Blog, store: Store, memory: Memory) -> Memory:
    """Writes what is leaving into archive documents and the index; the memory without it."""
    gone = sorted(memory.gone.items(), key=lambda pair: pair[1].when)
    surplus = dict(gone[:-_GONE])
    if not memory.leaving and not surplus:
        return memory
    chunks = documents(memory, blog.window)
    for number, posts in enumerate(chunks, memory.archive + 1):
        file = publish.archive(blog, memory, number, posts)
        try:
            store.write(file.key, file.data, content_type=file.content_type, expect=None, lasting=True)
        except Conflict:
            log.info("%s is there already", file.key)
    records = {post.guid: memory.records.get(post.guid) or record(post) for post in memory.leaving}
    records |= {guid: one.record for guid, one in surplus.items()}
    named = copies.keyed(memory) if blog.follow else {}
    total = archived.keep(store, blog.name, records, memory.archived, named)
    kept = {guid: one for guid, one in memory.gone.items() if guid not in surplus}
    return settled(memory, archives=len(chunks), archived=total, gone=kept)


def _observed(blog: Blog, store: Store) -> dict[str, str | None]:
    """The versions of the published files, the last written first.

    Where another run has written one of them, it has written Atom too by the time that this is looked at: so a
    file is never replaced by one that lacks what it has.
    """
    return {key: store.version(key) for key in reversed(list(blog.files.values()))}


def _publish(store: Store, file: publish.File, expect: str | None, settings_only: bool) -> str:
    if settings_only and (stored := store.read(file.key)) and stored.data == file.data:
        return stored.version
    return store.write(file.key, file.data, content_type=file.content_type, expect=expect)


def _write(blog: Blog, store: Store, state: State, expect: str | None) -> str:
    return store.write(f"{blog.name}.state.json", states.dump(state), content_type=_JSON, expect=expect)


def _set_aside(blog: Blog, store: Store, why: str) -> None:
    if stored := store.read(f"{blog.name}.state.json"):
        log.warning("%s; it is kept as %s.unusable.json", why, blog.name)
        store.write(f"{blog.name}.unusable.json", stored.data, content_type=_JSON)


def _stands(state: State, there: Mapping[str, str | None], key: str | None) -> bool:
    """Whether a published file is the one that the state knows; a run may have been killed between both."""
    return key is None or (key in state.files and there[key] == state.files[key])
