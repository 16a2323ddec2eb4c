"""Where the last post ends and the page goes on: nothing marks it, so it is judged by the posts before."""

from collections import Counter
from collections.abc import Sequence

from feedgen_liveblog.parsers.blocks import line, notes
from feedgen_liveblog.parsers.blocks.block import Block
from feedgen_liveblog.parsers.blocks.furniture import is_furniture

_SHORT = 60  # characters of a link or menu item
_FEW = 2  # more short lines in a row are a list of links, if no other post has as many
_SOME = 0.1  # of the posts


def end_of_last(blocks: Sequence[Block], bodies: Sequence[Sequence[int]]) -> int:
    """The block after the last one of the last post, given the blocks of all posts.

    It ends at known furniture, at a short line that the page repeats (a menu item; the first lines may be
    repeated in a list of key events), or at a longer run of short lines than any post has below its prose.
    """
    *others, last = bodies
    if not last:
        return 0
    seen = Counter(block.text for block in blocks)
    known = {blocks[at].text for body in others for at in body}
    allowed = max((_longest_run(blocks, body) for body in others), default=0)
    longest = max((len(body) for body in others), default=len(last))
    run, start, end = 0, last[0], last[0]
    for count, at in enumerate(last):
        block = blocks[at]
        repeated = count > 1 and _is_short(block) and seen[block.text] > 1 and len(block.text) > 3
        furniture = block.text not in known and (repeated or is_furniture(block.text))
        if furniture or run > max(allowed, _FEW) or count > 3 * longest + 5:
            end = start if run > 1 and start > last[0] else end
            break
        run = run + 1 if _is_short(block) else 0
        start = at if run == 1 else start
        end = at + 1
    return _without_short_end(blocks, bodies, [at for at in last if at < end]) if end > last[0] else last[0]


def _without_short_end(blocks: Sequence[Block], bodies: Sequence[Sequence[int]], last: Sequence[int]) -> int:
    """The end of a post without the short lines at its end, if the others end in prose or a picture."""
    *others, _ = bodies
    ends = [blocks[_last_line(blocks, body)] for body in others if body]
    kept = list(last)
    signed = sum(line.is_name(blocks[body[-1]].text) for body in others if body)
    if 2 * signed > len(others):  # a name closes the last post, too
        names = [at for at in kept[1:] if line.is_name(blocks[at].text)]
        return names[0] + 1 if names else kept[-1] + 1
    if sum(map(_is_short, ends)) <= _SOME * len(ends):
        while len(kept) > 1 and _is_short(blocks[kept[-1]]) and any(not _is_short(blocks[at]) for at in kept):
            kept.pop()
    return kept[-1] + 1


def _last_line(blocks: Sequence[Block], body: Sequence[int]) -> int:
    return next((at for at in reversed(body) if not _is_note(blocks[at])), body[-1])


def _is_note(block: Block) -> bool:
    return notes.is_day(block) or notes.is_update(block.text) or line.is_name(block.text)


def _longest_run(blocks: Sequence[Block], body: Sequence[int]) -> int:
    """The most short lines in a row, those above the prose (headline, author) apart."""
    longest = run = 0
    told = False
    for at in body:
        told = told or line.is_prose(blocks[at].text)
        run = run + 1 if told and _is_short(blocks[at]) else 0
        longest = max(longest, run)
    return longest


def _is_short(block: Block) -> bool:
    if block.caption or not block.text or line.weight(block.text) > _SHORT:
        return False
    return not notes.ends_sentence(block.text)
