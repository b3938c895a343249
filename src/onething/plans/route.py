"""A Route: the part of a Release that one applicant's answers lead to. Routes are cached by release and answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from onething.plans.release import DocumentSlot, Field, PlanItem, Release, Texts


@dataclass(frozen=True, slots=True, eq=False)
class Route:
    """Which items apply, in which order, and what the form and the documents are then.

    `items` are numbers, in an order that respects `after`: an item's place in the release, and for the second member of
    a list role that place plus the number of all items, and so on. `fields` and `documents` pair each field or slot in
    use with whether an answer is required. Only items of the route appear anywhere: each field and slot is narrowed
    to the needs that apply and the ways that can happen here, and stands once for every member of its role, whose name
    is `role-1`, `role-2`. `counts` says how many members each list role has; `members` the items that speak of some.
    `late`: going on needs the form, because of later conditions or times that run until a date.
    `soft` are pairs (item, other) where the item only waits to see how the other ends.
    """

    release: Release
    release_hash: str
    items: tuple[int, ...]
    after: Mapping[int, tuple[int, ...]]
    dependents: Mapping[int, tuple[int, ...]]
    fields: tuple[tuple[Field, bool], ...]
    documents: tuple[tuple[DocumentSlot, bool], ...]
    signers: tuple[str, ...] = field(default=())
    sign_within: int = 0
    sign_calendar_days: bool = True
    soft: frozenset[tuple[int, int]] = frozenset()
    counts: tuple[tuple[str, int], ...] = ()
    members: Mapping[int, PlanItem] = field(default_factory=dict)
    late: bool = False

    def plan(self, number: int) -> PlanItem:
        """Give an item's plan, with the fields and documents of the members it is about."""
        found = self.members.get(number)
        return found if found is not None else self.release.items[number]

    @property
    def roles(self) -> dict[str, Texts]:
        """Give the name of every role, and of every member of a list role: 车辆2."""
        counts = dict(self.counts)
        names: dict[str, Texts] = {}
        for role, _, name in self.release.roles:
            names[role] = name
            for place in range(1, counts.get(role, 0) + 1):
                names[f"{role}-{place}"] = {"zh": f"{name['zh']}{place}", "en": f"{name['en']} {place}"}
        return names
