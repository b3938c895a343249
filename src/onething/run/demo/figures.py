"""The figures of a demo run, from what was composed, what the departments wrote down, and what the book says."""

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from onething.base.workdays import day_of
from onething.cases.calendar import calendar
from onething.cases.core.events import ItemGranted
from onething.cases.reading import CaseView
from onething.plans.effect import Effect, effect
from onething.plans.route import Route
from onething.plans.views import department_views

CHANGES = ("forms", "fields", "documents", "visits", "steps", "days")


def received_fields(journals: dict[str, Path]) -> dict[str, int]:
    """Count the fields that each department says it received, each once."""
    return {department: len(_received(journal)) for department, journal in journals.items()}


def _received(journal: Path) -> set[str]:
    lines = [json.loads(line) for line in journal.read_text(encoding="utf-8").splitlines()]
    return {field for line in lines if line["kind"] == "claimed" for field in line["fields"]}


def declared_fields(route: Route) -> dict[str, int]:
    """Count the fields that each department's items declared on this route."""
    return {department: len(view.fields) for department, view in department_views(route).items()}


def figures(view: CaseView, route: Route, journals: dict[str, Path], seconds: float) -> dict[str, Any]:
    """Give what `--json` writes. `days` after is what the case took, in working days of the demo's clock."""
    known: Effect = effect(route)
    changes: dict[str, dict[str, int]] = {
        name: {"before": getattr(known, name).before, "after": getattr(known, name).after} for name in CHANGES
    }
    changes["days"]["after"] = days_taken(view)
    states: dict[str, int] = defaultdict(int)
    for item in view.state.items:
        states[f"{item.state}{' and delivered' if item.delivered else ''}"] += 1
    return {
        "thing": view.case.thing,
        "region": view.case.region,
        "items": len(view.state.items),
        "departments": len(department_views(route)),
        **changes,
        "promised_days": view.route.release.limit,
        "fields_sent": received_fields(journals),
        "fields_declared": declared_fields(route),
        "state": view.state.status,
        "item_states": dict(states),
        "events": len(view.events),
        "seconds": round(seconds, 1),
    }


def days_taken(view: CaseView) -> int:
    """Count the working days from the start of the clock to the last decision, lawful pauses left out."""
    granted = [recorded.at for recorded in view.events if isinstance(recorded.event, ItemGranted)]
    if not granted:
        return 0
    clock = view.state.clock
    return max(1, calendar().between(clock.started, day_of(max(granted))) - clock.paused)
