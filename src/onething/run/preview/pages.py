"""The pages of a preview: the shelf of things, and one thing with everything that its answers lead to."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from onething.base.errors import Invalid, NotFound
from onething.base.texts import Language, text
from onething.catalog import NATION
from onething.channels.portal.answers import read_answer, shown
from onething.channels.portal.boxes import plain_row
from onething.channels.portal.naming import route_names
from onething.channels.portal.page import language_of
from onething.plans.clocks import schedule
from onething.plans.effect import effect
from onething.plans.eligibility import failed
from onething.plans.questions import visible
from onething.plans.release import Release
from onething.plans.render import MEASURES
from onething.plans.route import Route
from onething.plans.routing import APPLICANT, find_route
from onething.run.preview.workshop import Sight, workshop


@require_GET
def version(request: HttpRequest) -> HttpResponse:
    """Give what changes with any file; a page asks for it to know when to load itself again."""
    return HttpResponse(workshop().look().version, content_type="text/plain")


@require_GET
def shelf(request: HttpRequest) -> HttpResponse:
    """List the things of the folder, and its faults."""
    sight, language = workshop().look(), language_of(request)
    rows = [
        {
            "address": f"/things/{thing}?region={region}",
            "name": one.release.name[language],
            "region": one.release.region_name[language],
            "items": len(one.release.items),
            "stale": one.stale,
        }
        for (thing, region), one in sight.composed.items()
    ]
    return _show(request, "shelf", sight, things=rows)


@require_GET
def thing_page(request: HttpRequest, thing: str) -> HttpResponse:
    """Show questions, form, documents, lanes and effect for the answers in the address; the faults of what never was."""
    sight, language = workshop().look(), language_of(request)
    try:
        found = workshop().release(thing, request.GET.get("region", NATION))
    except (Invalid, NotFound):
        if sight.problems:
            return shelf(request)
        raise
    release = found.release
    answers = _answers(release, request)
    route = find_route(release, found.hash, answers)
    places = [region for name, region in sight.composed if name == thing]
    return _show(
        request,
        "thing",
        sight,
        release=release,
        stale=found.stale,
        places=[(region, sight.composed[thing, region].release.region_name) for region in places],
        applicants=[
            (id, name, id == answers[APPLICANT]) for id, _, name in release.roles if id in release.applicant
        ],
        questions=[
            (question, shown(question, answers.get(f"answers.{question.id}")))
            for question in visible(release, answers)
        ],
        conditions=failed(release, answers),
        parts=list(_parts(route, answers, language)),
        papers=_papers(route, language),
        lanes=_lanes(route, language),
        measures=[
            (text(f"plans.measure.{name}", language), getattr(effect(route), name)) for name in MEASURES
        ],
        notes=effect(route).notes,
        signers=[route.roles[role] for role in route.signers],
    )


def _show(request: HttpRequest, template: str, sight: Sight, **context: Any) -> HttpResponse:
    language = language_of(request)
    problems = [
        (one.place(), one.code, one.message(language), one.remedy(language)) for one in sight.problems
    ]
    values = {"version": sight.version, "problems": problems, "folder": workshop().folder, **context}
    return render(request, f"preview/{template}.html", values)


def _answers(release: Release, request: HttpRequest) -> dict[str, Any]:
    """Read answers and fields from the address, one question after the other, since an answer may show the next."""
    wanted = request.GET.get(APPLICANT, "")
    answers: dict[str, Any] = {APPLICANT: wanted if wanted in release.applicant else release.applicant[0]}
    answers |= {
        key: value
        for key, value in request.GET.items()
        if "." in key and value and not key.startswith("answers.")
    }
    for question in release.questions:
        sent = request.GET.getlist(f"answers.{question.id}")
        value = read_answer(question, sent) if sent else None
        if value is not None:
            answers[f"answers.{question.id}"] = value
    return answers


def _parts(route: Route, answers: dict[str, Any], language: Language) -> Iterator[dict[str, Any]]:
    """Give each role's fields: boxes for what is asked first, and where the others come from."""
    for role, name in route.roles.items():
        fields = [(field, required) for field, required in route.fields if field.role == role]
        boxes = []
        for field, required in fields:
            if field.getting[0] == "ask":
                row = plain_row(route.release, field, answers.get(field.key), language)
                row.required = required
                boxes.append(row)
        had = [
            (field.name, _origin("getting", field.getting, language))
            for field, _ in fields
            if field.getting[0] != "ask"
        ]
        if fields:
            yield {"name": name, "boxes": boxes, "had": had}


def _papers(route: Route, language: Language) -> list[dict[str, Any]]:
    names = route_names(route, language)
    return [
        {"name": names[slot.key], "origin": _origin("way", slot.ways, language), "required": required}
        for slot, required in route.documents
    ]


def _origin(kind: str, ways: tuple[str, ...], language: Language) -> str:
    return " → ".join(text(f"plans.{kind}.{way}", language) for way in ways)


def _lanes(route: Route, language: Language) -> list[dict[str, Any]]:
    """Give each item with who does it, what it waits for, its days, and its bar in parts of a hundred."""
    slots = {slot.item: slot for slot in schedule(route).slots}
    longest = max([route.release.limit, *(slot.finish for slot in slots.values())]) or 1
    lanes = []
    for number in route.items:
        plan, slot = route.plan(number), slots[number]
        others = [route.plan(other).name[language] for other in route.after.get(number, ())]
        lanes.append(
            {
                "plan": plan,
                "department": route.release.department(plan.department).short if plan.department else {},
                "waits": ("、" if language == "zh" else ", ").join(others),
                "start": slot.start,
                "finish": slot.finish,
                "known": slot.known,
                "left": 100 * slot.start // longest,
                "width": max(1, 100 * (slot.finish - slot.start) // longest),
            }
        )
    return lanes
