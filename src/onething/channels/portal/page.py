"""What every view shares: the language of the page, who is signed in, answering with a template, safe ways on."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from onething.base.actor import NOBODY, Actor
from onething.base.texts import Language
from onething.people.models import Person

SIZES = ("standard", "large", "extra")


def language_of(request: HttpRequest) -> Language:
    """Give the language of the page: the cookie, else Chinese."""
    chosen = request.COOKIES.get("language", "")
    return "en" if chosen == "en" else "zh"


def size_of(request: HttpRequest) -> str:
    """Give the text size of the page: the cookie, else standard."""
    chosen = request.COOKIES.get("size", "")
    return chosen if chosen in SIZES else "standard"


def person_of(request: HttpRequest) -> Person | None:
    """Give the person who is signed in."""
    user: object = getattr(request, "user", None)
    return user if isinstance(user, Person) else None


def actor_of(request: HttpRequest) -> Actor:
    """Give who acts; nobody before sign-in."""
    person = person_of(request)
    return person.actor if person else NOBODY


def show(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """Answer with a page of the portal."""
    return render(request, f"portal/{template}.html", context, status=status)


def go(address: str) -> HttpResponseRedirect:
    """Go on to another page after a change."""
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return response


def way_on(request: HttpRequest, wanted: str, otherwise: str) -> str:
    """Give an address of this site that a form or link asked for, else `otherwise`."""
    own = wanted.startswith("/") and url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}
    )
    return wanted if own else otherwise


View = Callable[..., HttpResponse]


def signed_in(view: View) -> View:
    """Ask for sign-in first, then come back to the same page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if person_of(request) is None:
            back = request.get_full_path() if request.method == "GET" else "/"
            return go(f"/sign-in?next={quote(back)}")
        return view(request, *args, **kwargs)

    return guarded
