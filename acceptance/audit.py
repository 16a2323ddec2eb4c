"""Asks whether what dev.lock pins has known vulnerabilities (pip-audit, which asks the package index).

    python acceptance/audit.py

Exits 1 if there is one. Where the data cannot be reached it says so in one line, and that is no failure.
"""

import json
import subprocess
import sys
from pathlib import Path

from tools import PYTHON, Missing, python

LOCK = Path(__file__).resolve().parent.parent / "dev.lock"
_PATIENCE = 120  # seconds for all of it
_ASK = (
    "--requirement",
    str(LOCK),
    "--disable-pip",
    "--require-hashes",
    "--format",
    "json",
    "--timeout",
    "10",
)


def main() -> int:
    try:
        python("pip-audit>=2.7")
        done = subprocess.run(
            [str(PYTHON), "-m", "pip_audit", "--progress-spinner", "off", *_ASK],
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
        )
        found = json.loads(done.stdout)["dependencies"]
    except (Missing, subprocess.TimeoutExpired, ValueError) as error:
        print(f"not audited: the data on vulnerabilities cannot be had here ({str(error)[:100]})")
        return 0
    asked = [each for each in found if "skip_reason" not in each]
    if not asked:
        print(f"not audited: the index has no data on vulnerabilities here, of none of {len(found)} packages")
        return 0
    bad = [each for each in asked if each["vulns"]]
    for each in bad:
        print(f"{each['name']} {each['version']}: {', '.join(one['id'] for one in each['vulns'])}")
    print(f"{len(asked)} of {len(found)} locked packages audited, {len(bad)} with known vulnerabilities")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
