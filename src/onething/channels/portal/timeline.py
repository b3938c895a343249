"""The record of a case in words, newest first."""

from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from onething.base.texts import Language, text
from onething.cases.core import events as e
from onething.cases.reading import CaseView
from onething.channels.portal.lanes import items_of

ITEM_EVENTS = (
    e.ItemSent, e.ItemReceived, e.ItemAccepted, e.CorrectionWanted, e.ItemSuspended, e.ItemResumed, e.ItemGranted,
    e.ItemDenied, e.ItemDelivered, e.ItemCancelled, e.ItemSkipped, e.WaitStarted, e.WaitEnded,
)  # fmt: skip
QUIET = (e.Warned, e.CorrectionWanted)
"""Not told: warnings are for offices; a wanted correction is told when all are gathered."""


@dataclass(frozen=True)
class Entry:
    """One line: when (ms), what."""

    at: int
    words: str


def timeline(view: CaseView, language: Language, item: int | None = None) -> list[Entry]:
    """Give the record of a case, or of one item."""
    found: list[Entry] = []
    for recorded in view.events:
        event = recorded.event
        if isinstance(event, QUIET) or (item is not None and item not in items_of(event)):
            continue
        at = event.at if isinstance(event, e.ItemReceived) else recorded.at
        found.append(Entry(at, said_event(view, event, language)))
    return sorted(found, key=attrgetter("at"))[::-1]


def said_event(view: CaseView, event: Any, language: Language) -> str:
    """Say one event in words."""
    key = f"portal.event.{type(event).__name__}"
    if isinstance(event, ITEM_EVENTS):
        release = view.route.release
        plan = view.route.plan(event.item)
        short = release.department(plan.department).short[language]
        if isinstance(event, e.ItemAccepted) and event.deemed:
            key = "portal.event.deemed"
        return text(key, language, department=short, item=plan.name[language])
    if isinstance(event, (e.Signed, e.SigningDeclined)):
        roles = {id: name[language] for id, _, name in view.route.release.roles}
        return text(key, language, role=roles.get(event.role, event.role))
    if isinstance(event, e.Finished):
        return text(f"portal.status.{event.status}", language)
    return text(key, language)
