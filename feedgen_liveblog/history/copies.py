"""Posts that a live blog took over from the one before under another GUID: an entry each would double them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from feedgen_liveblog.expressions import expression
from feedgen_liveblog.history.memory import Memory, Record, known, record
from feedgen_liveblog.model import LiveBlog, Post

_NOT_WORD = expression(r"[\W_]+")
_BEGINS = "~copy "  # no GUID begins like this


def key(post: Post) -> str | None:
    """What a post and its copy have in common: the minute, and the headline or else the text and pictures."""
    text = _NOT_WORD.sub(" ", post.title.casefold()).strip()
    if not text and (post.html or post.images):
        text = post.digest.partition(" ")[0]
    return f"{_BEGINS}{post.published:%Y%m%dT%H%M} {text}" if text and post.published else None


def keyed(memory: Memory) -> dict[str, Record]:
    """The records of the posts that are leaving the window, by what their copies have in common with them."""
    return {
        name: memory.records.get(post.guid) or record(post) for post in memory.leaving if (name := key(post))
    }


def asked_for(memory: Memory, live: LiveBlog) -> list[str]:
    """The keys of those posts of a page that the memory does not know by their GUID."""
    past = known(memory)
    return [name for post in live.posts if post.guid not in past and (name := key(post))]


def traced(memory: Memory, live: LiveBlog, archived: Mapping[str, Record]) -> dict[str, str]:
    """The copies among the posts of a page: by their GUID that of the original, '' if that is archived.

    `archived` holds what the index of archived posts knows of them, by GUID and by key.
    """
    past = known(memory)
    originals = {
        name: post.guid
        for post in memory.blog.posts
        if post.source and post.source[1] != live.url and (name := key(post))
    }
    found = {}
    for post in live.posts:
        name = key(post)
        if name is None or post.guid in past or post.guid in archived:
            continue
        if name in originals:
            found[post.guid] = originals[name]
        elif name in archived:
            found[post.guid] = ""
    return found


def resolved(live: LiveBlog, copies: Mapping[str, str]) -> LiveBlog:
    """The page with its copies under the GUIDs of their originals, and without those that are archived."""
    if not copies:
        return live
    posts: dict[str, Post] = {}
    for post in live.posts:
        if guid := copies.get(post.guid, post.guid):
            posts.setdefault(guid, replace(post, guid=guid))
    return replace(
        live,
        posts=tuple(posts.values()),
        inventory=None if live.inventory is None else _mapped(live.inventory, copies),
        deleted=_mapped(live.deleted, copies),
        seams=_mapped(live.seams, copies),
        aside=_mapped(live.aside, copies),
    )


def still_shown(copies: Mapping[str, str], live: LiveBlog) -> dict[str, str]:
    """Those of the copies that the page shows; the others need not be remembered."""
    page = {post.guid for post in live.posts}
    return {guid: original for guid, original in copies.items() if guid in page}


def _mapped(guids: Iterable[str], copies: Mapping[str, str]) -> frozenset[str]:
    return frozenset(filter(None, (copies.get(guid, guid) for guid in guids)))
