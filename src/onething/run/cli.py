"""The command `onething`: each verb is a module of `onething.run.commands`."""

import argparse
import os
import signal
import sys
from importlib import import_module
from pkgutil import iter_modules
from types import FrameType

from onething.base.errors import OneThingError
from onething.base.texts import Language
from onething.run import commands


def main(arguments: list[str] | None = None) -> int:
    """Run one verb; problems are printed with place and remedy, and end with 1."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onething.run.settings")
    parser = argparse.ArgumentParser(
        prog="onething", description="One form, one set of documents, many departments."
    )
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for module in sorted(iter_modules(commands.__path__), key=lambda found: found.name):
        command = import_module(f"{commands.__name__}.{module.name}")
        verb = verbs.add_parser(verb_of(module.name), help=(command.__doc__ or "").splitlines()[0])
        command.add_arguments(verb)
        verb.set_defaults(run=command.run)
    chosen = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, end_in_order)
    try:
        return int(chosen.run(chosen))
    except OneThingError as error:
        language: Language = getattr(chosen, "language", "en")
        for problem in error.problems:
            print(problem.said(language), file=sys.stderr)
        return 1
    except BrokenPipeError:  # whoever was reading has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


def verb_of(module: str) -> str:
    """Give the verb that a module of commands is for; a name that Python keeps for itself ends with an underscore."""
    return module.rstrip("_").replace("_", "-")


def end_in_order(_signal: int, _frame: FrameType | None) -> None:
    """Turn SIGTERM into an exception, so that what this process started is ended with it."""
    raise SystemExit(128 + signal.SIGTERM)
