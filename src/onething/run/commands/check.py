"""Check the definitions: read them, compose every thing in every region with rules of its own, run the examples.

With a region: report what it does with the nation's things, and whether it keeps to what the baseline forbids.
"""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from rich.console import Console

from onething.base.errors import Invalid, NotFound, Problem
from onething.base.texts import Language, text
from onething.cases.examples import examples_of, run_examples
from onething.catalog import NATION, SERVICES, Catalog, read
from onething.catalog.conformance import region_report
from onething.catalog.places import near_places
from onething.plans.compose import compose
from onething.run.region_report import as_json, as_text, of_region


def add_arguments(parser: ArgumentParser) -> None:
    """Take the folder of the definitions, and the region to report on."""
    parser.add_argument("folder", nargs="?", type=Path, default=SERVICES, metavar="DIR")
    parser.add_argument("--no-examples", action="store_true", help="do not run the examples")
    parser.add_argument("--region", metavar="CODE")
    parser.add_argument("--json", action="store_true", help="the report of a region as data")
    parser.add_argument("--language", choices=["zh", "en"], default="zh")


def run(arguments: Namespace) -> int:
    """Print every problem with place, rule and remedy; end with 1 when there is one."""
    console = Console(soft_wrap=True, highlight=False, markup=False)
    language: Language = arguments.language
    if arguments.region:
        return _report(arguments, console)
    try:
        catalog = read(arguments.folder)
        composed = releases_of(catalog)
        problems = problems_of(catalog, composed)
        if not problems and not arguments.no_examples:
            problems = run_examples(catalog)
    except Invalid as invalid:
        problems = list(invalid.problems)
        composed, catalog = [], None
    for problem in problems:
        console.print(problem.said(language))
    if problems or catalog is None:
        console.print(text("plans.check.count", language, count=len(problems)))
        return 1
    regions = {region for _, region in composed} - {NATION}
    counts = {"things": len(catalog.things), "regions": len(regions), "releases": len(composed)}
    items = len(catalog.items) + sum(len(local) for local in catalog.local_items.values())
    console.print(text("plans.check.fine", language, items=items, **counts))
    if not arguments.no_examples:
        console.print(text("example.count", language, count=len(list(examples_of(catalog)))))
    return 0


def _report(arguments: Namespace, console: Console) -> int:
    language: Language = arguments.language
    region: str = arguments.region
    elsewhere = 0
    try:
        catalog = read(arguments.folder)
        if region not in catalog.regions:
            values = {"region": region, "known": near_places(region)}
            raise NotFound(Problem("plans.unknown_region", field=region, values=values))
        report = region_report(catalog, region)
        problems = problems_of(catalog, [(thing, region) for thing in catalog.overlays.get(region, {})])
    except Invalid as invalid:
        problems, report = of_region(invalid.problems, region), {"region": region}
        elsewhere = len(invalid.problems) - len(problems)
    if arguments.json:
        as_json(report, problems, elsewhere)
        return 1 if problems or elsewhere else 0
    for said in as_text(report, language) if "name" in report else ():
        console.print(said)
    for problem in problems:
        console.print(problem.said(language))
    if elsewhere:
        console.print(text("region.elsewhere", language, count=elsewhere))
    if problems:
        console.print(text("region.conforms_not", language, count=len(problems)))
    elif not elsewhere:
        console.print(text("region.conforms", language))
    return 1 if problems or elsewhere else 0


def releases_of(catalog: Catalog) -> list[tuple[str, str]]:
    """Give every thing with the nation and with each region that has an overlay of it."""
    nation = [(thing, NATION) for thing in catalog.things]
    return nation + [
        (thing, region) for region, things in sorted(catalog.overlays.items()) for thing in things
    ]


def problems_of(catalog: Catalog, pairs: list[tuple[str, str]]) -> list[Problem]:
    """Compose all pairs and give the problems, each place and code once."""
    found: dict[tuple[str, str, str], Problem] = {}
    for thing, region in pairs:
        try:
            compose(catalog, thing, region)
        except Invalid as invalid:
            for problem in invalid.problems:
                found.setdefault((problem.code, problem.place(), problem.message("en")), problem)
    return list(found.values())
