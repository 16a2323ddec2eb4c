"""Walk the pages of a provider's answers from the newest post to the first, or to those already known."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from feedgen_liveblog.errors import FetchError, NotALiveBlog
from feedgen_liveblog.model import Getter, RawPost
from feedgen_liveblog.page import Page

MAX_PAGES = 50


class Answer(NamedTuple):
    """One page of posts: `skipped` counts those that could not be read, `next` is the URL of older ones."""

    posts: Sequence[RawPost]
    deleted: Sequence[str] = ()
    skipped: int = 0
    next: str | None = None


class Walk(NamedTuple):
    """All that was read, each post once. `complete`: to the first post, or to posts that were known."""

    posts: tuple[RawPost, ...]
    deleted: tuple[str, ...] = ()
    complete: bool = True
    notes: tuple[str, ...] = ()


def answer(
    items: Iterable[Any],
    post: Callable[[Any], RawPost | None],
    *,
    deleted: Sequence[str] = (),
    next: str | None = None,
) -> Answer:
    """An Answer of a list of JSON values, each read by `post`; what it cannot read (None) is skipped."""
    read = [post(item) for item in items]
    posts = [one for one in read if one is not None]
    return Answer(posts=posts, deleted=deleted, skipped=len(read) - len(posts), next=next)


def walk(
    host: Page, get: Getter, first: str | Page, read: Callable[[Any], Answer | None], *, name: str
) -> Walk:
    """Read page after page by `read`, which is given the parsed JSON and knows its shape (None: it does not).

    `host` is the page that embeds the service called `name`, `first` the first page of posts or its URL.
    Stops at a page without an older one, at one that brings nothing new, at one whose posts are all in
    `get.known`, and after MAX_PAGES. A failure midway keeps what was read and leaves a note; on the first
    page it is a FetchError.
    """
    posts: dict[str, RawPost] = {}
    deleted: dict[str, None] = {}
    notes: list[str] = []
    skipped = count = 0
    page: str | Page | None = first
    while page is not None:
        if count == MAX_PAGES:
            notes.append(f"older posts left out: the story has more than {MAX_PAGES} pages")
            break
        try:
            found = _read(get, page, read)
        except FetchError as error:
            if count == 0:
                raise unreadable(host, name, error) from error
            notes.append(f"older posts left out: {error}")
            break
        count += 1
        skipped += found.skipped
        before = len(posts) + len(deleted)
        for post in found.posts:
            posts.setdefault(_key(post), post)
        deleted.update(dict.fromkeys(found.deleted))
        brought_nothing = len(posts) + len(deleted) == before
        page = None if brought_nothing or _all_known(found, get.known) else found.next
    if skipped:
        notes.append(f"{name}: {skipped} posts could not be read and were left out")
    return Walk(
        posts=tuple(post for key, post in posts.items() if key not in deleted),
        deleted=tuple(deleted),
        complete=page is None,
        notes=tuple(notes),
    )


def unreadable(host: Page, name: str, cause: FetchError) -> FetchError:
    """That a page's posts are elsewhere and cannot be had, with what the cause says of trying again."""
    return FetchError(
        f"its posts are loaded by {name} ({cause})",
        host.url,
        status=cause.status,
        retry_after=cause.retry_after,
    )


def _read(get: Getter, page: str | Page, read: Callable[[Any], Answer | None]) -> Answer:
    document = page if isinstance(page, Page) else get(page)
    try:
        found = read(document.data)
    except NotALiveBlog as error:
        raise FetchError("the answer is not JSON", document.url) from error
    if found is None:
        raise FetchError("the answer holds no list of posts", document.url)
    return found


def _key(post: RawPost) -> str:
    # Where a service gives no ids, a post is the same when it says the same at the same time.
    return post.id or f"{post.published}\n{post.title}\n{post.html or post.text}"


def _all_known(found: Answer, known: frozenset[str]) -> bool:
    return bool(found.posts) and all({post.id, (post.id or "").casefold()} & known for post in found.posts)
