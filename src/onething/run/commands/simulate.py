"""Try a working folder on examples or past cases: what changes, and for how many."""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onething.base.texts import Language, text
from onething.catalog import SERVICES, Catalog, read
from onething.run.reaching import database_reached
from onething.run.trial import Person, Pinned, Trial, people_of_examples, tried

SHOWN = 5


def add_arguments(parser: ArgumentParser) -> None:
    """Take the working folder, and on whom to try it."""
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--thing", default="", metavar="THING")
    parser.add_argument("--region", default="", metavar="CODE")
    parser.add_argument("--cases", action="store_true", help="past cases of this node instead of examples")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--language", choices=["zh", "en"], default="zh")


def run(arguments: Namespace) -> int:
    """Print what changes for whom; nothing is published or written. Faults of the folder end with 1."""
    after = read(arguments.folder)
    trial = Trial()
    if arguments.cases:
        with database_reached():
            tried(after, _past(arguments.thing, arguments.region), trial)
    else:
        before = read(SERVICES)
        people = people_of_examples(before, after, trial, arguments.thing, arguments.region)
        tried(after, people, trial)
    if arguments.json:
        json.dump(_plain(trial), sys.stdout, ensure_ascii=False, indent=2)
        print()
        return 0
    for line in lines(trial, after, arguments.language, cases=arguments.cases):
        print(line)
    return 0


def _past(thing: str, region: str) -> Iterator[Person]:
    from onething.cases.past import past_cases

    for case in past_cases(thing, region):
        yield Person(Pinned(case.release, case.hash), case.answers)


def _plain(trial: Trial) -> dict[str, Any]:
    return {
        "people": trial.people,
        "changed": trial.changed,
        "changes": trial.rows(),
        "new": sorted(trial.new),
        "gone": dict(trial.gone),
        "unfit": trial.unfit,
    }


def lines(trial: Trial, after: Catalog, language: Language, *, cases: bool) -> Iterator[str]:
    """Say what came of a trial in lines."""
    whom = "cases" if cases else "examples"
    yield text(f"simulate.{whom}", language, people=trial.people, changed=trial.changed)
    place = ("", "")
    for row in trial.rows():
        if (row["thing"], row["region"]) != place:
            place = (row["thing"], row["region"])
            names = {"thing": _thing(after, place[0], language), "region": _region(after, place[1], language)}
            yield text("simulate.place", language, **names)
        sign = "came" if row["came"] else "went"
        said = text(f"simulate.{row['what']}.{sign}", language, key=row["key"])
        yield "  " + text("simulate.row", language, said=said, people=row["people"])
        if row["examples"]:
            yield "    " + _listed(row["examples"], language)
    if trial.new:
        yield text("simulate.new", language, things=", ".join(sorted(trial.new)))
    for thing, people in sorted(trial.gone.items()):
        yield text("simulate.gone", language, thing=thing, people=people)
    if trial.unfit:
        yield text("simulate.unfit", language, names=_listed(trial.unfit, language))


def _listed(names: list[str], language: Language) -> str:
    shown = ", ".join(names[:SHOWN])
    left = len(names) - SHOWN
    return shown if left <= 0 else text("simulate.and_more", language, names=shown, count=left)


def _thing(after: Catalog, thing: str, language: Language) -> str:
    return str(getattr(after.things[thing].name, language))


def _region(after: Catalog, region: str, language: Language) -> str:
    return str(getattr(after.regions[region], language))
