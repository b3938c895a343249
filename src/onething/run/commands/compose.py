"""Compose a thing for a region and show what comes of it: form, documents, order, views, clocks, effect."""

import json
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from rich.console import Console

from onething.base.errors import Invalid, Problem
from onething.catalog import NATION, SERVICES, read
from onething.plans.compose import compose
from onething.plans.describe import describe
from onething.plans.release_bytes import release_hash
from onething.plans.render import render
from onething.plans.routing import APPLICANT, find_route


def add_arguments(parser: ArgumentParser) -> None:
    """Take the thing, the region, and a file of answers (JSON: `answers.<question>` and `role.element` → value)."""
    parser.add_argument("thing", metavar="THING")
    parser.add_argument("--region", default=NATION, metavar="CODE")
    parser.add_argument("--answers", type=Path, metavar="FILE")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--folder", type=Path, default=SERVICES, metavar="DIR")
    parser.add_argument("--language", choices=["zh", "en"], default="zh")


def run(arguments: Namespace) -> int:
    """Print the description, as tables or as JSON."""
    release = compose(read(arguments.folder), arguments.thing, arguments.region)
    answers = {APPLICANT: release.applicant[0], **read_answers(arguments.answers)}
    description = describe(find_route(release, release_hash(release), answers), answers)
    if arguments.json:
        json.dump(description, sys.stdout, ensure_ascii=False, indent=2)
        print()
        return 0
    console = Console(highlight=False)
    for part in render(description, arguments.language):
        console.print(part)
    return 0


def read_answers(path: Path | None) -> dict[str, Any]:
    """Read a file of answers. Raises Invalid (plans.answers_file) for anything but a JSON object."""
    if path is None:
        return {}
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Invalid(Problem("plans.answers_file", file=str(path), values={"why": str(error)})) from error
    if not isinstance(found, dict):
        raise Invalid(Problem("plans.answers_file", file=str(path), values={"why": type(found).__name__}))
    return found
