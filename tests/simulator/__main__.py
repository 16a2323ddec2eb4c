"""`python -m tests.simulator --seeds 20 --steps 300`: many worlds, and a summary of what was lost: nothing."""

import argparse
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import partial
from multiprocessing import get_context

from tests.simulator.simulation import simulate


def main() -> int:
    """Runs the worlds and prints the summary; 1 if anything was lost, doubled or wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--first", type=int, default=1, help="the first seed")
    parser.add_argument("--steps", type=int, default=300)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument(
        "--fresh", type=float, default=0.05, help="share of runs in an interpreter of their own"
    )
    parser.add_argument("--store", metavar="URL", help="write to this object store instead of a folder")
    parser.add_argument("-v", "--verbose", action="store_true")
    args = parser.parse_args()
    started = time.monotonic()

    total: Counter[str] = Counter()
    faults: Counter[str] = Counter()
    accidents: Counter[str] = Counter()
    columns = (("seed", 4), ("runs", 5), ("kills", 5), ("pairs", 5), ("shown", 5), ("edits", 5), ("gone", 9))
    columns += (("lost", 4), ("wrong", 5), ("problems", 8))
    print(" ".join(f"{name:>{width}}" for name, width in columns) + "  world")
    store = f"{args.store.rstrip('/')}/{started:.0f}-" if args.store else ""
    one = partial(simulate, steps=args.steps, fresh=args.fresh, store=store)
    # In processes: multiprocessing, which starts the commands, does not bear to be used from two threads.
    with ProcessPoolExecutor(args.jobs, mp_context=get_context("spawn")) as pool:
        for future in as_completed([pool.submit(one, args.first + number) for number in range(args.seeds)]):
            each = future.result()
            gone = f"{each.noticed} of {each.deletions}"
            values = (each.seed, each.runs, each.kills, each.overlaps, each.shown, each.edits, gone)
            values += (len(each.lost), len(each.wrong), len(each.problems))
            cells = zip(values, columns, strict=True)
            line = " ".join(f"{value:>{width}}" for value, (_, width) in cells)
            print(f"{line}  {each.layout}", flush=True)
            for name in ("steps", "runs", "kills", "overlaps", "shown", "edits", "deletions", "noticed"):
                total[name] += getattr(each, name)
            for name in ("lost", "wrong", "problems", "trails"):
                found = getattr(each, name)
                total[name] += len(found) * (name != "trails")
                shown = found if args.verbose else [] if name == "trails" else found[:5]
                for line in shown:
                    print(f"       {name}: {line}")
            faults += each.faults
            accidents += each.accidents
    print("\nfaults: " + ", ".join(f"{name} {count}" for name, count in sorted(faults.items())))
    print("accidents: " + ", ".join(f"{name} {count}" for name, count in sorted(accidents.items())))
    print("total: " + ", ".join(f"{count} {name}" for name, count in total.items()))
    print(f"in {time.monotonic() - started:.0f} s")
    return 1 if total["lost"] or total["wrong"] or total["problems"] else 0


if __name__ == "__main__":
    sys.exit(main())
