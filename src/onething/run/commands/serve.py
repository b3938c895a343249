"""Run a node: database, web and worker, until stopped."""

import os
from argparse import ArgumentParser, Namespace
from threading import Event


def add_arguments(parser: ArgumentParser) -> None:
    """Take where to listen."""
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--workers", type=int, default=2, help="web processes")


def run(arguments: Namespace) -> int:
    """Start everything and wait."""
    from onething.run.home import home_folder
    from onething.run.node import running

    stop = Event()
    region = os.environ.get("ONETHING_REGION", "500000")
    with running(home_folder(), region, arguments.port, workers=arguments.workers) as node:
        print(f"OneThing answers at {node.url}")
        stop.wait()
    return 0
