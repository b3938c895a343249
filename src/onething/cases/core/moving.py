"""Moving an open case to another release of its thing: only what is harmless to it happens by itself."""

from typing import Any

from onething.base.errors import Problem, Refused
from onething.cases.core import commands as c
from onething.cases.core import events as e
from onething.cases.core import state as s
from onething.cases.core.decision import Decision, Target, not_found, refuse
from onething.plans.changes import Change, Consequence
from onething.plans.concern import Standing, concerning, worst
from onething.plans.context import holds, rule_values
from onething.plans.diff import diff_of
from onething.plans.release import Release
from onething.plans.renumbering import numbers_between, numbers_of, route_of_case
from onething.plans.route import Route
from onething.plans.routing import APPLICANT


def migrate(decision: Decision, command: c.Migrate) -> None:
    """Move the case. Refused where a change concerns it that needs an answer or consent, or is forbidden."""
    target = decision.target
    if decision.actor.kind != "system" or target is None or target.release_hash != command.release:
        raise not_found()
    state, route = decision.state, decision.route
    if state.status not in s.OPEN_CASE:
        raise refuse("already_ended", status=state.status)
    if target.release_hash == route.release_hash:
        raise refuse("already_moved")
    met = changes_for(state, route, target, decision.known)
    if worst(met) is not Consequence.HARMLESS:
        raise Refused(
            *(_not_harmless(change) for change in met if change.consequence is not Consequence.HARMLESS)
        )
    numbers = numbers_between(route.release, target.release, current_numbers(state))
    decision.emit(e.Migrated(route.release_hash, target.release_hash, numbers))


def changes_for(
    state: s.CaseState, route: Route, target: Target, known: dict[str, Any]
) -> tuple[Change, ...]:
    """Give the changes that moving would bring to an open case, the gravest first."""
    changes = diff_of((route.release_hash, route.release), (target.release_hash, target.release))
    return concerning(changes, _standing(state, route.release, target.release, known))


def route_for(state: s.CaseState, release_hash: str, release: Release) -> Route:
    """Give a case's route through a release."""
    items = tuple(item.item for item in state.items)
    return route_of_case(release, release_hash, items, state.counts, state.numbers)


def current_numbers(state: s.CaseState) -> tuple[tuple[int, int], ...]:
    """Give each item's number in the case and in the release on which the case runs."""
    return state.numbers or numbers_of(item.item for item in state.items)


def _standing(state: s.CaseState, old: Release, new: Release, known: dict[str, Any]) -> Standing:
    ids = {own: old.items[number % len(old.items)].item for own, number in current_numbers(state)}
    values, _ = rule_values(new, {**known, APPLICANT: state.role})
    return Standing(
        items=frozenset(ids.values()),
        unended=frozenset(ids[item.item] for item in state.items if item.state not in s.ENDED),
        known=frozenset(key for key, value in known.items() if value not in (None, "")),
        lists=frozenset(role for release in (old, new) for role, _ in release.lists),
        contested=frozenset(key for item in state.items for key in item.contested),
        delivery=state.delivery,
        holds=lambda rule: holds(rule, values),
    )


def _not_harmless(change: Change) -> Problem:
    return Problem("case.not_harmless", field=change.about, values={"kind": change.kind})
