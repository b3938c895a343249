"""The one form: the union of the items' elements, each asked once, never asked where it can be had otherwise."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onething.catalog.definitions import Element, Option, Question, Text
from onething.plans.binding import BoundElement, BoundItem
from onething.plans.order import Givers
from onething.plans.release import Field, Getting, Need, Texts
from onething.plans.words import YES_NO, texts

ACCOUNT_ELEMENTS = frozenset({"name", "id_number", "phone"})
"""What a signed-in account knows of its owner."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Where fields can come from: questions by field, givers by field, fields that lookups give, applicant roles."""

    questions: Mapping[str, Question]
    givers: Givers
    looked_up: frozenset[str]
    applicant: tuple[str, ...]


def needed_elements(items: Sequence[BoundItem]) -> dict[str, list[tuple[int, BoundElement]]]:
    """Gather who needs what: field key → items that need it, in order."""
    needed: dict[str, list[tuple[int, BoundElement]]] = {}
    for index, bound in enumerate(items):
        for need in bound.elements:
            needed.setdefault(need.key, []).append((index, need))
    return needed


def compose_form(
    items: Sequence[BoundItem], elements: Mapping[str, Element], sources: Sources
) -> tuple[Field, ...]:
    """Make the fields, each once; of the items' constraints the strictest wins."""
    needed = needed_elements(items)
    return tuple(
        _field(elements[needs[0][1].element], needs, items, needed, sources) for needs in needed.values()
    )


def named_options(options: Sequence[Option]) -> tuple[tuple[str, Texts], ...]:
    """Give options as value and name."""
    return tuple((option.value, texts(option.name)) for option in options)


def _field(
    element: Element,
    needs: Sequence[tuple[int, BoundElement]],
    items: Sequence[BoundItem],
    needed: Mapping[str, object],
    sources: Sources,
) -> Field:
    key, role = needs[0][1].key, needs[0][1].role
    question = sources.questions.get(key)
    derive = _derivation(role, element, needed, sources)
    produced_by = sources.givers.of.get(key, ()) if question is None and derive is None else ()
    certain = bool(produced_by) and sources.givers.certain(key, items)
    getting = _getting(key, role, element.id, sources, derived=derive is not None, produced=bool(produced_by))
    lengths = [need.max_length for _, need in needs if need.max_length is not None]
    return Field(
        key=key,
        role=role,
        name=texts(element.name),
        type=element.type,
        getting=("produced",) if certain else getting,
        needs=tuple(_need(index, need, element.why) for index, need in needs),
        hint=texts(element.hint) if element.hint else None,
        options=YES_NO if element.type == "yes_no" else named_options(element.options),
        max_length=min([element.max_length, *lengths]),
        minimum=element.minimum,
        maximum=element.maximum,
        unit=texts(element.unit) if element.unit else None,
        sensitive=element.sensitive,
        derive=derive,
        question=question.id if question else "",
        produced_by=produced_by,
    )


def _need(index: int, need: BoundElement, why: Text | None) -> Need:
    reason = need.why or why
    return Need(index, need.required, need.when, texts(reason) if reason else None)


def _derivation(
    role: str, element: Element, needed: Mapping[str, object], sources: Sources
) -> tuple[str, str] | None:
    """Derive only from a field that is on the form and known before the items start."""
    if element.derive is None:
        return None
    source = f"{role}.{element.derive.of}"
    if source not in needed or source in sources.givers.of:
        return None
    return element.derive.by, source


def _getting(
    key: str, role: str, element: str, sources: Sources, *, derived: bool, produced: bool
) -> tuple[Getting, ...]:
    ways: list[tuple[Getting, bool]] = [
        ("account", role in sources.applicant and element in ACCOUNT_ELEMENTS),
        ("answer", key in sources.questions),
        ("derived", derived),
        ("produced", produced),
        ("registry", key in sources.looked_up),
        ("ask", True),
    ]
    return tuple(way for way, works in ways if works)
