"""The command line in processes of its own: run to the end, killed at some instant, or two at once."""

import itertools
import multiprocessing
import os
import resource
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_CONTEXT = multiprocessing.get_context("forkserver")
# A process that is forked from one that has imported everything starts 20 times faster; what runs is the same.
_CONTEXT.set_forkserver_preload(
    ["feedgen_liveblog.cli", "feedgen_liveblog.pipeline", "feedgen_liveblog.render"]
)
_DEADLINE = 600


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended: its exit status (-9 where it was killed) and what it printed."""

    status: int
    output: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mishap:
    """What happens to a process from within: it dies at its so-manieth renaming of a file, just before or just
    after it; its files cannot grow beyond so many bytes, as on a full disk; it is another version of ours."""

    dies_at: int | None = None
    before: bool = False
    disk: int | None = None
    version: str | None = None


class Command:
    """A running command; `fresh` starts a new interpreter for it."""

    def __init__(
        self, arguments: list[str], log: Path, *, fresh: bool = False, mishap: Mishap | None = None
    ) -> None:
        self._log = log
        if fresh and mishap is None:
            with log.open("wb") as file:
                self._popen: subprocess.Popen[bytes] | None = subprocess.Popen(
                    [sys.executable, "-m", "feedgen_liveblog", *arguments], stdout=file, stderr=file
                )
        else:
            self._popen = None
            self._process = _CONTEXT.Process(target=_main, args=(arguments, str(log), mishap or Mishap()))
            self._process.start()

    def kill(self, after: float) -> None:
        """Kills it, as the system does, after so many seconds, if it is still there."""
        time.sleep(after)
        pid = self._popen.pid if self._popen else self._process.pid
        if pid and self._running():
            with suppress(ProcessLookupError):  # it has just ended
                os.kill(pid, signal.SIGKILL)

    def wait(self) -> Ended:
        """Waits for its end."""
        if self._popen:
            status = self._popen.wait(_DEADLINE)
        else:
            self._process.join(_DEADLINE)
            if self._process.exitcode is None:
                self._process.kill()
                raise TimeoutError(f"still running after {_DEADLINE} s")
            status = self._process.exitcode
        return Ended(status, self._log.read_text() if self._log.exists() else "")

    def _running(self) -> bool:
        return self._popen.poll() is None if self._popen else self._process.is_alive()


def _main(arguments: list[str], log: str, mishap: Mishap) -> None:
    from feedgen_liveblog.cli import main
    from feedgen_liveblog.history import revision

    if mishap.version:
        revision.VERSION = mishap.version
    if mishap.dies_at is not None:
        _die_at(mishap.dies_at, before=mishap.before)
    if mishap.disk is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (mishap.disk, mishap.disk))
    file = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(file, 1)
    os.dup2(file, 2)
    status = main(arguments)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


def _die_at(count: int, *, before: bool) -> None:
    """Kills this process at a renaming: the instants between two files that chance hardly finds."""
    left = itertools.count(count, -1)
    rename = Path.replace

    def replace(self: Path, target: Path) -> Path:
        last = next(left) <= 0
        if last and before:
            os.kill(os.getpid(), signal.SIGKILL)
        renamed = rename(self, target)
        if last:
            os.kill(os.getpid(), signal.SIGKILL)
        return renamed

    Path.replace = replace  # type: ignore[method-assign]
