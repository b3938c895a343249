"""The one place where errors become answers: a stable code, the field, what is wrong, what to do."""

import logging
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.request import UnreadablePostError
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from onething.base.errors import Invalid, NotFound, OneThingError, Problem, Refused
from onething.base.texts import Language, has_text, text
from onething.channels.api.language import language_of
from onething.channels.api.shapes import ErrorOut

STATUSES: dict[type[OneThingError], int] = {NotFound: 404, Refused: 409, Invalid: 422}
OWN_STATUSES = {"papers.too_large": 413, "papers.wrong_type": 415}
SHAPES = {
    "missing": "api.missing",
    "extra_forbidden": "api.unknown_field",
    "too_long": "api.too_many",
    "string_too_long": "api.too_long",
    "union_tag_invalid": "api.unknown_kind",
    "union_tag_not_found": "api.kind_missing",
    "json_invalid": "api.not_json",
}
PREFIXES = ("body", "query", "path", "header")
RETRY_SECONDS = "2"
MOST_PROBLEMS = 20
logger = logging.getLogger(__name__)


def described(problem: Problem, language: Language) -> ErrorOut:
    """Put a problem into words, those for departments first; a code without words still tells its code."""
    words = f"api.{problem.code}" if has_text(f"problem.api.{problem.code}") else problem.code
    known = has_text(f"problem.{words}") and has_text(f"remedy.{words}")
    return ErrorOut(
        code=problem.code,
        field=problem.field,
        message=text(f"problem.{words}", language, **problem.values) if known else problem.code,
        remedy=text(f"remedy.{words}", language, **problem.values) if known else "",
    )


def shape_problems(errors: list[Any]) -> list[Problem]:
    """Read what pydantic found: what is wrong where. What was sent is never repeated back or logged."""
    problems: dict[str, Problem] = {}
    for error in errors:
        problem = _shape_problem(error)
        problems.setdefault(problem.field, problem)
    return list(problems.values())[:MOST_PROBLEMS]


def _shape_problem(error: dict[str, Any]) -> Problem:
    place = [str(part) for part in error["loc"]]
    while place and place[0] in (*PREFIXES, "question"):
        place = place[1:]
    if "elements" in place:
        place = place[: place.index("elements") + 2]
    code = SHAPES.get(error["type"], "api.wrong_value")
    return Problem(code, field=".".join(place), values=_limits(code, error.get("ctx") or {}))


def _limits(code: str, context: dict[str, Any]) -> dict[str, Any]:
    if code in ("api.too_many", "api.too_long"):
        return {"most": context.get("max_length", "")}
    return {}


def answer(request: HttpRequest, status: int, *problems: Problem) -> HttpResponse:
    """Answer with errors."""
    language = language_of(request)
    errors = [described(problem, language).model_dump() for problem in problems]
    response = JsonResponse(
        {"error": errors[0], "errors": errors}, status=status, json_dumps_params={"ensure_ascii": False}
    )
    response["Content-Language"] = language
    if status == 401:
        response["WWW-Authenticate"] = "Bearer"
    if status == 503:
        response["Retry-After"] = RETRY_SECONDS
    return response


def of_one_thing(request: HttpRequest, error: Any) -> HttpResponse:
    """Answer with an error of ours."""
    status = next((code for kind, code in STATUSES.items() if isinstance(error, kind)), 400)
    return answer(request, OWN_STATUSES.get(error.code, status), *error.problems)


def of_shape(request: HttpRequest, error: Any) -> HttpResponse:
    """Answer to what is not well formed."""
    return answer(request, 422, *shape_problems(error.errors))


def of_http(request: HttpRequest, error: Any) -> HttpResponse:
    """Answer to what the framework refused: a body that is no JSON."""
    return answer(request, error.status_code, Problem("api.not_json"))


def of_nobody(request: HttpRequest, _error: Any) -> HttpResponse:
    """Answer to a missing, unknown or expired token: the three are told apart for nobody."""
    return answer(request, 401, Problem("api.no_token"))


def of_trouble(request: HttpRequest, error: Any) -> HttpResponse:
    """Answer to what we did not foresee: the log knows more, the answer says what to do."""
    if isinstance(error, RequestDataTooBig):
        return answer(request, 413, Problem("api.body_too_large"))
    if isinstance(error, UnreadablePostError):
        return answer(request, 400, Problem("api.body_cut_off"))
    if isinstance(error, OperationalError | InterfaceError):
        logger.warning("the database is away: %s", type(error).__name__)
        return answer(request, 503, Problem("api.away"))
    logger.error("broken: %s %s", request.method, request.path, exc_info=error)
    return answer(request, 500, Problem("api.broken"))


def use_errors(api: NinjaAPI) -> None:
    """Make an API answer every error from here."""
    api.add_exception_handler(OneThingError, of_one_thing)
    api.add_exception_handler(ValidationError, of_shape)
    api.add_exception_handler(HttpError, of_http)
    api.add_exception_handler(AuthenticationError, of_nobody)
    api.add_exception_handler(Exception, of_trouble)
