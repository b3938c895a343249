"""How items follow each other: start, send what is ready, gather corrections, cancel what cannot be, finish."""

from onething.cases.core import events as e
from onething.cases.core import state as s
from onething.cases.core.decision import Decision

GATHER_WORKING_DAYS = 1
"""Corrections wait for each other this long (安阳市政务服务条例 art. 42: an online application is examined once within
one working day)."""

EXAMINE_WORKING_DAYS = 5
"""Silence for this long counts as acceptance (行政许可法 art. 32)."""


def start(decision: Decision) -> None:
    """Start the joint clock and send every item that waits for nothing."""
    decision.emit(e.Started(decision.day, decision.route.release.limit))
    after = decision.route.after
    for index in decision.route.items:
        if not after.get(index):
            send(decision, index)


def send(decision: Decision, index: int) -> None:
    """Send an item; its limit is its own or what is left of the joint limit, whichever is shorter."""
    case_clock = decision.state.clock
    day = decision.day
    left = case_clock.limit
    if day != case_clock.started:
        left = max(1, decision.calendar.between(day, case_clock.due_day(decision.calendar)))
    own = decision.route.release.items[index].limit
    decision.emit(e.ItemSent(index, day, min(own, left) if own else left))


def send_followers(decision: Decision, index: int) -> None:
    """Send what waited for a granted item and now waits for nothing: a join fires when its last answer is in."""
    route, state = decision.route, decision.state
    followers = route.dependents.get(index)
    if not followers:
        return
    granted = {item.item for item in state.items if item.state == s.GRANTED}
    for follower in followers:
        item = state.item(follower)
        if item is not None and item.state == s.WAITING and granted.issuperset(route.after[follower]):
            send(decision, follower)


def cancel_followers(decision: Decision, index: int) -> None:
    """Cancel everything that needed an item which was not granted."""
    for follower in decision.route.dependents.get(index, ()):
        item = decision.state.item(follower)
        if item is not None and item.state not in s.ENDED:
            decision.emit(e.ItemCancelled(follower, index))
            cancel_followers(decision, follower)


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
    granted = states.count(s.GRANTED)
    decision.emit(e.Finished(s.DONE if granted == len(states) else s.PARTLY_DONE if granted else s.REFUSED))
