"""Several formats' views of one live blog joined post by post, each field taken from where it is best."""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache, reduce
from itertools import pairwise
from typing import Any

from feedgen_liveblog import dates, match, timeshape
from feedgen_liveblog.expressions import expression
from feedgen_liveblog.model import RawBlog, RawPost

# Formats that state metadata apart from what is shown: there a page's own values get copied to each post.
METADATA = frozenset({"json-ld", "microdata", "rdfa"})
_FIELDS = (
    "id",
    "anchor",
    "url",
    "published",
    "updated",
    "day",
    "title",
    "html",
    "text",
    "authors",
    "images",
    "tags",
)
_SAME = timedelta(minutes=1)
_FAR_FUTURE = datetime(2100, 1, 1, tzinfo=UTC)
_TRAILING_NUMBER = expression(r"(?<!\d)(\d{1,4})\D*$")


def join(sources: Sequence[RawBlog]) -> RawBlog:
    """One blog of all sources that show the same posts as the first; sources of other things are left out."""
    return _marked(reduce(_two, map(own, sources)))


def own(blog: RawBlog) -> RawBlog:
    """The blog less what is the page's and not the posts': the same address, title, picture or time on them."""
    posts = blog.posts
    page = (blog.url or "").rstrip("/")
    urls = _shared((post.url for post in posts), 2) | {page, f"{page}/"}
    changes: list[dict[str, Any]] = [{"url": None} if post.url in urls else {} for post in posts]
    if positional(posts):
        changes = [{"id": None, "anchor": None, "url": None} for _ in posts]
    if blog.format in METADATA and len(posts) >= 2:
        titles = _shared((post.title for post in posts), len(posts))
        titles |= {post.title for post in posts if post.title and _is_of_page(post.title, blog.title or "")}
        few = len(posts) < 3
        times = set() if few else _shared((post.published for post in posts), len(posts))
        times &= {blog.published}  # any other may be of a burst
        authors = set() if few else _shared((post.authors for post in posts if len(post.authors) > 1), 3)
        pictures = set() if few else _shared((image.url for post in posts for image in post.images), 3)
        for change, post in zip(changes, posts, strict=True):
            own_pictures = tuple(image for image in post.images if image.url not in pictures)
            change |= {"images": own_pictures} if own_pictures != post.images else {}
            change |= {"title": None} if post.title in titles else {}
            change |= {"published": None, "updated": None} if post.published in times else {}
            change |= {"authors": ()} if post.authors in authors else {}
    kept = (replace(post, **change) if change else post for post, change in zip(posts, changes, strict=True))
    return replace(blog, posts=tuple(kept))


def _is_of_page(title: str, page: str) -> bool:
    """Whether a post's title is the page's, or the first part of it: 'Strike live' of 'Strike live: Pilots vote'."""
    return page == title or (page.startswith(title) and page[len(title) :].lstrip()[:1] in tuple(":|–—-"))


def positional(posts: Sequence[RawPost]) -> bool:
    """Whether ids only count the places on the page from its top: they then move with each new post.

    Ids that count from the first post ever (the newest has the highest) are the posts' own.
    """
    names = [(post.id or post.anchor or (post.url or "").partition("#")[2]) for post in posts]
    numbers = [int(found.group(1)) if (found := _TRAILING_NUMBER.search(name)) else -1 for name in names]
    if len({_TRAILING_NUMBER.sub("", name) for name in names}) > 1:
        return False
    if len(numbers) < 3 or numbers[0] not in (0, 1) or any(b - a != 1 for a, b in pairwise(numbers)):
        return False
    moments = [moment for post in posts if (moment := _moment(post.published))]
    return len(moments) < 2 or moments[0] > moments[-1]


def _shared(values: Iterable[Hashable], least: int) -> set[Any]:
    counts = Counter(value for value in values if value)
    return {value for value, count in counts.items() if count >= max(least, 2)}


def _marked(blog: RawBlog, but: Collection[int] = ()) -> RawBlog:
    """Each post notes which format gave which of its fields; those in the places `but` are noted elsewhere."""
    posts = (
        post if post.provenance or n in but else replace(post, provenance=_provenance(post, blog.format))
        for n, post in enumerate(blog.posts)
    )
    return replace(blog, posts=tuple(posts))


def _provenance(post: RawPost, format: str) -> Mapping[str, str]:
    return post.provenance or {name: format for name in _FIELDS if getattr(post, name)}


def _two(first: RawBlog, second: RawBlog) -> RawBlog:
    first, second = _uncopied(first), _uncopied(second)
    paired = match.pairs(first.posts, second.posts)
    if len(paired) * 2 < min(len(first.posts), len(second.posts)):
        return first
    # Whatever shows the posts (the DOM) has the fuller body; what states metadata comes in where that is better.
    shown, stated = (second, first) if first.format in METADATA else (first, second)
    couples = [(first.posts[n], second.posts[m]) for n, m in sorted(paired.items())]
    if shown is second:
        couples = [(b, a) for a, b in couples]
    stated_time = shows_edits(couples) or prefers_second([(a.published, b.published) for a, b in couples])
    bylines = len({a.authors for a, _ in couples if a.authors}) > 1
    merged = dict(
        zip(
            (n for n, _ in sorted(paired.items())),
            (_post(a, b, stated_time, bylines, (shown.format, stated.format)) for a, b in couples),
            strict=True,
        )
    )
    posts = [merged.get(n, post) for n, post in enumerate(_marked(first, but=paired).posts)]
    posts = _interleaved(posts, _marked(second, but=set(paired.values())).posts, paired)
    return replace(
        first,
        format=f"{first.format} + {second.format}",
        posts=tuple(_renamed(posts, couples)),
        confidence=min(1.0, max(first.confidence, second.confidence) + 0.1),
        **{
            name: getattr(first, name) or getattr(second, name)
            for name in (
                "title",
                "summary",
                "url",
                "language",
                "authors",
                "image",
                "published",
                "updated",
                "coverage_end",
                "zone",
                "older",
                "inventory",
                "namespace",
            )
        },
        closed=first.closed or second.closed,
        deleted=(*first.deleted, *second.deleted),
        notes=(*first.notes, *second.notes),
    )


def _uncopied(blog: RawBlog) -> RawBlog:
    """Metadata beside another source less the posts' headlines and times that are the page's, however few the posts."""
    if blog.format not in METADATA:
        return blog
    copies = [
        post.title is not None and post.title == blog.title and post.published == blog.published
        for post in blog.posts
    ]
    nothing: dict[str, Any] = {"title": None, "published": None, "updated": None, "authors": ()}
    kept = (replace(post, **nothing) if copy else post for post, copy in zip(blog.posts, copies, strict=True))
    return replace(blog, posts=tuple(kept))


def _post(
    shown: RawPost, stated: RawPost, stated_time: bool, bylines: bool, formats: tuple[str, str]
) -> RawPost:
    """One post of two views; `bylines`: the shown ones name their authors, so the stated is the page's."""
    came = {
        id(post): _provenance(post, format) for post, format in zip((shown, stated), formats, strict=True)
    }
    named = shown if shown.id or shown.anchor else stated
    # A permalink to a place that is not in the page is none: what is shown has its own.
    lost = bool(shown.anchor) and (stated.url or "").partition("#")[2] not in ("", shown.anchor)
    timed, untimed = (
        (stated, shown) if (stated_time and stated.published) or not shown.published else (shown, stated)
    )
    fuller = stated if _is_cut(shown, stated) else shown
    taken = {
        "id": named, "anchor": named, "url": shown if shown.url or lost else stated,
        "published": timed, "updated": timed if timed.updated else untimed, "day": timed,
        "title": shown if shown.title else stated, "html": fuller, "text": fuller,
        "authors": shown if shown.authors or bylines else stated,
        "images": shown if shown.images else stated,
        "tags": shown,
    }  # fmt: skip
    fields = {name: getattr(post, name) for name, post in taken.items()}
    fields["tags"] = tuple(dict.fromkeys((*shown.tags, *stated.tags)))
    provenance = {
        name: format for name, post in taken.items() if fields[name] and (format := came[id(post)].get(name))
    }
    return RawPost(**fields, provenance=provenance)


def _is_cut(shown: RawPost, stated: RawPost) -> bool:
    """Whether the shown body lacks much of the stated one."""
    if len(shown.html or shown.text or "") > 2 * len(stated.html or stated.text or ""):
        return False
    return match.size(shown, 4000) < 0.8 * match.size(stated, 4000)


def shows_edits(couples: Sequence[tuple[RawPost, RawPost]]) -> bool:
    """Whether the times shown are those of the last edit, by what the other source says of both."""
    edited = [(_moment(a.published), _moment(b.published), _moment(b.updated)) for a, b in couples]
    told = [
        (abs(shown - edit) < _SAME, abs(shown - first) < _SAME)
        for shown, first, edit in edited
        if shown and first and edit and abs(first - edit) >= _SAME
    ]
    return sum(as_edit for as_edit, _ in told) > sum(as_first for _, as_first in told)


def prefers_second(times: Sequence[tuple[str | None, str | None]]) -> bool:
    """Whether the second of two sources has the truer times, judged over all posts that both have."""
    both = [(a, b) for a, b in times if a and b]
    if not both:
        return True
    told, stated = (len(set(values)) for values in zip(*both, strict=True))
    if stated == 1 and told > 2:
        return False  # it is the page's, whatever it says
    first, second = ([_moment(value) for value in values] for values in zip(*both, strict=True))
    read = [(a, b) for a, b in zip(first, second, strict=True) if a and b]
    if len(read) * 2 < len(both):
        # A clock or 'five minutes ago' gives way to a time with its date.
        return sum(moment is not None for moment in second) > sum(moment is not None for moment in first)
    gaps = {round((a - b).total_seconds() / 60) for a, b in read}
    if max(map(abs, gaps)) <= 1:
        return _seconds(second) > _seconds(first)
    if len(gaps) <= 2 and all(abs(gap) >= 29 and abs(gap) % 15 in (0, 1, 14) for gap in gaps):
        # The same times a zone apart: the finer is a machine's, the coarser a local clock called UTC.
        return _seconds(second) >= _seconds(first)
    return _order(second) > _order(first)


def _seconds(moments: Sequence[datetime | None]) -> bool:
    return any(moment and (moment.second or moment.microsecond) for moment in moments)


def _order(moments: Sequence[datetime | None]) -> float:
    known = [moment for moment in moments if moment]
    falling = sum(a >= b for a, b in pairwise(known))
    return max(falling, len(known) - 1 - falling) / max(len(known) - 1, 1) if len(set(known)) > 1 else 0.0


@lru_cache(maxsize=32768)
def _moment(value: str | None) -> datetime | None:
    if not value or timeshape.kind(value) not in ("iso", "epoch"):
        return None
    return dates.read(value, now=_FAR_FUTURE)


def _interleaved(posts: list[RawPost], others: Sequence[RawPost], paired: dict[int, int]) -> list[RawPost]:
    """The posts with those only the other source has, each after its neighbour there."""
    place = {m: n for n, m in paired.items()}
    if len(place) == len(others):
        return posts
    after: dict[int, list[RawPost]] = {}
    last = -1
    for m, post in enumerate(others):
        if m in place:
            last = place[m]
        else:
            after.setdefault(last, []).append(post)
    return [*after.get(-1, ()), *(item for n, post in enumerate(posts) for item in (post, *after.get(n, ())))]


def _renamed(posts: Sequence[RawPost], couples: Sequence[tuple[RawPost, RawPost]]) -> Sequence[RawPost]:
    """Posts that only one source names take the other's way of naming, learnt from the posts both have.

    So a post keeps its GUID when it scrolls out of one source and stays in the other.
    """
    prefixes = set()
    for shown, stated in couples:
        ours, theirs = shown.anchor or shown.id, name_of(stated)
        if not ours or not theirs:
            return posts
        tail = _common_tail(ours, theirs)
        prefixes.add((ours.removesuffix(tail), theirs.removesuffix(tail)) if len(tail) >= 4 else ("", ""))
    if len(prefixes) != 1 or (prefix := prefixes.pop()) == ("", ""):
        return posts
    ours, theirs = prefix
    return [
        post
        if post.anchor or not (name := name_of(post)) or not name.startswith(theirs)
        else replace(post, id=None, anchor=ours + name.removeprefix(theirs))
        for post in posts
    ]


def name_of(post: RawPost) -> str:
    """What names the post within its page: its anchor, id, or the fragment of its permalink."""
    return post.anchor or post.id or (post.url or "").partition("#")[2]


def _common_tail(first: str, second: str) -> str:
    size = 0
    while size < min(len(first), len(second)) and first[-1 - size] == second[-1 - size]:
        size += 1
    return first[len(first) - size :] if size else ""
