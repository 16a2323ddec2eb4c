"""The times that begin posts, to posts: the blocks of each, and what they are."""

from collections.abc import Sequence

from feedgen_liveblog.parsers.blocks import authors, line, notes, smalls, titles
from feedgen_liveblog.parsers.blocks.block import Block, Source
from feedgen_liveblog.parsers.blocks.furniture import is_count
from feedgen_liveblog.parsers.blocks.post import Cut
from feedgen_liveblog.parsers.blocks.series import Group
from feedgen_liveblog.parsers.blocks.spans import spans
from feedgen_liveblog.parsers.blocks.tail import end_of_last

_MOST = 0.75
_LISTED = 90  # characters, on average, that a list of articles says of each


def cut(source: Source, group: Group) -> list[Cut]:
    """The posts of which the group's marks show the times, in page order."""
    blocks = source.blocks
    posts = [
        Cut(
            mark=mark,
            first=low,
            beside="" if is_count(mark.rest) else mark.rest,
            body=[at for at in range(low, high) if at != mark.at],
        )
        for mark, (low, high) in zip(group.marks, spans(source, group.marks), strict=True)
    ]
    smalls.drop_times(posts, blocks)
    smalls.drop_buttons(posts, blocks)
    _end_last(posts, blocks, group.until)
    smalls.take_days(posts, blocks)
    for post in posts:
        smalls.take_notes(post, blocks)
    authors.take(posts, blocks)
    titles.take(posts, blocks)
    for post in posts:
        _drop_above(post, blocks)
    return posts[1:] if _is_empty(posts[0]) or _is_pinned(posts, blocks) else posts


def is_list(posts: Sequence[Cut], blocks: Sequence[Block]) -> bool:
    """Whether this is a list of articles rather: headline and one short sentence each, and nothing surer."""
    if posts[0].mark.kind == "minute":
        return False  # nobody lists articles by the minutes of a match
    told = [[*post.tells(blocks)] for post in posts]
    short = sum(line.weight(text) for texts in told for text in texts) < _LISTED * len(posts)
    plain = sum(bool(post.title) and not post.mark.strong for post in posts) >= _MOST * len(posts)
    return short and plain and all(len(texts) <= 1 for texts in told)


def _end_last(posts: Sequence[Cut], blocks: Sequence[Block], until: int | None) -> None:
    """Cut the page's furniture off the last post: after the line that closes all others, or by its looks."""
    *others, last = posts
    last.body = [at for at in last.body if until is None or at < until]
    if not last.body or last.body[-1] < last.mark.at:
        return
    closed = sum(_closes(blocks[post.body[-1]]) for post in others if post.body)
    end = next((n for n, at in enumerate(last.body, 1) if _closes(blocks[at])), None)
    if end is not None and closed >= _MOST * len(others):
        last.body = last.body[:end]
    else:
        stop = end_of_last(blocks, [post.body for post in posts])
        last.body = [at for at in last.body if at < stop]


def _closes(block: Block) -> bool:
    """Whether a line ends a post: an update note, or a name with a date."""
    return notes.is_update(block.text) or authors.byline(block) is not None


def _drop_above(post: Cut, blocks: Sequence[Block]) -> None:
    """Drop a label or category left above the time; but not a picture, nor a body that stands there."""
    above = [at for at in post.body if at < post.mark.at and blocks[at].text and not blocks[at].caption]
    if len(above) < sum(bool(blocks[at].text) for at in post.body):
        post.take(*above)


def _is_empty(first: Cut) -> bool:
    """Whether nothing is between the first time and the next: it is the page's, written as its posts' are."""
    return not (first.title or first.body or first.rest)


def _is_pinned(posts: Sequence[Cut], blocks: Sequence[Block]) -> bool:
    """Whether the first post is a copy of a later one."""
    first, *others = ((post.mark.time, post.title, post.texts(blocks)) for post in posts)
    return bool(others) and others[0][0] != first[0] and first in others
