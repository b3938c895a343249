"""Pages for what went wrong: calm, with what is safe, what to do, and a number to quote."""

import logging
import secrets

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from onething.base.errors import Invalid, NotFound, OneThingError
from onething.channels.portal.context import frame

log = logging.getLogger(__name__)


def trouble(
    request: HttpRequest, kind: str, status: int, problems: list[tuple[str, str]] | None = None
) -> HttpResponse:
    """Answer with a page about trouble. It needs neither session nor database, so that it never fails itself."""
    number = f"{secrets.randbelow(10**6):06d}"
    log.info("trouble %s %s %s", number, status, request.path)
    content = render_to_string(
        "portal/trouble.html",
        {"page": frame(request), "kind": kind, "number": number, "problems": problems or []},
    )
    response = HttpResponse(content, status=status)
    response["Cache-Control"] = "no-store"
    return response


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: there is no such page, or it is not yours; the two are told apart for nobody."""
    return trouble(request, "not_found", 404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    return trouble(request, "forbidden", 403)


def expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """419: the form's token is too old; what was saved is safe."""
    return trouble(request, "expired", 419)


def broken(request: HttpRequest) -> HttpResponse:
    """500."""
    return trouble(request, "broken", 500)


def of_error(request: HttpRequest, error: OneThingError) -> HttpResponse:
    """Answer an error that a view let through."""
    if isinstance(error, NotFound):
        return not_found(request)
    language = frame(request)["language"]
    problems = [(problem.message(language), problem.remedy(language)) for problem in error.problems]
    return trouble(request, "refused", 422 if isinstance(error, Invalid) else 409, problems)
