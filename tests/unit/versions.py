"""A made-up release with something in every part, and everything that can be changed in one."""

import dataclasses
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from onething.plans.release import (
    Condition,
    DocumentSlot,
    Field,
    LookupPlan,
    Need,
    PlanDepartment,
    PlanItem,
    PlanQuestion,
    Release,
    Result,
    SeasonPlan,
    SigningPlan,
    WaitPlan,
)

WORDS = {"zh": "字", "en": "words"}


def plan_item(item: str, **parts: Any) -> PlanItem:
    filled: dict[str, Any] = {
        "item": item, "name": WORDS, "department": "police", "kind": "公共服务", "when": "", "limit": 5,
        "statutory": 10, "law": ("law",), "refusal": "others_go_on", "fields": ("child.name",),
        "documents": ("id-card@mother",), "gives": (), "results": (), "after": (), "visits_alone": 1,
        "steps_alone": 1, "confidence": "confirmed",
    }  # fmt: skip
    return PlanItem(**{**filled, **parts})


def field(key: str, *items: int, **parts: Any) -> Field:
    needs = tuple(Need(item, why=WORDS) for item in items)
    return Field(key, key.partition(".")[0], WORDS, "text", ("ask",), needs, **parts)


RICH = Release(
    thing="newborn",
    region="500000",
    region_name=WORDS,
    name=WORDS,
    summary=WORDS,
    synonyms=("baby",),
    stage="birth",
    lead="police",
    roles=(("child", "person", WORDS), ("mother", "person", WORDS), ("father", "person", WORDS)),
    applicant=("mother", "father"),
    questions=(PlanQuestion("married", WORDS, WORDS, (("yes", WORDS), ("no", WORDS)), "", "choice", "car"),),
    eligible=(Condition("young", "child.age < 1", WORDS, WORDS, "adult"),),
    items=(
        plan_item(
            "a",
            gives=("child.number",),
            results=(Result("paper@child", "paper", "child", WORDS, "electronic"),),
        ),
        plan_item("b", limit=None, refusal="ends_case", fields=("child.name", "child.b")),
        plan_item(
            "c",
            after=((0, "child.number"),),
            wait=WaitPlan("notice", 5, True, "child.day", True, "law"),
        ),
    ),
    fields=(
        field("child.name", 0, 1, minimum=1.0, maximum=9.0),
        field(
            "child.sex",
            0,
            hint=WORDS,
            options=(("a", WORDS), ("b", WORDS)),
            minimum=1.0,
            maximum=2.0,
            unit=WORDS,
            sensitive=True,
            derive=("sex_of_id_number", "child.id_number"),
            question="sex",
            produced_by=(0,),
        ),
        field("child.b", 1),
    ),
    documents=(
        DocumentSlot(
            "id-card@mother",
            "id-card",
            "mother",
            WORDS,
            ("upload", "promise"),
            (Need(0, may=("promise",)), Need(1)),
            ("pdf", "jpg"),
            10,
            WORDS,
            (("passport", WORDS),),
            (2,),
        ),
    ),
    lookups=(
        LookupPlan(
            "household",
            WORDS,
            "police",
            "law",
            "mother.id_number",
            (("child.name", "name"),),
            ("id-card@mother",),
            "ask",
            ("child.name",),
        ),
    ),
    signs=(SigningPlan(1, True, "answers.married", ("household",)),),
    limit=5,
    limit_excludes=WORDS,
    delivery=("electronic", "post"),
    departments=(PlanDepartment("police", WORDS, WORDS, "123"),),
    confidence="confirmed",
    sources=("a source",),
    lists=(("car", 5),),
    seasons=(SeasonPlan("06-01", "08-31", WORDS),),
    start=("apply",),
    renews="yearly",
    channels=("online", "window"),
    identity=3,
    fee=10,
)


Remake = Callable[[Any], Any]


def mutations(value: Any, remake: Remake = lambda value: value) -> Iterator[Any]:
    """Give the whole with one thing in it changed, for everything in it that can be changed."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        for part in dataclasses.fields(value):
            yield from mutations(getattr(value, part.name), partial(_with, value, part.name, remake))
    elif isinstance(value, tuple):
        yield from _resized(value, remake)
        yield from _inside(value, remake)
    else:
        yield from (remake(new) for new in _others(value))


def _with(value: Any, name: str, remake: Remake, new: Any) -> Any:
    return remake(dataclasses.replace(value, **{name: new}))


def _resized(value: tuple[Any, ...], remake: Remake) -> Iterator[Any]:
    yield from (remake((*value[:place], *value[place + 1 :])) for place in range(len(value)))
    if value[::-1] != value:
        yield remake(value[::-1])


def _inside(value: tuple[Any, ...], remake: Remake) -> Iterator[Any]:
    """A tuple inside a tuple is a pair or a row: it keeps its length and order."""
    for place, inner in enumerate(value):
        there = partial(_put, value, place, remake)
        yield from _inside(inner, there) if isinstance(inner, tuple) else mutations(inner, there)


def _put(value: tuple[Any, ...], place: int, remake: Remake, new: Any) -> Any:
    return remake((*value[:place], new, *value[place + 1 :]))


def _others(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [{**value, name: f"{word}!"} for name, word in value.items()]
    if value in ("ends_case", "others_go_on"):
        return [{"ends_case": "others_go_on", "others_go_on": "ends_case"}[value]]
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int | float):
        return [value + 1]
    return [f"{value}x"] if isinstance(value, str) else []
