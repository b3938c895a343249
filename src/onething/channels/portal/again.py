"""Doing again, alone, what was refused: a new form that begins with everything that was filled in and handed in."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from onething.base.errors import NotFound, Problem
from onething.cases.core import state as s
from onething.cases.drafts import save_draft, start_draft
from onething.cases.reading import CaseView, case_for
from onething.channels.portal.page import actor_of, go, signed_in
from onething.channels.portal.shelf import thing_here
from onething.plans.routing import AGAIN

MISSED = (s.DENIED, s.CANCELLED)


def missed(view: CaseView, person: str) -> list[str]:
    """Give the items that the applicant may do again: the case has ended, others of its items were granted."""
    if view.state.status != s.PARTLY_DONE or view.state.applicant != person:
        return []
    numbers = [item.item for item in view.state.items if item.state in MISSED]
    size = len(view.route.release.items)
    return list(dict.fromkeys(view.route.release.items[number % size].item for number in numbers))


@signed_in
@require_POST
def again(request: HttpRequest, case: UUID) -> HttpResponse:
    """Begin a draft for the missed items, on the definitions as they are today."""
    actor = actor_of(request)
    view = case_for(actor, case)
    items = missed(view, actor.key)
    if not items:
        raise NotFound(Problem("not_found"))
    release_hash, release = thing_here(view.case.thing)
    answers = {**view.form.answers, "applicant": [view.state.role, "account"], AGAIN: [items, "answer"]}
    draft = start_draft(actor, release_hash, release.thing, release.region, answers)
    slots = {slot.key for slot in release.documents}
    papers = {key: entry for key, entry in view.form.documents.items() if key in slots}
    save_draft(actor, draft.id, {}, papers)
    return go(f"/drafts/{draft.id}")
