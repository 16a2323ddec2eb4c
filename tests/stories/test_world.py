"""A feed through four days of its story, by the real command: `python -m tests.stories` prints all of them."""

from pathlib import Path

import pytest

from tests.stories.newsroom import KINDS
from tests.stories.world import live_through

_SHORTLY = ("notice", "from", "dated")


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind in _SHORTLY])
def test_one_subscription_for_the_story(tmp_path: Path, kind: str):
    """Every post of each day is in the feed once and says which day's live blog it is from; nothing else is in it.

    One day closes and opens again, one day has no live blog, one has two; an article, other stories' live blogs
    and another site look as if they went on with it.
    """
    summary = live_through(kind, tmp_path)

    assert (summary.lost, summary.doubled, summary.foreign, summary.misplaced) == ([], [], [], [])
    assert (summary.problems, summary.changed, summary.elsewhere) == ([], [], 0)
    assert [url for _, url, _ in summary.hops] == summary.right
    assert summary.shown > 40
    assert summary.decoys["harbour-fire-live-next"].keys() == {"on another site"}
    assert "no live blog" in summary.decoys["what-we-know-about-the-harbour-fire-live"]
