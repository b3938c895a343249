"""Shows a department its work: what its own items declared, never more."""

from functools import cache
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse

from onething.base.actor import Actor
from onething.base.errors import Invalid, NotFound, Problem, Refused
from onething.cases.access import work_of
from onething.cases.holding import Batch, claim
from onething.cases.reading import WorkView, work_for
from onething.channels.api.shapes import DocumentOut, ResultOut, WorkOut

SHOWN = frozenset(
    {"received", "accepted", "correction_wanted", "correction", "suspended", "granted", "denied"}
)
"""Before it is claimed nobody holds an item; what was withdrawn or cancelled is nobody's business any more."""


def claimed(actor: Actor, claim_id: UUID, limit: int, lease_ms: int) -> tuple[int, list[WorkView]]:
    """Claim work; gives the end of the lease and what this claim still holds.

    The same claim sent twice at once meets at its primary key: the one that loses then finds what the other took.
    Raises Refused (api.claim_id_used) where another department has used the id.
    """
    try:
        batch = claim(actor, claim_id, limit, lease_ms)
    except IntegrityError:
        batch = _claim_again(actor, claim_id, limit, lease_ms)
    views = work_for(actor, batch.items) if batch.items else []
    return batch.until, [view for view in views if view.lease == str(batch.id) and view.state == "received"]


def _claim_again(actor: Actor, claim_id: UUID, limit: int, lease_ms: int) -> Batch:
    try:
        return claim(actor, claim_id, limit, lease_ms)
    except IntegrityError as error:
        raise Refused(Problem("api.claim_id_used", field="id")) from error


def page_of_work(actor: Actor, state: str, after: str, limit: int) -> tuple[list[WorkView], str]:
    """Give a page of work in one state, ordered by case and item, and where the next page begins."""
    rows = work_of(actor).filter(state=state)
    if after:
        case, item = _place(after)
        rows = rows.filter(Q(case_id__gt=case) | Q(case_id=case, item__gt=item))
    pairs = list(rows.order_by("case_id", "item").values_list("case_id", "item")[: limit + 1])
    shown = pairs[:limit]
    next_place = f"{shown[-1][0]}:{shown[-1][1]}" if len(pairs) > limit else ""
    return (work_for(actor, shown) if shown else []), next_place


def paper_of(actor: Actor, case: UUID, item: int, digest: str) -> str:
    """Give the name of a paper of one's own work. Raises NotFound, the same for all that is not theirs to read."""
    for view in work_for(actor, [(case, item)]):
        if view.state in SHOWN:
            for paper, _way, name in view.documents.values():
                if paper == digest:
                    return str(name)
    raise NotFound(Problem("not_found"))


def shown(request: HttpRequest, view: WorkView) -> WorkOut:
    """Put one item of work on the wire."""
    return WorkOut(
        case=str(view.case),
        number=view.number,
        item=view.item,
        id=view.plan.item,
        thing=view.thing,
        state=view.state,
        lease=view.lease,
        sent=view.sent,
        due=view.due,
        asked=view.asked,
        delivered=view.delivered,
        deliver=view.delivery,
        fields=view.fields,
        documents=[_document(request, view, key, entry) for key, entry in view.documents.items()],
        results=[
            ResultOut(key=result.key, name=dict(result.name), carrier=result.carrier)
            for result in view.plan.results
        ],
        gives=list(view.plan.gives),
    )


def _document(request: HttpRequest, view: WorkView, key: str, entry: list[Any]) -> DocumentOut:
    digest, way, name = entry
    kind, _, role = key.partition("@")
    names = {"case": view.case, "item": view.item, "digest": digest}
    href = _paper_address().format(**names) if digest else ""
    return DocumentOut(key=key, type=kind, role=role, name=name, digest=digest, way=way, href=href)


@cache
def _paper_address() -> str:
    """Give the address of a paper with its places open: there are many in an answer, and finding one takes a while."""
    sample = {"case": UUID(int=0), "item": 0, "digest": "digest"}
    address = reverse("contract-1:paper", kwargs=sample)
    for name, value in sample.items():
        address = address.replace(f"/{value}", f"/{{{name}}}")
    return address


def _place(after: str) -> tuple[UUID, int]:
    case, _, item = after.partition(":")
    try:
        return UUID(case), int(item)
    except ValueError as error:
        raise Invalid(Problem("api.wrong_value", field="after")) from error
