"""The task list of a draft: what is done, what is left, in any order."""

from dataclasses import dataclass
from typing import Literal

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from onething.base.texts import Language, text
from onething.channels.portal.drafting import DELIVERY, HANDOVER, Drafting, with_draft
from onething.channels.portal.page import language_of, show
from onething.channels.portal.papers import paper_rows
from onething.channels.portal.rows import section

TaskState = Literal["done", "begun", "open"]


@dataclass(frozen=True)
class Gap:
    """Something that is missing before the form can be sent, and where to put it right."""

    address: str
    words: str


@dataclass(frozen=True)
class Task:
    """One row of the task list."""

    address: str
    name: str
    state: TaskState
    left: int


@with_draft
@require_GET
def task_list(request: HttpRequest, drafting: Drafting) -> HttpResponse:
    """Show the parts of the form with their state."""
    language = language_of(request)
    tasks = [_part(drafting, role, name[language], language) for role, name in drafting.roles()]
    tasks += [_documents(drafting, language), _delivery(drafting, language)]
    left = sum(task.left for task in tasks)
    return show(request, "tasks", drafting=drafting, tasks=tasks, left=left, saved=drafting.draft.saved)


def gaps(drafting: Drafting, language: Language) -> list[Gap]:
    """Give everything that is missing, part by part."""
    found = []
    for role, name in drafting.roles():
        for row in section(drafting, role, language):
            if row.missing:
                words = text("portal.gap", language, part=name[language], name=row.field.name[language])
                found.append(Gap(f"{drafting.address}/part/{role}#{row.id}", words))
    for paper in paper_rows(drafting, language):
        if paper.missing:
            words = text(
                "portal.gap", language, part=text("portal.documents.short", language), name=paper.label
            )
            found.append(Gap(f"{drafting.address}/documents#{paper.slot.key}", words))
    return found + delivery_gaps(drafting, language)


def delivery_gaps(drafting: Drafting, language: Language) -> list[Gap]:
    """Give what is missing on the delivery page; an address only where things are posted."""
    part, address = text("portal.delivery.title", language), f"{drafting.address}/delivery"
    way = drafting.flat.get(DELIVERY)
    if not way:
        return [Gap(address, part)]
    rows = [row for row in section(drafting, HANDOVER, language) if row.kind == "ask" and not row.raw]
    wanted = [row for row in rows if row.required or (way == "post" and row.field.type == "address")]
    words = [text("portal.gap", language, part=part, name=row.field.name[language]) for row in wanted]
    return [Gap(f"{address}#{row.id}", said) for row, said in zip(wanted, words, strict=True)]


def _part(drafting: Drafting, role: str, name: str, language: Language) -> Task:
    rows = section(drafting, role, language)
    left = sum(row.missing for row in rows)
    begun = any(row.kind == "ask" and row.raw for row in rows)
    label = text("portal.part.name", language, name=name)
    return Task(f"{drafting.address}/part/{role}", label, _state(left, begun=begun), left)


def _documents(drafting: Drafting, language: Language) -> Task:
    rows = paper_rows(drafting)
    left = sum(row.missing for row in rows)
    begun = any(row.standing in ("given", "promise", "later") for row in rows)
    return Task(
        f"{drafting.address}/documents",
        text("portal.documents.short", language),
        _state(left, begun=begun),
        left,
    )


def _delivery(drafting: Drafting, language: Language) -> Task:
    left = len(delivery_gaps(drafting, language))
    begun = DELIVERY in drafting.flat
    return Task(
        f"{drafting.address}/delivery",
        text("portal.delivery.title", language),
        _state(left, begun=begun),
        left,
    )


def _state(left: int, *, begun: bool) -> TaskState:
    if not left:
        return "done"
    return "begun" if begun else "open"
