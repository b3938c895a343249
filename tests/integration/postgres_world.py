"""A home, a store and processes that use them: what the tests of the embedded PostgreSQL are played in."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest

from onething.run.embedded import Postgres
from onething.run.embedded.leftovers import kill_leftovers
from onething.run.embedded.places import find_places

PATIENCE = 30.0
ROOT = os.geteuid() == 0
as_root = pytest.mark.skipif(not ROOT, reason="only root keeps clusters apart from homes")

HOLDER = """
import sys
from pathlib import Path
from typing import Any
from onething.run.embedded import Postgres
with Postgres(Path(sys.argv[1]), store=Path(sys.argv[2])).running() as server:
    print(server.url, server.process, flush=True)
    sys.stdin.read()
"""


class World:
    """A home in a folder that only its owner can enter, a store, and processes that use them."""

    def __init__(self, folder: Path, store: Path) -> None:
        self.folder = folder
        self.home = folder / "private" / "home"
        self.store = store
        self.home.parent.mkdir(mode=0o700)
        self.processes: list[subprocess.Popen[str]] = []

    def postgres(self, home: Path | None = None) -> Postgres:
        return Postgres(home or self.home, store=self.store)

    def holder(self) -> "Holder":
        command = [sys.executable, "-c", HOLDER, str(self.home), str(self.store)]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.processes.append(process)
        return Holder(process)

    @property
    def data(self) -> Path:
        return find_places(self.home, self.store).data

    def end(self) -> None:
        for process in self.processes:
            process.kill()
            process.communicate()
        for lock in (*self.folder.rglob("postmaster.pid"), *self.store.rglob("postmaster.pid")):
            kill_leftovers(lock.parent)
        for cluster in self.store.glob("*/data"):
            shutil.rmtree(cluster.parent)


class Holder:
    """Another process that holds the server running."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        assert process.stdout is not None
        self.url, number = process.stdout.readline().split()
        self.server = int(number)

    def leave(self) -> None:
        self.process.communicate(timeout=PATIENCE)
        assert self.process.returncode == 0

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()


def until(found: Callable[[], Any]) -> Any:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if result := found():
            return result
        time.sleep(0.01)
    raise AssertionError("this did not come about in time")


def answers(url: str) -> bool:
    try:
        return ask(url, "SELECT 1") == 1
    except psycopg.OperationalError:
        return False


def ask(url: str, question: str) -> object:
    with psycopg.connect(url, autocommit=True) as connection:
        row = connection.execute(question.encode()).fetchone()
    return row[0] if row else None


def tell(url: str, statement: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement.encode())
