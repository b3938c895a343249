"""Do the main job once, with departments as programs of their own, and leave the site running."""

import json
import os
import tempfile
import time
from argparse import ArgumentParser, Namespace
from pathlib import Path
from threading import Event
from typing import Any

import django
from rich.console import Console

from onething.run.embedded import Postgres


def add_arguments(parser: ArgumentParser) -> None:
    """Take what to run and how."""
    parser.add_argument("thing", nargs="?", default="newborn")
    parser.add_argument("--region", default="500000", help="GB/T 2260 code")
    parser.add_argument("--once", action="store_true", help="end after the case, in a home of its own")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the run's figures")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--language", choices=["zh", "en"], default="zh")


def run(arguments: Namespace) -> int:
    """Run the demo; 0 when every item was granted and delivered."""
    from onething.run.home import home_folder

    if not arguments.once:
        return _run(arguments, home_folder() / "demo")
    with tempfile.TemporaryDirectory(prefix="onething-demo-") as home:
        try:
            return _run(arguments, Path(home))
        finally:
            if "DATABASE_URL" not in os.environ:
                Postgres(Path(home)).remove()


def _run(arguments: Namespace, home: Path) -> int:
    os.environ["ONETHING_HOME"], os.environ["ONETHING_REGION"] = str(home), arguments.region
    django.setup()
    from onething.run.demo.stage import stage
    from onething.run.demo.story import play
    from onething.run.demo.telling import Teller

    teller = Teller(Console(), arguments.language)
    begun = time.monotonic()
    with stage(home, arguments.thing, arguments.region, arguments.port, teller) as node:
        figures = play(node, arguments.thing, teller, begun)
        if arguments.json:
            arguments.json.write_text(
                json.dumps(figures, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
            )
        if not arguments.once:
            _stay(node, teller)
    return 0 if figures["item_states"] == {"granted and delivered": figures["items"]} else 1


def _stay(node: Any, teller: Any) -> None:
    from onething.people.demo import demo_people

    teller.say("open", url=node.url)
    names = "、".join(f"{person.name}（{person.about[teller.language]}）" for person in demo_people())
    teller.say("sign_in_as", people=names)
    stop = Event()
    try:
        stop.wait()
    except KeyboardInterrupt:
        return
