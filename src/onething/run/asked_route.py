"""The route that a command is asked about: which thing, which region, and what a person answered."""

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from onething.base.errors import Invalid, Problem
from onething.catalog import NATION, SERVICES, Catalog
from onething.plans.compose import compose
from onething.plans.release_bytes import release_hash
from onething.plans.route import Route
from onething.plans.routing import APPLICANT, find_route


def add_route_arguments(parser: ArgumentParser) -> None:
    """Take the region, the folder, and a file of answers (JSON: `answers.<question>` and `role.element` → value)."""
    parser.add_argument("--region", default=NATION, metavar="CODE")
    parser.add_argument("--answers", type=Path, metavar="FILE")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--folder", type=Path, default=SERVICES, metavar="DIR")
    parser.add_argument("--language", choices=["zh", "en"], default="zh")


def asked_route(catalog: Catalog, arguments: Namespace) -> tuple[Route, dict[str, Any]]:
    """Find the route, and the answers it was found with; raises Invalid for a bad definition or file of answers."""
    release = compose(catalog, arguments.thing, arguments.region)
    answers = {APPLICANT: release.applicant[0], **_read_answers(arguments.answers)}
    return find_route(release, release_hash(release), answers), answers


def _read_answers(path: Path | None) -> dict[str, Any]:
    if path is None:
        return {}
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Invalid(Problem("plans.answers_file", file=str(path), values={"why": str(error)})) from error
    if not isinstance(found, dict):
        raise Invalid(Problem("plans.answers_file", file=str(path), values={"why": type(found).__name__}))
    return found
