"""Where the last post ends and the page goes on: nothing marks it, so it is judged by the posts before."""

from collections import Counter
from collections.abc import Sequence

from feedgen_liveblog.parsers.blocks import line, notes
from feedgen_liveblog.parsers.blocks.block import Block
from feedgen_liveblog.parsers.blocks.furniture import is_furniture

_SHORT = 60  # characters of a link or menu item
_FEW = 3  # so many short lines in a row are a list of links, if no other post has as many


def end_of_last(blocks: Sequence[Block], bodies: Sequence[Sequence[int]]) -> int:
    """The block after the last one of the last post, given the blocks of all posts.

    It ends at known furniture, at a short line that the page repeats (a menu item; the first lines may be
    repeated in a list of key events), or at a longer run of short lines than any post has.
    """
    *others, last = bodies
    if not last:
        return 0
    seen = Counter(block.text for block in blocks)
    known = {blocks[at].text for body in others for at in body}
    allowed = max((_longest_run(blocks, body) for body in others), default=0) + 1
    longest = max((len(body) for body in others), default=len(last))
    run, start = 0, last[0]
    for count, at in enumerate(last):
        block = blocks[at]
        repeated = count > 1 and _is_short(block) and seen[block.text] > 1 and len(block.text) > 3
        if (block.text not in known and (repeated or is_furniture(block.text))) or count > 3 * longest + 5:
            return start if run > 1 else at
        run = run + 1 if _is_short(block) else 0
        start = at if run == 1 else start
        if run > max(allowed, _FEW - 1):
            return start if start > last[0] else last[0] + 1
    return last[-1] + 1


def _longest_run(blocks: Sequence[Block], body: Sequence[int]) -> int:
    longest = run = 0
    for at in body:
        run = run + 1 if _is_short(blocks[at]) else 0
        longest = max(longest, run)
    return longest


def _is_short(block: Block) -> bool:
    if block.caption or not block.text or line.weight(block.text) > _SHORT:
        return False
    return not notes.ends_sentence(block.text)
