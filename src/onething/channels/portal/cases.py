"""Own cases: the list, the receipt, the progress page, one lane, who sees what."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from onething.base.errors import NotFound, Problem
from onething.base.texts import Language, text
from onething.base.workdays import day_of
from onething.cases.access import cases_of, drafts_of
from onething.cases.calendar import calendar
from onething.cases.core import state as s
from onething.cases.core.events import Signed, SigningDeclined
from onething.cases.models import Case
from onething.cases.reading import CaseView, case_for
from onething.channels.portal.again import missed
from onething.channels.portal.dates import day_words, moment_words
from onething.channels.portal.home import own_action
from onething.channels.portal.lanes import lanes_of
from onething.channels.portal.page import actor_of, language_of, show, signed_in
from onething.channels.portal.seeing import who_sees
from onething.channels.portal.timeline import timeline
from onething.plans.store import load

MOST_CASES = 50
SHORT_RECORD = 5


@signed_in
@require_GET
def my_cases(request: HttpRequest) -> HttpResponse:
    """Show all own cases and drafts, those that need me first."""
    actor, language = actor_of(request), language_of(request)
    rows = [CaseView(row) for row in cases_of(actor).order_by("-submitted")[:MOST_CASES]]
    cases = [
        {"view": view, "own": own_action(view, actor.key), "headline": headline(view, language)}
        for view in rows
    ]
    cases.sort(key=lambda entry: entry["own"] is None)
    drafts = drafts_of(actor).exclude(id__in=Case.objects.values("id")).order_by("-saved")[:MOST_CASES]
    shown = [{"draft": draft, "release": load(draft.release)} for draft in drafts]
    return show(request, "cases", cases=cases, drafts=shown)


@signed_in
@require_GET
def receipt(request: HttpRequest, case: UUID) -> HttpResponse:
    """Show the proof of sending and what happens next. It stays valid as a bookmark."""
    view = case_for(actor_of(request), case)
    language = language_of(request)
    lanes = lanes_of(view, language)
    context: dict[str, Any] = {
        "view": view,
        "release": view.route.release,
        "lanes": lanes,
        "sent": sum(lane.state != s.WAITING for lane in lanes),
        "signers": _signers(view, language),
        "due": due_words(view, language),
        "sign_by": last_day(view.state.sign_by, language),
    }
    return show(request, "receipt", **context)


@signed_in
@require_GET
def progress(request: HttpRequest, case: UUID) -> HttpResponse:
    """Show where the case stands: own action first, then every lane, then the record."""
    actor, language = actor_of(request), language_of(request)
    view = case_for(actor, case)
    lanes = lanes_of(view, language)
    entries = timeline(view, language)
    whole = "record" in request.GET
    context: dict[str, Any] = {
        "view": view,
        "release": view.route.release,
        "lanes": lanes,
        "own": own_action(view, actor.key),
        "headline": headline(view, language),
        "due": due_words(view, language),
        "sign_by": last_day(view.state.sign_by, language),
        "correct_by": "",
        "signers": _signers(view, language),
        "is_applicant": view.state.applicant == actor.key,
        "open": view.state.status in s.OPEN_CASE,
        "has_results": any(lane.state == s.GRANTED for lane in lanes),
        "entries": entries if whole else entries[:SHORT_RECORD],
        "more": 0 if whole else max(0, len(entries) - SHORT_RECORD),
        "polling": view.state.status in s.OPEN_CASE and "still" not in request.GET,
        "denied": [lane for lane in lanes if lane.state == s.DENIED],
        "missed": missed(view, actor.key),
    }
    return show(request, "progress", **context)


@signed_in
@require_GET
def lane_page(request: HttpRequest, case: UUID, item: int) -> HttpResponse:
    """Show one lane with its own record, law and telephone."""
    language = language_of(request)
    view = case_for(actor_of(request), case)
    lane = next((lane for lane in lanes_of(view, language) if lane.item == item), None)
    if lane is None:
        raise NotFound(Problem("not_found"))
    denial = next((event for event in reversed(_events(view, "ItemDenied")) if event.item == item), None)
    return show(request, "lane", view=view, lane=lane, entries=timeline(view, language, item), denial=denial)


@signed_in
@require_GET
def case_seeing(request: HttpRequest, case: UUID) -> HttpResponse:
    """Show who sees what of a sent case."""
    view = case_for(actor_of(request), case)
    seen = who_sees(view.route, language_of(request))
    return show(request, "seeing", seen=seen, back=f"/cases/{case}", release=view.route.release)


def headline(view: CaseView, language: Language) -> str:
    """Say in one sentence where a case stands."""
    state = view.state
    work = [item.state for item in state.items if view.route.plan(item.item).wait is None]
    if state.status == s.IN_PROGRESS:
        total = len(work) - work.count(s.SKIPPED)
        return text("portal.progress.count", language, n=total, done=work.count(s.GRANTED))
    return text(f"portal.status.{state.status}", language)


def due_words(view: CaseView, language: Language) -> str:
    """Say the last day of the joint limit; nothing before it runs."""
    clock = view.state.clock
    return day_words(clock.due_day(calendar()), language) if clock.started else ""


def last_day(moment: int, language: Language) -> str:
    """Say the last day of a period that ends with this moment (ms)."""
    return day_words(day_of(moment - 1), language) if moment else ""


def _signers(view: CaseView, language: Language) -> list[dict[str, Any]]:
    """Give who signs, with their state in words and the moment."""
    roles = view.route.roles
    moments = {}
    for recorded in view.events:
        event = recorded.event
        if isinstance(event, Signed | SigningDeclined):
            moments[event.role] = moment_words(recorded.at, language)
    return [
        {
            "role": roles[who.role][language],
            "words": text(f"portal.signer.{who.answer or 'open'}", language),
            "at": moments.get(who.role, ""),
        }
        for who in view.state.signers
    ]


def _events(view: CaseView, name: str) -> list[Any]:
    found: list[Any] = [recorded.event for recorded in view.events]
    return [event for event in found if type(event).__name__ == name]
