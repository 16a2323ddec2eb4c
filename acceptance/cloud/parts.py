"""The parts that the cloud checks run on, each in an environment of its own under build/cloud, on 127.0.0.1."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build" / "cloud"
# Local servers take any key; the region is where AWS would be, and no request of these goes there.
KEYS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_REGION": "eu-west-1"}


def python(name: str, *packages: str) -> Path:
    """The folder of the commands of a virtual environment with these packages."""
    commands, stamp = BUILD / name / "bin", BUILD / name / ".installed"
    if not stamp.exists() or stamp.read_text() != " ".join(packages):
        subprocess.run([sys.executable, "-m", "venv", BUILD / name], check=True)
        quiet = ("-qq", "--disable-pip-version-check")
        subprocess.run([commands / "python", "-m", "pip", "install", *quiet, *packages], check=True)
        stamp.write_text(" ".join(packages))
    return commands


def node(*packages: str) -> Path:
    """The folder of the commands of npm packages."""
    folder = BUILD / "node"
    folder.mkdir(parents=True, exist_ok=True)
    if not all((folder / "node_modules" / package.partition("@")[0]).exists() for package in packages):
        if not (folder / "package.json").exists():
            (folder / "package.json").write_text('{"private": true}')
        command = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", *packages]
        subprocess.run(command, cwd=folder, check=True)
    return folder / "node_modules" / ".bin"


def build(arch: str, version: str = "", checkout: Path = ROOT) -> tuple[Path, str]:
    """The function's zip from a checkout, for a version of Python (the runtime's), and what building it printed."""
    pip = [sys.executable, "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    subprocess.run([*pip, "uv>=0.9,<1"], check=True)  # as `make package` does
    command = [sys.executable, "packaging/build.py", arch, *(("--python", version) if version else ())]
    done = subprocess.run(command, cwd=checkout, check=True, stdout=subprocess.PIPE, text=True)
    return checkout / done.stdout.split()[0], done.stdout.strip()


def unpacked() -> Path:
    """The folder of a function: the zip for this Python and processor, unpacked."""
    zip, _ = build("x86_64", f"{sys.version_info.major}.{sys.version_info.minor}")
    folder = BUILD / "unpacked"
    shutil.rmtree(folder, ignore_errors=True)
    with zipfile.ZipFile(zip) as archive:
        archive.extractall(folder)
    return folder


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@contextmanager
def running(
    name: str, command: list[str | Path], port: int, env: Mapping[str, str] | None = None, seconds: float = 60
) -> Iterator[str]:
    """A server for as long as the block lasts; its URL. What it prints is in build/cloud/NAME.log."""
    folder = BUILD / "data" / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with (BUILD / f"{name}.log").open("wb") as log:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **(env or {})},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            _wait(process, port, seconds)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait(process: "subprocess.Popen[bytes]", port: int, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"ended with {process.returncode}: {process.args!r}")
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).close()
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(f"no answer at port {port}: {process.args!r}")


def osls(*arguments: str, folder: Path, env: Mapping[str, str] | None = None) -> str:
    """Runs osls in a folder; what it printed. Raises RuntimeError with that if it failed."""
    command = [node("osls@4") / "osls", *arguments]
    environment = {
        **os.environ,
        **KEYS,
        "SLS_TELEMETRY_DISABLED": "1",
        "NODE_NO_WARNINGS": "1",
        **(env or {}),
    }
    done = subprocess.run(
        command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    if done.returncode:
        raise RuntimeError(f"osls {' '.join(arguments)}: {done.stdout[-3000:]}{done.stderr[-3000:]}")
    return done.stdout + done.stderr


def service(name: str, feeds: str, zip: Path, arch: str = "arm64") -> Path:
    """A folder as whoever deploys has it: serverless.yml, feeds.toml and the zip."""
    folder = BUILD / name
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "build").mkdir(parents=True)
    shutil.copy(ROOT / "serverless.yml", folder)
    (folder / "feeds.toml").write_text(feeds)
    shutil.copy(zip, folder / "build" / f"function-{arch}.zip")
    return folder
