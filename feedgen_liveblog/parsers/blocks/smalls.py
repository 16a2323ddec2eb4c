"""The small lines of posts, put in their place: date headings, update notes, labels, buttons."""

from collections import Counter
from collections.abc import Sequence

from feedgen_liveblog import timeshape
from feedgen_liveblog.expressions import expression
from feedgen_liveblog.parsers.blocks import line, notes
from feedgen_liveblog.parsers.blocks.block import Block
from feedgen_liveblog.parsers.blocks.post import Cut

_NEAR = 3  # lines from a post's top or end
_SAID_AGAIN = ("clock", "datetime", "iso", "relative")
_PLAYED = expression(r"\d{1,3}\.(?: ?\+ ?\d{1,2}\.?)?")  # minute of play, in a column of its own
_BUTTON = 40  # characters of 'Share', 'Copy link to post'


def drop_times(posts: Sequence[Cut], blocks: Sequence[Block]) -> None:
    """Drop the line beside a time that says the same in another way: '5m ago' over '14.05', '(11:05 GMT)'."""
    for post in posts:
        beside = (post.mark.at - 1, post.mark.at + 1) if post.mark.how == "alone" else ()
        texts = {at: blocks[at].text for at in beside if at in post.body}
        post.take(
            *(
                at
                for at, text in texts.items()
                if timeshape.kind(text) in _SAID_AGAIN or _PLAYED.fullmatch(text)
            )
        )


def take_days(posts: Sequence[Cut], blocks: Sequence[Block]) -> None:
    """The date heading above posts, or the date line right under a time.

    A date over the first post alone says its day; the posts below may go back beyond midnight. One at the very
    end of a post is the next ones' heading, also where the post is but one line.
    """
    if not any(notes.is_day(blocks[at]) for post in posts for at in post.body):
        over = blocks[posts[0].first - 1] if posts[0].first else None
        if over and over.heading and notes.is_day(over):
            posts[0].day = over.text
        return
    above = reversed(blocks[max(posts[0].first - _NEAR, 0) : posts[0].first])
    day = next((block.text for block in above if notes.is_day(block)), None)
    for post in posts:
        days = [at for at in post.body if notes.is_day(blocks[at]) and _heads(post, at, blocks)]
        own = [at for at in days if at < post.mark.at or post.mark.at + 1 == at < post.body[-1]]
        post.take(*days)
        post.day = blocks[own[-1]].text if own else day
        day = blocks[days[-1]].text if days else day


def _heads(post: Cut, at: int, blocks: Sequence[Block]) -> bool:
    """Whether a date stands where a heading does: at the time of its own post, or below all that it tells.

    The date of an article that is recommended there stands below a name.
    """
    below = (blocks[n] for n in post.body if n > at)
    card = at - 1 in post.body and line.signed(blocks[at - 1].text) is not None
    return at <= post.mark.at + 1 or not (card or any(line.is_prose(block.text) for block in below))


def take_notes(post: Cut, blocks: Sequence[Block]) -> None:
    """Update notes and labels, near the top or the end, and the same time said in another way."""
    while post.body and timeshape.kind(blocks[post.body[-1]].text) == "relative":
        del post.body[-1]
    top = post.body[:_NEAR]
    for at in [*top, *post.body[-_NEAR:]]:
        text = blocks[at].text
        if notes.is_update(text):
            post.updated = text
            post.take(at)
        elif notes.is_label(text) and at in top:
            post.tags.append(text)
            post.take(at)


def drop_buttons(posts: Sequence[Cut], blocks: Sequence[Block]) -> None:
    """Drop buttons, and short lines that many posts share word for word; names and sentences stay."""
    lines: Counter[str] = Counter()
    for post in posts:
        lines.update({blocks[at].text for at in post.body if not blocks[at].caption})
    many = max(3, 0.4 * len(posts))
    often = (text for text, count in lines.items() if count >= many and 0 < len(text) <= _BUTTON)
    buttons = {
        text
        for text in often
        if not (line.is_name(text) or notes.ends_sentence(text) or timeshape.kind(text) == "date")
    }
    for post in posts:
        texts = {at: blocks[at].text for at in post.body}
        post.take(*(at for at, text in texts.items() if text in buttons or notes.is_button(text)))
