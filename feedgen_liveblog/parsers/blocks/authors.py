"""Who wrote a post: a name glued to the time, a line of its own at the top, or one with a date at the end."""

from collections import Counter
from collections.abc import Sequence

from feedgen_liveblog import timeshape
from feedgen_liveblog.parsers.blocks import line, notes
from feedgen_liveblog.parsers.blocks.block import Block
from feedgen_liveblog.parsers.blocks.post import Cut

_MOST = 0.75
_LONGEST = 100


def take(posts: Sequence[Cut], blocks: Sequence[Block]) -> None:
    """Take the authors, and what else is glued to the time, out of the posts' bodies."""
    _take_glued(posts)
    tops = Counter(text for post in posts for text in post.texts(blocks)[:1])
    usual = sum(count for text, count in tops.items() if line.is_name(text)) * 2 > len(posts)
    whole = "\n".join(block.text for block in blocks)
    closing = {id(post): name for post in posts if (name := _closing(post, blocks))}
    usual_below = len(closing) * 2 >= len(posts)
    for post in posts:
        _take_byline(post, blocks)
        if (name := closing.get(id(post))) and not post.authors and usual_below:
            post.authors.append(name)
            post.body.pop()
        _take_top(post, tops, whole, blocks, usual=usual)


def _closing(post: Cut, blocks: Sequence[Block]) -> str | None:
    """The name in the last line of a post: 'Ada Crewe', '— Ada Crewe'."""
    text = blocks[post.body[-1]].text.lstrip("—–― ") if len(post.body) > 1 else ""
    return line.without_by(text) if line.is_name(text) else None


def byline(block: Block) -> str | None:
    """The name in a line of a name and a date: 'Alex Croft2 November 2024 16:20'."""
    found = timeshape.trailing(block.text) if len(block.text) <= _LONGEST else None
    return found[0] if found and line.is_name(found[0]) else None


def _take_glued(posts: Sequence[Cut]) -> None:
    """Names and labels beside the times, if most of what stands there is such."""
    rests = [post.beside for post in posts if post.beside]
    if sum(line.is_name(rest) or notes.is_label(rest) for rest in rests) < _MOST * len(rests):
        return
    for post in posts:
        if rest := post.beside:
            (post.tags if notes.is_label(rest) else post.authors).append(line.without_by(rest))
            post.beside = ""


def _take_byline(post: Cut, blocks: Sequence[Block]) -> None:
    """The name and date that close a post, in one line or two."""
    below = [at for at in post.body if at > post.mark.at]
    if not below:
        return
    if name := byline(blocks[below[-1]]):
        post.authors.append(line.without_by(name))
        post.take(below[-1])
    elif len(below) > 1 and timeshape.kind(blocks[below[-1]].text) in ("datetime", "iso"):
        name = blocks[below[-2]].text
        if line.is_name(name):
            post.authors.append(line.without_by(name))
            post.take(*below[-2:])


def _take_top(post: Cut, tops: Counter[str], whole: str, blocks: Sequence[Block], *, usual: bool) -> None:
    """A name at the top: one that says 'By', heads another post or a headline, or is twice in the `whole` page.

    `usual`: most posts of the page begin with one.
    """
    below = [at for at in post.body if at > post.mark.at][:2]
    places = [at for at in post.body if at in (post.first, post.mark.at - 1, *below)]
    for at in places[:3]:
        text = blocks[at].text
        name = line.signed(text)
        if post.authors or len(post.body) < 2 or not name:
            continue
        known = usual or line.has_by(text) or tops[text] > 1 or whole.count(text) > 1
        if known or _heads_headline(post.body, at, blocks):
            post.authors.append(name)
            role = [other for other in post.body if other == at + 1 and line.is_role(blocks[other].text)]
            post.take(at, *role)


def _heads_headline(body: Sequence[int], at: int, blocks: Sequence[Block]) -> bool:
    """Whether a headline follows, and prose after it."""
    following = [blocks[other].text for other in body if other > at][:2]
    if len(following) < 2 or not line.is_headline(following[0]) or line.is_name(following[0]):
        return False
    return line.is_prose(following[1])
