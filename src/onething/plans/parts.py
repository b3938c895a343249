"""The parts of a Release, made plain: items, questions, conditions, look-ups, signatures, departments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onething.catalog.catalog import Catalog
from onething.catalog.definitions import Limit, Lookup, Question, Thing, Wait
from onething.catalog.periods import parse_period
from onething.plans.binding import BoundItem
from onething.plans.form import named_options
from onething.plans.overlay import WEAKEST_LAST, LocalThing
from onething.plans.release import (
    Condition,
    DocumentSlot,
    Field,
    LookupPlan,
    PlanDepartment,
    PlanItem,
    PlanQuestion,
    Release,
    Result,
    SeasonPlan,
    SigningPlan,
    WaitPlan,
)
from onething.plans.words import YES_NO, texts


@dataclass(frozen=True, slots=True)
class Composed:
    """Everything that composing found, ready to be put into a Release. `items` stand in their order."""

    local: LocalThing
    region: str
    items: Sequence[BoundItem]
    fields: tuple[Field, ...]
    documents: tuple[DocumentSlot, ...]
    lookups: tuple[Lookup, ...]
    waits: Sequence[Mapping[int, tuple[str, ...]]]


def make_release(catalog: Catalog, composed: Composed) -> Release:
    """Put the parts together."""
    local, thing = composed.local, composed.local.thing
    excludes = thing.limit.excludes
    sources = (
        *local.sources,
        *(source for bound in composed.items for source in (bound.item.source, bound.entry.source)),
    )
    return Release(
        thing=thing.id,
        region=composed.region,
        region_name=texts(catalog.regions[composed.region]),
        name=texts(thing.name),
        summary=texts(thing.summary),
        synonyms=thing.synonyms,
        stage=thing.stage,
        lead=thing.lead,
        roles=tuple((id, role.kind, texts(role.name)) for id, role in thing.roles.items()),
        applicant=thing.applicant,
        questions=tuple(_question(thing, question) for question in thing.questions),
        eligible=tuple(
            Condition(
                condition.id,
                condition.rule,
                texts(condition.otherwise),
                texts(condition.remedy),
                condition.thing or "",
            )
            for condition in thing.eligible
        ),
        items=tuple(
            _item(catalog, bound, waits) for bound, waits in zip(composed.items, composed.waits, strict=True)
        ),
        fields=composed.fields,
        documents=composed.documents,
        lookups=_lookups(catalog, composed),
        signs=_signs(thing),
        limit=days_of(thing.limit) or 0,
        limit_excludes=texts(excludes) if excludes else None,
        delivery=tuple(thing.delivery),
        departments=_departments(catalog, composed),
        confidence=local.confidence,
        sources=tuple(dict.fromkeys(source for source in sources if source)),
        lists=tuple((id, role.most) for id, role in thing.roles.items() if role.most),
        seasons=tuple(
            SeasonPlan(season.opens, season.closes, texts(season.name) if season.name else None)
            for season in thing.seasons
        ),
        start=tuple(thing.start),
        renews=thing.renews or "",
        channels=tuple(thing.channels),
        identity=thing.identity,
        fee=thing.fee,
    )


def days_of(limit: Limit) -> int | None:
    """Give the working days of a limit: what was promised, else what the law allows."""
    written = limit.promised or limit.statutory
    return parse_period(written).days if written else None


def _question(thing: Thing, question: Question) -> PlanQuestion:
    role = thing.roles.get(question.counts or "")
    return PlanQuestion(
        id=question.id,
        ask=texts(question.ask),
        why=texts(question.why) if question.why else None,
        options=YES_NO if question.answer == "yes_no" else named_options(question.options),
        when=question.when or "",
        answer=question.answer,
        counts=question.counts or "",
        least=role.least if role else 1,
        most=(role.most if role else None) or 1,
    )


def _item(catalog: Catalog, bound: BoundItem, waits: Mapping[int, tuple[str, ...]]) -> PlanItem:
    item, entry = bound.item, bound.entry
    return PlanItem(
        item=item.id,
        name=texts(item.name),
        department=item.department,
        kind=item.kind,
        when=entry.when or "",
        limit=days_of(item.limit),
        statutory=parse_period(item.limit.statutory).days if item.limit.statutory else None,
        law=item.law,
        refusal=item.refusal,
        fields=tuple(dict.fromkeys(need.key for need in bound.elements)),
        documents=tuple(dict.fromkeys(need.key for need in bound.documents)),
        gives=bound.gives_elements,
        results=tuple(_result(catalog, given.key, given.type, given.role) for given in bound.gives_documents),
        after=tuple((other, reason) for other, reasons in waits.items() for reason in reasons),
        visits_alone=item.alone.visits,
        steps_alone=item.alone.steps,
        confidence=max(item.confidence, entry.confidence, key=WEAKEST_LAST.index),
        mode=item.mode,
        once=entry.once or "",
        each=entry.each or "",
        at=entry.at or "",
        wait=_wait(bound.wait) if bound.wait else None,
    )


def _wait(wait: Wait) -> WaitPlan:
    period = parse_period(wait.lasts) if wait.lasts else None
    return WaitPlan(
        kind=wait.kind,
        days=period.days if period else 0,
        calendar_days=period.calendar if period else True,
        until=wait.until or "",
        excluded=wait.excluded,
        law=wait.law,
    )


def _result(catalog: Catalog, key: str, type_id: str, role: str) -> Result:
    kind = catalog.documents[type_id]
    return Result(key, type_id, role, texts(kind.name), kind.carrier)


def _lookups(catalog: Catalog, composed: Composed) -> tuple[LookupPlan, ...]:
    """Narrow each look-up to the fields and documents that some item declared: nothing else is asked for."""
    fields = {field.key for field in composed.fields}
    slots = {slot.key for slot in composed.documents}
    plans = []
    for lookup in composed.lookups:
        registry = catalog.registries[lookup.registry]
        plans.append(
            LookupPlan(
                registry=registry.id,
                name=texts(registry.name),
                holder=registry.holder,
                basis=registry.basis,
                by=lookup.by,
                gives=tuple((key, name) for key, name in lookup.gives.items() if key in fields),
                proves=tuple(key for key in lookup.proves if key in slots),
                when_down=registry.when_down,
                public=tuple(
                    key for key, name in lookup.gives.items() if key in fields and name in registry.public
                ),
            )
        )
    return tuple(plans)


def _signs(thing: Thing) -> tuple[SigningPlan, ...]:
    return tuple(
        SigningPlan(period.days, period.calendar, signing.when or "", signing.authorises)
        for signing in thing.signs
        for period in (parse_period(signing.within),)
    )


def _departments(catalog: Catalog, composed: Composed) -> tuple[PlanDepartment, ...]:
    """List who does an item, leads, or holds a register that is asked, by the names they have here."""
    holders = (catalog.registries[lookup.registry].holder for lookup in composed.lookups)
    ids = dict.fromkeys(
        (composed.local.thing.lead, *(bound.item.department for bound in composed.items), *holders)
    )
    return tuple(_department(composed.local, id) for id in ids)


def _department(local: LocalThing, id: str) -> PlanDepartment:
    one, office = local.departments[id], local.offices.get(id)
    hours = office.reach.hours if office else None
    return PlanDepartment(
        one.id,
        texts(one.name),
        texts(one.short),
        one.phone,
        office.reach.address if office else "",
        texts(hours) if hours else None,
    )
