"""Signing in and out through the identity seam; the demo's provider lets one choose a made-up person."""

from django.contrib.auth import authenticate, login, logout
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from onething.base.texts import text
from onething.channels.portal.page import go, language_of, show, way_on
from onething.people.demo import demo_people


@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Choose who one is; what was answered before stays."""
    then = way_on(request, request.POST.get("next") or request.GET.get("next", ""), "/cases")
    error = ""
    if request.method == "POST":
        person = authenticate(request, demo_person=request.POST.get("person", ""))
        if person is not None:
            answers = {name: value for name, value in request.session.items() if name.startswith("answers:")}
            login(request, person)
            request.session.update(answers)
            return go(then)
        error = text("problem.portal.choose_one", language_of(request))
    people = [(person, person.about[language_of(request)]) for person in demo_people()]
    return show(request, "sign_in", status=422 if error else 200, people=people, next=then, error=error)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave; what was saved is safe."""
    logout(request)
    return go("/")
