"""What a department may do with its items."""

from functools import lru_cache

from onething.base.errors import Invalid, Problem
from onething.cases.core import commands as c
from onething.cases.core import events as e
from onething.cases.core import flow
from onething.cases.core import state as s
from onething.cases.core.decision import Decision, not_found, refuse
from onething.plans.route import Route

HIDDEN = frozenset({s.WAITING, s.SKIPPED, s.RUNNING, s.PASSED})
"""States in which no department has the item."""


def held_item(decision: Decision, command: c.ItemCommand, *states: str) -> s.WorkItemState:
    """Give the item if it is this department's in this region, this claim holds it, and it is in one of the states.

    For anybody else it does not exist. An item in state `sent` is held by its claim; later ones by the claim that
    was answered first.
    """
    item = decision.state.item(command.item)
    actor = decision.actor
    if item is None or actor.kind != "department" or item.state in HIDDEN:
        raise not_found()
    if decision.plan(item).department != actor.key or actor.region != (item.region or decision.state.region):
        raise not_found()
    if item.state in s.ENDED and item.state not in states:
        raise refuse("already_decided", state=item.state)
    if item.delivered:
        raise refuse("already_delivered")
    if command.lease != (decision.held(item).lease if item.state == s.SENT else item.lease):
        raise refuse("lease_lost")
    if item.state not in states:
        raise refuse("wrong_state", state=item.state)
    return item


def receive(decision: Decision, item: s.WorkItemState) -> None:
    """Put on the record that the item was received, before what its department says of it first."""
    if item.state == s.SENT:
        hold = decision.held(item)
        decision.emit(e.ItemReceived(item.item, hold.lease, hold.since))


def accept(decision: Decision, command: c.Accept) -> None:
    """受理: from now on the department holds the item until it decides."""
    item = held_item(decision, command, s.SENT)
    receive(decision, item)
    decision.emit(e.ItemAccepted(item.item, deemed=False))
    flow.gather(decision)


def ask_correction(decision: Decision, command: c.AskCorrection) -> None:
    """Ask for a correction, once per item and all at once (行政许可法 art. 32)."""
    item = held_item(decision, command, s.SENT)
    if item.asked:
        raise refuse("correction_only_once")
    if item.deemed:
        raise refuse("correction_too_late", days=flow.EXAMINE_WORKING_DAYS)
    plan = decision.plan(item)
    seen = {*plan.fields, *plan.documents}
    unknown = [Problem("case.contested_not_seen", field=key) for key in command.contested if key not in seen]
    if unknown or not command.contested:
        raise Invalid(*unknown or [Problem("case.nothing_contested", field="contested")])
    if not command.reason.strip():
        raise Invalid(Problem("case.reason_missing", field="reason"))
    receive(decision, item)
    decision.emit(
        e.CorrectionWanted(item.item, decision.day, command.contested, command.reason, command.good_enough)
    )
    flow.gather(decision)


def suspend(decision: Decision, command: c.Suspend) -> None:
    """Stop the clock for a lawful cause, which is on the record (行政许可法 art. 45)."""
    item = held_item(decision, command, s.ACCEPTED)
    missing = [
        Problem("case.cause_missing", field=name) for name in ("cause", "basis") if not getattr(command, name)
    ]
    if missing:
        raise Invalid(*missing)
    decision.emit(e.ItemSuspended(item.item, decision.day, command.cause, command.basis))


def resume(decision: Decision, command: c.Resume) -> None:
    """End a special procedure."""
    item = held_item(decision, command, s.SUSPENDED)
    calendar, day = decision.calendar, decision.day
    paused = calendar.between(item.clock.paused_since, day)
    case_paused = calendar.between(decision.state.clock.paused_since, day)
    decision.emit(e.ItemResumed(item.item, day, paused, case_paused))


def grant(decision: Decision, command: c.Grant) -> None:
    """Decide for the applicant; what waited for this item is sent."""
    item = held_item(decision, command, s.SENT, s.ACCEPTED)
    plan = decision.plan(item)
    _check_results(decision, item, command)
    version, digest = decision.state.form, ""
    origin = f"item:{plan.item}"
    given = {key: [value, origin] for key, value in command.elements.items()}
    slots = _slots(decision.route)
    papers = {key: [paper, "produced", number] for key, paper, number in command.results if key in slots}
    if given or papers:
        version, digest = decision.keep_form(given, papers)
    receive(decision, item)
    electronic = decision.state.delivery == "electronic"
    at_once = all(r.carrier == "electronic" or (electronic and r.carrier == "both") for r in plan.results)
    decision.emit(e.ItemGranted(item.item, command.results, at_once, version, digest))
    flow.follow(decision, item.item)
    flow.gather(decision)
    flow.finish(decision)


@lru_cache(maxsize=4096)
def _slots(route: Route) -> frozenset[str]:
    return frozenset(slot.key for slot in route.release.documents)


def _check_results(decision: Decision, item: s.WorkItemState, command: c.Grant) -> None:
    plan = decision.plan(item)
    declared = {result.key for result in plan.results}
    brought = {key for key, _, _ in command.results}
    gives = set(plan.gives)
    if declared == brought and gives == command.elements.keys():
        return
    problems = [Problem("case.result_missing", field=key) for key in sorted(declared - brought)]
    problems += [Problem("case.result_not_declared", field=key) for key in sorted(brought - declared)]
    problems += [
        Problem("case.element_missing", field=key) for key in sorted(gives - command.elements.keys())
    ]
    problems += [
        Problem("case.element_not_declared", field=key) for key in sorted(command.elements.keys() - gives)
    ]
    if problems:
        raise Invalid(*problems)


def deny(decision: Decision, command: c.Deny) -> None:
    """Decide against the applicant: rule, reason and remedy are said; what depended on it is cancelled."""
    item = held_item(decision, command, s.SENT, s.ACCEPTED)
    names = ("rule", "reason", "remedy")
    missing = [
        Problem("case.denial_needs", field=name) for name in names if not getattr(command, name).strip()
    ]
    if missing:
        raise Invalid(*missing)
    receive(decision, item)
    decision.emit(e.ItemDenied(item.item, command.rule, command.reason, command.remedy))
    if decision.plan(item).refusal == "ends_case":
        flow.cancel_all(decision, item.item)
    else:
        flow.follow(decision, item.item)
    flow.gather(decision)
    flow.finish(decision)


def deliver(decision: Decision, command: c.Deliver) -> None:
    """Say that paper results were handed over."""
    item = held_item(decision, command, s.GRANTED)
    decision.emit(e.ItemDelivered(item.item, command.how, command.tracking))
