"""The function's zip reads all golden pages and dates by itself: nothing that it needs was left out of it.

The tests run on what is unpacked from the zip that `packaging/build.py` makes for this Python and processor.
"""

import os
import shutil
import subprocess
import sys

from parts import BUILD, ROOT, python, unpacked

TESTS = [f"tests/{name}.py" for name in ("test_golden", "test_dates", "test_handler", "stories/test_leads")]
FACES = ("cli", "commands", "serving", "watch")  # of the package, and not of the function


def main() -> int:
    """pytest's status; 1 if something came from elsewhere than the zip."""
    folder, tools = unpacked(), python("pytest", "pytest", "hypothesis", "time-machine", "trustme")
    place = BUILD / "whole"
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(ROOT / "tests", place / "tests", ignore=shutil.ignore_patterns("__pycache__"))
    # In CI, as Hypothesis has it, a test does not fail for being slow.
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1", "CI": "true"}
    where = (  # all modules that are there find all that they import
        "import feedgen_liveblog as ours, lxml, obstore, importlib, pkgutil\n"
        "for each in pkgutil.walk_packages(ours.__path__, 'feedgen_liveblog.'): importlib.import_module(each.name)\n"
        "print(ours.__file__, lxml.__file__, obstore.__file__)"
    )
    asked = subprocess.run(
        [tools / "python", "-c", where],
        env=environment,
        cwd=place,
        check=True,
        capture_output=True,
        text=True,
    )
    files = asked.stdout.split()
    if not all(file.startswith(str(folder)) for file in files):
        print(f"not from the zip: {files}")
        return 1
    there = [face for face in FACES if list((folder / "feedgen_liveblog").glob(f"{face}*"))]
    print(f"from the zip alone{f', which has {there} for nothing' if there else ''}:", flush=True)
    command = [tools / "python", "-m", "pytest", "-q", "-p", "no:cacheprovider", *TESTS]
    return subprocess.run(command, env=environment, cwd=place).returncode or bool(there)


if __name__ == "__main__":
    sys.exit(main())
