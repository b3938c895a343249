"""The addresses of the department contract. `api.urls` is mounted at /api/v1/."""

from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from django.http import FileResponse, HttpRequest
from ninja import NinjaAPI
from ninja.renderers import BaseRenderer
from ninja.security import HttpBearer
from pydantic import Field
from typing_extensions import override

from onething.base.actor import NOBODY, Actor
from onething.base.errors import NotFound, Problem
from onething.cases.clock import now
from onething.channels.api import shapes
from onething.channels.api.answering import take
from onething.channels.api.errors import use_errors
from onething.channels.api.language import language_of
from onething.channels.api.work import claimed, page_of_work, paper_of, shown
from onething.papers.serving import paper_response
from onething.papers.store import store
from onething.people.tokens import actor_of


class DepartmentToken(HttpBearer):
    """`Authorization: Bearer …`: the token names the department and its region."""

    def authenticate(self, _request: HttpRequest, token: str) -> Actor | None:
        """Give the department the token speaks for."""
        return actor_of(token)


class Renderer(BaseRenderer):
    """Writes answers as JSON; a batch of two hundred items is large."""

    media_type = "application/json"

    @override
    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        """Give the bytes."""
        return msgspec.json.encode(data)


api = NinjaAPI(
    renderer=Renderer(),
    title="OneThing department contract",
    version="1",
    urls_namespace="contract-1",
    auth=DepartmentToken(),
    docs_url=None,
    description=(
        "Claim open work for your own items under a lease, answer in batches, bring the papers you make. "
        "Every id is yours to choose; sending something twice takes effect once."
    ),
)
use_errors(api)
REFUSALS = {401: shapes.Errors, 409: shapes.Errors, 422: shapes.Errors}


def department(request: HttpRequest) -> Actor:
    """Give the department that asks; the framework has let nobody else in."""
    actor = getattr(request, "auth", NOBODY)
    return actor if isinstance(actor, Actor) else NOBODY


@api.post(
    "/claims", response={200: shapes.ClaimOut, **REFUSALS}, summary="Claim open work", operation_id="claim"
)
def claims(request: HttpRequest, body: shapes.ClaimIn) -> shapes.ClaimOut:
    """Take up to `limit` items; an item is never open at two holders. The same id gives the same claim again."""
    until, views = claimed(department(request), body.id, body.limit, body.lease_seconds * 1000)
    return shapes.ClaimOut(
        claim=str(body.id), until=until, at=now(), work=[shown(request, view) for view in views]
    )


@api.get("/work", response={200: shapes.WorkPage, **REFUSALS}, summary="Work in hand", operation_id="work")
def work(
    request: HttpRequest,
    state: Literal[
        "received", "accepted", "correction_wanted", "correction", "suspended", "granted", "denied"
    ],
    after: Annotated[str, Field(max_length=50)] = "",
    limit: Annotated[int, Field(ge=1, le=shapes.MOST)] = shapes.MOST,
) -> shapes.WorkPage:
    """Give what this department holds in one state: what a program asks for after a restart."""
    views, place = page_of_work(department(request), state, after, limit)
    return shapes.WorkPage(at=now(), work=[shown(request, view) for view in views], next=place)


@api.post("/answers", response={200: shapes.AnswersOut, **REFUSALS}, summary="Answer", operation_id="answer")
def answers(request: HttpRequest, body: shapes.AnswersIn) -> shapes.AnswersOut:
    """Answer in a batch, in order. A bad answer is refused by itself; the good ones are taken in one commit."""
    results = take(department(request), list(body.answers), language_of(request))
    return shapes.AnswersOut(at=now(), results=results)


@api.post(
    "/papers",
    response={200: shapes.PaperOut, 413: shapes.Errors, 415: shapes.Errors, **REFUSALS},
    summary="Bring a paper",
    operation_id="bring_paper",
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                kind: {"schema": {"type": "string", "format": "binary"}}
                for kind in ("application/pdf", "image/jpeg", "image/png")
            },
        }
    },
)
def papers(request: HttpRequest) -> shapes.PaperOut:
    """Keep a paper: the body is its bytes (PDF, JPEG or PNG, at most 10 MB). The same bytes give the same digest."""
    paper = store(department(request), request, "")
    return shapes.PaperOut(digest=paper.digest, size=paper.size, media_type=paper.media_type)


@api.get(
    "/cases/{uuid:case}/items/{int:item}/papers/{str:digest}",
    url_name="paper",
    summary="Read a paper of your work",
    operation_id="read_paper",
    response={404: shapes.Errors, 401: shapes.Errors},
    openapi_extra={
        "responses": {200: {"description": "The paper", "content": {"application/pdf": {}, "image/*": {}}}}
    },
)
def paper(request: HttpRequest, case: UUID, item: int, digest: str) -> FileResponse:
    """Give a document that this item declared. What is not yours does not exist for you."""
    return paper_response(digest, paper_of(department(request), case, item, digest))


@api.api_operation(
    ["GET", "POST", "PUT", "PATCH", "DELETE"], "/{path:rest}", auth=None, include_in_schema=False
)
def nowhere(request: HttpRequest, rest: str) -> None:
    """Answer an address that is not there in the contract's own words."""
    raise NotFound(Problem("api.no_address", field=rest[:200]))
