"""The effect of doing it once instead of item by item: computed, never typed in. Defined in docs/reference/effect.md."""

from collections.abc import Iterable
from dataclasses import dataclass

from onething.plans.clocks import schedule
from onething.plans.release import DocumentSlot, Field, Texts
from onething.plans.route import Route
from onething.plans.words import texts_of

GIVEN_BY_PERSON = ("ask", "answer")
BROUGHT_BY_PERSON = ("upload", "later")


@dataclass(frozen=True, slots=True)
class Change:
    """A number before and after."""

    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Effect:
    """What a person has to do: each item alone, and all of them at once. Days are working days.

    `notes` say what the numbers leave out.
    """

    forms: Change
    fields: Change
    documents: Change
    visits: Change
    steps: Change
    days: Change
    notes: tuple[Texts, ...]


def effect(route: Route) -> Effect:
    """Work out the effect on a route."""
    items = [route.plan(number) for number in route.items]
    fields = [field for field, _ in route.fields]
    papers = [slot for slot, _ in route.documents if "form" not in slot.ways]
    filled = {need.item for field in fields for need in field.needs}
    return Effect(
        forms=Change(len(filled), 1 if fields else 0),
        fields=Change(_needs(fields), sum(field.getting[0] in GIVEN_BY_PERSON for field in fields)),
        documents=Change(_needs(papers), sum(slot.ways[0] in BROUGHT_BY_PERSON for slot in papers)),
        visits=Change(sum(item.visits_alone for item in items), _visits(route)),
        steps=Change(sum(item.steps_alone for item in items), (1 if items else 0) + len(route.signers)),
        days=_days(route),
        notes=_notes(route),
    )


def _needs(rows: Iterable[Field | DocumentSlot]) -> int:
    """Count each row once for every item that needs it."""
    return sum(len({need.item for need in row.needs}) for row in rows)


def _visits(route: Route) -> int:
    """Nobody has to come where results arrive by themselves; otherwise once, to collect them."""
    comes_by_itself = {"electronic", "post"} & set(route.release.delivery)
    return 0 if comes_by_itself or not route.items else 1


def _days(route: Route) -> Change:
    plan = schedule(route)
    before = sum(slot.finish - slot.start for slot in plan.slots)
    certain = not plan.unknown and plan.length < plan.limit
    return Change(before, plan.length if certain else plan.limit)


def _notes(route: Route) -> tuple[Texts, ...]:
    notes = []
    unknown = schedule(route).unknown
    if unknown:
        notes.append(_listed("plans.note_unknown_limit", [route.plan(number).name for number in unknown]))
    excludes = route.release.limit_excludes
    if excludes:
        notes.append(
            {
                language: texts_of("plans.note_excludes", what=words)[language]
                for language, words in excludes.items()
            }
        )
    guesses = [
        route.plan(number).name for number in route.items if route.plan(number).confidence != "confirmed"
    ]
    if guesses:
        notes.append(_listed("plans.note_inferred", guesses))
    return tuple(notes)


def _listed(key: str, names: list[Texts]) -> Texts:
    joined = {"zh": "、".join(name["zh"] for name in names), "en": ", ".join(name["en"] for name in names)}
    return {language: texts_of(key, names=words)[language] for language, words in joined.items()}
