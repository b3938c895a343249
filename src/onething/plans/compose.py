"""Composes: one thing in one region → one Release, or every reason why it cannot be."""

from collections.abc import Sequence
from dataclasses import dataclass

from onething.base.errors import Invalid, Problem
from onething.catalog.catalog import Catalog
from onething.catalog.definitions import Lookup
from onething.plans.binding import BoundItem, bind_item
from onething.plans.choices import choice_problems
from onething.plans.conflicts import thing_conflicts
from onething.plans.document_set import compose_documents
from onething.plans.expanding import expand
from onething.plans.form import Sources, compose_form
from onething.plans.order import Givers, cycle_problem, givers, sort_items, waits_of, whole_choices
from onething.plans.overlay import LocalThing, localise
from onething.plans.parts import Composed, make_release
from onething.plans.release import DocumentSlot, Field, Release
from onething.plans.where import Where


@dataclass(frozen=True, slots=True)
class _Sets:
    """The form and the documents for one order of the items."""

    fields: tuple[Field, ...]
    documents: tuple[DocumentSlot, ...]
    lookups: tuple[Lookup, ...]
    problems: tuple[Problem, ...]

    def produced(self) -> dict[str, tuple[int, ...]]:
        """Tell which items give each field or document that is had by waiting for it."""
        rows: tuple[Field | DocumentSlot, ...] = (*self.fields, *self.documents)
        return {row.key: row.produced_by for row in rows if row.produced_by}


def compose(catalog: Catalog, thing_id: str, region: str) -> Release:
    """Compose a thing as it is in a region. `catalog` is well formed, as `catalog.read` gives it.

    Raises NotFound for an unknown thing or region, Invalid with every conflict, cycle and unmet need.
    """
    local = localise(catalog, thing_id, region)
    here = Where(catalog.lines, thing_id, region, local.item_regions)
    problems = thing_conflicts(catalog, thing_id, region, local.items, here)
    if problems:
        raise Invalid(*problems)
    items, sets = _in_order(catalog, local, here)
    waits = _waits(items, sets)
    return make_release(
        catalog, Composed(local, region, items, sets.fields, sets.documents, sets.lookups, waits)
    )


def _in_order(catalog: Catalog, local: LocalThing, here: Where) -> tuple[list[BoundItem], _Sets]:
    """Bind and order the items; the sets are made again once the order is known, so that they speak of places in it."""
    rows = expand(local.thing, local.items)
    declared = [bind_item(row) for row in rows.rows]
    giver, problems = givers(declared, here)
    sets = _sets(catalog, local, declared, Givers(giver, whole_choices(declared, rows.whole)), here)
    waits = _waits(declared, sets)
    order, cycles = sort_items(waits)
    problems += [cycle_problem(declared, waits, cycle, here) for cycle in cycles]
    problems += [*sets.problems, *choice_problems(local.thing, declared, here)]
    if problems:
        raise Invalid(*problems)
    items = [declared[index] for index in order]
    return items, _sets(
        catalog, local, items, Givers(givers(items, here)[0], whole_choices(items, rows.whole)), here
    )


def _waits(items: Sequence[BoundItem], sets: _Sets) -> list[dict[int, tuple[str, ...]]]:
    return waits_of(items, sets.produced())


def _sets(
    catalog: Catalog, local: LocalThing, items: Sequence[BoundItem], giver: Givers, here: Where
) -> _Sets:
    thing = local.thing
    questions = {question.fills: question for question in thing.questions if question.fills}
    fields_needed = {need.key for bound in items for need in bound.elements}
    slots_needed = {need.key for bound in items for need in bound.documents}
    late = {key for key in giver.of if key not in questions and giver.certain(key, items)}
    wanted = [
        look for look in thing.lookups if fields_needed & look.gives.keys() or slots_needed & set(look.proves)
    ]
    lookups = [look for look in wanted if look.by in fields_needed]
    early = [look for look in lookups if look.by not in late]
    looked_up = frozenset(key for look in early for key in look.gives)
    proved = frozenset(key for look in early for key in look.proves)
    fields = compose_form(items, catalog.elements, Sources(questions, giver, looked_up, thing.applicant))
    documents, problems = compose_documents(items, catalog.documents, giver, proved, here)
    problems += [
        here.thing("plans.unmet_lookup", "lookups", registry=look.registry, key=look.by)
        for look in wanted
        if look not in lookups
    ]
    return _Sets(fields, tuple(documents), tuple(early), tuple(problems))
