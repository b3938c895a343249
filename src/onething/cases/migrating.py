"""Moves open cases to another release of their thing, batch by batch, each through the one door.

A case that moved runs on the new release, so whoever starts again after a kill finds only those that are left.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from onething.base.actor import SYSTEM
from onething.base.errors import OneThingError
from onething.cases.book import read_state
from onething.cases.clock import now
from onething.cases.core.commands import Migrate
from onething.cases.core.decision import Target
from onething.cases.core.moving import changes_for, route_for
from onething.cases.core.state import OPEN_CASE
from onething.cases.door import handle
from onething.cases.ids import new_id
from onething.cases.models import Case
from onething.cases.reading import forms_of
from onething.plans.changes import KINDS, Consequence
from onething.plans.concern import worst
from onething.plans.store import load, published

BATCH = 200
Reason = tuple[str, str]
"""A kind of change, and what it is about."""


class Verdict(NamedTuple):
    """What moving would mean for one case; `reasons` are empty where it is harmless."""

    case: UUID
    consequence: Consequence
    reasons: tuple[Reason, ...]


@dataclass
class Tally:
    """What became of the open cases, or would: how many by consequence, and the reasons of those that stay.

    `there` runs on the release already; `left` ended or moved while this ran.
    """

    there: int = 0
    left: int = 0
    cases: Counter[Consequence] = field(default_factory=Counter)
    reasons: Counter[tuple[Consequence, str, str]] = field(default_factory=Counter)

    def add(self, verdict: Verdict) -> None:
        """Count one case; a reason that it has twice counts once."""
        self.cases[verdict.consequence] += 1
        self.reasons.update((KINDS[kind], kind, about) for kind, about in set(verdict.reasons))


def waiting_cases(target: Target) -> QuerySet[Case]:
    """Give the open cases that run on another release of the same thing and region."""
    releases = published(target.release.thing, target.release.region)
    others = [release for release in releases if release != target.release_hash]
    return Case.objects.filter(release__in=others, status__in=OPEN_CASE)


def migrate(target: Target, tally: Tally, *, dry_run: bool) -> Iterator[int]:
    """Judge all open cases and move those to which it is harmless; gives how many each batch had."""
    tally.there = Case.objects.filter(release=target.release_hash, status__in=OPEN_CASE).count()
    last = UUID(int=0)
    while rows := list(waiting_cases(target).filter(id__gt=last).order_by("id")[:BATCH]):
        last = rows[-1].id
        verdicts = _judge(rows, target)
        for verdict in verdicts if dry_run else _move(verdicts, target, tally):
            tally.add(verdict)
        yield len(rows)


def _judge(rows: list[Case], target: Target) -> list[Verdict]:
    forms = forms_of({row.id for row in rows})
    found = []
    for row in rows:
        state = read_state(row.state)
        route = route_for(state, row.release, load(row.release))
        met = changes_for(state, route, target, forms[row.id].known())
        reasons = tuple((one.kind, one.about) for one in met if one.consequence is not Consequence.HARMLESS)
        found.append(Verdict(row.id, worst(met), reasons))
    return found


def _move(verdicts: list[Verdict], target: Target, tally: Tally) -> Iterator[Verdict]:
    """Move what may move. The door judges again under the case's lock: meanwhile something may have happened."""
    moving = [one for one in verdicts if one.consequence is Consequence.HARMLESS]
    commands = [_command(one.case, target) for one in moving]
    for one, outcome in zip(moving, handle(commands) if commands else [], strict=True):
        if outcome.error is None:
            yield one
        elif outcome.error.code == "case.not_harmless":
            yield _refused(one.case, outcome.error)
        else:
            tally.left += 1
    yield from (one for one in verdicts if one.consequence is not Consequence.HARMLESS)


def _command(case: UUID, target: Target) -> Migrate:
    return Migrate(
        id=new_id(), case=case, at=now(), actor=SYSTEM, channel="console", release=target.release_hash
    )


def _refused(case: UUID, error: OneThingError) -> Verdict:
    reasons = tuple((str(problem.values["kind"]), problem.field) for problem in error.problems)
    return Verdict(case, max(KINDS[kind] for kind, _ in reasons), reasons)
