"""The last look before sending: all answers, who sees what, one button; sending twice makes one case."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_http_methods

from onething.base.errors import Refused
from onething.base.texts import Language, text
from onething.base.workdays import day_of, start_of
from onething.cases.calendar import calendar
from onething.cases.clock import now
from onething.cases.core.commands import Submit
from onething.cases.door import handle
from onething.cases.ids import new_id
from onething.channels.portal.drafting import DELIVERY, HANDOVER, Drafting, with_draft
from onething.channels.portal.drafts import gaps
from onething.channels.portal.page import go, language_of, show
from onething.channels.portal.papers import documents_to_send, paper_rows
from onething.channels.portal.rows import section
from onething.channels.portal.said import said
from onething.channels.portal.seeing import who_sees
from onething.channels.portal.things import promised_day
from onething.people.keys import person_key
from onething.plans.queries import only_asks
from onething.plans.routing import AGAIN


@with_draft
@require_GET
def check(request: HttpRequest, drafting: Drafting) -> HttpResponse:
    """Show everything as it would be sent."""
    return _page(request, drafting, status=200)


@with_draft
@require_GET
def who_sees_what(request: HttpRequest, drafting: Drafting) -> HttpResponse:
    """Show for each department every field and document it will see, with purpose and law."""
    seen = who_sees(drafting.route, language_of(request))
    return show(request, "seeing", seen=seen, back=f"{drafting.address}/check", release=drafting.release)


@with_draft
@require_http_methods(["GET", "POST"])
def submit(request: HttpRequest, drafting: Drafting) -> HttpResponse:
    """Send the form. The draft's id is the case's id, so that a second sending finds the case."""
    if request.method == "GET" or only_asks(drafting.route):
        return go(f"{drafting.address}/check")
    if gaps(drafting, language_of(request)) or _same_person(drafting):
        return _page(request, drafting, status=422)
    outcome = handle([_command(request, drafting)])[0]
    if isinstance(outcome.error, Refused) and outcome.error.code == "case.already_submitted":
        return go(f"/cases/{drafting.draft.id}/receipt")
    if outcome.error is not None:
        raise outcome.error
    return go(f"/cases/{drafting.draft.id}/receipt")


def _page(request: HttpRequest, drafting: Drafting, status: int) -> HttpResponse:
    language = language_of(request)
    missing = gaps(drafting, language)
    context: dict[str, Any] = {
        "drafting": drafting,
        "missing": missing,
        "same_person": _same_person(drafting),
        "parts": [_part(drafting, role, name[language], language) for role, name in drafting.roles()],
        "papers": paper_rows(drafting, language),
        "delivery_way": drafting.flat.get(DELIVERY, ""),
        "handover": _lines(drafting, HANDOVER, language),
        "seen": who_sees(drafting.route, language),
        "signers": [drafting.route.roles[role] for role in drafting.route.signers],
        "promise": promised_day(drafting.release),
        "command": new_id(),
        "tried": status != 200,
        "only_asks": only_asks(drafting.route),
    }
    return show(request, "check", status=status, **context)


def _part(drafting: Drafting, role: str, name: str, language: Language) -> dict[str, Any]:
    return {"role": role, "name": name, "lines": _lines(drafting, role, language)}


def _lines(drafting: Drafting, role: str, language: Language) -> list[tuple[str, str]]:
    """Give name and value of what is filled in; another parent's register data only as a sentence."""
    lines = []
    private = False
    for row in section(drafting, role, language):
        private = private or row.kind == "private"
        value = drafting.flat.get(row.field.key)
        if row.kind in ("fact", "ask") and value not in (None, ""):
            lines.append((row.field.name[language], said(row.field, value, language)))
    if private:
        lines.append((text("portal.part.by_themselves", language), text("portal.part.private", language)))
    return lines


def _same_person(drafting: Drafting) -> bool:
    return any(key == drafting.actor.key for key in _signer_keys(drafting).values())


def _signer_keys(drafting: Drafting) -> dict[str, str]:
    numbers = {role: drafting.flat.get(f"{role}.id_number") for role in drafting.route.signers}
    return {role: person_key(str(number)) for role, number in numbers.items() if number}


def _command(request: HttpRequest, drafting: Drafting) -> Submit:
    route, at = drafting.route, now()
    used = {field.key for field, _ in route.fields}
    answers = {
        key: entry
        for key, entry in drafting.draft.answers.items()
        if key in used or key == AGAIN or key.startswith("answers.")
    }
    day = day_of(at)
    last = day + route.sign_within if route.sign_calendar_days else calendar().add(day, route.sign_within)
    return Submit(
        id=_command_id(request, drafting),
        case=drafting.draft.id,
        at=at,
        actor=drafting.actor,
        channel="portal",
        release=drafting.draft.release,
        region=drafting.draft.region,
        role=drafting.role,
        items=route.items,
        counts=route.counts,
        parties={drafting.role: drafting.actor.key, **_signer_keys(drafting)},
        signers=route.signers,
        sign_by=start_of(last + 1) if route.signers else 0,
        delivery=str(drafting.flat.get(DELIVERY, "electronic")),
        answers=answers,
        documents=documents_to_send(drafting),
    )


def _command_id(request: HttpRequest, drafting: Drafting) -> UUID:
    """Give the id that the page carried; the draft's own where a page sent none."""
    try:
        return UUID(request.POST.get("command", ""))
    except ValueError:
        return drafting.draft.id
