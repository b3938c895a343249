"""A node on this machine: database, web and worker, each a process of its own."""

import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from onething.base.errors import OneThingError, Problem
from onething.run import programs
from onething.run.bootstrap import prepare, use_database
from onething.run.embedded import Postgres
from onething.run.supervisor import Supervisor

START_SECONDS = 60
LOOK_SECONDS = 0.1


@dataclass
class Node:
    """What runs, and where."""

    home: Path
    url: str
    database: str
    region: str
    supervisor: Supervisor
    environment: dict[str, str]


def free_port(wanted: int = 0) -> int:
    """Give the wanted port if nobody listens there, else any free one."""
    with socket.socket() as candidate:
        try:
            candidate.bind(("127.0.0.1", wanted))
        except OSError:
            candidate.bind(("127.0.0.1", 0))
        return int(candidate.getsockname()[1])


@contextmanager
def running(home: Path, region: str, port: int = 8000, *, workers: int = 1) -> Iterator[Node]:
    """Run web and worker below `home`; DATABASE_URL, if set, is used instead of the embedded PostgreSQL."""
    home.mkdir(parents=True, exist_ok=True)
    os.environ["ONETHING_HOME"] = str(home)
    os.environ["ONETHING_REGION"] = region
    given = os.environ.get("DATABASE_URL")
    if given:
        with _programs(home, region, port, given, workers) as node:
            yield node
        return
    with Postgres(home).running() as server:
        try:
            with _programs(home, region, port, server.url, workers) as node:
                yield node
        finally:
            del os.environ["DATABASE_URL"]


@contextmanager
def _programs(home: Path, region: str, port: int, database: str, workers: int) -> Iterator[Node]:
    use_database(database)
    prepare()
    web_port = free_port(port)
    supervisor = Supervisor(home / "logs")
    node = Node(home, f"http://127.0.0.1:{web_port}", database, region, supervisor, dict(os.environ))
    try:
        supervisor.add("web", programs.web(web_port, workers), node.environment)
        supervisor.add("worker", programs.worker(), node.environment)
        wait_for(f"{node.url}/api/v1/openapi.json")
        yield node
    finally:
        supervisor.stop()


def wait_for(address: str) -> None:
    """Wait until an address answers. Raises OneThingError (run.not_started) after a minute."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        try:
            httpx.get(address, timeout=2).raise_for_status()
            return
        except httpx.HTTPError:
            time.sleep(LOOK_SECONDS)
    raise OneThingError(Problem("run.not_started", values={"address": address}))
