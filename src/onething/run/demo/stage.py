"""Sets the stage of the demo: a node, its registries and every department of the thing, all separate programs."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from onething.base.workdays import CHINA
from onething.cases.clock import VARIABLE as CLOCK_VARIABLE
from onething.cases.clock import advance, offset
from onething.cases.clock import now as present
from onething.exchange.registries import VARIABLE as REGISTRIES_VARIABLE
from onething.people import demo as people
from onething.plans.release import Release
from onething.run.demo.neighbours import add_department, registry_command
from onething.run.demo.telling import Teller
from onething.run.node import Node, free_port, running

FIRST_MORNING = datetime(2026, 11, 24, 9, 0, tzinfo=CHINA)
"""The demo's clock starts here: the made-up children were born the week before."""


@dataclass
class Stage:
    """A running node with its neighbours. `journals`: department → file of what it got and did."""

    node: Node
    release_hash: str
    release: Release
    journals: dict[str, Path]

    @property
    def url(self) -> str:
        """Where the site is."""
        return self.node.url


@contextmanager
def stage(home: Path, thing: str, region: str, port: int, teller: Teller) -> Iterator[Stage]:
    """Start everything; the departments behave as `demo/behaviour.json` says, and else grant at once."""
    home.mkdir(parents=True, exist_ok=True)
    os.environ[CLOCK_VARIABLE] = str(home / "clock")
    if not offset():
        advance(int(FIRST_MORNING.timestamp() * 1000) - present())
    registry_port = free_port()
    os.environ[REGISTRIES_VARIABLE] = json.dumps({"*": f"http://127.0.0.1:{registry_port}"})
    with running(home, region, port) as node:
        from onething.plans.store import current

        release_hash, release = current(thing, region)
        node.supervisor.add("registry", registry_command(registry_port, people.FILE), node.environment)
        behaviour = _behaviour()
        departments = sorted({item.department for item in release.items})
        teller.say("starting", departments=len(departments))
        journals = {name: add_department(node, name, behaviour) for name in departments}
        yield Stage(node, release_hash, release, journals)


def _behaviour() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(
        (Path(__file__).parent / "behaviour.json").read_text(encoding="utf-8")
    )
    return content
