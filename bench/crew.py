"""Runs one job in several processes that start together, and gathers what each reports."""

import multiprocessing
import queue
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import psycopg

from bench.measure import Figures, family_cpu, parent_of

START_SECONDS = 60
Job = Callable[[], tuple[int, list[float]]]
"""What a process does once all are ready: gives the cases it finished and the seconds of each batch."""


@dataclass(frozen=True)
class Report:
    """What one process did. Moments are the machine's monotonic clock."""

    cases: int
    batches: list[float]
    started: float
    ended: float
    cpu: float


def run_crew(
    name: str,
    url: str,
    make: Callable[..., Job],
    arguments: Sequence[tuple[Any, ...]],
    servers: Sequence[int] = (),
) -> Figures:
    """Run `make(*arguments)()` in one process each. `servers` are processes whose CPU counts as client CPU too.

    Raises RuntimeError with the trace of the first process that failed.
    """
    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(len(arguments) + 1)
    reports: Any = context.Queue()
    crew = [
        context.Process(target=_work, args=(make, own, barrier, reports), daemon=True) for own in arguments
    ]
    for process in crew:
        process.start()
    with psycopg.connect(url) as connection:
        root = parent_of(connection.info.backend_pid)
        barrier.wait(START_SECONDS)
        before, serving = family_cpu(root), sum(map(family_cpu, servers))
        gathered = _gather(reports, crew)
        server_cpu = family_cpu(root) - before
        client_cpu = sum(map(family_cpu, servers)) - serving + sum(report.cpu for report in gathered)
    seconds = max(report.ended for report in gathered) - min(report.started for report in gathered)
    cases = sum(report.cases for report in gathered)
    batches = [batch for report in gathered for batch in report.batches]
    return Figures(name, cases, seconds, client_cpu, server_cpu, batches)


def _gather(reports: Any, crew: Sequence[Any]) -> list[Report]:
    gathered: list[Report] = []
    while len(gathered) < len(crew):
        try:
            report = reports.get(timeout=1)
        except queue.Empty:
            if any(process.exitcode for process in crew):
                raise RuntimeError("a process of the bench ended early") from None
            continue
        if isinstance(report, str):
            raise RuntimeError(report)  # noqa: TRY004 - the other process's trace, not a wrong type
        gathered.append(report)
    for process in crew:
        process.join()
    return gathered


def _work(make: Callable[..., Job], arguments: tuple[Any, ...], barrier: Any, reports: Any) -> None:
    try:
        job = make(*arguments)
        barrier.wait(START_SECONDS)
        started, cpu = time.monotonic(), time.process_time()
        cases, batches = job()
        reports.put(Report(cases, batches, started, time.monotonic(), time.process_time() - cpu))
    except Exception:  # noqa: BLE001 - whatever it was, the parent must hear of it
        barrier.abort()
        reports.put(traceback.format_exc())
