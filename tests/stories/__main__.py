"""`python -m tests.stories`: the story followed by each kind of evidence, and what became of its posts."""

import sys
import tempfile
import time
from pathlib import Path

from tests.stories.newsroom import KINDS
from tests.stories.world import live_through


def main() -> int:
    """Runs the worlds and prints the summary; 1 if anything was lost, doubled or from elsewhere."""
    bad = 0
    print(
        "evidence  runs requests shown in-feed lost doubled foreign misplaced new-ids hops off-site problems  seconds"
    )
    for kind in sys.argv[1:] or KINDS:
        began = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            one = live_through(kind, Path(folder))
        lists = (one.lost, one.doubled, one.foreign, one.misplaced, one.changed)
        counts = " ".join(f"{len(each):>{width}}" for each, width in zip(lists, (4, 7, 7, 9, 7), strict=True))
        right = sum(url in one.right for _, url, _ in one.hops)
        print(
            f"{kind:<8} {one.runs:>5} {one.requests:>8} {one.shown:>5} {one.entries:>7} {counts} "
            f"{right}/{len(one.right)} {one.elsewhere:>8} {len(one.problems):>8} {time.monotonic() - began:>8.1f}"
        )
        for when, url, why in one.hops:
            print(f"    {when} {'->' if url in one.right else 'WRONG'} {url.partition('/harbour')[2]}: {why}")
        for name, reasons in sorted(one.decoys.items()):
            print(
                f"    refused {name}: " + "; ".join(f"{why} ({n} times)" for why, n in reasons.most_common(3))
            )
        for line in (*one.problems, *one.lost, *one.doubled, *one.foreign, *one.misplaced, *one.changed):
            print(f"    ! {line}")
        bad += sum(map(len, lists)) + len(one.problems) + one.elsewhere + (len(one.hops) != len(one.right))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
