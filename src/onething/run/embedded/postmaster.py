"""A running server process: our own child, or one that an earlier process left running."""

import contextlib
import os
import select
import signal
import subprocess
import threading
import time
from pathlib import Path

from onething.run.embedded.leftovers import works_in

FAST, IMMEDIATE = signal.SIGINT, signal.SIGQUIT
STOP_PATIENCE = 30.0
GLANCE = 0.05


class Postmaster:
    """One server process, seen until it is dead, also when its number lives on as a zombie."""

    def __init__(self, data: Path, process: int, child: subprocess.Popen[bytes] | None = None) -> None:
        self.process = process
        self.port = 0
        self._data = data
        self._folder = str(data.resolve())
        self._child = child
        self._descriptor = _pidfd(process)

    @classmethod
    def found(cls, data: Path) -> "Postmaster | None":
        """Find the living server of a data folder, whoever started it."""
        lines = _lock_file(data)
        if not lines or not lines[0].isdigit():
            return None
        postmaster = cls(data, int(lines[0]))
        if postmaster.is_alive() and works_in(postmaster.process, postmaster._folder):
            return postmaster
        postmaster.close()
        return None

    def is_alive(self) -> bool:
        """Tell whether the process still runs; a zombie does not."""
        if self._child is not None:
            return self._child.poll() is None
        if self._descriptor is not None:
            return not _readable(0, self._descriptor)
        return works_in(self.process, self._folder)

    def is_ready(self) -> bool:
        """Tell whether it takes connections, and learn its port."""
        lines = _lock_file(self._data)
        if len(lines) < 8 or lines[0] != str(self.process) or lines[7].strip() != "ready":
            return False
        self.port = int(lines[3])
        return True

    def wait(self, seconds: float | None = None, wake: int | None = None) -> bool:
        """Wait for its death, at most so long and not beyond something to read at `wake`. Tell whether it is dead."""
        end = None if seconds is None else time.monotonic() + seconds
        watched = [each for each in (self._descriptor, wake) if each is not None]
        while self.is_alive():
            left = None if end is None else max(0.0, end - time.monotonic())
            glance = left if self._descriptor is not None else min(GLANCE, GLANCE if left is None else left)
            woken = _readable(glance, *watched)
            if (wake is not None and wake in woken) or left == 0:
                break
        return not self.is_alive()

    def stop(self) -> None:
        """Stop it: open sessions end, nothing committed is lost."""
        for kind, patience in ((FAST, STOP_PATIENCE), (IMMEDIATE, 5.0), (signal.SIGKILL, 5.0)):
            self._send(kind)
            if self.wait(patience):
                break
        self.close()

    def leave_running(self) -> None:
        """Let it run on without us. If it is our child, a thread stays to take its exit code, lest it be a zombie."""
        if self._child is not None:
            threading.Thread(target=self._child.wait, name="onething-postgres-exit", daemon=True).start()
        self.close()

    def close(self) -> None:
        """Give back what was held to watch it."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _send(self, kind: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError):
            if self._descriptor is not None:
                signal.pidfd_send_signal(self._descriptor, kind)
            elif self.is_alive():
                os.kill(self.process, kind)


def _lock_file(data: Path) -> list[str]:
    """Read PostgreSQL's own note: process, folder, start, port, socket folder, address, memory key, status."""
    try:
        return (data / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return []


def _pidfd(process: int) -> int | None:
    """Hold a process, so that its number cannot come to mean another. Some sandboxes have no such call."""
    try:
        return os.pidfd_open(process)
    except OSError:
        return None


def _readable(seconds: float | None, *descriptors: int) -> list[int]:
    poller = select.poll()
    for descriptor in descriptors:
        poller.register(descriptor, select.POLLIN)
    return [found for found, _ in poller.poll(None if seconds is None else seconds * 1000)]
