"""Fold one event into the state. The only code that changes a state; needs neither calendar nor release."""

from collections.abc import Callable, Iterable
from typing import Any

from onething.cases.core import events as e
from onething.cases.core import state as s
from onething.cases.core.clock import Clock


def replay(events: Iterable[e.AnyEvent]) -> s.CaseState:
    """Fold a case's events from nothing: gives exactly its stored state."""
    state = s.CaseState()
    for event in events:
        evolve(state, event)
    return state


def evolve(state: s.CaseState, event: e.AnyEvent) -> None:
    """Change the state by one event."""
    _FOLD[type(event)](state, event)


def _item(state: s.CaseState, index: int) -> s.WorkItemState:
    for item in state.items:
        if item.item == index:
            return item
    raise KeyError(index)


def _submitted(state: s.CaseState, event: e.Submitted) -> None:
    state.status = s.SIGNING if event.signers else s.IN_PROGRESS
    state.region = event.region
    state.applicant = event.applicant
    state.role = event.role
    state.delivery = event.delivery
    places = dict(event.places)
    state.items = [s.WorkItemState(index, region=places.get(index, "")) for index in event.items]
    state.counts = event.counts
    state.signers = [s.Signer(role, key) for role, key in event.signers]
    state.sign_by = event.sign_by
    state.form = 1


def _signed(state: s.CaseState, event: e.Signed) -> None:
    _answer(state, event.role, "signed")


def _declined(state: s.CaseState, event: e.SigningDeclined) -> None:
    _answer(state, event.role, "declined")
    state.status = s.SIGNATURE_LAPSED
    state.sign_by = 0


def _answer(state: s.CaseState, role: str, answer: str) -> None:
    for signer in state.signers:
        if signer.role == role:
            signer.answer = answer


def _lapsed(state: s.CaseState, event: e.SigningLapsed) -> None:
    state.status = s.SIGNATURE_LAPSED
    state.sign_by = 0


def _renewed(state: s.CaseState, event: e.SigningRenewed) -> None:
    state.status = s.SIGNING
    state.sign_by = event.sign_by
    for signer in state.signers:
        if signer.answer == "declined":
            signer.answer = ""


def _started(state: s.CaseState, event: e.Started) -> None:
    state.status = s.IN_PROGRESS
    state.sign_by = 0
    state.clock = Clock(event.day, event.limit)


def _sent(state: s.CaseState, event: e.ItemSent) -> None:
    item = _item(state, event.item)
    item.state = s.SENT
    item.sent_on = event.day
    item.clock = Clock(event.day, event.limit)


def _received(state: s.CaseState, event: e.ItemReceived) -> None:
    _item(state, event.item).lease = event.lease


def _accepted(state: s.CaseState, event: e.ItemAccepted) -> None:
    item = _item(state, event.item)
    if event.deemed:
        item.deemed = True
    else:
        item.state = s.ACCEPTED


def _wanted(state: s.CaseState, event: e.CorrectionWanted) -> None:
    item = _item(state, event.item)
    item.state = s.CORRECTION_WANTED
    item.asked = True
    item.contested = event.contested
    state.wanted_on = state.wanted_on or event.day


def _asked(state: s.CaseState, event: e.CorrectionAsked) -> None:
    state.status = s.AT_APPLICANT
    state.wanted_on = 0
    for index in event.items:
        item = _item(state, index)
        item.state = s.CORRECTION
        item.clock.paused_since = event.day
    state.clock.paused_since = state.clock.paused_since or event.day


def _corrected(state: s.CaseState, event: e.Corrected) -> None:
    state.status = s.IN_PROGRESS
    state.form = event.form
    for index, paused in event.items:
        item = _item(state, index)
        item.state = s.SENT
        item.sent_on = event.day
        item.lease = ""
        item.contested = ()
        _resume(item.clock, paused)
    _resume_case(state, event.paused)


def _suspended(state: s.CaseState, event: e.ItemSuspended) -> None:
    item = _item(state, event.item)
    item.state = s.SUSPENDED
    item.clock.paused_since = event.day
    state.clock.paused_since = state.clock.paused_since or event.day


def _resumed(state: s.CaseState, event: e.ItemResumed) -> None:
    item = _item(state, event.item)
    item.state = s.ACCEPTED
    _resume(item.clock, event.paused)
    _resume_case(state, event.case_paused)


def _resume(clock: Clock, paused: int) -> None:
    clock.paused += paused
    clock.paused_since = 0


def _resume_case(state: s.CaseState, paused: int) -> None:
    if not any(item.clock.paused_since for item in state.items):
        _resume(state.clock, paused)


def _granted(state: s.CaseState, event: e.ItemGranted) -> None:
    item = _item(state, event.item)
    item.state = s.GRANTED
    item.delivered = event.delivered
    item.lease = "" if event.delivered else item.lease
    item.clock.stopped = True
    state.form = event.form


def _denied(state: s.CaseState, event: e.ItemDenied) -> None:
    _end(state, _item(state, event.item), s.DENIED)


def _delivered(state: s.CaseState, event: e.ItemDelivered) -> None:
    item = _item(state, event.item)
    item.delivered = True
    item.lease = ""


def _skipped(state: s.CaseState, event: e.ItemSkipped) -> None:
    _end(state, _item(state, event.item), s.SKIPPED)


def _wait_started(state: s.CaseState, event: e.WaitStarted) -> None:
    item = _item(state, event.item)
    item.state = s.RUNNING
    item.until = event.until
    if event.excluded:
        item.clock.paused_since = event.day
        state.clock.paused_since = state.clock.paused_since or event.day


def _wait_ended(state: s.CaseState, event: e.WaitEnded) -> None:
    item = _item(state, event.item)
    was_excluded = bool(item.clock.paused_since)
    _end(state, item, s.PASSED)
    if was_excluded:
        _resume_case(state, event.case_paused)


def _cancelled(state: s.CaseState, event: e.ItemCancelled) -> None:
    _end(state, _item(state, event.item), s.CANCELLED)


def _end(state: s.CaseState, item: s.WorkItemState, how: str) -> None:
    item.state = how
    item.contested = ()
    item.until = 0
    item.clock.stopped = True
    item.clock.paused_since = 0


def _warned(state: s.CaseState, event: e.Warned) -> None:
    clock = state.clock if event.item < 0 else _item(state, event.item).clock
    clock.warned = event.percent


def _migrated(state: s.CaseState, event: e.Migrated) -> None:
    same = all(own == theirs for own, theirs in event.numbers)
    state.numbers = () if same else event.numbers


def _withdrawn(state: s.CaseState, event: e.Withdrawn) -> None:
    for item in state.items:
        if item.state not in s.ENDED:
            _end(state, item, s.WITHDRAWN)
    _close(state, s.WITHDRAWN)


def _finished(state: s.CaseState, event: e.Finished) -> None:
    _close(state, event.status)


def _close(state: s.CaseState, status: str) -> None:
    state.status = status
    state.sign_by = 0
    state.wanted_on = 0
    state.clock.stopped = True
    state.clock.paused_since = 0


_FOLD: dict[type, Callable[[s.CaseState, Any], None]] = {
    e.Submitted: _submitted,
    e.Signed: _signed,
    e.SigningDeclined: _declined,
    e.SigningLapsed: _lapsed,
    e.SigningRenewed: _renewed,
    e.Started: _started,
    e.ItemSent: _sent,
    e.ItemReceived: _received,
    e.ItemAccepted: _accepted,
    e.CorrectionWanted: _wanted,
    e.CorrectionAsked: _asked,
    e.Corrected: _corrected,
    e.ItemSuspended: _suspended,
    e.ItemResumed: _resumed,
    e.ItemGranted: _granted,
    e.ItemDenied: _denied,
    e.ItemDelivered: _delivered,
    e.ItemSkipped: _skipped,
    e.WaitStarted: _wait_started,
    e.WaitEnded: _wait_ended,
    e.ItemCancelled: _cancelled,
    e.Warned: _warned,
    e.Migrated: _migrated,
    e.Withdrawn: _withdrawn,
    e.Finished: _finished,
}
