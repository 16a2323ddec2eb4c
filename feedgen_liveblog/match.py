"""Which post of one list is which of another: by id, anchor or permalink, then text, then time, then order."""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from urllib.parse import parse_qsl

from feedgen_liveblog.expressions import expression
from feedgen_liveblog.model import RawPost

DISTINCT = 12  # letters of a headline that is hardly two posts'
_TAGS = expression(r"<[^>]*>")
_ID_PART = expression(r"(?<![0-9a-z])[0-9a-f][0-9a-f-]{14,}[0-9a-f]|\d{3,}|[A-Za-z0-9]{12,}")
_NUMBER = expression(r"\d{3,}")
_ENTITY = expression(r"&#?\w+;")
_NOT_WORD = expression(r"[\W_]+")


def pairs(first: Sequence[RawPost], second: Sequence[RawPost]) -> dict[int, int]:
    """Positions in `first` to positions in `second` of the same post."""
    found: dict[int, int] = {}
    for keys in (names, native_keys, _text_keys, _time_keys):
        _pair(found, first, second, keys)
        if len(found) == min(len(first), len(second)):
            break
    _pair_by_order(found, first, second)
    return found


def _pair(
    found: dict[int, int],
    first: Sequence[RawPost],
    second: Sequence[RawPost],
    keys: Callable[[RawPost], Iterable[str]],
) -> None:
    taken = set(found.values())
    index = unique((n, keys(post)) for n, post in enumerate(second) if n not in taken)
    own = unique((n, keys(post)) for n, post in enumerate(first) if n not in found)
    for key, n in own.items():
        if key in index and n not in found and index[key] not in taken:
            found[n] = index[key]
            taken.add(index[key])


def unique(keyed: Iterable[tuple[int, Iterable[str]]]) -> dict[str, int]:
    """Keys that one post has and no other."""
    index: dict[str, int] = {}
    shared = set[str]()
    for n, keys in keyed:
        for key in keys if isinstance(keys, set) else set(keys):
            if index.setdefault(key, n) != n:
                shared.add(key)
    for key in shared:
        del index[key]
    return index


def _pair_by_order(found: dict[int, int], first: Sequence[RawPost], second: Sequence[RawPost]) -> None:
    """Where both have as many posts and what is known agrees on it, the same place is the same post."""
    if len(first) == len(second) and all(n == m for n, m in found.items()):
        for n in range(len(first)):
            found.setdefault(n, n)


def names(post: RawPost) -> set[str]:
    """What names the post within its page, as it stands."""
    return {name for name in (post.id, post.anchor, (post.url or "").partition("#")[2]) if name}


def native_keys(post: RawPost) -> set[str]:
    """What may name the post: its id, anchor and permalink, whole and the distinctive parts of them."""
    names = {post.id or "", post.anchor or ""}
    if post.url:
        place, _, fragment = post.url.partition("#")
        place, _, query = place.partition("?")
        names.add(fragment)
        if query:
            names.update(value for _, value in parse_qsl(query))
        path = place.partition("://")[2].partition("/")[2] if "://" in place else place
        names.add(path.rstrip("/").rpartition("/")[2])
    return {key for name in names if len(name) > 2 for key in keys_of(name)}


@lru_cache(maxsize=4096)
def keys_of(name: str) -> frozenset[str]:
    """A name, and the parts of it that are distinctive: '#post-1288914' and '#liveblogPost1288914' share one."""
    whole = name.casefold()
    return frozenset((whole, *_ID_PART.findall(whole), *_NUMBER.findall(whole)))


def words(post: RawPost, most: int = 100) -> str:
    """The first letters and digits of a post's body, folded."""
    # Markup is mostly tags at times: look further only where the first part holds too few words.
    for reach in (most * 4, most * 40):
        text = post.text[:reach] if post.text is not None else _TAGS.sub(" ", (post.html or "")[:reach])
        found = _NOT_WORD.sub("", _ENTITY.sub("", text)).casefold()[:most]
        if len(found) >= most:
            break
    return found


def size(post: RawPost, most: int) -> int:
    """The number of characters in a post's body without its markup and white space, at most so many."""
    text = post.text if post.text is not None else _TAGS.sub(" ", post.html or "")
    text = _ENTITY.sub("", text)
    return min(most, len(text) - sum(map(text.count, " \n\t\r\xa0")))


def title(post: RawPost) -> str:
    """The letters and digits of a post's headline, folded."""
    return _NOT_WORD.sub("", _ENTITY.sub("", post.title or "")).casefold()


def _text_keys(post: RawPost) -> set[str]:
    body = words(post, 60)
    headline = title(post)
    keys = {body} if len(body) >= 20 else set()
    # A headline may be in one source's body and in the other's title.
    if len(headline) >= DISTINCT:
        keys |= {headline[:60], (headline + body)[:60]}
    return keys


def _time_keys(post: RawPost) -> set[str]:
    return {post.published} if post.published and len(post.published) > 8 else set()
