"""Move open cases to another release of their thing, where every change is harmless to them."""

from argparse import ArgumentParser, Namespace
from typing import Any

from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress

from onething.base.texts import Language, text
from onething.catalog import NATION
from onething.plans.changes import Consequence
from onething.run.reaching import database_reached
from onething.run.versions import CURRENT, Version, stored


def add_arguments(parser: ArgumentParser) -> None:
    """Take the thing, the region, and where to."""
    parser.add_argument("thing", metavar="THING")
    parser.add_argument("--region", default=NATION, metavar="CODE")
    parser.add_argument("--to", default=CURRENT, metavar="VERSION", help="`current`, `previous`, or a hash")
    parser.add_argument("--dry-run", action="store_true", help="only count what would happen")
    parser.add_argument("--language", choices=["zh", "en"], default="zh")


def run(arguments: Namespace) -> int:
    """Go through the open cases, and print what became of them, or would."""
    with database_reached():
        target = stored(arguments.to, arguments.thing, arguments.region)
        tally = _gone_through(target, dry_run=arguments.dry_run)
    console = Console(soft_wrap=True, highlight=False, markup=False)
    for line in _said(tally, target[0], arguments.language, dry_run=arguments.dry_run):
        console.print(line)
    return 0


def _gone_through(version: Version, *, dry_run: bool) -> Any:
    """Migrate, and show on a terminal how far it is."""
    from onething.cases.core.decision import Target
    from onething.cases.migrating import Tally, migrate, waiting_cases

    target, tally = Target(*version), Tally()
    console = Console(stderr=True)
    with Progress(
        *Progress.get_default_columns(),
        MofNCompleteColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    ) as progress:
        task = progress.add_task(version[1].thing, total=waiting_cases(target).count())
        for count in migrate(target, tally, dry_run=dry_run):
            progress.advance(task, count)
    return tally


def _said(tally: Any, release: str, language: Language, *, dry_run: bool) -> list[str]:
    lines = [text("migrate.dry_run" if dry_run else "migrate.done", language, release=release[:12])]
    lines.append(text("migrate.there", language, count=tally.there))
    if tally.left:
        lines.append(text("migrate.left", language, count=tally.left))
    for consequence in Consequence:
        word = "would_move" if dry_run and consequence is Consequence.HARMLESS else consequence.key
        lines.append(text(f"migrate.{word}", language, count=tally.cases[consequence]))
        lines += [
            text(
                "migrate.reason",
                language,
                count=count,
                about=about,
                means=text(f"change.kind.{kind}", language),
            )
            for (own, kind, about), count in tally.reasons.most_common()
            if own is consequence
        ]
    return lines
