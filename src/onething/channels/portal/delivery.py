"""How the results arrive: chosen by the applicant, nothing preset where there is a choice."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from onething.base.texts import text
from onething.cases.drafts import draft_for, save_draft
from onething.channels.portal.drafting import DELIVERY, HANDOVER, Drafting, with_draft
from onething.channels.portal.page import go, language_of, show, way_on
from onething.channels.portal.rows import Row, section, with_typed
from onething.channels.portal.saving import demand, keep, read_rows, remembered


@with_draft
@require_http_methods(["GET", "POST"])
def delivery(request: HttpRequest, drafting: Drafting) -> HttpResponse:
    """Show or save the way of delivery, and to whom and where."""
    language = language_of(request)
    rows = section(drafting, HANDOVER, language)
    if request.method == "GET":
        with_typed(rows, drafting, remembered(request, drafting), {}, language)
        return _page(request, drafting, rows, {})
    way = request.POST.get("way", "")
    if way in drafting.release.delivery:
        save_draft(drafting.actor, drafting.draft.id, {DELIVERY: [way, "applicant"]})
    for row in rows:
        row.required = row.required or (way == "post" and row.field.type == "address")
    found = read_rows(request, rows, language)
    then = request.POST.get("then", "")
    if not then:
        demand(rows, found, language)
        if way not in drafting.release.delivery:
            found.errors["way"] = text("problem.portal.choose_one", language)
    keep(request, drafting, found, None)
    if found.errors and not then:
        after = Drafting(draft_for(drafting.actor, drafting.draft.id), drafting.actor)
        with_typed(rows, after, found.raw, found.errors, language)
        return _page(request, after, rows, found.errors)
    return go(way_on(request, then, drafting.address))


def _page(request: HttpRequest, drafting: Drafting, rows: list[Row], errors: dict[str, str]) -> HttpResponse:
    context: dict[str, Any] = {
        "drafting": drafting,
        "ways": drafting.release.delivery,
        "chosen": drafting.flat.get(DELIVERY, ""),
        "asked": [row for row in rows if row.kind == "ask"],
        "errors": [row for row in rows if row.error],
        "way_error": errors.get("way", ""),
    }
    return show(request, "delivery", status=422 if errors else 200, **context)
