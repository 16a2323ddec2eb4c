"""The simulator of tests/simulator against SeaweedFS: a blog that misbehaves, runs killed and runs at once.

python acceptance/cloud/simulator.py [--seeds 2 --steps 60]
"""

import os
import subprocess
import sys

from parts import ROOT
from stores import make_bucket, seaweedfs


def main(arguments: list[str]) -> int:
    """Prints the simulator's summary; 1 if anything was lost, doubled or wrong."""
    with seaweedfs() as (url, environment):
        os.environ.update(environment)
        make_bucket(url)
        command = [sys.executable, "-m", "tests.simulator", "--store", url]
        return subprocess.run(
            [*command, *(arguments or ["--seeds", "2", "--steps", "60"])], cwd=ROOT
        ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
