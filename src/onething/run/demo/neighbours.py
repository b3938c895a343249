"""The neighbours of a demo node: registries and departments, each a program that speaks the public contract only."""

import json
import os
import sys
from pathlib import Path

from onething.run.node import Node


def registry_command(port: int, people: Path) -> list[str]:
    """Give the command of the program that plays all registries."""
    return [
        sys.executable,
        "-m",
        "onething_simulator",
        "registry",
        "--port",
        str(port),
        "--people",
        str(people),
    ]


def add_department(node: Node, department: str, behaviour: dict[str, object]) -> Path:
    """Start a simulated department; gives the journal in which it writes what it got and did."""
    from onething.people.tokens import issue

    journal = node.home / "journals" / f"{department}.jsonl"
    journal.parent.mkdir(exist_ok=True)
    journal.write_text("")
    token = issue(department, node.region, f"simulator of {department}")
    command = [
        sys.executable, "-m", "onething_simulator", "department", "--url", node.url, "--token", token,
        "--behaviour", json.dumps(behaviour), "--journal", str(journal),
    ]  # fmt: skip
    node.supervisor.add(f"department-{department}", command, {"PATH": os.environ.get("PATH", "")})
    return journal
