"""The blocks of a post sorted by what they are: headline, author, label, update note, body."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from feedgen_liveblog import timeshape
from feedgen_liveblog.parsers.blocks import line
from feedgen_liveblog.parsers.blocks.block import Block, Source
from feedgen_liveblog.parsers.blocks.marks import Mark, is_day, is_update
from feedgen_liveblog.parsers.blocks.spans import spans
from feedgen_liveblog.parsers.blocks.tail import end_of_last

_MOST = 0.75
_TOP = 3  # author, label and update note are within so many lines of a post's top or end
_CHROME = 40  # characters of a button: 'Share', 'Copy link to post'


@dataclass(slots=True)
class Cut:
    """One post, from block `first` on; `rest` says that the body begins in the mark's own block."""

    mark: Mark
    first: int
    body: list[int]
    title: str | None = None
    authors: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    updated: str | None = None
    day: str | None = None
    rest: bool = False


def cut(source: Source, marks: Sequence[Mark], until: int | None) -> list[Cut]:
    """The posts of which these marks show the times, in page order; none goes on to block `until`."""
    blocks = source.blocks
    posts = [
        Cut(mark, low, [at for at in range(low, high) if at != mark.at])
        for mark, (low, high) in zip(marks, spans(source, marks), strict=True)
    ]
    posts[-1].body = [at for at in posts[-1].body if until is None or at < until]
    _end_last(posts, blocks)
    _take_days(posts, blocks)
    for post in posts:
        _take_notes(post, blocks)
    _drop_buttons(posts, blocks)
    _take_authors(posts, blocks)
    _take_rests(posts, blocks)
    _take_titles(posts, blocks)
    for post in posts:
        above = [at for at in post.body if at < post.mark.at and blocks[at].text and not blocks[at].caption]
        if len(above) < sum(bool(blocks[at].text) for at in post.body):
            # A label or category above the time is nothing of the post's own.
            post.body = [at for at in post.body if at not in above]
    return posts


def _end_last(posts: Sequence[Cut], blocks: Sequence[Block]) -> None:
    """Cut the page's furniture off the last post: after the line that closes all others, or by its looks."""
    *others, last = posts
    if not last.body or last.body[-1] < last.mark.at:
        return
    closed = [post for post in others if post.body and _closes(blocks[post.body[-1]])]
    end = next((n for n, at in enumerate(last.body, 1) if _closes(blocks[at])), None)
    if end is not None and len(closed) >= _MOST * len(others):
        last.body = last.body[:end]
    else:
        stop = end_of_last(blocks, [post.body for post in posts])
        last.body = [at for at in last.body if at < stop]


def _closes(block: Block) -> bool:
    """Whether a line ends a post: an update note, or a name with a date."""
    return is_update(block.text) or _byline(block) is not None


def _byline(block: Block) -> str | None:
    """The name in a line of a name and a date: 'Alex Croft2 November 2024 16:20'."""
    found = timeshape.trailing(block.text) if len(block.text) <= 100 else None
    return found[0] if found and line.is_name(found[0]) else None


def _take_days(posts: Sequence[Cut], blocks: Sequence[Block]) -> None:
    """The date heading above a post, or the date line right under its time."""
    if not any(is_day(blocks[at]) for post in posts for at in post.body):
        return  # a date over the first post alone is the page's, and the posts may go back beyond midnight
    above = reversed(blocks[max(posts[0].first - 3, 0) : posts[0].first])
    day = next((block.text for block in above if is_day(block)), None)
    for post in posts:
        days = [at for at in post.body if is_day(blocks[at])]
        post.body = [at for at in post.body if at not in days]
        own = [at for at in days if at < post.mark.at or at == post.mark.at + 1]
        post.day = day = blocks[own[-1]].text if own else day
        day = blocks[days[-1]].text if days else day


def _take_notes(post: Cut, blocks: Sequence[Block]) -> None:
    """Update notes and labels, near the top or the end, and the same time said in another way."""
    while post.body and timeshape.kind(blocks[post.body[-1]].text) == "relative":
        del post.body[-1]
    for at in [*post.body[:_TOP], *post.body[-_TOP:]]:
        text = blocks[at].text
        if is_update(text):
            post.updated = text
        elif line.is_label(text) and at in post.body[:_TOP]:
            post.tags.append(text)
        else:
            continue
        post.body = [other for other in post.body if other != at]


def _drop_buttons(posts: Sequence[Cut], blocks: Sequence[Block]) -> None:
    """Short lines that many posts share word for word: 'Share', 'Copy link'; names stay."""
    lines = Counter(
        text for post in posts for text in {blocks[at].text for at in post.body if not blocks[at].caption}
    )
    most = max(3, 0.4 * len(posts))
    often = (text for text, n in lines.items() if n >= most and len(text) <= _CHROME)
    buttons = {text for text in often if not line.is_name(text)}
    for post in posts:
        post.body = [at for at in post.body if blocks[at].text not in buttons or not blocks[at].text]


def _take_authors(posts: Sequence[Cut], blocks: Sequence[Block]) -> None:
    """Names glued to the time, in a line of their own at the top, or with a date at the end."""
    rests = [post.mark.rest for post in posts if post.mark.rest]
    glued = sum(line.is_name(rest) or line.is_label(rest) for rest in rests) >= _MOST * max(len(rests), 1)
    tops = Counter(blocks[post.body[0]].text for post in posts if post.body)
    ends = [post for post in posts if len(post.body) > 1 and line.is_name(blocks[post.body[-1]].text)]
    for post in posts:
        if glued and post.mark.rest:
            taken = post.tags if line.is_label(post.mark.rest) else post.authors
            taken.append(line.without_by(post.mark.rest))
        _take_byline(post, blocks)
        if post in ends and not post.authors and len(ends) >= _MOST * len(posts):
            post.authors.append(line.without_by(blocks[post.body.pop()].text))
        for at in [at for at in post.body if at - post.mark.at in (-1, 1, 2) or at == post.first][:3]:
            text = blocks[at].text
            if post.authors or len(post.body) < 2 or not line.is_name(text):
                continue
            if _is_author(text, tops, blocks) or _heads_headline(post.body, at, blocks):
                post.authors.append(line.without_by(text))
                post.body.remove(at)


def _is_author(text: str, tops: Counter[str], blocks: Sequence[Block]) -> bool:
    """A name, said to be an author's, or at the top of another post, or elsewhere in the page's text."""
    return line.has_by(text) or tops[text] > 1 or sum(text in block.text for block in blocks) > 1


def _take_byline(post: Cut, blocks: Sequence[Block]) -> None:
    """The name and date that close a post, in one line or two."""
    *_, name, last = [0, 0, *(at for at in post.body if at > post.mark.at)]
    if last and (found := _byline(blocks[last])):
        post.authors.append(line.without_by(found))
        post.body.remove(last)
    elif (
        name and line.is_name(blocks[name].text) and timeshape.kind(blocks[last].text) in ("datetime", "iso")
    ):
        post.authors.append(line.without_by(blocks[name].text))
        post.body = [at for at in post.body if at not in (name, last)]


def _heads_headline(body: Sequence[int], at: int, blocks: Sequence[Block]) -> bool:
    """Whether a headline follows, and prose after it."""
    following = [blocks[other] for other in body if other > at][:2]
    if len(following) < 2 or not line.is_headline(following[0].text) or line.is_name(following[0].text):
        return False
    return line.is_prose(following[1].text)


def _take_rests(posts: Sequence[Cut], blocks: Sequence[Block]) -> None:
    """The rest of the mark's block is the headline where posts have a body besides, else the body begins."""
    told = [post for post in posts if post.mark.rest and not (post.authors or post.tags)]
    titled = [
        post for post in told if line.is_headline(post.mark.rest, at_most=250) and _has_body(post, blocks)
    ]
    usual = len(titled) >= 0.6 * max(len(told), 1)
    bolds = sum(bool(_bold_title(post, blocks)) for post in told)
    for post in told:
        bold = _bold_title(post, blocks)
        able = line.is_headline(post.mark.rest, at_most=250) and (post.body or len(post.mark.rest) <= 120)
        if post.mark.how == "trailing" or post.mark.titled or (post.mark.strong and able):
            post.title = post.mark.rest
        elif bold and bolds >= _MOST * len(told):
            post.title, post.rest = bold, True
            post.mark = replace(post.mark, offset=blocks[post.mark.at].text.find(bold) + len(bold))
        elif usual and post in titled:
            post.title = post.mark.rest
        else:
            post.rest = True


def _bold_title(post: Cut, blocks: Sequence[Block]) -> str:
    """The headline of '<b>14.05 Headline.</b> Text': the bold text that goes on after the time."""
    bold = blocks[post.mark.at].bold[post.mark.offset :].strip(" :–—-|+")
    return bold if 8 <= len(bold) <= 250 and len(bold) < len(post.mark.rest) else ""


def _has_body(post: Cut, blocks: Sequence[Block]) -> bool:
    return any(_tells(blocks[at]) for at in post.body)


def _take_titles(posts: Sequence[Cut], blocks: Sequence[Block]) -> None:
    """The first line of a post, if it is a heading, or looks like a headline and posts usually have one."""
    able = [post for post in posts if not post.title and not post.rest and len(post.body) > 1]
    headed = [post for post in able if line.is_headline(blocks[post.body[0]].text)]
    usual = len(headed) >= 0.6 * max(len(able), 1)
    for post in able:
        block = blocks[post.body[0]]
        if block.caption or not block.text:
            continue
        most = 200 if usual else 120
        if (block.heading and len(block.text) <= 250) or line.is_headline(block.text, at_most=most):
            post.title = block.text
            del post.body[0]


def is_list(posts: Sequence[Cut], blocks: Sequence[Block]) -> bool:
    """Whether this is a list of articles rather: headline and one short sentence each, and nothing surer."""
    told = [[blocks[at].text for at in post.body if _tells(blocks[at])] for post in posts]
    short = sum(len(text) for texts in told for text in texts) < 160 * len(posts)
    return (
        short
        and all(len(texts) <= 1 for texts in told)
        and all(post.title and not post.mark.strong for post in posts)
    )


def _tells(block: Block) -> bool:
    return not block.caption and line.is_prose(block.text)
