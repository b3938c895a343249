"""The door in process: writers submit cases and act for six departments, each claiming and answering in batches."""

import dataclasses
import time
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from bench.crew import Job, run_crew
from bench.measure import Figures
from bench.sample import BATCH, REGION, Sample, department, person, read_sample
from onething.cases.core.commands import Command, Grant, Submit
from onething.cases.ids import new_id

LEASE_MS = 600_000
AUDITED = 50
PAUSE_SECONDS = 0.005


def measure_door(url: str, cases: int, writers: int) -> Figures:
    """Run the door with `writers` processes on a prepared database. Needs Django in this process too."""
    share = cases // writers // BATCH
    figures = run_crew("door", url, make_writer, [(url, share, number, writers) for number in range(writers)])
    return dataclasses.replace(figures, transitions=check_cases(figures.cases))


def check_cases(expected: int) -> int:
    """Give the number of events after making sure that every case is done, and that a sample of them replays."""
    from onething.cases.auditing import audit
    from onething.cases.models import Case

    done = Case.objects.filter(status="done").count()
    if done != expected or Case.objects.count() != expected:
        raise RuntimeError(f"{done} of {expected} cases are done")
    for case in Case.objects.order_by("number")[:AUDITED]:
        for problem in audit(case):
            raise RuntimeError(f"case {case.id}: {problem.code}")
    return transitions()


def transitions() -> int:
    """Count the events in all books: an entry holds those of one command."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(jsonb_array_length(body::jsonb)) FROM cases_entry")
        return int(cursor.fetchone()[0])


def make_writer(url: str, rounds: int, number: int, writers: int) -> Job:
    """Make the job of one process: submit `rounds` batches and act for the departments until all cases are done."""
    from onething.cases.calendar import calendar
    from onething.run.bootstrap import use_database
    from onething.run.memory import settle

    use_database(url)
    calendar()
    sample = read_sample()
    first = number * len(sample.departments) // writers
    settle()
    departments = sample.departments[first:] + sample.departments[:first]

    def work() -> tuple[int, list[float]]:
        batches: list[float] = []
        for _ in range(rounds):
            submit(sample, batches)
            turn(sample, departments, batches)
        while not all_done():
            if not turn(sample, departments, batches):
                time.sleep(PAUSE_SECONDS)
        return rounds * BATCH, batches

    return work


def submit(sample: Sample, batches: list[float]) -> None:
    """Submit two hundred cases at once."""
    from onething.cases.door import handle

    _take(batches, handle, [submission(sample, number) for number in range(BATCH)])


def turn(sample: Sample, departments: list[str], batches: list[float]) -> bool:
    """Let each department claim and answer until it has no full batch left; tells whether anything was done."""
    from onething.cases.door import handle
    from onething.cases.holding import claim

    busy = False
    for name in departments:
        actor, full = department(name), True
        while full:
            began = time.perf_counter()
            taken = claim(actor, new_id(), BATCH, LEASE_MS)
            if taken.items:
                batches.append(time.perf_counter() - began)
                _take(batches, handle, grants(sample, name, str(taken.id), taken.items))
                busy = True
            full = len(taken.items) == BATCH
    return busy


def submission(sample: Sample, number: int) -> Submit:
    """Make the command that opens one case."""
    from onething.cases.clock import now

    applicant = person(number)
    return Submit(
        id=new_id(),
        case=new_id(),
        at=now(),
        actor=applicant,
        channel="portal",
        release=sample.route.release_hash,
        region=REGION,
        role="mother",
        items=sample.route.items,
        parties={"mother": applicant.key},
        answers=sample.answers,
        documents=sample.documents,
    )


def grants(sample: Sample, name: str, lease: str, items: list[tuple[UUID, int]]) -> list[Command]:
    """Make a department's answers to what it claimed."""
    from onething.cases.clock import now

    actor, at = department(name), now()
    return [
        Grant(
            id=uuid4(),
            case=case,
            at=at,
            actor=actor,
            channel="api",
            item=item,
            lease=lease,
            results=sample.results(item, number),
            elements=sample.elements(item),
        )
        for number, (case, item) in enumerate(items)
    ]


def all_done() -> bool:
    """Tell whether no case is in progress."""
    from onething.cases.models import Case

    return not Case.objects.filter(status="in_progress").exists()


def _take(batches: list[float], handle: Callable[[list[Any]], list[Any]], commands: list[Any]) -> None:
    began = time.perf_counter()
    outcomes = handle(commands)
    batches.append(time.perf_counter() - began)
    refused = [str(outcome.error or outcome.status) for outcome in outcomes if outcome.status != "taken"]
    if refused:
        raise RuntimeError(f"{len(refused)} answers were not taken: {refused[0]}")
