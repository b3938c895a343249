"""The first page: reach the right thing in one search, and see what waits for oneself."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from onething.cases.access import cases_of
from onething.cases.core import state as s
from onething.cases.reading import CaseView
from onething.channels.portal.lists import summaries
from onething.channels.portal.page import actor_of, show
from onething.channels.portal.shelf import shelf_here
from onething.channels.portal.stages import cycles

MOST_WAITING = 5
WAITING = (s.SIGNING, s.SIGNATURE_LAPSED, s.AT_APPLICANT)


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Search, the things by life stage and by national list, own actions."""
    shelf = shelf_here()
    query = request.GET.get("q", "").strip()[:100]
    context: dict[str, Any] = {
        "query": query,
        "found": shelf.find(query),
        "cycles": cycles(shelf),
        "batches": summaries(shelf),
        "waiting": waiting_for(request),
    }
    return show(request, "home", **context)


def waiting_for(request: HttpRequest) -> list[dict[str, Any]]:
    """Give what waits for the person who is signed in: a signature, a correction, a lapsed signature to renew."""
    actor = actor_of(request)
    rows = cases_of(actor).filter(status__in=WAITING).order_by("-submitted")[:MOST_WAITING]
    found = [own_action(CaseView(row), actor.key) for row in rows]
    return [action for action in found if action is not None]


def own_action(view: CaseView, person: str) -> dict[str, Any] | None:
    """Give what a person has to do on a case: text key, address, release; None when nothing."""
    state = view.state
    kind = ""
    if state.applicant == person:
        kind = {s.SIGNATURE_LAPSED: "renew", s.AT_APPLICANT: "correct"}.get(state.status, "")
    elif state.status == s.SIGNING and any(who.key == person and not who.answer for who in state.signers):
        kind = "sign"
    if not kind:
        return None
    return {
        "kind": f"portal.own.{kind}",
        "address": f"/cases/{view.case.id}/{kind}",
        "release": view.route.release,
    }
