"""The lanes of a case: every item in fixed order, its state in words, since when, until when, what it waits for."""

from dataclasses import dataclass
from typing import Any

from onething.base.texts import Language, text
from onething.base.workdays import day_of
from onething.cases.calendar import calendar
from onething.cases.clock import now
from onething.cases.core import events as e
from onething.cases.core import state as s
from onething.cases.reading import CaseView
from onething.channels.portal.dates import day_words
from onething.channels.portal.naming import first_few, shared_names
from onething.plans.release import PlanDepartment, PlanItem

TONES = {s.GRANTED: "done", s.DENIED: "problem", s.CORRECTION: "needs"}
RUNNING = (s.SENT, s.ACCEPTED, s.CORRECTION_WANTED)


@dataclass(frozen=True)
class Lane:
    """One item at its department. `words` is the state, `note` what is to know about it."""

    item: int
    plan: PlanItem
    department: PlanDepartment
    state: str
    words: str
    note: str
    tone: str
    since: int
    due: str
    overdue: int


def lanes_of(view: CaseView, language: Language) -> list[Lane]:
    """Give the lanes in the fixed order of the release."""
    since = last_events(view)
    return [_lane(view, item, since.get(item.item), language) for item in view.state.items]


def last_events(view: CaseView) -> dict[int, tuple[int, Any]]:
    """Give the last event of each item with its moment (ms)."""
    found: dict[int, tuple[int, Any]] = {}
    for recorded in view.events:
        event = recorded.event
        for item in items_of(event):
            if not isinstance(event, e.Warned):
                found[item] = (recorded.at, event)
    return found


def items_of(event: Any) -> list[int]:
    """Give the items that an event is about; none for events of the whole case."""
    if isinstance(event, e.CorrectionAsked):
        return list(event.items)
    if isinstance(event, e.Corrected):
        return [item for item, _ in event.items]
    item = getattr(event, "item", None)
    return [item] if isinstance(item, int) and item >= 0 else []


def _lane(view: CaseView, item: s.WorkItemState, last: tuple[int, Any] | None, language: Language) -> Lane:
    release = view.route.release
    plan = view.route.plan(item.item)
    unsent = view.state.status in s.UNSENT_CASE
    state = "unsigned" if unsent and item.state == s.WAITING else item.state
    state = "received" if state == s.SENT and item.item in view.received else state
    due, overdue = _due(item, language)
    at, event = last or (0, None)
    return Lane(
        item.item,
        plan,
        release.department(plan.department),
        item.state,
        text(f"portal.lane.{state}", language),
        _note(view, item, event, language),
        TONES.get(item.state, ""),
        at,
        due,
        overdue,
    )


def _due(item: s.WorkItemState, language: Language) -> tuple[str, int]:
    """Give the last day in words, and by how many working days it is over."""
    if item.until:
        return day_words(day_of(item.until - 1), language), 0
    if item.state not in RUNNING or not item.clock.started:
        return "", 0
    days = calendar()
    last = item.clock.due_day(days)
    return day_words(last, language), max(0, days.between(last, day_of(now())))


def _note(view: CaseView, item: s.WorkItemState, event: Any, language: Language) -> str:
    plan = view.route.plan
    if item.state == s.WAITING and view.state.status not in s.UNSENT_CASE:
        granted = {other.item for other in view.state.items if other.state == s.GRANTED}
        waits = [plan(index) for index in view.route.after.get(item.item, ()) if index not in granted]
        names = first_few(shared_names(waits, language), language, "portal.lane.more")
        return text("portal.lane.waits_for", language, names=names) if waits else ""
    if isinstance(event, e.ItemCancelled):
        return text("portal.lane.because", language, name=plan(event.because).name[language])
    if isinstance(event, e.ItemDenied):
        return event.reason
    if isinstance(event, e.ItemSuspended):
        return text("portal.lane.stopped", language, cause=event.cause, basis=event.basis)
    if item.deemed:
        return text("portal.lane.deemed", language)
    return ""
