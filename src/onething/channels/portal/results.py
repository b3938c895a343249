"""The results of a case: what each department issued, to download by those whose case it is."""

from dataclasses import dataclass
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from onething.base.errors import NotFound, Problem
from onething.cases.core import events as e
from onething.cases.reading import CaseView, case_for
from onething.channels.portal.page import actor_of, language_of, show, signed_in
from onething.papers.serving import paper_response
from onething.plans.release import PlanDepartment, PlanItem, Result


@dataclass(frozen=True)
class Issued:
    """One result that was issued, and how it was handed over."""

    item: int
    plan: PlanItem
    department: PlanDepartment
    result: Result
    digest: str
    number: str
    at: int
    delivered: str
    tracking: str


@signed_in
@require_GET
def results(request: HttpRequest, case: UUID) -> HttpResponse:
    """Show every result."""
    view = case_for(actor_of(request), case)
    return show(request, "results", view=view, release=view.route.release, results=issued(view))


def download(request: HttpRequest, case: UUID, item: int, digest: str) -> HttpResponseBase:
    """Hand a result out, if it is one of a case of the person who asks."""
    view = case_for(actor_of(request), case)
    for found in issued(view):
        if (found.item, found.digest) == (item, digest) and digest:
            name = f"{found.result.name[language_of(request)]}"
            response: FileResponse = paper_response(digest, _file_name(name, digest))
            return response
    raise NotFound(Problem("not_found"))


def _file_name(name: str, digest: str) -> str:
    """Give a name with the ending that fits the content; without it browsers guess."""
    from onething.papers.kinds import MEDIA_TYPES
    from onething.papers.models import Paper

    media_type = Paper.objects.filter(digest=digest).values_list("media_type", flat=True).first()
    ending = next((kind for kind, known in MEDIA_TYPES.items() if known == media_type), "bin")
    return f"{name}.{ending}"


def issued(view: CaseView) -> list[Issued]:
    """Give what was issued, in the order of the events."""
    release = view.route.release
    handed: dict[int, tuple[str, str]] = {}
    granted: list[tuple[int, e.ItemGranted]] = []
    for recorded in view.events:
        event = recorded.event
        if isinstance(event, e.ItemDelivered):
            handed[event.item] = (event.how, event.tracking)
        elif isinstance(event, e.ItemGranted):
            granted.append((recorded.at, event))
    found = []
    for at, event in granted:
        plan = view.route.plan(event.item)
        by_key = {result.key: result for result in plan.results}
        how, tracking = handed.get(event.item, ("electronic" if event.delivered else "", ""))
        for key, digest, number in event.results:
            if key in by_key:
                place = release.department(plan.department)
                found.append(Issued(event.item, plan, place, by_key[key], digest, number, at, how, tracking))
    return found
