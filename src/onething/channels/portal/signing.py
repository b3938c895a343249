"""The second signer's short page, and asking again."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from onething.base.errors import NotFound, Problem
from onething.base.texts import text
from onething.base.workdays import day_of, start_of
from onething.cases.calendar import calendar
from onething.cases.clock import now
from onething.cases.core import state as s
from onething.cases.core.commands import Command, DeclineSigning, RenewSigning, Sign
from onething.cases.door import handle
from onething.cases.ids import new_id
from onething.cases.reading import CaseView, case_for
from onething.channels.portal.cases import last_day
from onething.channels.portal.page import actor_of, go, language_of, show, signed_in
from onething.channels.portal.said import said
from onething.channels.portal.seeing import who_sees


@signed_in
@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, case: UUID) -> HttpResponse:
    """Say what is asked and what is seen of the signer; take the answer."""
    actor, language = actor_of(request), language_of(request)
    view = case_for(actor, case)
    signer = next((who for who in view.state.signers if who.key == actor.key), None)
    if signer is None:
        raise NotFound(Problem("not_found"))
    if view.state.status != s.SIGNING or signer.answer:
        return go(f"/cases/{case}")
    error = ""
    if request.method == "POST":
        answer = request.POST.get("answer", "")
        if answer in ("sign", "decline"):
            kind = Sign if answer == "sign" else DeclineSigning
            take(kind(id=new_id(), case=case, at=now(), actor=actor, channel="portal"))
            return go(f"/cases/{case}")
        error = text("problem.portal.choose_one", language)
    context: dict[str, Any] = {
        "view": view,
        "release": view.route.release,
        "facts": own_facts(view, signer.role, language),
        "seen": [
            seen for seen in who_sees(view.route, language, signer.role) if seen.fields or seen.documents
        ],
        "by": last_day(view.state.sign_by, language),
        "applicant_role": next(name for id, _, name in view.route.release.roles if id == view.state.role),
        "error": error,
    }
    return show(request, "sign", status=422 if error else 200, **context)


def own_facts(view: CaseView, role: str, language: str) -> list[tuple[str, str]]:
    """Give what the form says about the signer: name and value, to check."""
    chosen = "en" if language == "en" else "zh"
    found = []
    for field, _ in view.route.fields:
        entry = view.form.answers.get(field.key)
        if field.role == role and entry:
            found.append((field.name[chosen], said(field, entry[0], "en" if chosen == "en" else "zh")))
    return found


@signed_in
@require_http_methods(["GET", "POST"])
def renew(request: HttpRequest, case: UUID) -> HttpResponse:
    """Ask for the signature again, with a new last day."""
    actor = actor_of(request)
    view = case_for(actor, case)
    if view.state.status != s.SIGNATURE_LAPSED or view.state.applicant != actor.key:
        return go(f"/cases/{case}")
    if request.method == "POST":
        plan = view.route.release.signs[0]
        today = day_of(now())
        last = today + plan.within if plan.calendar_days else calendar().add(today, plan.within)
        by = start_of(last + 1)
        take(RenewSigning(id=new_id(), case=case, at=now(), actor=actor, channel="portal", sign_by=by))
        return go(f"/cases/{case}")
    return show(request, "renew", view=view, release=view.route.release)


def take(command: Command) -> None:
    """Send one command through the door. Raises what it was refused with."""
    outcome = handle([command])[0]
    if outcome.error is not None:
        raise outcome.error
