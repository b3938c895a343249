"""Keeps child programs running: starts them, starts a fallen one again, ends them together with this process."""

import ctypes
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

RESTART_SECONDS = 0.2
STOP_SECONDS = 10
PR_SET_PDEATHSIG = 1


def die_with_parent() -> None:
    """Ask Linux to end this child when its parent dies, so that kill -9 of the parent leaves nothing behind."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Child:
    """One program that should always run."""

    def __init__(self, name: str, command: list[str], environment: Mapping[str, str], log: Path) -> None:
        self.name = name
        self.command = command
        self.environment = environment
        self.log = log
        self.starts = 0
        self.process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        self.starts += 1
        with self.log.open("ab") as log:
            return subprocess.Popen(
                self.command,
                env=dict(self.environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                process_group=0,
                preexec_fn=die_with_parent,  # noqa: PLW1509 - prctl is one system call, safe between fork and exec
            )

    def start_again(self) -> None:
        """Start the program again after it fell; what it started itself must not live on beside its successor."""
        self.kill_group()
        self.process = self._start()

    def kill_group(self) -> None:
        """End the program and all that it started, at once."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)


class Supervisor:
    """A set of children and the thread that watches them."""

    def __init__(self, logs: Path) -> None:
        logs.mkdir(parents=True, exist_ok=True)
        self.logs = logs
        self.children: dict[str, Child] = {}
        self._stopping = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="supervisor", daemon=True)
        self._watcher.start()

    def add(self, name: str, command: list[str], environment: Mapping[str, str]) -> Child:
        """Start a program and keep it running."""
        child = Child(name, command, environment, self.logs / f"{name}.log")
        self.children[name] = child
        return child

    def stop(self) -> None:
        """End all children, kindly first."""
        self._stopping.set()
        self._watcher.join()
        for child in self.children.values():
            child.process.terminate()
        for child in self.children.values():
            try:
                child.process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                child.process.kill()
                child.process.wait()
            child.kill_group()

    def _watch(self) -> None:
        while not self._stopping.wait(RESTART_SECONDS):
            for child in list(self.children.values()):
                if child.process.poll() is not None:
                    child.start_again()
