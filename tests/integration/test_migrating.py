"""Moving open cases over a real PostgreSQL: counted first, then done; killed and resumed; nothing lost on the way."""

import os
import signal
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from onething.base.actor import SYSTEM, Actor
from onething.cases.auditing import audit
from onething.cases.clock import now
from onething.cases.core import commands as c
from onething.cases.core import events as e
from onething.cases.core.decision import Target
from onething.cases.door import handle
from onething.cases.holding import claim
from onething.cases.migrating import Tally, migrate
from onething.cases.models import Case
from onething.cases.reading import case_for, events_of, work_for
from onething.channels.portal.timeline import timeline
from onething.plans.changes import Consequence
from onething.plans.release import Need, Release
from onething.plans.store import load, publish
from onething.run.cli import main
from tests.integration.working import HOUR, departments_of, grant, person, submission, work_off
from tests.making import REGION, Node, release_of, reordered

pytestmark = pytest.mark.usefixtures("django_ready")


def first_version(nodes: list[Node]) -> Release:
    """Make a release of a thing, with departments, that nobody else in this database has."""
    suffix = uuid4().hex[:8]
    for node in nodes:
        node.department = f"{node.department}-{suffix}"
    return replace(release_of(nodes), thing=f"made-up-{suffix}")


def opened(release: str, *items: int) -> c.Submit:
    command = submission(release, items, person())
    assert handle([command])[0].status == "taken"
    return command


def moved(target: str, *, dry_run: bool = False) -> Tally:
    tally = Tally()
    assert sum(migrate(Target(target, load(target)), tally, dry_run=dry_run)) >= 0
    return tally


def release_now(case: UUID) -> str:
    return Case.objects.get(id=case).release


def migrations(case: UUID) -> list[e.Migrated]:
    return [one.event for one in events_of(case) if isinstance(one.event, e.Migrated)]


def four_fates(old: Release) -> Release:
    """Change items 1 to 3 each in its own way: a field more to give, another department, gone."""
    more = replace(old.fields[0], key="child.new", needs=(Need(1),))
    return replace(
        old,
        items=(
            old.items[0],
            replace(old.items[1], fields=("child.f1", "child.new")),
            replace(old.items[2], department=old.items[0].department),
        ),
        fields=(*old.fields[:3], more),
    )


def test_a_dry_run_counts_every_fate_with_its_reason_and_changes_nothing():
    old = first_version([Node(), Node(), Node(department="tax"), Node()])
    first = publish(old, 1)
    cases = [opened(first, *items) for items in ((0,), (0,), (1,), (0, 2), (3,))]
    second = publish(four_fates(old), 2)
    there = opened(second, 0)
    tally = moved(second, dry_run=True)
    assert tally.there == 1
    assert tally.cases == {
        Consequence.HARMLESS: 2,
        Consequence.ANSWER: 1,
        Consequence.CONSENT: 1,
        Consequence.FORBIDDEN: 1,
    }
    assert tally.reasons == {
        (Consequence.ANSWER, "field_required", "child.new"): 1,
        (Consequence.CONSENT, "department", "item-2"): 1,
        (Consequence.FORBIDDEN, "item_removed", "item-3"): 1,
    }
    assert {release_now(case.case) for case in cases} == {first}
    assert release_now(there.case) == second


def test_the_real_run_moves_what_the_dry_run_said_and_leaves_the_rest():
    old = first_version([Node(), Node(), Node(department="tax"), Node()])
    first = publish(old, 1)
    routes = ((0,), (1,), (0, 2), (3,), (0,))
    cases = [opened(first, *items) for items in routes]
    second = publish(four_fates(old), 2)
    dry = moved(second, dry_run=True)
    assert moved(second).cases == dry.cases
    assert [release_now(case.case) == second for case in cases] == [True, False, False, False, True]
    assert [len(migrations(case.case)) for case in cases] == [1, 0, 0, 0, 1]
    again = moved(second)
    assert again.there == 2
    assert again.cases[Consequence.HARMLESS] == 0
    work_off(departments_of(old))
    for case in Case.objects.filter(thing=old.thing):
        assert case.status == "done"
        assert list(audit(case)) == []


def test_work_in_hand_keeps_its_lease_and_its_number_and_ends_well():
    old = first_version(
        [Node(), Node(department="tax"), Node(after=(0, 1), department="health", gives=("child.no",))]
    )
    first = publish(old, 1)
    command = opened(first, 0, 1, 2)
    leases = {}
    for item in (0, 1):
        department = Actor("department", old.items[item].department, REGION)
        leases[item] = str(claim(department, uuid4(), 10, HOUR).id)
    views = {
        item: work_for(Actor("department", old.items[item].department, REGION), [(command.case, item)])[0]
        for item in (0, 1)
    }
    assert handle([grant(views[0], leases[0])])[0].status == "taken"
    second = publish(reordered(old, (2, 0, 1), extra=2), 2)
    assert moved(second).cases == {Consequence.HARMLESS: 1}
    seen = work_for(Actor("department", old.items[1].department, REGION), [(command.case, 1)])[0]
    assert (seen.plan.item, seen.fields, seen.lease) == ("item-1", views[1].fields, leases[1])
    assert handle([grant(views[1], leases[1])])[0].status == "taken"
    work_off({old.items[2].department})
    case = Case.objects.get(id=command.case)
    view = case_for(command.actor, command.case)
    assert (case.status, case.release) == ("done", second)
    assert [view.route.plan(item.item).item for item in view.state.items] == ["item-0", "item-1", "item-2"]
    assert view.form.answers["child.no"] == ["given", "item:item-2"]
    assert "The rules were renewed; nothing changes for you" in [one.words for one in timeline(view, "en")]
    assert list(audit(case)) == []


def test_a_case_that_changed_since_it_was_judged_is_judged_again_at_the_door():
    old = first_version([Node(), Node()])
    command = opened(publish(old, 1), 0)
    second = publish(replace(old, limit=9), 2)
    order = c.Migrate(
        id=uuid4(), case=command.case, at=now(), actor=SYSTEM, channel="console", release=second
    )
    outcome = handle([order])[0]
    assert (outcome.status, outcome.error.code) == ("refused", "case.not_harmless")
    assert release_now(command.case) != second


def test_a_changed_release_is_found_by_the_audit():
    old = first_version([Node()])
    first = publish(old, 1)
    command = opened(first, 0)
    moved(publish(replace(old, limit=4), 2))
    Case.objects.filter(id=command.case).update(release=first)
    assert [problem.code for problem in audit(Case.objects.get(id=command.case))] == ["audit.release_differs"]


KILLED = """
import os, signal, sys
import django
django.setup()
from onething.cases import door, migrating, writing
from onething.cases.core.decision import Target
from onething.plans.store import load

migrating.BATCH = 4
target, where, batches = sys.argv[1], sys.argv[2], 0

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

write = door.write_books

def write_and_die(cursor, books, calendar):
    write(cursor, books, calendar)
    if batches == 2:
        die()

if where == "before the commit":
    door.write_books = write_and_die
for _ in migrating.migrate(Target(target, load(target)), migrating.Tally(), dry_run=False):
    batches += 1
    if batches == 2 and where == "between batches":
        die()
"""


@pytest.mark.parametrize("where", ["between batches", "before the commit"])
def test_a_run_that_is_killed_is_taken_up_again_and_moves_every_case_once(where, django_ready):
    old = first_version([Node(), Node(after=(0,))])
    first = publish(old, 1)
    cases = [opened(first, 0, 1).case for _ in range(15)]
    second = publish(reordered(old, (1, 0), extra=1), 2)
    environment = {**os.environ, "DATABASE_URL": django_ready}
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, second, where],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert Counter(map(release_now, cases)) == {second: 8, first: 7}
    tally = moved(second)
    assert (tally.there, tally.cases[Consequence.HARMLESS]) == (8, 7)
    assert [len(migrations(case)) for case in cases] == [1] * 15
    work_off(departments_of(old))
    for case in Case.objects.filter(id__in=cases):
        assert (case.status, case.release) == ("done", second)
        assert list(audit(case)) == []


def test_the_commands_tell_it_in_words(capsys):
    old = first_version([Node(), Node()])
    opened(publish(old, 1), 0)
    new = replace(old, limit=3, items=(old.items[0], replace(old.items[1], department="elsewhere")))
    second = publish(new, 2)
    where = [old.thing, "--region", REGION, "--language", "en"]
    assert main(["diff", *where, "--from", "previous", "--to", second[:12]]) == 0
    told = capsys.readouterr().out
    assert "Needs consent: 1\n  item-1 · department: " in told
    assert "Harmless to open cases: 1\n  limit: 5 → 3 (the limit is shorter)" in told
    assert main(["migrate", *where, "--dry-run"]) == 0
    assert "Would move by themselves: 1" in capsys.readouterr().out
    assert main(["migrate", *where, "--to", "current"]) == 0
    told = capsys.readouterr().out
    assert "Moved: 1" in told
    assert "Need consent, stay: 0" in told


@pytest.mark.parametrize(
    ("name", "code"),
    [("previous", "run.no_previous"), ("abc", "run.short_hash"), ("0" * 64, "plans.unknown_release")],
)
def test_a_version_that_is_not_there_is_refused_with_a_remedy(name, code, capsys):
    old = first_version([Node()])
    publish(old, 1)
    assert main(["migrate", old.thing, "--region", REGION, "--to", name]) == 1
    assert code in capsys.readouterr().err


def test_two_folders_are_compared_without_a_database(monkeypatch, capsys):
    from onething.catalog import SERVICES
    from onething.run.commands import diff

    monkeypatch.setattr(diff, "database_reached", None)
    folder = str(SERVICES)
    assert main(["diff", "newborn", "--from", folder, "--to", folder, "--language", "en"]) == 0
    assert "Nothing changed" in capsys.readouterr().out
    assert main(["diff", "newborn", "--from", folder, "--to", folder, "--json"]) == 0
    assert '"changes": []' in capsys.readouterr().out
