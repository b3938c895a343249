"""Prints what a region does with the nation's things, and whether it keeps to what the baseline forbids."""

import json
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from onething.base.errors import Problem
from onething.base.texts import Language, text
from onething.catalog.places import wider

Plain = dict[str, Any]


def of_region(problems: Sequence[Problem], region: str) -> list[Problem]:
    """Give the problems that a region, or a region around it, has written."""
    folders = tuple(f"regions/{code}/" for code in wider(region))
    return [problem for problem in problems if problem.file.startswith(folders)]


def as_json(report: Plain, problems: Sequence[Problem], elsewhere: int) -> None:
    """Write the report as data, with its problems in both languages. It conforms to nothing that cannot be read."""
    told = [
        {
            "code": one.code,
            "place": one.place(),
            "message": {"zh": one.message("zh"), "en": one.message("en")},
            "remedy": {"zh": one.remedy("zh"), "en": one.remedy("en")},
        }
        for one in problems
    ]
    conforms = not (problems or elsewhere)
    whole = {**report, "problems": told, "problems_elsewhere": elsewhere, "conforms": conforms}
    json.dump(whole, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")


def as_text(report: Plain, language: Language) -> Iterator[str]:
    """Say the report line by line."""
    yield text("region.title", language, name=report["name"][language], code=report["region"])
    if not (report["things"] or report["offices"]):
        yield text("region.nothing", language)
    for office in report["offices"]:
        reach = " ".join(str(office["reach"].get(key, "")) for key in ("phone", "address")).strip()
        yield "  " + text(
            "region.office",
            language,
            department=office["department"],
            name=office["name"][language],
            reach=reach,
        )
    for thing in report["things"]:
        yield text(
            "region.thing",
            language,
            name=thing["name"][language],
            source=thing["source"] or thing["confidence"],
        )
        lines = list(_thing(thing, language))
        yield from (f"  {line}" for line in lines or [text("region.as_above", language)])


def _thing(thing: Plain, language: Language) -> Iterator[str]:
    for part, names in thing["adds"].items():
        yield text(f"region.adds.{part}", language, names=", ".join(names))
    for row in thing["shortens"]:
        what = row["item"] or text("region.whole", language)
        yield text("region.shortens", language, what=what, before=row["from"] or "—", after=row["to"])
    for part, more in thing["offers"].items():
        yield text(f"region.offers.{part}", language, names=", ".join(more))
    for part, change in thing["lowers"].items():
        yield text("region.lowers", language, what=part, before=change["from"], after=change["to"])
    for row in thing["narrows"]:
        yield text("region.narrows", language, item=row["item"], when=row["when"], law="；".join(row["law"]))
    for row in thing["known"]:
        yield text("region.known", language, question=row["question"], rule=row["rule"])
    if thing["law"]:
        yield text("region.law", language, law="；".join(thing["law"]))
    if thing["inferred"]:
        yield text("region.inferred", language, names=", ".join(thing["inferred"]))
    if thing["note"]:
        yield text("region.note", language, note=thing["note"])
