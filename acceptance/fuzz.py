"""Fuzzes all that the program reads from strangers, guided by coverage (atheris, which is libFuzzer).

    python acceptance/fuzz.py [--seconds N | --runs N] [--only TARGET ...]

Each target (fuzz_targets.py) runs in a process of its own, from the golden cases on, for N seconds, or N times by the
same dice each time; what it finds is kept under build/acceptance/fuzz for the next run. An exception that is no
LiveblogError, a hang of 20 s, or more than 2 GB of memory is a crash: its input is kept and named. Prints runs and
coverage; exits 1 if there was a crash.
"""

import argparse
import hashlib
import importlib
import os
import re
import subprocess
import sys
import traceback
from pathlib import Path

from tools import BUILD, Missing, python

FOLDER = BUILD / "fuzz"
HERE = Path(__file__).resolve().parent
_LINE = re.compile(rb"#(\d+)\s+\w+\s+cov: (\d+) ft: (\d+)")
_HANG, _MEMORY = 20, 2048


def child(name: str, seconds: int, runs: int) -> None:
    """Fuzzes one target in this process; never returns."""
    import atheris

    with atheris.instrument_imports(include=["feedgen_liveblog"]):
        target = importlib.import_module("fuzz_targets").TARGETS[name]
    corpus = FOLDER / name.replace(" ", "-")
    crashes = corpus / "crashes"
    seeds = corpus / "seeds"
    for folder in (crashes, seeds, corpus / "found"):
        folder.mkdir(parents=True, exist_ok=True)
    for old in crashes.iterdir():  # what once crashed is tried again, and is a crash only if it still does
        if old.suffix == ".txt":
            old.unlink()
        else:
            old.rename(corpus / "found" / old.name)
    for seed in target.seeds():
        (seeds / hashlib.sha256(seed).hexdigest()[:16]).write_bytes(seed)

    def one(data: bytes) -> None:
        try:
            target.run(data)
        except Exception as error:  # noqa: BLE001
            _keep(crashes, data, error)

    end = [f"-runs={runs}", "-seed=1"] if runs else [f"-max_total_time={seconds}"]
    arguments = [
        name, *end, f"-timeout={_HANG}", f"-rss_limit_mb={_MEMORY}",
        f"-max_len={target.largest}", f"-artifact_prefix={crashes}/", str(corpus / "found"), str(seeds),
    ]  # fmt: skip
    atheris.Setup(arguments, one)
    atheris.Fuzz()


def _keep(crashes: Path, data: bytes, error: Exception) -> None:
    """Writes the first input that fails in a place, and why, and goes on: there may be more."""
    frames = [
        each for each in traceback.extract_tb(error.__traceback__) if "feedgen_liveblog" in each.filename
    ]
    place = f"{Path(frames[-1].filename).stem}-{frames[-1].lineno}" if frames else "check"
    name = f"{type(error).__name__}-{place}"
    if not (crashes / name).exists():
        (crashes / name).write_bytes(data)
        (crashes / f"{name}.txt").write_text("".join(traceback.format_exception(error)))


def fuzz(name: str, seconds: int, runs: int, site: str) -> tuple[str, str, str, list[str]]:
    """Runs, branches and features covered, and the crashes, of one target."""
    crashes = FOLDER / name.replace(" ", "-") / "crashes"
    command = [str(BUILD / "python" / "bin" / "python"), __file__, "--child", name]
    command += ["--seconds", str(seconds), "--runs", str(runs)]
    done = subprocess.run(
        command,
        env=os.environ | {"PYTHONPATH": os.pathsep.join((site, str(HERE.parent)))},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=seconds + 900,
    )
    lines = _LINE.findall(done.stdout)
    if not lines:
        raise SystemExit(f"{name}: {done.stdout.decode(errors='replace')[-2000:]}")
    count, branches, features = (each.decode() for each in lines[-1])
    found = sorted(each.name for each in crashes.iterdir() if each.suffix != ".txt")
    return count, branches, features, found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=int, default=20, help="for each target (default 20)")
    parser.add_argument(
        "--runs", type=int, default=0, help="so many of each instead, the same ones each time"
    )
    parser.add_argument("--only", nargs="+", metavar="TARGET")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.child:
        child(args.child, args.seconds, args.runs)
    try:
        python("atheris")
    except Missing as error:
        print(f"not fuzzed: atheris cannot be had here: {error}")
        return 0
    import fuzz_targets
    import lxml

    site = str(Path(lxml.__file__).parent.parent)  # our dependencies, for an interpreter of the same version
    crashed = 0
    print(f"{'target':15}{'runs':>9}{'branches':>10}{'features':>10}  crashes")
    for name in args.only or fuzz_targets.TARGETS:
        count, branches, features, found = fuzz(name, args.seconds, args.runs, site)
        print(f"{name:15}{count:>9}{branches:>10}{features:>10}  {', '.join(found) or 'none'}", flush=True)
        crashed += len(found)
    return 1 if crashed else 0


if __name__ == "__main__":
    sys.exit(main())
