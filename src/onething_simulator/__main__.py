"""The command: `python -m onething_simulator department …` or `registry …`."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from onething_simulator import registry
from onething_simulator.behaviour import Behaviour
from onething_simulator.department import Department
from onething_simulator.journal import Journal
from onething_simulator.platform import Platform


def main(arguments: list[str] | None = None) -> int:
    """Play one department or all registries until told to end."""
    parser = argparse.ArgumentParser(prog="onething_simulator", description=__doc__)
    parts = parser.add_subparsers(dest="part", required=True)
    department = parts.add_parser("department", help="play one department through the public contract")
    department.add_argument(
        "--url", required=True, help="where the platform is, for example http://127.0.0.1:8000"
    )
    department.add_argument("--token", required=True)
    department.add_argument("--behaviour", default="{}", help="JSON, or the name of a JSON file")
    department.add_argument("--journal", required=True, type=Path, help="JSON lines of what it got and did")
    others = parts.add_parser("registry", help="answer for every registry from one file of people")
    others.add_argument("--port", required=True, type=int)
    others.add_argument("--people", required=True, type=Path)
    others.add_argument(
        "--trouble", type=Path, help="a file that holds `down` or seconds of delay while it exists"
    )
    chosen = parser.parse_args(arguments)
    if chosen.part == "registry":
        registry.serve(chosen.port, chosen.people, chosen.trouble)
        return 0
    journal = Journal(chosen.journal)
    with Platform(chosen.url, chosen.token) as platform:
        Department(platform, Behaviour.model_validate(_json(chosen.behaviour)), journal).run()
    return 0


def _json(given: str) -> Any:
    return json.loads(given if given.lstrip().startswith("{") else Path(given).read_text(encoding="utf-8"))


if __name__ == "__main__":
    sys.exit(main())
