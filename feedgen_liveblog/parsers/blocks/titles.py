"""The headline of a post: beside the time, in bold after it, or the first line of the body; or none."""

from collections.abc import Sequence

from feedgen_liveblog.parsers.blocks import line
from feedgen_liveblog.parsers.blocks.block import Block
from feedgen_liveblog.parsers.blocks.post import Cut

_MOST = 0.75
_USUAL = 0.6
_LONGEST = 250
_ALONE = 120  # characters of a headline that may stand without a body
_UNUSUAL = 120  # and of one in a series where most posts have none


def take(posts: Sequence[Cut], blocks: Sequence[Block]) -> None:
    """Find the headlines; what stands beside a time and is none begins the body."""
    _take_rests(posts, blocks)
    able = [post for post in posts if not post.title and _has_more(post)]
    headed = sum(line.is_headline(blocks[post.body[0]].text) for post in able if blocks[post.body[0]].text)
    most = 200 if headed >= _USUAL * len(able) else _UNUSUAL
    for post in able:
        block = blocks[post.body[0]]
        if block.caption or not block.text:
            continue
        if (block.heading and len(block.text) <= _LONGEST) or line.is_headline(block.text, at_most=most):
            post.title = block.text.strip("+ ") if block.text.startswith("++") else block.text
            del post.body[0]


def _has_more(post: Cut) -> bool:
    """Whether a text is left without the first line; what stands beside the time is one, and a headline above it."""
    return bool(post.body) and post.body[0] < post.mark.at if post.rest else len(post.body) > 1


def _take_rests(posts: Sequence[Cut], blocks: Sequence[Block]) -> None:
    told = [post for post in posts if post.beside]
    headlines = [line.is_headline(post.beside, at_most=_LONGEST) for post in told]
    bold = [_bold(post, blocks) for post in told]
    usual = sum(headline and any(post.tells(blocks)) for post, headline in zip(told, headlines, strict=True))
    for post, headline, strong in zip(told, headlines, bold, strict=True):
        rest, has_body = post.beside, any(post.tells(blocks))
        able = headline and (post.body or len(rest) <= _ALONE)
        if post.mark.titled or (post.mark.strong and able):
            post.title = rest
        elif strong and sum(map(bool, bold)) >= _MOST * len(told):
            post.title, post.rest = strong, True
            post.offset = blocks[post.mark.at].text.find(strong) + len(strong)
        elif headline and has_body and usual >= _USUAL * len(told):
            post.title = rest
        else:
            post.rest, post.offset = True, post.mark.offset


def _bold(post: Cut, blocks: Sequence[Block]) -> str:
    """The headline of '<b>14.05 Headline.</b> Text': the bold text that goes on after the time."""
    bold = blocks[post.mark.at].bold[post.mark.offset :].strip(" :–—-|+")
    return bold if 8 <= len(bold) <= _LONGEST and len(bold) < len(post.beside) else ""
