"""Taking a case back: told what it means, then confirmed."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from onething.base.errors import NotFound, Problem
from onething.cases.clock import now
from onething.cases.core import state as s
from onething.cases.core.commands import Withdraw
from onething.cases.ids import new_id
from onething.cases.reading import case_for
from onething.channels.portal.lanes import lanes_of
from onething.channels.portal.page import actor_of, go, language_of, show, signed_in
from onething.channels.portal.signing import take

LONGEST_REASON = 500


@signed_in
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, case: UUID) -> HttpResponse:
    """Say what stays and what ends; withdraw on confirmation."""
    actor = actor_of(request)
    view = case_for(actor, case)
    if view.state.applicant != actor.key:
        raise NotFound(Problem("not_found"))
    if view.state.status not in s.OPEN_CASE:
        return go(f"/cases/{case}")
    if request.method == "POST":
        reason = request.POST.get("reason", "").strip()[:LONGEST_REASON]
        take(Withdraw(id=new_id(), case=case, at=now(), actor=actor, channel="portal", reason=reason))
        return go(f"/cases/{case}")
    lanes = lanes_of(view, language_of(request))
    done = [lane for lane in lanes if lane.state == s.GRANTED]
    return show(request, "withdraw", view=view, release=view.route.release, done=done)
