"""One section of the form: facts with their origin, and boxes for what must be asked."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from onething.base.errors import NotFound, Problem, Refused
from onething.base.texts import Language
from onething.cases.drafts import draft_for
from onething.channels.portal.drafting import Drafting, with_draft
from onething.channels.portal.merging import merge_page
from onething.channels.portal.page import go, language_of, show, way_on
from onething.channels.portal.rows import Row, section, with_typed
from onething.channels.portal.saving import (
    Reading,
    demand,
    is_changed_elsewhere,
    keep,
    read_rows,
    remembered,
    seen_version,
)


@with_draft
@require_http_methods(["GET", "POST"])
def part(request: HttpRequest, drafting: Drafting, role: str) -> HttpResponse:
    """Show or save a section. Leaving by any button saves; only "continue" demands that all is filled in."""
    language = language_of(request)
    if role not in dict(drafting.roles()):
        raise NotFound(Problem("not_found"))
    rows = section(drafting, role, language, request.GET.get("change", ""))
    if request.method == "POST":
        return _save(request, drafting, role, rows, language)
    with_typed(rows, drafting, remembered(request, drafting), {}, language)
    return _page(request, drafting, role, rows)


def _save(
    request: HttpRequest, drafting: Drafting, role: str, rows: list[Row], language: Language
) -> HttpResponse:
    then = request.POST.get("then", "")
    found = read_rows(request, rows, language)
    if not then:
        demand(rows, found, language)
    try:
        keep(request, drafting, found, seen_version(request))
    except Refused as error:
        if not is_changed_elsewhere(error):
            raise
        fresh = Drafting(draft_for(drafting.actor, drafting.draft.id), drafting.actor)
        return _meet(request, fresh, role, found, language)
    if found.errors and not then:
        after = Drafting(draft_for(drafting.actor, drafting.draft.id), drafting.actor)
        rows = section(after, role, language)
        with_typed(rows, after, found.raw, found.errors, language)
        return _page(request, after, role, rows, status=422)
    return go(way_on(request, then, drafting.address))


def _meet(
    request: HttpRequest, fresh: Drafting, role: str, found: Reading, language: Language
) -> HttpResponse:
    """Another tab saved in between: save if nothing differs, else let the person choose."""
    differing = [
        field
        for field, _ in fresh.fields(role)
        if field.key in found.values
        and fresh.flat.get(field.key) not in (None, "", found.values[field.key])
        and fresh.draft.answers[field.key][1] == "applicant"
    ]
    if not differing:
        keep(request, fresh, found, fresh.draft.version)
        return go(way_on(request, request.POST.get("then", ""), fresh.address))
    return merge_page(request, fresh, f"{fresh.address}/part/{role}", differing, found, language)


def _page(
    request: HttpRequest, drafting: Drafting, role: str, rows: list[Row], status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        "drafting": drafting,
        "role": role,
        "role_name": dict(drafting.roles())[role],
        "facts": [row for row in rows if row.kind == "fact"],
        "private": [row for row in rows if row.kind == "private"],
        "produced": [row for row in rows if row.kind == "produced"],
        "asked": [row for row in rows if row.kind == "ask"],
        "errors": [row for row in rows if row.error],
        "fetching": any(lookup.state == "pending" for lookup in drafting.lookups),
    }
    return show(request, "part", status=status, **context)
