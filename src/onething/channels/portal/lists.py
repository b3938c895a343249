"""The national lists: what is on them, what can be done here, how far each region has come; what we do not know."""

from collections import defaultdict
from typing import Any, get_args

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from onething.base.errors import NotFound, Problem
from onething.catalog import shipped
from onething.catalog.definitions import State, Text
from onething.channels.portal.page import show
from onething.channels.portal.shelf import Shelf, shelf_here


@require_GET
def lists_page(request: HttpRequest) -> HttpResponse:
    """Show every list with its things and where each stands."""
    shelf = shelf_here()
    states = states_of_regions()
    batches = []
    for summary in summaries(shelf):
        batch = summary["batch"]
        rows = [
            {"entry": entry, "open": shelf.offers[entry.id].open, "states": states.get(entry.id, [])}
            for entry in batch.entries
        ]
        batches.append({**summary, "rows": rows})
    return show(request, "lists", batches=batches)


def not_yet(request: HttpRequest, thing: str) -> HttpResponse:
    """Say of a thing that cannot be done here what is known of it and where to go. Raises NotFound."""
    listed = shipped().listed(thing)
    if listed is None:
        raise NotFound(Problem("plans.unknown_thing", field=thing, values={"thing": thing}))
    batch, entry = listed
    context: dict[str, Any] = {
        "entry": entry,
        "batch": batch,
        "stage": shipped().stages[entry.stage],
        "states": states_of_regions().get(thing, []),
        "unsure": "confirmed" not in (batch.confidence, entry.confidence) and not entry.source,
        "near": [offer for offer in shelf_here().at(entry.stage) if offer.open],
    }
    return show(request, "not_yet", **context)


def summaries(shelf: Shelf) -> list[dict[str, Any]]:
    """Give each list with how many things it has, how many of them by name, how many open here."""
    return [
        {
            "batch": batch,
            "named": len(batch.entries),
            "unknown": batch.count - len(batch.entries),
            "open": sum(shelf.offers[entry.id].open for entry in batch.entries),
        }
        for batch in shipped().batches.values()
    ]


def states_of_regions() -> dict[str, list[tuple[str, list[Text]]]]:
    """Give, for each thing of the lists, the regions by how far they have come."""
    catalog = shipped()
    found: dict[str, dict[str, list[Text]]] = defaultdict(lambda: defaultdict(list))
    for region, states in sorted(catalog.list_states.items()):
        for entry, state in states.items():
            found[entry][state.state].append(catalog.regions[region])
    return {
        entry: [(f"portal.state.{state}", places[state]) for state in get_args(State) if state in places]
        for entry, places in found.items()
    }
