"""Builds the function's zip for one architecture, the same bytes from the same inputs, and prints size and hash.

The versions are those of constraints.txt; `make package` builds both. Where an interpreter of the runtime's version
is at hand, the zip holds bytecode too, for a function cannot keep what it compiles: a first run is then far shorter.
"""

import argparse
import hashlib
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
PLATFORMS = {"arm64": "aarch64-manylinux_2_28", "x86_64": "x86_64-manylinux_2_28"}
PYTHON = "3.13"
LIMIT = 13_000_000  # bytes; a promise to whoever deploys
_BINARIES = ("lxml", "obstore", "nh3", "pyjson5", "charset-normalizer")  # feedgen is on PyPI as a source only
_EPOCH = (1980, 1, 1, 0, 0, 0)
# What the function never imports, or a platform's runtime has: terminal tables, package tools, tests, stubs.
_LEFT_OUT = ("rich", "pygments", "markdown_it", "mdurl", "pip", "setuptools", "bin")
# Parts that nothing here imports, our own faces among them, and pytz's copy of the zones, for dateparser asks it for
# UTC alone. acceptance/cloud/whole.py holds that what is left reads every golden page.
_PARTS = (
    "feedgen_liveblog/__main__",
    "feedgen_liveblog/cli",
    "feedgen_liveblog/commands/",
    "feedgen_liveblog/serving/",
    "feedgen_liveblog/watch",
    "pytz/zoneinfo/",
    "dateparser_cli/",
    "dateparser_scripts/",
    "lxml/objectify",
    "lxml/isoschematron",
    "lxml/includes",
    "lxml/sax",
    "lxml/html/diff",
    "lxml/html/_diff",
)
_COMPILED = "feedgen_liveblog"  # bytecode of the libraries too would be too large
_VERSION = "import sys; print('%d.%d' % sys.version_info[:2])"
_SUFFIXES = (".pyi", ".pyx", ".pxd", ".pxi", ".h", ".c")


def build(arch: str, python: str, target: Path) -> Path:
    """Installs the locked dependencies and the package for the architecture, and zips them."""
    folder = target.with_suffix("")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    constraints = str(ROOT / "packaging" / "constraints.txt")
    subprocess.run(
        [
            *(sys.executable, "-m", "uv", "pip", "install", "--quiet", "--no-compile-bytecode"),
            *("--target", str(folder), "--python-platform", PLATFORMS[arch], "--python-version", python),
            *(option for name in _BINARIES for option in ("--only-binary", name)),
            *("--constraint", constraints, "--refresh-package", "feedgen-liveblog", f"{ROOT}[cloud]"),
        ],
        check=True,
    )
    for path in folder.rglob("*"):
        if path.is_file() and not _wanted(path.relative_to(folder)):
            path.unlink()
    _compile(folder, python)
    return _zip(folder, target)


def _compile(folder: Path, python: str) -> None:
    """Bytecode that says nothing of the time or place of its making (PEP 552)."""
    interpreter = shutil.which(f"python{python}") or ""
    asked = subprocess.run([interpreter or sys.executable, "-c", _VERSION], capture_output=True, text=True)
    if asked.stdout.strip() != python:  # none there, or a version manager's stub
        print(f"without bytecode, for there is no python{python} here", file=sys.stderr)
        return
    options = ("-q", "-s", str(folder), "--invalidation-mode", "unchecked-hash")
    subprocess.run(
        [interpreter or sys.executable, "-m", "compileall", *options, str(folder / _COMPILED)], check=True
    )


def _zip(folder: Path, target: Path) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in files:
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), _EPOCH)
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes())
    return target


def _wanted(path: Path) -> bool:
    """Metadata stays only where something reads it: the package's own entry points."""
    top = path.parts[0]
    if top in _LEFT_OUT or (top.endswith(".dist-info") and not top.startswith("feedgen_liveblog")):
        return False
    if path.name in ("RECORD", "direct_url.json", "INSTALLER", "REQUESTED", "uv_cache.json", "uv_build.json"):
        return False  # they name the machine that built
    if path.as_posix().startswith(_PARTS):
        return False
    return path.suffix not in _SUFFIXES and "tests" not in path.parts


def main() -> int:
    """Builds and prints; returns 1 if a zip is too large."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("arch", nargs="*", help="arm64, x86_64; default: both")
    parser.add_argument(
        "--python", default=PYTHON, metavar="3.N", help=f"the runtime's version (default {PYTHON})"
    )
    args = parser.parse_args()
    largest = 0
    for arch in args.arch or PLATFORMS:
        other = "" if args.python == PYTHON else f"-py{args.python}"
        path = build(arch, args.python, ROOT / "build" / f"function-{arch}{other}.zip")
        data = path.read_bytes()
        largest = max(largest, len(data))
        print(
            f"{path.relative_to(ROOT)}  {len(data) / 1e6:.2f} MB  sha256 {hashlib.sha256(data).hexdigest()}"
        )
    if largest > LIMIT:
        print(f"larger than {LIMIT / 1e6:.0f} MB", file=sys.stderr)
    return 1 if largest > LIMIT else 0


if __name__ == "__main__":
    sys.exit(main())
