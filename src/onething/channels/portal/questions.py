"""The few questions before a form: one a page, kept in the session, so that nobody must sign in to find out."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from onething.base.errors import NotFound, Problem
from onething.base.texts import Language, text
from onething.base.workdays import day_of
from onething.cases.clock import now
from onething.cases.drafts import start_draft
from onething.channels.portal.answers import in_words, kept, read_answer, shown
from onething.channels.portal.naming import shared_names
from onething.channels.portal.page import go, language_of, person_of, show, signed_in
from onething.channels.portal.prefill import begun_answers, carried_over, fetch
from onething.channels.portal.shelf import thing_here
from onething.plans.eligibility import failed
from onething.plans.questions import next_question, visible
from onething.plans.release import PlanQuestion, Release
from onething.plans.routing import find_route
from onething.plans.seasons import closed_season

SEVERAL = "portal.start.several"
MANY = 20
"""From so many options on, all can be chosen with one button."""


@require_http_methods(["GET", "POST"])
def question_page(request: HttpRequest, thing: str, question: str) -> HttpResponse:
    """Ask one question; the next page is the next open question, the end, or why it cannot be done here."""
    _, release = thing_here(thing)
    answers = kept(request, thing)
    asked = _question(release, answers, question)
    error = ""
    if request.method == "POST":
        if "all" in request.POST:
            every = [value for value, _ in asked.options]
            return _ask(request, release, asked, every, _back(release, answers, asked), "")
        value = read_answer(asked, request.POST.getlist("answer"))
        if value is not None:
            answers[f"answers.{asked.id}"] = value
            request.session[f"answers:{thing}"] = answers
            return go(_next(release, thing, answers))
        error = _complaint(asked, language_of(request))
    return _ask(
        request,
        release,
        asked,
        shown(asked, answers.get(f"answers.{asked.id}")),
        _back(release, answers, asked),
        error,
    )


def _complaint(asked: PlanQuestion, language: Language) -> str:
    if asked.answer == "count":
        return text("problem.portal.count", language, least=asked.least, most=asked.most)
    return text("problem.portal.choose_one", language)


def _ask(
    request: HttpRequest, release: Release, asked: PlanQuestion, chosen: list[str], back: str, error: str
) -> HttpResponse:
    context: dict[str, Any] = {
        "release": release,
        "question": asked,
        "chosen": chosen,
        "back": back,
        "error": error,
        "can_choose_all": asked.answer == "many" and len(asked.options) >= MANY,
    }
    return show(request, "question", status=422 if error else 200, **context)


def _question(release: Release, answers: dict[str, Any], question: str) -> PlanQuestion:
    for candidate in visible(release, answers):
        if candidate.id == question:
            return candidate
    raise NotFound(Problem("not_found"))


def _next(release: Release, thing: str, answers: dict[str, Any]) -> str:
    if failed(release, answers):
        return f"/things/{thing}/not-eligible"
    following = next_question(release, answers)
    return f"/things/{thing}/questions/{following.id}" if following else f"/things/{thing}/start"


def _back(release: Release, answers: dict[str, Any], asked: PlanQuestion) -> str:
    ids = [question.id for question in visible(release, answers)]
    place = ids.index(asked.id)
    return f"/things/{release.thing}/questions/{ids[place - 1]}" if place else f"/things/{release.thing}"


def not_eligible(request: HttpRequest, thing: str) -> HttpResponse:
    """Say why the joint path is closed, what to do instead, and whom to ask."""
    _, release = thing_here(thing)
    conditions = failed(release, kept(request, thing))
    if not conditions:
        return go(f"/things/{thing}")
    return show(request, "not_eligible", release=release, conditions=conditions)


@require_http_methods(["GET", "POST"])
def start(request: HttpRequest, thing: str) -> HttpResponse:
    """Show the answers and what follows from them; begin the form after sign-in."""
    release_hash, release = thing_here(thing)
    answers = kept(request, thing)
    following = _next(release, thing, answers)
    if not following.endswith("/start"):
        return go(following)
    closed = closed_season(release, day_of(now()))
    if request.method == "POST" and not closed:
        return begin(request, thing)
    given = [
        (question, in_words(question, answers.get(f"answers.{question.id}")))
        for question in visible(release, answers)
    ]
    route = find_route(release, release_hash, answers)
    roles = [role for role in release.roles if role[0] in may_begin(release)]
    context: dict[str, Any] = {"release": release, "given": given, "roles": roles, "closed": closed}
    work = [plan for plan in map(route.plan, route.items) if plan.wait is None]
    context["total"] = len(work)
    return show(request, "start", items=shared_names(work, language_of(request), SEVERAL), **context)


def may_begin(release: Release) -> list[str]:
    """Give the roles in which somebody may begin: a member of a list signs what another began."""
    lists = dict(release.lists)
    return [role for role in release.applicant if role not in lists]


@signed_in
def begin(request: HttpRequest, thing: str) -> HttpResponse:
    """Make the draft, filled with what the account knows, and ask the registries."""
    person = person_of(request)
    release_hash, release = thing_here(thing)
    role = request.POST.get("role", "")
    if person is None or role not in may_begin(release):
        return go(f"/things/{thing}/start")
    answers = carried_over(person.actor, release)
    answers |= begun_answers(release, release_hash, kept(request, thing), role, person)
    draft = start_draft(person.actor, release_hash, thing, release.region, answers)
    fetch(draft, release)
    request.session.pop(f"answers:{thing}", None)
    return go(f"/drafts/{draft.id}")
