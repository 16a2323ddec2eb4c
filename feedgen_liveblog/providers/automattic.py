"""Automattic's Liveblog plugin for WordPress, read by its REST API (https://github.com/Automattic/liveblog)."""

from typing import Any

from feedgen_liveblog import urls
from feedgen_liveblog.errors import LiveblogError
from feedgen_liveblog.jsonpick import epoch, flag, items, number, pick, text
from feedgen_liveblog.model import Getter, RawBlog, RawPost
from feedgen_liveblog.page import Page
from feedgen_liveblog.providers import embed, paging

NAME = "the WordPress Liveblog plugin"


def parse(page: Page, get: Getter) -> RawBlog | None:
    """The live blog of a WordPress post; from the second run on also what was edited and deleted in it."""
    settings = (
        embed.assigned(page, "liveblog_settings") if embed.mentions(page, "liveblog_settings") else None
    )
    base = embed.absolute(page, text(pick(settings, "endpoint_url")) or "")
    post_id = text(pick(settings, "post_id"))
    if base is None or post_id is None:
        return None
    latest = epoch(pick(settings, "latest_entry_timestamp"))
    newest = f"{text(pick(settings, 'latest_entry_id')) or 0}-{latest or 0}"

    def read(data: Any) -> paging.Answer | None:
        entries = items(pick(data, "entries"))
        if entries is None:
            return None
        here, last = number(pick(data, "page")) or 1, number(pick(data, "pages")) or 1
        older = f"{base}get-entries/{here + 1}/{newest}" if here < last else None
        return paging.answer([entry for entry in entries if not _gone(entry)], _post, next=older)

    walk = paging.walk(page, get, f"{base}get-entries/1/{newest}", read, name=NAME)
    posts = {post.id: post for post in walk.posts}
    deleted: list[str] = []
    changes: list[Any] = []
    notes = list(walk.notes)
    # The paged list lacks what was deleted, and an edit of an old post is not on its first page: the
    # stream of changes has both. Once posts are known, it is read from the oldest one in hand.
    since, until = _oldest(walk.posts), epoch(pick(settings, "timestamp")) or latest
    if get.known and since and until:
        try:
            changes = items(pick(get(f"{base}entries/{since}/{until}").data, "entries")) or []
        except LiveblogError as error:
            notes.append(f"edits and deletions could not be read ({error})")
        for change in changes:
            if (id := text(pick(change, "id"))) and _gone(change):
                posts.pop(id, None)
                deleted.append(id)
            elif post := _post(change):
                posts[post.id] = post
    return RawBlog(
        format="automattic",
        posts=tuple(posts.values()),
        confidence=1.0,
        namespace=f"automattic/{urls.split(base).hostname}/{post_id}",
        url=text(pick(settings, "permalink")),
        closed=pick(settings, "state") == "archive",
        deleted=tuple(deleted),
        complete=walk.complete,
        gaps=bool(changes),
        notes=tuple(notes),
    )


def _oldest(posts: tuple[RawPost, ...]) -> int | None:
    return min((int(post.published) for post in posts if post.published), default=None)


def _gone(entry: Any) -> bool:
    return pick(entry, "type") == "delete" or pick(entry, "status") not in (None, "publish")


def _post(entry: Any) -> RawPost | None:
    id, body = text(pick(entry, "id")), text(pick(entry, "render"))
    title = text(pick(entry, "headline"))
    if id is None or not (body or title):
        return None
    names = (text(pick(author, "name")) for author in items(pick(entry, "authors")) or [])
    tags = {"key event": pick(entry, "key_event"), "pinned": pick(entry, "pinned")}
    return RawPost(
        id=id,
        url=text(pick(entry, "share_link")),
        published=epoch(pick(entry, "entry_time")),
        updated=epoch(pick(entry, "timestamp")),
        title=title,
        html=body,
        authors=tuple(name for name in names if name),
        tags=tuple(tag for tag, on in tags.items() if flag(on)),
    )
