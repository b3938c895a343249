"""What somebody may see of a case: a person the whole of their own, a department what its items declared."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

from onething.base.actor import Actor
from onething.cases.access import cases_of, work_of
from onething.cases.book import read_state
from onething.cases.core import chain
from onething.cases.core.decision import not_found
from onething.cases.core.form import Form, read_form
from onething.cases.core.moving import route_for
from onething.cases.core.state import DONE, CaseState
from onething.cases.models import Case, Entry, FormVersion, WorkItem
from onething.plans.release import PlanItem
from onething.plans.renumbering import renumbered
from onething.plans.route import Route
from onething.plans.routing import APPLICANT, find_route
from onething.plans.store import load
from onething.plans.views import item_view


@dataclass(frozen=True)
class CaseView:
    """A case as one of its people sees it."""

    case: Case

    @cached_property
    def state(self) -> CaseState:
        """The stored state."""
        return read_state(self.case.state)

    @cached_property
    def route(self) -> Route:
        """The route of the release on which the case runs."""
        return _route(self.case.release, self.state)

    @cached_property
    def form(self) -> Form:
        """The newest version of the form."""
        return newest_form(self.case.id)

    @cached_property
    def received(self) -> set[int]:
        """The items that their departments have taken and not answered yet."""
        rows = WorkItem.objects.filter(case=self.case, state="received")
        return set(rows.values_list("item", flat=True))

    @cached_property
    def events(self) -> list[chain.Recorded]:
        """What happened, oldest first."""
        return events_of(self.case.id)


@dataclass(frozen=True)
class WorkView:
    """One item as its department sees it: only the fields and documents that the item declared."""

    case: UUID
    number: str
    item: int
    plan: PlanItem
    thing: str
    state: str
    lease: str
    sent: int
    due: int | None
    asked: bool
    delivered: bool
    delivery: str
    fields: dict[str, Any]
    documents: dict[str, Any]


def case_for(actor: Actor, case: UUID) -> CaseView:
    """Give a case to one of its people. Raises NotFound to everybody else."""
    found = cases_of(actor).filter(id=case).first()
    if found is None:
        raise not_found()
    return CaseView(found)


def work_for(actor: Actor, pairs: Iterable[tuple[UUID, int]]) -> list[WorkView]:
    """Give a department its own items, in the order asked; what is not its own is left out."""
    wanted = list(pairs)
    rows = work_of(actor).filter(case_id__in={case for case, _ in wanted}).select_related("case")
    found = {(row.case_id, row.item): row for row in rows}
    forms = forms_of({row.case_id for row in rows})
    return [work_view(found[pair], forms[pair[0]]) for pair in wanted if pair in found and pair[0] in forms]


def work_view(row: Any, form: Form) -> WorkView:
    """Show one work row, with the form cut down to what its item declared."""
    state = read_state(row.case.state)
    release = load(row.case.release)
    known = {key: entry[0] for key, entry in form.answers.items()}
    found = find_route(release, row.case.release, {**known, APPLICANT: state.role})
    route = renumbered(found, state.numbers)
    plan, seen = route.plan(row.item), item_view(route, row.item)
    item = state.item(row.item)
    return WorkView(
        case=row.case_id,
        number=row.case.number,
        item=row.item,
        plan=plan,
        thing=row.case.thing,
        state=row.state,
        lease=str(row.lease or ""),
        sent=row.sent,
        due=row.due,
        asked=item is not None and item.asked,
        delivered=item is not None and item.delivered,
        delivery=state.delivery,
        fields={key: form.answers[key][0] for key in seen.fields if key in form.answers},
        documents={key: form.documents[key] for key in seen.documents if key in form.documents},
    )


def newest_form(case: UUID) -> Form:
    """Read a case's form as it stands."""
    return forms_of({case})[case]


def last_form(actor: Actor, thing: str) -> Form | None:
    """Give the form of somebody's own newest case of a thing that was done; None where there is none."""
    found = cases_of(actor).filter(thing=thing, status=DONE).order_by("-submitted").first()
    if found is None or read_state(found.state).applicant != actor.key:
        return None
    return newest_form(found.id)


def book_of(case: UUID) -> list[chain.Entry]:
    """Read a case's book, oldest entry first."""
    columns = ("seq", "at", "actor", "channel", "command", "body", "hash")
    rows = Entry.objects.filter(case_id=case).order_by("seq").values_list(*columns)
    return [
        chain.Entry(case, seq, at, actor, channel, command, body.encode(), bytes(stored))
        for seq, at, actor, channel, command, body, stored in rows
    ]


def events_of(case: UUID) -> list[chain.Recorded]:
    """Read what happened in a case, oldest first."""
    return chain.recorded(book_of(case))


def forms_of(cases: set[UUID]) -> dict[UUID, Form]:
    """Read the forms of cases as they stand."""
    rows = FormVersion.objects.filter(case_id__in=cases).order_by("case_id", "version")
    versions = groupby(rows.values_list("case_id", "version", "content"), key=itemgetter(0))
    return {case: read_form((version, text.encode()) for _, version, text in own) for case, own in versions}


def _route(release_hash: str, state: CaseState) -> Route:
    return route_for(state, release_hash, load(release_hash))
