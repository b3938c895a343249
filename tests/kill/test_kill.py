"""Kill -9 at random moments over web, worker, departments and database, under load: nothing is lost, nothing doubled."""

import json
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.db import DatabaseError, connection

from onething.cases.auditing import audit
from onething.cases.book import read_state
from onething.cases.core import events as e
from onething.cases.core.state import OPEN_CASE
from onething.cases.models import Case, WorkItem
from onething.cases.reading import events_of
from onething.plans.store import current
from onething.run.demo.neighbours import add_department
from onething.run.node import Node, running
from onething.run.supervisor import Child
from tests.kill.load import Applicants
from tests.servers import temporary_folder

KILLS = int(os.environ.get("ONETHING_KILLS", "200"))
SEED = int(os.environ.get("ONETHING_SEED", "0")) or random.SystemRandom().randrange(1, 10**9)
PAUSES = (0.05, 1.2)
"""Seconds between two kills: the shorter, the more often a program dies while it is still starting."""
BEHAVIOUR = {
    "poll_seconds": 0.05,
    "lease_seconds": 10,
    "batch": 20,
    "default": {"twice": True},
    "items": {"vaccination-record": {"granted_first": True}, "birth-certificate": {"delivered_first": True}},
}
WORDS: dict[str, type[Any]] = {
    "accepted": e.ItemAccepted,
    "granted": e.ItemGranted,
    "delivered": e.ItemDelivered,
}
ONCE: tuple[type[Any], ...] = (e.ItemSent, e.ItemGranted, e.ItemDelivered)
PATIENCE = 60
"""Seconds without any event after which a case counts as stuck."""


@pytest.fixture
def node(monkeypatch) -> Iterator[Node]:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("ONETHING_CLOCK_FILE", raising=False)
    monkeypatch.setenv("ONETHING_SECRET", settings.SECRET_KEY)
    before = dict(connection.settings_dict)
    with temporary_folder() as home, running(home, "500000", port=0, workers=1) as made:
        yield made
        connection.close()
    connection.settings_dict.update(before)


def targets(node: Node) -> dict[str, Callable[[], int]]:
    """Name what can be killed; each gives the process id of the moment."""
    children = {name: partial(process_id, child) for name, child in node.supervisor.children.items()}
    return {**children, "database": postmaster}


def process_id(child: Child) -> int:
    return child.process.pid


def postmaster() -> int:
    """Ask the server itself who it is: it lets go of nothing when it is killed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_read_file('postmaster.pid')")
        return int(cursor.fetchone()[0].split()[0])


def kill_at_random(node: Node, applicants: Applicants, chance: random.Random) -> Counter[str]:
    """Kill one program after another; web and database fall more often than a single department."""
    aims = targets(node)
    weights = [2 if name.startswith("department") else 5 for name in aims]
    killed: Counter[str] = Counter()
    while killed.total() < KILLS and not applicants.failures:
        time.sleep(chance.uniform(*PAUSES))
        name = chance.choices(list(aims), weights)[0]
        with suppress(ProcessLookupError, DatabaseError):
            os.kill(aims[name](), signal.SIGKILL)
            killed[name] += 1
        if name == "database":
            connection.close()
    return killed


def wait_until_all_ended(cases: set[UUID]) -> None:
    """Let the departments finish what was sent; fail when nothing has moved for a while."""
    open_cases, recorded, moved = list(cases), -1, time.monotonic()
    while time.monotonic() - moved < PATIENCE:
        with suppress(DatabaseError):
            stored = list(Case.objects.values_list("id", "status", "seq", "state"))
            open_cases = [id for id, status, _, state in stored if id in cases and is_open(status, state)]
            if not open_cases:
                return
            total = sum(seq for _, _, seq, _ in stored)
            recorded, moved = (total, time.monotonic()) if total != recorded else (recorded, moved)
        connection.close()
        time.sleep(0.5)
    pytest.fail(f"{len(open_cases)} cases stand still (seed {SEED})")


def is_open(status: str, state: str) -> bool:
    """Tell whether anything is undecided or not handed over."""
    undelivered = (item.state == "granted" and not item.delivered for item in read_state(state).items)
    return status in OPEN_CASE or any(undelivered)


def acknowledged_answers(journals: list[Path]) -> set[tuple[str, str, str]]:
    """What departments were told was taken: (case, item, kind)."""
    lines = [
        json.loads(line)
        for journal in journals
        for line in journal.read_text().splitlines()
        if line.endswith("}")
    ]
    answered = [line for line in lines if line["kind"] == "answered" and line["status"] == "taken"]
    return {(line["case"], line["item"], line["answer"]) for line in answered}


@pytest.mark.kill
@pytest.mark.slow
def test_nothing_is_lost_and_nothing_doubled(node):
    print(f"seed {SEED}, {KILLS} kills")
    release_hash, release = current("newborn", node.region)
    departments = sorted({item.department for item in release.items})
    journals = [add_department(node, department, BEHAVIOUR) for department in departments]
    applicants = Applicants(node.url, release_hash, release)
    killed = kill_at_random(node, applicants, random.Random(SEED))
    applicants.end()
    assert not applicants.failures, applicants.failures[0]
    print(f"killed {dict(killed)}; {len(applicants.acknowledged)} submissions were acknowledged")
    assert applicants.acknowledged
    wait_until_all_ended(applicants.acknowledged)
    check_every_case(applicants.acknowledged, journals, release)


def check_every_case(acknowledged: set[UUID], journals: list[Path], release) -> None:
    cases = {case.id: case for case in Case.objects.all()}
    assert acknowledged <= cases.keys(), f"an acknowledged submission is lost (seed {SEED})"
    happened = set()
    for case in cases.values():
        assert list(audit(case)) == []
        assert case.status == "done"
        events = [recorded.event for recorded in events_of(case.id)]
        for kind in ONCE:
            counted = Counter(event.item for event in events if isinstance(event, kind))
            assert not [item for item, times in counted.items() if times > 1], f"{kind.__name__} twice"
        assert len([event for event in events if isinstance(event, e.ItemGranted)]) == len(release.items)
        for word, kind in WORDS.items():
            happened |= {
                (str(case.id), release.items[ev.item].item, word) for ev in events if isinstance(ev, kind)
            }
    lost = acknowledged_answers(journals) - happened
    assert not lost, f"acknowledged answers are lost (seed {SEED})"
    assert not WorkItem.objects.filter(open=True).exists()
