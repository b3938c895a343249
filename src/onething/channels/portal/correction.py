"""Correcting: only the contested rows are open, each with the officer's reason and what would be good enough."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from onething.base.errors import Invalid, OneThingError
from onething.base.texts import Language, text
from onething.cases.clock import now
from onething.cases.core import events as e
from onething.cases.core import state as s
from onething.cases.core.commands import Correct
from onething.cases.ids import new_id
from onething.cases.reading import CaseView, case_for
from onething.channels.portal.boxes import plain_row
from onething.channels.portal.documents import keep_file
from onething.channels.portal.entry import DATE_BOXES, read, typed
from onething.channels.portal.page import actor_of, go, language_of, show, signed_in
from onething.channels.portal.rows import Row
from onething.channels.portal.said import said
from onething.channels.portal.signing import take
from onething.plans.release import DocumentSlot, Field, PlanDepartment

LONGEST_EXPLANATION = 1000


@dataclass
class Request:
    """What one department asks: its rows and papers, why, and what is good enough."""

    department: PlanDepartment
    item: str
    reason: str
    good_enough: str
    rows: list[Row]
    papers: list[tuple[DocumentSlot, str]]


@signed_in
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, case: UUID) -> HttpResponse:
    """Show the contested rows, or send the answer."""
    actor, language = actor_of(request), language_of(request)
    view = case_for(actor, case)
    if view.state.status != s.AT_APPLICANT or view.state.applicant != actor.key:
        return go(f"/cases/{case}")
    asked = asked_of(view, language)
    errors: dict[str, str] = {}
    if request.method == "POST":
        answers, papers, errors = _read(request, view, asked, language)
        if not errors:
            errors = _send(request, view, answers, papers, language)
        if not errors:
            return go(f"/cases/{case}")
        _put_back(request, asked, errors, language)
    return show(request, "correct", status=422 if errors else 200, **_context(view, asked, errors, request))


def asked_of(view: CaseView, language: Language) -> list[Request]:
    """Give what is asked, department by department."""
    wanted: dict[int, e.CorrectionWanted] = {}
    for recorded in view.events:
        event = recorded.event
        if isinstance(event, e.CorrectionWanted):
            wanted[event.item] = event
    return [
        _request(view, item, wanted[item.item], language)
        for item in view.state.items
        if item.state == s.CORRECTION
    ]


def _request(view: CaseView, item: s.WorkItemState, event: e.CorrectionWanted, language: Language) -> Request:
    release, form = view.route.release, view.form
    plan = view.route.plan(item.item)
    fields = {field.key: field for field, _ in view.route.fields}
    slots = {slot.key: slot for slot, _ in view.route.documents}
    rows = [
        plain_row(release, fields[key], _shown(view, fields[key]), language)
        for key in item.contested
        if key in fields
    ]
    papers = [
        (slots[key], (form.documents.get(key) or ["", "", ""])[2]) for key in item.contested if key in slots
    ]
    name = plan.name[language]
    return Request(release.department(plan.department), name, event.reason, event.good_enough, rows, papers)


def _shown(view: CaseView, field: Field) -> Any:
    """Give what stands in the form now; another applicant's register data is not for these eyes."""
    value, origin = view.form.answers.get(field.key) or (None, "")
    others = field.role in view.route.release.applicant and field.role != view.state.role
    return None if others and str(origin).startswith("registry:") else value


def _read(
    request: HttpRequest, view: CaseView, asked: list[Request], language: Language
) -> tuple[dict[str, Any], dict[str, Any], dict[str, str]]:
    """Read contested rows. Anything else that was sent goes along too: the door refuses it and says so."""
    answers: dict[str, Any] = {}
    papers: dict[str, Any] = {}
    errors: dict[str, str] = {}
    rows = {row.field.key: row for each in asked for row in each.rows}
    for key, row in rows.items():
        raw = typed(request.POST, key)
        if raw is None:
            continue
        if not raw:
            errors[key] = text("problem.portal.entry.empty", language, name=row.field.name[language])
            continue
        try:
            value = read(row.field, raw)
        except Invalid as error:
            errors[key] = error.problems[0].message(language)
            continue
        if value != (view.form.answers.get(key) or [None])[0]:
            answers[key] = [value, "applicant"]
    for slot in (slot for each in asked for slot, _ in each.papers):
        sent = request.FILES.get(f"file:{slot.key}")
        if sent is None:
            continue
        try:
            papers[slot.key] = keep_file(actor_of(request), sent, slot.formats, slot.max_megabytes)
        except Invalid as error:
            errors[slot.key] = error.problems[0].message(language)
    return answers | _foreign(request, view, set(rows)), papers, errors


def _foreign(request: HttpRequest, view: CaseView, contested: set[str]) -> dict[str, Any]:
    known = {field.key for field, _ in view.route.fields} - contested
    sent = {name.removesuffix(f".{box}") for name in request.POST for box in ("", *DATE_BOXES)}
    return {key: [typed(request.POST, key), "applicant"] for key in sorted(known & sent)}


def _send(
    request: HttpRequest, view: CaseView, answers: dict[str, Any], papers: dict[str, Any], language: Language
) -> dict[str, str]:
    """Send the answer; gives what was refused."""
    explanation = request.POST.get("explanation", "").strip()[:LONGEST_EXPLANATION]
    command = Correct(
        id=new_id(),
        case=view.case.id,
        at=now(),
        actor=actor_of(request),
        channel="portal",
        answers=answers,
        documents=papers,
        explanation=explanation,
    )
    try:
        take(command)
    except OneThingError as error:
        return {problem.field or "explanation": problem.message(language) for problem in error.problems}
    return {}


def _put_back(request: HttpRequest, asked: list[Request], errors: dict[str, str], language: Language) -> None:
    for row in (row for each in asked for row in each.rows):
        raw = typed(request.POST, row.field.key)
        if raw is not None:
            row.put(raw)
        row.error = errors.get(row.field.key, "")


def _context(
    view: CaseView, asked: list[Request], errors: dict[str, str], request: HttpRequest
) -> dict[str, Any]:
    language = language_of(request)
    open_keys = {row.field.key for each in asked for row in each.rows}
    locked = [
        (field.name[language], said(field, view.form.answers[field.key][0], language))
        for field, _ in view.route.fields
        if field.key in view.form.answers
        and field.key not in open_keys
        and field.role not in view.route.release.applicant
    ]
    return {
        "view": view,
        "release": view.route.release,
        "asked": asked,
        "errors": errors,
        "locked": locked,
        "explanation": request.POST.get("explanation", ""),
    }
