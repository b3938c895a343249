"""What happens by time alone: signatures lapse, silence counts as acceptance, corrections are put, limits warn."""

from onething.base.workdays import Calendar
from onething.cases.core import commands as c
from onething.cases.core import events as e
from onething.cases.core import state as s
from onething.cases.core.clock import Clock
from onething.cases.core.decision import Decision, not_found
from onething.cases.core.flow import EXAMINE_WORKING_DAYS, GATHER_WORKING_DAYS, end_wait, gather

NEVER = 1 << 62


def tick(decision: Decision, command: c.Tick) -> None:
    """Let everything happen that is due."""
    if decision.actor.kind != "system":
        raise not_found()
    state, at, calendar = decision.state, decision.at, decision.calendar
    if state.sign_by and state.sign_by <= at:
        decision.emit(e.SigningLapsed())
    for item in state.items:
        if _unexamined(item) and calendar.end(item.sent_on, EXAMINE_WORKING_DAYS) <= at:
            decision.emit(e.ItemAccepted(item.item, deemed=True))
    gather(
        decision, at_once=bool(state.wanted_on) and calendar.end(state.wanted_on, GATHER_WORKING_DAYS) <= at
    )
    for item in state.items:
        if item.state == s.RUNNING and item.until <= at:
            end_wait(decision, item)
    if state.status not in s.OPEN_CASE:
        return
    for item in state.items:
        _warn(decision, item.item, item.clock)
    _warn(decision, -1, state.clock)


def next_wake(state: s.CaseState, calendar: Calendar) -> int:
    """Give the next moment (ms) at which `tick` would do something; NEVER when only people can."""
    moments = [state.sign_by or NEVER]
    if state.wanted_on and state.status == s.IN_PROGRESS:
        moments.append(calendar.end(state.wanted_on, GATHER_WORKING_DAYS))
    open_items = [item for item in state.items if item.state not in s.ENDED]
    moments += [calendar.end(item.sent_on, EXAMINE_WORKING_DAYS) for item in open_items if _unexamined(item)]
    moments += [item.until for item in open_items if item.until]
    for clock in (state.clock, *(item.clock for item in open_items)):
        warning = clock.next_warning(calendar)
        if warning:
            moments.append(warning[0])
    return min(moments)


def _unexamined(item: s.WorkItemState) -> bool:
    return item.state == s.SENT and not item.deemed


def _warn(decision: Decision, index: int, clock: Clock) -> None:
    warning = clock.next_warning(decision.calendar)
    while warning and warning[0] <= decision.at:
        decision.emit(e.Warned(index, warning[1]))
        warning = clock.next_warning(decision.calendar)
