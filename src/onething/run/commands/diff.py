"""Say what changed between two versions of a thing, and what each change means for cases that are open."""

import json
import sys
from argparse import ArgumentParser, Namespace
from contextlib import AbstractContextManager, nullcontext

from rich.console import Console

from onething.base.texts import text
from onething.catalog import NATION, SERVICES
from onething.plans.changes_said import plain, said
from onething.plans.diff import diff
from onething.run.reaching import database_reached
from onething.run.versions import CURRENT, is_folder, version


def add_arguments(parser: ArgumentParser) -> None:
    """Take the thing, the region, and two versions."""
    parser.add_argument("thing", metavar="THING")
    parser.add_argument("--region", default=NATION, metavar="CODE")
    what = "a folder of definitions, `current`, `previous`, or a hash"
    parser.add_argument("--from", dest="old", default=CURRENT, metavar="VERSION", help=what)
    parser.add_argument("--to", dest="new", default=str(SERVICES), metavar="VERSION", help=what)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--language", choices=["zh", "en"], default="zh")


def run(arguments: Namespace) -> int:
    """Print the changes, the gravest first."""
    with _reached(arguments.old, arguments.new):
        old, new = (
            version(name, arguments.thing, arguments.region) for name in (arguments.old, arguments.new)
        )
    changes = diff(old[1], new[1])
    if arguments.json:
        found = {"from": old[0], "to": new[0], "changes": [plain(change) for change in changes]}
        json.dump(found, sys.stdout, ensure_ascii=False, indent=2)
        print()
        return 0
    console = Console(soft_wrap=True, highlight=False, markup=False)
    console.print(text("change.between", arguments.language, old=old[0][:12], new=new[0][:12]))
    for line in said(changes, arguments.language):
        console.print(line)
    if not changes:
        console.print(text("change.none", arguments.language))
    return 0


def _reached(*names: str) -> AbstractContextManager[None]:
    """Reach the database only where a version is in it."""
    return nullcontext() if all(map(is_folder, names)) else database_reached()
