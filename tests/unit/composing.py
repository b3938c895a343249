"""Small catalogs in memory, for tests of composing."""

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from onething.base.workdays import Calendar
from onething.catalog.catalog import Catalog, Lines
from onething.catalog.checks.scopes import parts_of
from onething.catalog.definitions import (
    Department,
    DocumentType,
    Element,
    Item,
    LocalDepartment,
    Registry,
    Text,
    Thing,
    ThingOverlay,
)
from onething.plans.compose import compose
from onething.plans.release import Release

REGION = "500000"
COUNTY = "500101"
ROLES = ("child", "mother", "father")


def words(zh: str) -> dict[str, str]:
    return {"zh": zh, "en": zh}


def element(id: str, kind: str = "text", **more: Any) -> Element:
    return Element.model_validate({"id": id, "name": words(id), "type": kind, **more})


def document(id: str, *ways: str, **more: Any) -> DocumentType:
    given = {"ways": ways} if ways else {}
    return DocumentType.model_validate({"id": id, "name": words(id), **given, **more})


def item(
    id: str,
    elements: Sequence[Any] = (),
    documents: Sequence[Any] = (),
    gives: Sequence[str] = (),
    makes: Sequence[str] = (),
    **more: Any,
) -> Item:
    """Make an item; `documents` and `makes` are `type@subject`, or mappings."""
    return Item.model_validate(
        {
            "id": id,
            "name": words(id),
            "department": "police",
            "kind": "公共服务",
            "needs": {"elements": elements, "documents": [_slot(one) for one in documents]},
            "gives": {"elements": gives, "documents": [_slot(one) for one in makes]},
            "limit": {"promised": "3 working days"},
            **more,
        }
    )


def _slot(written: Any) -> Any:
    if not isinstance(written, str):
        return written
    type_id, _, subject = written.partition("@")
    return {"type": type_id, "of": subject}


def thing(items: Sequence[Any], **more: Any) -> Thing:
    return Thing.model_validate(
        {
            "id": "newborn",
            "name": words("newborn"),
            "summary": words("newborn"),
            "stage": "birth",
            "lead": "police",
            "roles": {role: {"kind": "person", "name": words(role)} for role in ROLES},
            "applicant": ["mother", "father"],
            "items": [{"item": one} if isinstance(one, str) else one for one in items],
            "limit": {"promised": "5 working days"},
            **more,
        }
    )


def catalog(
    the_thing: Thing,
    items: Sequence[Item],
    elements: Sequence[Element] = (),
    documents: Sequence[DocumentType] = (),
    registries: Sequence[Registry] = (),
    overlays: dict[str, ThingOverlay] | None = None,
    offices: dict[str, LocalDepartment] | None = None,
) -> Catalog:
    """Make a catalog; elements and documents that are not given are made up."""
    parts = [(needs, gives) for one in items for _, needs, gives in parts_of(one)]
    names = {need.element.partition(".")[2] for needs, _ in parts for need in needs.elements}
    names |= {path.partition(".")[2] for _, gives in parts for path in gives.elements}
    types = {slot.type for needs, _ in parts for slot in needs.documents}
    types |= {slot.type for _, gives in parts for slot in gives.documents}
    departments = {one.department for one in items} | {"police"} | {one.holder for one in registries}
    departments |= {kind.department for one in items for kind in one.types if kind.department}
    regions = {code: Text(zh=code, en=code) for code in ("000000", REGION, COUNTY)}
    return Catalog(
        departments={
            id: Department.model_validate({"id": id, "name": words(id), "short": words(id)})
            for id in departments
        },
        registries={one.id: one for one in registries},
        elements={name: element(name) for name in names} | {one.id: one for one in elements},
        documents={type_id: document(type_id) for type_id in types} | {one.id: one for one in documents},
        items={one.id: one for one in items},
        things={the_thing.id: the_thing},
        overlays={region: {the_thing.id: overlay} for region, overlay in (overlays or {}).items()},
        local_departments={region: {office.department: office} for region, office in (offices or {}).items()},
        local_items={},
        regions=regions,
        calendar=Calendar(),
        years={},
        lines=Lines({}),
    )


def composed(items: Sequence[Item], region: str = REGION, **more: Any) -> Release:
    """Compose a thing of these items."""
    return compose(catalog(thing([one.id for one in items]), items, **more), "newborn", region)


@st.composite
def item_graphs(draw: st.DrawFn) -> list[Item]:
    """Draw items in a random order; each may need what others before it (in a hidden order) make."""
    count = draw(st.integers(1, 8))
    asked = [f"child.asked_{number}" for number in range(5)]
    brought = [f"brought-{number}@child" for number in range(3)]
    drawn = []
    for number in range(count):
        before = range(number)
        waits = draw(st.lists(st.sampled_from(before), unique=True)) if number else []
        papers = draw(st.lists(st.sampled_from(before), unique=True)) if number else []
        drawn.append(
            item(
                f"item-{number}",
                [
                    *draw(st.lists(st.sampled_from(asked), unique=True)),
                    *(f"child.made_{one}" for one in waits),
                ],
                [
                    *draw(st.lists(st.sampled_from(brought), unique=True)),
                    *(f"paper-{one}@child" for one in papers),
                ],
                [f"child.made_{number}"],
                [f"paper-{number}@child"],
                department=draw(st.sampled_from(["police", "health", "tax"])),
            )
        )
    return draw(st.permutations(drawn))
