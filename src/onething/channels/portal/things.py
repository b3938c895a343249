"""The guide of a thing: whether, how, with what, by when."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from onething.base.errors import NotFound
from onething.base.texts import Language
from onething.base.workdays import day_of
from onething.cases.access import drafts_of
from onething.cases.calendar import calendar
from onething.cases.clock import now
from onething.cases.models import Case
from onething.channels.portal.lists import not_yet
from onething.channels.portal.naming import FEW, base_of, shared_names, slot_names
from onething.channels.portal.page import actor_of, language_of, show
from onething.channels.portal.shelf import thing_here
from onething.plans.release import DocumentSlot, PlanItem, Release, Texts
from onething.plans.seasons import closed_season

OBTAINED = ("produced", "registry", "form")


@require_GET
def guide(request: HttpRequest, thing: str) -> HttpResponse:
    """Show the guide, with the date promised for an application sent today; or what is known of a thing not yet here."""
    try:
        release_hash, release = thing_here(thing)
    except NotFound:
        return not_yet(request, thing)
    drafts = drafts_of(actor_of(request)).filter(thing=thing).exclude(id__in=Case.objects.values("id"))
    names = slot_names(release, language_of(request))
    brought = [slot for slot in release.documents if not is_obtained(slot)]
    does = departments(release)
    context: dict[str, Any] = {
        "release": release,
        "edition": release_hash[:12],
        "promise": promised_day(release),
        "results": result_names(release),
        "posted": "post" in release.delivery,
        "obtained": [names[slot.key] for slot in release.documents if is_obtained(slot)],
        "brought": [names[slot.key] for slot in brought if not is_optional(release, slot)],
        "sometimes": [names[slot.key] for slot in brought if is_optional(release, slot)],
        "signers": [role for role in release.roles if role[0] in release.applicant] if release.signs else [],
        "departments": len(does),
        "does": who_does_what(release, does, language_of(request)),
        "first": release.questions[0].id if release.questions else "",
        "draft": drafts.order_by("-id").first(),
        "closed": closed_season(release, day_of(now())),
    }
    return show(request, "guide", **context)


def result_names(release: Release) -> list[Texts]:
    """Give what a thing makes, each name once: several kinds of one item may give the same paper."""
    names = {result.name["zh"]: result.name for item in release.items for result in item.results}
    return list(names.values())


def promised_day(release: Release) -> int:
    """Give the day (ordinal) by which a thing sent today is done: working days of the joint limit."""
    return calendar().add(day_of(now()), release.limit)


def is_obtained(slot: DocumentSlot) -> bool:
    """Tell whether a document is got without the applicant as a rule."""
    return any(way in slot.ways for way in OBTAINED)


def is_optional(release: Release, slot: DocumentSlot) -> bool:
    """Tell whether a document is only needed in some cases."""
    return all(not need.required or need.when or release.items[need.item].when for need in slot.needs)


def departments(release: Release) -> dict[str, list[PlanItem]]:
    """Give what each department does, in the order of the items."""
    found: dict[str, list[PlanItem]] = {}
    for item in release.items:
        if item.wait is None:
            found.setdefault(item.department, []).append(item)
    return found


def who_does_what(
    release: Release, does: dict[str, list[PlanItem]], language: Language
) -> list[dict[str, Any]]:
    """Give the rows of who does what: one for each department, and one for an item that many departments share."""
    several = {id for id, doing in doers(release).items() if len(doing) > FEW}
    shared = [
        {
            "doers": [release.department(department).short for department in doing],
            "items": shared_names((item for item in release.items if base_of(item) == id), language),
        }
        for id, doing in doers(release).items()
        if id in several
    ]
    own = {id: [item for item in items if base_of(item) not in several] for id, items in does.items()}
    alone = [
        {"department": release.department(id), "items": shared_names(items, language)}
        for id, items in own.items()
        if items
    ]
    return shared + alone


def doers(release: Release) -> dict[str, list[str]]:
    """Give the departments of each item, of all its kinds, each once."""
    found: dict[str, dict[str, None]] = {}
    for item in release.items:
        if item.wait is None:
            found.setdefault(base_of(item), {})[item.department] = None
    return {id: list(departments) for id, departments in found.items()}
