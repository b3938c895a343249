"""Narrows a release to one route: its order, and each field and document to the needs that apply there."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from onething.plans.bounded import Bounded
from onething.plans.document_set import PERMISSIONS
from onething.plans.members import Members, key_for
from onething.plans.release import ONCE, DocumentSlot, Field, Getting, Need


@dataclass(frozen=True, slots=True)
class Order:
    """What waits for what on a route; `soft` as in Route."""

    after: Mapping[int, tuple[int, ...]]
    dependents: Mapping[int, tuple[int, ...]]
    soft: frozenset[tuple[int, int]]


_orders: Bounded[tuple[str, tuple[int, ...]], Order] = Bounded(4096)


def order_of(members: Members, release_hash: str, items: tuple[int, ...]) -> Order:
    """Restrict the order to a route. It follows from the items alone, so that a replayed case has the same.

    Items repeated for one role wait for each other member by member, all others for all.
    """
    key = (release_hash, items)
    return _orders.get(key) or _orders.put(key, _order(_spread(members, items), items))


def _spread(members: Members, items: tuple[int, ...]) -> dict[int, dict[int, list[str]]]:
    here: dict[int, list[int]] = {}
    for number in items:
        here.setdefault(number % len(members.release.items), []).append(number)
    waits: dict[int, dict[int, list[str]]] = {}
    for number in items:
        index, place = members.split(number)
        item, own = members.release.items[index], waits.setdefault(number, {})
        for other, reason in item.after:
            each = members.release.items[other].each
            same = place and each == item.each
            wanted = [members.number(other, place)] if same else here.get(other, [])
            for one in wanted:
                if one in here.get(other, ()):
                    own.setdefault(one, []).append(reason)
    return waits


def _order(waits: Mapping[int, Mapping[int, list[str]]], items: tuple[int, ...]) -> Order:
    dependents: dict[int, list[int]] = {number: [] for number in items}
    soft = set()
    for number, others in waits.items():
        for other, reasons in others.items():
            dependents[other].append(number)
            if all(reason == ONCE for reason in reasons):
                soft.add((number, other))
    return Order(
        {number: tuple(others) for number, others in waits.items()},
        {number: tuple(found) for number, found in dependents.items()},
        frozenset(soft),
    )


@dataclass(frozen=True)
class Narrowing:
    """A route in the making. `applies` tells whether a rule holds for a member of a role, None where not known."""

    members: Members
    items: tuple[int, ...]
    applies: Callable[[str, str, int], bool | None]
    applicant: str = ""
    shown: frozenset[str] = frozenset()

    @cached_property
    def here(self) -> frozenset[int]:
        """The numbers of the route."""
        return frozenset(self.items)

    @cached_property
    def indices(self) -> frozenset[int]:
        """The places in the release of the items on the route."""
        return frozenset(number % len(self.members.release.items) for number in self.items)

    def fields(self) -> Iterator[tuple[Field, bool]]:
        """Give every field in use and whether it is required; one for each member of a list role."""
        for field in self.members.release.fields:
            for role, place in self.members.roles(field.role):
                needs, required = self._needed(field.needs, field.role, place)
                if needs:
                    yield self._field(field, role, needs), required

    def documents(self) -> Iterator[tuple[DocumentSlot, bool]]:
        """Give every document in use and whether it is required; one for each member of a list role."""
        for slot in self.members.release.documents:
            for role, place in self.members.roles(slot.role):
                needs, required = self._needed(slot.needs, slot.role, place)
                if needs:
                    yield self._slot(slot, role, needs), required

    def _needed(self, needs: tuple[Need, ...], role: str, place: int) -> tuple[tuple[Need, ...], bool]:
        found = []
        required = False
        for need in needs:
            numbers = [one for one in self.members.numbers(need.item, role, place) if one in self.here]
            if not numbers:
                continue
            verdict = self.applies(need.when, role, place) if need.when else True
            if verdict is not False:
                found += [replace(need, item=number) if number != need.item else need for number in numbers]
                required = required or (need.required and verdict is True)
        return tuple(found), required

    def _field(self, field: Field, role: str, needs: tuple[Need, ...]) -> Field:
        getting = self._getting(field)
        produced_by = self._givers(field.produced_by) if "produced" in getting else ()
        derive = (field.derive[0], key_for(field.derive[1], role)) if field.derive else None
        key = key_for(field.key, role)
        return replace(
            field, key=key, role=role, needs=needs, getting=getting, produced_by=produced_by, derive=derive
        )

    def _getting(self, field: Field) -> tuple[Getting, ...]:
        """Narrow the ways to what can happen on this route; what an item of the route makes is never asked."""
        possible = {
            "account": field.role == self.applicant,
            "answer": field.question in self.shown,
            "produced": bool(self._givers(field.produced_by)),
        }
        ways = [way for way in field.getting if possible.get(way, True)]
        if "produced" in ways:
            return tuple(ways[: ways.index("produced") + 1])
        return tuple(ways) or ("ask",)

    def _slot(self, slot: DocumentSlot, role: str, needs: tuple[Need, ...]) -> DocumentSlot:
        """Narrow the ways to what can happen here; nobody is asked for what an item of the route makes."""
        agreed = {way for way in PERMISSIONS if all(way in need.may for need in needs)}
        ways = tuple(way for way in slot.ways if way not in PERMISSIONS or way in agreed)
        slot = replace(slot, key=key_for(slot.key, role), role=role, needs=needs, ways=ways)
        if not slot.produced_by:
            return slot
        givers = self._givers(slot.produced_by)
        if givers:
            return replace(slot, ways=slot.ways[: slot.ways.index("produced") + 1], produced_by=givers)
        return replace(slot, ways=tuple(way for way in slot.ways if way != "produced"), produced_by=())

    def _givers(self, indices: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(index for index in indices if index in self.indices)
