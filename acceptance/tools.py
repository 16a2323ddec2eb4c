"""Getting the readers: Debian packages, and a Python environment and a Node folder of their own."""

import functools
import os
import shutil
import subprocess
import sys
from pathlib import Path

BUILD = Path(__file__).resolve().parent.parent / "build" / "acceptance"
PYTHON = BUILD / "python" / "bin" / "python"
NODE = BUILD / "node"
_PATIENT = "-oDPkg::Lock::Timeout=300"  # another installation may be under way


class Missing(Exception):
    """A reader cannot be had here; says why."""


def debian(*packages: str, commands: tuple[str, ...]) -> None:
    """Installs Debian packages unless their commands are there. Raises Missing."""
    if all(map(shutil.which, commands)):
        return
    _updated()
    _install(["apt-get", "install", "-y", "-qq", "--no-install-recommends", _PATIENT, *packages])
    if absent := [command for command in commands if not shutil.which(command)]:
        raise Missing(f"{', '.join(packages)} gave no {', '.join(absent)}")


@functools.cache
def environment(name: str, *packages: str) -> Path:
    """The Python of an environment of its own that has these packages. Raises Missing."""
    path = BUILD / name / "bin" / "python"
    if not path.exists():
        _install([sys.executable, "-m", "venv", str(path.parent.parent)])
    _install([str(path), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *packages])
    return path


def python(*packages: str) -> None:
    """Installs Python packages into an environment that is not ours. Raises Missing."""
    environment(PYTHON.parent.parent.name, *packages)


def node(*packages: str) -> None:
    """Installs npm packages into a folder of their own. Raises Missing."""
    if not shutil.which("npm"):
        raise Missing("no npm on this machine")
    if all((NODE / "node_modules" / package).exists() for package in packages):
        return
    NODE.mkdir(parents=True, exist_ok=True)
    (NODE / "package.json").write_text('{"private": true}')
    _install(["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", *packages], folder=NODE)


@functools.cache
def _updated() -> None:
    if not shutil.which("apt-get"):
        raise Missing("no apt-get on this machine")
    _install(["apt-get", "update", "-qq", _PATIENT])


def _install(command: list[str], folder: Path | None = None) -> None:
    if command[0] == "apt-get" and os.geteuid() != 0:
        command = ["sudo", "-n", *command]
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=900,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise Missing(f"{command[0]}: {error}") from error
    if done.returncode:
        reason = (done.stderr or done.stdout).strip().splitlines() or ["no reason given"]
        raise Missing(f"{' '.join(command[:3])}: {reason[-1]}")
