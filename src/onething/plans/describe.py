"""Describes a route in plain data: what `onething compose --json` prints and what tables are made from."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from onething.plans.clocks import schedule
from onething.plans.context import rule_values
from onething.plans.effect import effect
from onething.plans.eligibility import failed
from onething.plans.release import Answers, DocumentSlot, Field, Need
from onething.plans.route import Route
from onething.plans.views import department_views

Plain = dict[str, Any]


def describe(route: Route, answers: Answers) -> Plain:
    """Describe everything that the answers lead to. Days are working days; texts carry every language."""
    release = route.release
    return {
        "thing": release.thing,
        "region": release.region,
        "release": route.release_hash,
        "name": dict(release.name),
        "region_name": dict(release.region_name),
        "confidence": release.confidence,
        "sources": list(release.sources),
        "limit": release.limit,
        "channels": list(release.channels),
        "identity": release.identity,
        "fee": release.fee,
        "questions": [
            {"id": question.id, "ask": dict(question.ask)} for question in rule_values(release, answers)[1]
        ],
        "not_eligible": [
            {"id": condition.id, "otherwise": dict(condition.otherwise), "remedy": dict(condition.remedy)}
            for condition in failed(release, answers)
        ],
        "form": [{**_field(route, field), "required": required} for field, required in route.fields],
        "documents": [{**_slot(route, slot), "required": required} for slot, required in route.documents],
        "items": _items(route),
        "signers": list(route.signers),
        "departments": _departments(route),
        "clocks": _clocks(route),
        "effect": _effect(route),
    }


def _field(route: Route, field: Field) -> Plain:
    return {
        "key": field.key,
        "name": _with_role(route, field),
        "type": field.type,
        "getting": list(field.getting),
        "items": _ids(route, field.needs),
        "why": _reasons(field.needs),
    }


def _slot(route: Route, slot: DocumentSlot) -> Plain:
    return {
        "key": slot.key,
        "name": _with_role(route, slot),
        "ways": list(slot.ways),
        "items": _ids(route, slot.needs),
    }


def _with_role(route: Route, row: Field | DocumentSlot) -> dict[str, str]:
    """Name a row together with whom it is about: 孩子 · 姓名."""
    roles = route.roles
    return {language: f"{roles[row.role][language]} · {word}" for language, word in row.name.items()}


def _reasons(needs: Iterable[Need]) -> list[dict[str, str]]:
    """Give the reasons of needs, each once."""
    return list({need.why["zh"]: dict(need.why) for need in needs if need.why}.values())


def _ids(route: Route, needs: Iterable[Need]) -> list[str]:
    return list(dict.fromkeys(route.plan(need.item).item for need in needs))


def _items(route: Route) -> list[Plain]:
    return [{**_item(route, number), "after": _reasons_to_wait(route, number)} for number in route.items]


def _item(route: Route, number: int) -> Plain:
    plan = route.plan(number)
    return {
        "item": plan.item,
        "name": dict(plan.name),
        "department": plan.department,
        "mode": "wait" if plan.wait else plan.mode,
        "limit": plan.limit,
        "gives": [*plan.gives, *(result.key for result in plan.results)],
        "confidence": plan.confidence,
    }


def _reasons_to_wait(route: Route, number: int) -> list[Plain]:
    reasons = dict[int, list[str]]()
    size = len(route.release.items)
    for index, reason in route.plan(number).after:
        reasons.setdefault(index, []).append(reason)
    return [
        {"item": route.plan(other).item, "because": reason}
        for other in route.after.get(number, ())
        for reason in reasons[other % size]
    ]


def _departments(route: Route) -> list[Plain]:
    release = route.release
    return [
        {
            "department": view.department,
            "name": dict(release.department(view.department).name),
            "items": [route.plan(index).item for index in view.items],
            "fields": list(view.fields),
            "documents": list(view.documents),
        }
        for view in department_views(route).values()
    ]


def _clocks(route: Route) -> Plain:
    plan = schedule(route)
    return {
        "items": [
            {
                "item": route.plan(slot.item).item,
                "start": slot.start,
                "finish": slot.finish,
                "known": slot.known,
            }
            for slot in plan.slots
        ],
        "critical_path": [route.plan(number).item for number in plan.critical_path],
        "length": plan.length,
        "limit": plan.limit,
    }


def _effect(route: Route) -> Plain:
    found = asdict(effect(route))
    return {**found, "notes": [dict(note) for note in found["notes"]]}
