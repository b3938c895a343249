"""Processes that still run on a data folder after their server was killed, and the lock file it left."""

import contextlib
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

from onething.run.embedded.trouble import PostgresTrouble

PATIENCE = 10.0
PROGRAMS = ("postgres", "initdb")


def kill_leftovers(data: Path) -> None:
    """Make sure that nothing runs on this data folder and that no stale lock file bars the next start.

    PostgreSQL's processes live in their data folder (their working directory), which tells them from a stranger
    that got the old process number. Killing them loses nothing: their server is dead, so recovery follows anyway.
    """
    end = time.monotonic() + PATIENCE
    while found := list(processes_in(data)):
        for process in found:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        if time.monotonic() > end:
            raise PostgresTrouble("leftovers", f"{found}", folder=str(data))
        time.sleep(0.01)
    (data / "postmaster.pid").unlink(missing_ok=True)


def processes_in(data: Path) -> Iterator[int]:
    """Find the living processes that work in this folder. A zombie has no working directory, so is not found."""
    if not data.exists():
        return
    folder = str(data.resolve())
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and works_in(int(entry.name), folder):
            yield int(entry.name)


def works_in(process: int, folder: str) -> bool:
    """Tell whether a living PostgreSQL process has this folder as its working directory."""
    proc = Path("/proc") / str(process)
    try:
        program = (proc / "exe").readlink().name.removesuffix(" (deleted)")
        return str((proc / "cwd").readlink()) == folder and program in PROGRAMS
    except OSError:
        return False
