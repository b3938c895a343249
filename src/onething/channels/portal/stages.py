"""The stages of a person's and of an enterprise's life, and what there is at each."""

from typing import Any, get_args

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from onething.base.errors import NotFound, Problem
from onething.catalog import shipped
from onething.catalog.definitions import Cycle
from onething.channels.portal.page import show
from onething.channels.portal.shelf import Shelf, shelf_here


@require_GET
def stage_page(request: HttpRequest, stage: str) -> HttpResponse:
    """Show one stage: what can be done, and what cannot be done yet. Raises NotFound."""
    chosen = shipped().stages.get(stage)
    if chosen is None:
        raise NotFound(Problem("portal.unknown_stage", field=stage))
    offers = shelf_here().at(stage)
    context: dict[str, Any] = {
        "stage": chosen,
        "open": [offer for offer in offers if offer.open],
        "closed": [offer for offer in offers if not offer.open],
    }
    return show(request, "stage", **context)


def cycles(shelf: Shelf) -> list[tuple[str, list[dict[str, Any]]]]:
    """Give the two lives, each with its stages in order: what is open there, and how many things are not yet."""
    stages = shipped().stages.values()
    return [
        (f"portal.cycle.{cycle}", [_row(shelf, stage) for stage in stages if stage.cycle == cycle])
        for cycle in get_args(Cycle)
    ]


def _row(shelf: Shelf, stage: Any) -> dict[str, Any]:
    offers = shelf.at(stage.id)
    opened = [offer for offer in offers if offer.open]
    return {"stage": stage, "open": opened, "not_yet": len(offers) - len(opened)}
