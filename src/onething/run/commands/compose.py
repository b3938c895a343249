"""Compose a thing for a region and show what comes of it: form, documents, order, views, clocks, effect."""

import json
import sys
from argparse import ArgumentParser, Namespace

from rich.console import Console

from onething.catalog import read
from onething.plans.describe import describe
from onething.plans.render import render
from onething.run.asked_route import add_route_arguments, asked_route


def add_arguments(parser: ArgumentParser) -> None:
    """Take the thing, and the region and answers of the route."""
    parser.add_argument("thing", metavar="THING")
    add_route_arguments(parser)


def run(arguments: Namespace) -> int:
    """Print the description, as tables or as JSON."""
    description = describe(*asked_route(read(arguments.folder), arguments))
    if arguments.json:
        json.dump(description, sys.stdout, ensure_ascii=False, indent=2)
        print()
        return 0
    console = Console(highlight=False)
    for part in render(description, arguments.language):
        console.print(part)
    return 0
