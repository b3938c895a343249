"""Two tabs changed the same: nothing typed is lost, the person chooses line by line."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse

from onething.base.texts import Language
from onething.channels.portal.drafting import Drafting
from onething.channels.portal.page import show
from onething.channels.portal.said import as_typed
from onething.channels.portal.saving import Reading
from onething.plans.release import Field


def merge_page(
    request: HttpRequest,
    drafting: Drafting,
    address: str,
    differing: Sequence[Field],
    found: Reading,
    language: Language,
) -> HttpResponse:
    """Show both answers where they differ; all others go along unseen."""
    rows: list[dict[str, Any]] = []
    for field in differing:
        stored = as_typed(field, drafting.flat.get(field.key), language)
        rows.append(
            {
                "field": field,
                "mine": found.raw[field.key],
                "stored": stored,
                "id": field.key.replace(".", "-"),
            }
        )
    chosen = {field.key for field in differing}
    along = [(key, raw) for key, raw in found.raw.items() if key not in chosen]
    context: dict[str, Any] = {"drafting": drafting, "address": address, "rows": rows, "along": along}
    return show(request, "merge", status=409, then=request.POST.get("then", ""), **context)
