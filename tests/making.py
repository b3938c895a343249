"""Made-up releases for tests: a graph of items, nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from onething.plans.release import Field, Need, PlanDepartment, PlanItem, Release, Result
from onething.plans.route import Route

REGION = "500000"


@dataclass
class Node:
    """One item of a graph: `after` are indices before it."""

    after: tuple[int, ...] = ()
    department: str = "police"
    limit: int | None = None
    refusal: Literal["ends_case", "others_go_on"] = "others_go_on"
    carriers: tuple[str, ...] = ("electronic",)
    gives: tuple[str, ...] = field(default=())


def release_of(nodes: Sequence[Node], limit: int = 5) -> Release:
    words = {"zh": "事项", "en": "item"}
    fields = tuple(
        Field(f"child.f{index}", "child", words, "text", ("ask",), (Need(index),))
        for index in range(len(nodes))
    )
    items = tuple(
        PlanItem(
            item=f"item-{index}",
            name=words,
            department=node.department,
            kind="公共服务",
            when="",
            limit=node.limit,
            statutory=None,
            law=(),
            refusal=node.refusal,
            fields=(f"child.f{index}",),
            documents=(),
            gives=node.gives,
            results=tuple(
                Result(f"paper-{index}-{number}@child", f"paper-{index}-{number}", "child", words, carrier)
                for number, carrier in enumerate(node.carriers)
            ),
            after=tuple((before, f"child.f{before}") for before in node.after),
            visits_alone=1,
            steps_alone=1,
            confidence="confirmed",
        )
        for index, node in enumerate(nodes)
    )
    departments = sorted({node.department for node in nodes})
    return Release(
        thing="made-up",
        region=REGION,
        region_name=words,
        name=words,
        summary=words,
        synonyms=(),
        stage="birth",
        lead=departments[0],
        roles=(("child", "person", words), ("mother", "person", words), ("father", "person", words)),
        applicant=("mother", "father"),
        questions=(),
        eligible=(),
        items=items,
        fields=fields,
        documents=(),
        lookups=(),
        signs=(),
        limit=limit,
        limit_excludes=None,
        delivery=("electronic", "post"),
        departments=tuple(PlanDepartment(name, words, words, "") for name in departments),
        confidence="confirmed",
        sources=(),
    )


def route_through(release: Release) -> Route:
    everything = tuple(range(len(release.items)))
    after = {index: tuple(before for before, _ in release.items[index].after) for index in everything}
    dependents = {
        index: tuple(other for other in everything if index in after[other]) for index in everything
    }
    return Route(
        release=release,
        release_hash="0" * 64,
        items=everything,
        after={index: before for index, before in after.items() if before},
        dependents={index: others for index, others in dependents.items() if others},
        fields=tuple((one, True) for one in release.fields),
        documents=(),
    )


def reordered(release: Release, order: Sequence[int], extra: int = 0) -> Release:
    """Give the same release with its items in another order, behind `extra` items that no case of it has."""
    place = {old: new + extra for new, old in enumerate(order)}
    none = [
        replace(
            release.items[0],
            item=f"extra-{one}",
            when="answers.never",
            fields=(),
            after=(),
            gives=(),
            results=(),
        )
        for one in range(extra)
    ]
    items = [
        replace(item, after=tuple((place[other], reason) for other, reason in item.after))
        for item in (release.items[old] for old in order)
    ]
    fields = [
        replace(one, needs=tuple(replace(need, item=place[need.item]) for need in one.needs))
        for one in release.fields
    ]
    return replace(release, items=(*none, *items), fields=tuple(fields))
