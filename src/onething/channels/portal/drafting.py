"""A draft with its route: what every page of the form works on."""

from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from onething.base.actor import Actor
from onething.base.errors import NotFound
from onething.cases.access import cases_of
from onething.cases.drafts import draft_for
from onething.cases.models import Draft
from onething.channels.portal.page import View, actor_of, go, signed_in
from onething.exchange.lookups import lookups_of
from onething.exchange.models import Lookup
from onething.plans.release import Field, Release
from onething.plans.route import Route
from onething.plans.routing import APPLICANT, find_route
from onething.plans.store import load

HANDOVER = "delivery"
"""The role of the fields that say how results are handed over; they stand on the delivery page."""

DELIVERY = "delivery_way"
"""The name under which a draft keeps the chosen way of delivery."""


@dataclass(frozen=True)
class Drafting:
    """One person's draft."""

    draft: Draft
    actor: Actor

    @cached_property
    def release(self) -> Release:
        """The release it was begun on."""
        return load(self.draft.release)

    @cached_property
    def flat(self) -> dict[str, Any]:
        """The answers as rules take them: key → value."""
        return {key: entry[0] for key, entry in self.draft.answers.items()}

    @cached_property
    def route(self) -> Route:
        """Where the answers lead."""
        return find_route(self.release, self.draft.release, self.flat)

    @cached_property
    def lookups(self) -> list[Lookup]:
        """What was asked of registries."""
        return lookups_of(self.draft.id)

    @property
    def role(self) -> str:
        """The role of the applicant."""
        return str(self.flat.get(APPLICANT, self.release.applicant[0]))

    @property
    def address(self) -> str:
        """The address of the task list."""
        return f"/drafts/{self.draft.id}"

    def roles(self) -> list[tuple[str, dict[str, str]]]:
        """Give the roles that have a section of the form, with their names."""
        used = {field.role for field, _ in self.route.fields}
        return [(id, dict(name)) for id, name in self.route.roles.items() if id in used and id != HANDOVER]

    def fields(self, role: str) -> list[tuple[Field, bool]]:
        """Give a role's fields, each with whether it must be filled in. A signer must be known by number and name."""
        found = [
            (
                field,
                required
                or (role in self.route.signers and field.key in (f"{role}.id_number", f"{role}.name")),
            )
            for field, required in self.route.fields
            if field.role == role
        ]
        return sorted(found, key=lambda pair: self._order.get(pair[0].key, len(self._order)))

    @cached_property
    def _order(self) -> dict[str, int]:
        """The place of every field: as the items of this route ask, what only a wait needs last."""
        plans = sorted(map(self.route.plan, self.route.items), key=lambda plan: plan.wait is not None)
        keys = dict.fromkeys(key for plan in plans for key in plan.fields)
        return {key: place for place, key in enumerate(keys)}

    def is_private(self, field: Field) -> bool:
        """Tell whether a field is another applicant's, as a register holds it: not for these eyes."""
        entry = self.draft.answers.get(field.key)
        others = field.role in self.release.applicant and field.role != self.role
        return others and bool(entry) and str(entry[1]).startswith("registry:")


def with_draft(view: View) -> View:
    """Give a view the draft, to its owner only; one that was sent leads to its case."""

    @wraps(view)
    def guarded(request: HttpRequest, draft: UUID, *args: Any, **kwargs: Any) -> HttpResponse:
        actor = actor_of(request)
        try:
            found = draft_for(actor, draft)
        except NotFound:
            if cases_of(actor).filter(id=draft).exists():
                return go(f"/cases/{draft}")
            raise
        return view(request, Drafting(found, actor), *args, **kwargs)

    return signed_in(guarded)
