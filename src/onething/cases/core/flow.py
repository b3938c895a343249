"""How items follow each other: start, send what is ready, gather corrections, cancel what cannot be, finish."""

from onething.cases.core import events as e
from onething.cases.core import state as s
from onething.cases.core.decision import Decision
from onething.cases.core.outcomes import is_needed, until_of

GATHER_WORKING_DAYS = 1
"""Corrections wait for each other this long (安阳市政务服务条例 art. 42: an online application is examined once within
one working day)."""

EXAMINE_WORKING_DAYS = 5
"""Silence for this long counts as acceptance (行政许可法 art. 32)."""

LOST = frozenset({s.DENIED, s.CANCELLED, s.WITHDRAWN})
"""Ends after which what needed the item cannot be."""


def start(decision: Decision) -> None:
    """Start the joint clock and everything that waits for nothing."""
    decision.emit(e.Started(decision.day, decision.route.release.limit))
    after = decision.route.after
    for number in decision.route.items:
        if not after.get(number):
            begin(decision, number)


def begin(decision: Decision, number: int) -> None:
    """Begin an item: send it to its department, or let its time run."""
    plan = decision.route.plan(number)
    if plan.wait is None:
        send(decision, number)
        return
    until = until_of(decision, plan.wait)
    decision.emit(e.WaitStarted(number, decision.day, until, plan.wait.excluded, plan.wait.law))


def send(decision: Decision, number: int) -> None:
    """Send an item; its limit is its own or what is left of the joint limit, whichever is shorter."""
    case_clock = decision.state.clock
    day = decision.day
    left = case_clock.limit
    if day != case_clock.started:
        left = max(1, decision.calendar.between(day, case_clock.due_day(decision.calendar)))
    own = decision.route.plan(number).limit
    decision.emit(e.ItemSent(number, day, min(own, left) if own else left))


def end_wait(decision: Decision, item: s.WorkItemState) -> None:
    """End a time that has passed, and begin what waited for it."""
    paused = decision.calendar.between(decision.state.clock.paused_since or decision.day, decision.day)
    decision.emit(e.WaitEnded(item.item, decision.day, paused))
    follow(decision, item.item)
    finish(decision)


def follow(decision: Decision, number: int) -> None:
    """Go on after an item has ended: begin what now waits for nothing, cancel what can no longer be.

    A join fires when its last answer is in. Whoever only waited to see how the item ends goes on in any case.
    """
    route, state = decision.route, decision.state
    followers = route.dependents.get(number)
    if not followers:
        return
    ended = {item.item: item.state for item in state.items if item.state in s.ENDED}
    lost = ended.get(number) in LOST
    for follower in followers:
        item = state.item(follower)
        if item is None or item.state in s.ENDED:
            continue
        if lost and (follower, number) not in route.soft:
            decision.emit(e.ItemCancelled(follower, number))
            follow(decision, follower)
        elif item.state == s.WAITING and all(other in ended for other in route.after[follower]):
            _begin_or_skip(decision, follower)


def _begin_or_skip(decision: Decision, number: int) -> None:
    if is_needed(decision, number):
        begin(decision, number)
        return
    decision.emit(e.ItemSkipped(number))
    follow(decision, number)


def cancel_all(decision: Decision, because: int) -> None:
    """Cancel everything that is still open: the refused item ends the case."""
    for item in decision.state.items:
        if item.state not in s.ENDED:
            decision.emit(e.ItemCancelled(item.item, because))


def gather(decision: Decision, *, at_once: bool = False) -> None:
    """Put the wanted corrections to the applicant once every item now at a department has been examined."""
    state = decision.state
    if not state.wanted_on or state.status != s.IN_PROGRESS:
        return
    if at_once or not any(item.state == s.SENT and not item.deemed for item in state.items):
        wanted = tuple(item.item for item in state.items if item.state == s.CORRECTION_WANTED)
        decision.emit(e.CorrectionAsked(decision.day, wanted))


def finish(decision: Decision) -> None:
    """End the case when every item is decided."""
    states = [item.state for item in decision.state.items]
    if not s.ENDED.issuperset(states):
        return
    counted = [state for state in states if state not in s.UNCOUNTED]
    granted = counted.count(s.GRANTED)
    decision.emit(e.Finished(s.DONE if granted == len(counted) else s.PARTLY_DONE if granted else s.REFUSED))
