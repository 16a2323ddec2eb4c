"""The GitHub Actions example, run as GitHub would: its shell steps, in a new clone each time, with git on this machine.

Shows that what the feeds remember gets from one run to the next, that one bad blog keeps no feed from being
published, and that a run that cannot ask for the last one's work does not begin anew.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from end_to_end import FEEDS, blog, numbers
from obstore.store import LocalStore
from parts import BUILD, ROOT, python

EXAMPLE = ROOT / "examples" / "github-actions" / "feeds.yml"
PLACE = BUILD / "data" / "actions"
ORIGIN = PLACE / "origin.git"
STEPS = "import json, sys, yaml; print(json.dumps(yaml.safe_load(open(sys.argv[1]))['jobs']['run']['steps']))"


def git(*arguments: str | Path, folder: Path = PLACE) -> str:
    """Runs git; what it printed."""
    return subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout


def steps() -> list[dict[str, Any]]:
    """The steps of the example that are shell, except that the package is installed already."""
    commands = python("yaml", "pyyaml")
    read = subprocess.run([commands / "python", "-c", STEPS, EXAMPLE], check=True, capture_output=True)
    return [step for step in json.loads(read.stdout) if "run" in step and "pip install" not in step["run"]]


def run(number: int, **environment: str) -> tuple[bool, str, Path]:
    """One run of the workflow: whether it is green, what it printed, and the folder that it published."""
    clone = PLACE / f"run-{number}"
    git("clone", "--quiet", "--depth", "1", ORIGIN.as_uri(), clone)
    env = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "GITHUB_TOKEN": "token",
        "GITHUB_REPOSITORY": "you/feeds",
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.{ORIGIN.as_uri()}.insteadOf",
        "GIT_CONFIG_VALUE_0": "https://x-access-token:token@github.com/you/feeds",
        **environment,
    }
    outcome, printed = {}, ""
    for step in steps():
        if "if" in step and outcome.get("update") != "failure":
            continue
        done = subprocess.run(
            ["bash", "-e", "-c", step["run"]], cwd=clone, env=env, capture_output=True, text=True
        )
        printed += done.stdout + done.stderr
        outcome[step.get("id", step.get("name"))] = "failure" if done.returncode else "success"
        if done.returncode and not step.get("continue-on-error"):
            return False, printed, clone / "out"
    return True, printed, clone / "out"


def main() -> int:
    """Prints what each run does; raises AssertionError where it is not what the example's head promises."""
    shutil.rmtree(PLACE, ignore_errors=True)
    PLACE.mkdir(parents=True)
    git("init", "--quiet", "--bare", "--initial-branch", "main", ORIGIN)
    with blog() as page:
        git("clone", "--quiet", ORIGIN, PLACE / "yours")
        (PLACE / "yours" / "feeds.toml").write_text(FEEDS.format(url=page.url))
        git("add", ".", folder=PLACE / "yours")
        you = ("-c", "user.name=you", "-c", "user.email=you@mail.example")
        git(*you, "commit", "--quiet", "-m", "My feeds", folder=PLACE / "yours")
        git("push", "--quiet", "origin", "HEAD:main", folder=PLACE / "yours")
        for number, new in enumerate((30, 5, 25)):
            page.posts += new if number else 0
            time.sleep(11 if number else 0)  # until it is due
            green, printed, published = run(number)
            there = numbers(LocalStore(published))
            told = [line for line in printed.splitlines() if line.startswith(("harbour", "bad"))]
            print(f"run {number + 1}: {' | '.join(told)}; {len(there)} posts published, each once")
            assert f"harbour: {new} new" in printed and there == list(range(1, page.posts + 1)), there
            assert green != ("bad: failed" in printed), "a bad blog turns the run red, when all is published"
        before = git("rev-parse", "feeds", folder=ORIGIN)
        gone = f"url.{PLACE / 'nowhere'}.insteadOf"
        green, _, published = run(3, GIT_CONFIG_KEY_0=gone, GIT_CONFIG_VALUE_0=ORIGIN.as_uri())
        assert not green and not published.exists() and git("rev-parse", "feeds", folder=ORIGIN) == before
        print("a run that cannot reach the branch: red, and nothing is touched")
        assert git("rev-list", "--count", "feeds", folder=ORIGIN).strip() == "1"
        print("the branch `feeds` has one commit")
    return 0


if __name__ == "__main__":
    sys.exit(main())
