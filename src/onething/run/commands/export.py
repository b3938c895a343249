"""Write a thing or the catalog for other programs: BPMN, CPSV-AP, a workbook of items or its empty template."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from onething.base.errors import Invalid, Problem
from onething.catalog import NATION, SERVICES, read
from onething.catalog.exports.cpsv import BASE, cpsv
from onething.plans.compose import compose
from onething.plans.exports.bpmn import bpmn


def add_arguments(parser: ArgumentParser) -> None:
    """Take what to write, and where to."""
    kinds = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
    process = kinds.add_parser("bpmn", help="a thing in a region as BPMN 2.0")
    process.add_argument("thing", metavar="THING")
    process.add_argument("--region", default=NATION, metavar="CODE")
    graph = kinds.add_parser("cpsv", help="the catalog as CPSV-AP 3.2 in JSON-LD")
    graph.add_argument("--base", default=BASE, metavar="IRI", help="what every name in it begins with")
    items = kinds.add_parser("items", help="departments, elements, documents and items as a workbook")
    template = kinds.add_parser("template", help="the same workbook without rows")
    for kind in (process, graph, items, template):
        kind.add_argument("-o", "--output", type=Path, metavar="FILE")
    for kind in (process, graph, items):
        kind.add_argument("--folder", type=Path, default=SERVICES, metavar="DIR")
    for kind in (process, items, template):
        kind.add_argument("--language", choices=["zh", "en"], default="zh")


def run(arguments: Namespace) -> int:
    """Write the bytes to the file, or to the standard output."""
    content = _content(arguments)
    output: Path | None = arguments.output
    if output is not None:
        try:
            output.write_bytes(content)
        except OSError as error:
            raise Invalid(
                Problem("run.cannot_write", file=str(output), values={"why": str(error.strerror)})
            ) from error
    elif arguments.what in ("items", "template") and sys.stdout.isatty():
        raise Invalid(Problem("run.needs_file", field="-o"))
    else:
        sys.stdout.buffer.write(content)
    return 0


def _content(arguments: Namespace) -> bytes:
    if arguments.what == "bpmn":
        release = compose(read(arguments.folder), arguments.thing, arguments.region)
        return bpmn(release, arguments.language)
    if arguments.what == "cpsv":
        return cpsv(read(arguments.folder), arguments.base)
    from onething.catalog.sheets.tables import tables
    from onething.catalog.sheets.workbook import workbook

    rows = tables(read(arguments.folder)) if arguments.what == "items" else {}
    return workbook(rows, arguments.language)
