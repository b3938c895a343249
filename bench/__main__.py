"""`make bench`: the limit, the door and the door behind HTTP, one after the other on one fresh PostgreSQL.

Prints a table and writes build/bench.json. `--quick` ends within four minutes. DATABASE_URL names a server to measure
on (its administrator's address, on this machine); without it an embedded one is started with its usual settings.
"""

import argparse
import json
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psycopg
from rich.console import Console
from rich.table import Table

from bench.composing import Composing, measure_composing
from bench.door import measure_door
from bench.http import measure_http
from bench.limit import measure_limit
from bench.measure import Figures
from bench.sample import read_sample
from onething.run.bootstrap import prepare, use_database
from onething.run.embedded import Databases, Postgres

TARGET = Path("build/bench.json")
QUICK, FULL = (20_000, 6_000, 2_000), (100_000, 40_000, 10_000)
RUNS = ("limit", "door", "http")
COMPOSING = "composing"


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(prog="bench", description="Measure the main job.")
    parser.add_argument("--quick", action="store_true", help="fewer cases: ends within four minutes")
    parser.add_argument("--only", choices=(*RUNS, COMPOSING), action="append", help="measure only this")
    parser.add_argument("--cases", type=int, help="cases in each run")
    parser.add_argument("--writers", type=int, default=2, help="processes that write")
    chosen = parser.parse_args()
    sizes = [chosen.cases] * 3 if chosen.cases else QUICK if chosen.quick else FULL
    wanted = chosen.only or (*RUNS, COMPOSING)
    composing = measure_composing() if COMPOSING in wanted else None
    measured = _measure_all(wanted, sizes, chosen.writers) if set(wanted) & set(RUNS) else {}
    if measured:
        _show(measured)
    if composing:
        _show_composing(composing)
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(json.dumps(as_json(measured, composing), indent=2, default=list) + "\n")


def _measure_all(wanted: Sequence[str], sizes: Sequence[int], writers: int) -> dict[str, Figures]:
    with tempfile.TemporaryDirectory(prefix="onething-bench-") as home, _server(Path(home)) as url:
        return _measure(url, dict(zip(RUNS, sizes, strict=True)), wanted, writers)


@contextmanager
def _server(home: Path) -> Iterator[str]:
    os.environ["ONETHING_HOME"] = str(home)
    given = os.environ.get("DATABASE_URL")
    if given:
        yield given
        return
    home.chmod(0o755)  # root's server account must be able to pass
    with Postgres(home / "home", store=home / "store").running() as server:
        yield server.url


def _measure(url: str, sizes: dict[str, int], runs: Sequence[str], writers: int) -> dict[str, Figures]:
    """Run after run, each on a database of its own, so that none finds the tables of another."""
    databases = Databases(url)
    measured = {}
    for name in [name for name in RUNS if name in runs]:
        databases.drop(f"bench_{name}")
        place = databases.create(f"bench_{name}")
        _open_database(place)
        check_durable(place)
        measured[name] = _run(name, place, sizes[name], writers)
        databases.drop(f"bench_{name}")
    return measured


def _run(name: str, place: str, cases: int, writers: int) -> Figures:
    if name == "limit":
        return measure_limit(place, read_sample(), cases, writers)
    return measure_door(place, cases, writers) if name == "door" else measure_http(place, cases)


def _open_database(url: str) -> None:
    """Point Django at a new database and put tables and releases into it."""
    use_database(url)
    from django.db import connection

    from onething.run.settings import database

    connection.close()
    connection.settings_dict.update(database(url))
    prepare()
    with psycopg.connect(url, autocommit=True) as session:
        session.execute("CHECKPOINT")


def check_durable(url: str) -> None:
    """Refuse to measure on a server that may forget what it has acknowledged."""
    with psycopg.connect(url) as session:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            row = session.execute("SELECT current_setting(%s)", [setting]).fetchone()
            if row != ("on",):
                raise SystemExit(f"{setting} is not on: such figures would say nothing")


def as_json(measured: dict[str, Figures], composing: Composing | None = None) -> dict[str, object]:
    """Give everything as plain data: cases a second by name, ratios to the limit, and the details."""
    found: dict[str, object] = {name: round(figures.rate, 1) for name, figures in measured.items()}
    if "limit" in measured:
        for name in ("door", "http"):
            if name in measured:
                found[f"{name}_ratio"] = round(measured[name].rate / measured["limit"].rate, 3)
    if composing:
        found["compose_ratio"] = composing.worst_ratio
        found["composing"] = composing.as_json()
    found["details"] = {name: figures.as_json() for name, figures in measured.items()}
    return found


def _show(measured: dict[str, Figures]) -> None:
    table = Table(title="one newborn case of ten items, submission to completion, every transition durable")
    heads = (
        "run",
        "cases/s",
        "of limit",
        "p50 ms",
        "p99 ms",
        "CPU ms/case",
        "outside PG",
        "inside PG",
        "transitions",
    )
    for head in heads:
        table.add_column(head, justify="left" if head == "run" else "right")
    limit = measured.get("limit")
    for name, figures in measured.items():
        table.add_row(
            name,
            f"{figures.rate:,.0f}",
            f"{figures.rate / limit.rate:.2f}" if limit else "",
            f"{figures.batch_ms(50):.1f}",
            f"{figures.batch_ms(99):.1f}",
            f"{figures.client_ms + figures.server_ms:.2f}",
            f"{figures.client_ms:.2f}",
            f"{figures.server_ms:.2f}",
            f"{figures.transitions / figures.cases:.1f}",
        )
    Console(width=120).print(table)


def _show_composing(composing: Composing) -> None:
    table = Table(title="composing: twice the items, how many times the time")
    for head in ("items", "ms", "twice as many"):
        table.add_column(head, justify="right")
    for doubling in composing.doublings:
        table.add_row(f"{doubling.items:,}", f"{doubling.ms:,.1f}", f"{doubling.ratio:.2f}")
    console = Console(width=120)
    console.print(table)
    console.print(
        f"a route of {500} items: new {composing.route_new_ms:.1f} ms, seen before {composing.route_seen_ms:.2f} ms"
        f" with {composing.rules_seen} rules worked out; a form of 500 fields with 300 conditions:"
        f" {composing.form_ms:.1f} ms"
    )


if __name__ == "__main__":
    main()
