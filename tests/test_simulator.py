"""A short run of the simulator; the long one is `python -m tests.simulator --seeds 20 --steps 300`."""

import random
from pathlib import Path

import pytest

from tests.simulator.simulation import Simulation
from tests.simulator.world import worlds


@pytest.mark.parametrize("seed", [101, 102])
def test_nothing_is_lost_or_doubled_in_a_world_that_misbehaves(tmp_path: Path, seed: int):
    """Faults, kills and overlapping runs: every post that was shown is in the feed once, as it was shown."""
    world = next(worlds(random.Random(seed)))

    summary = Simulation(seed, world, tmp_path, fresh=0.05).run(60)

    assert (summary.lost, summary.wrong, summary.problems) == ([], [], [])
    assert summary.shown > 40
    assert summary.kills > 3
    assert summary.overlaps > 3
