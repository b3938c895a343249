"""What changed between two releases: nothing is missed, and each kind means what the table says."""

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onething.base.texts import all_texts
from onething.plans import release as r
from onething.plans.changes import KINDS
from onething.plans.changes_said import plain, said
from onething.plans.diff import MATCHED, RULES, WHOLE, diff
from tests.unit.composing import composed, item_graphs
from tests.unit.versions import RICH, field, mutations, plan_item

PAGE = Path(__file__).parent.parent.parent / "docs" / "reference" / "changes.md"
ROWS: list[Any] = [kind for kind in vars(r).values() if dataclasses.is_dataclass(kind)]


def kinds(new: r.Release, old: r.Release = RICH) -> set[str]:
    return {change.kind for change in diff(old, new)}


def with_item(place: int, **parts: Any) -> r.Release:
    items = list(RICH.items)
    items[place] = replace(items[place], **parts)
    return replace(RICH, items=tuple(items))


def with_field(place: int, **parts: Any) -> r.Release:
    fields = list(RICH.fields)
    fields[place] = replace(fields[place], **parts)
    return replace(RICH, fields=tuple(fields))


def with_slot(**parts: Any) -> r.Release:
    return replace(RICH, documents=(replace(RICH.documents[0], **parts),))


NEED = RICH.fields[0].needs[0]
WAIT = r.WaitPlan("notice", 20, True, "", True, "law")
CASES: list[tuple[str, r.Release]] = [
    ("words", replace(RICH, summary={"zh": "新", "en": "new"})),
    ("words", with_item(0, name={"zh": "新", "en": "new"})),
    ("order", replace(RICH, items=(RICH.items[1], RICH.items[0], *RICH.items[2:]))),
    ("sources", replace(RICH, confidence="inferred")),
    ("law", with_item(0, law=("another law",))),
    ("figures", with_item(0, visits_alone=5)),
    ("lead", replace(RICH, lead="tax")),
    ("role_added", replace(RICH, roles=(*RICH.roles, ("aunt", "person", {})))),
    ("role_removed", replace(RICH, roles=RICH.roles[:-1])),
    ("role_kind", replace(RICH, roles=(*RICH.roles[:-1], (RICH.roles[-1][0], "object", {})))),
    ("applicant_added", replace(RICH, applicant=(*RICH.applicant, "child"))),
    ("applicant_removed", replace(RICH, applicant=RICH.applicant[:1])),
    ("question_added", replace(RICH, questions=(*RICH.questions, replace(RICH.questions[0], id="new")))),
    ("question_removed", replace(RICH, questions=())),
    ("question_rule", replace(RICH, questions=(replace(RICH.questions[0], when="answers.x"),))),
    ("eligibility", replace(RICH, eligible=())),
    ("when_to_apply", replace(RICH, start=("confirm",))),
    ("members_more", replace(RICH, lists=(("car", 9),))),
    ("members", replace(RICH, lists=(("car", 1),))),
    ("members", with_item(0, each="car")),
    ("limit_shorter", replace(RICH, limit=1)),
    ("limit_longer", replace(RICH, limit=9)),
    ("limit_longer", with_item(0, limit=None)),
    ("limit_shorter", with_item(1, limit=3)),
    ("limit_excludes", replace(RICH, limit_excludes=None)),
    ("refusal_harder", with_item(0, refusal="ends_case")),
    ("refusal_milder", with_item(1, refusal="others_go_on")),
    ("item_added", replace(RICH, items=(*RICH.items, plan_item("new")))),
    ("item_removed", replace(RICH, items=RICH.items[:-1])),
    ("item_rule", with_item(0, when="answers.x")),
    ("item_later_rule", with_item(0, once="outcome.b == 'granted'")),
    ("item_kind", with_item(0, kind="行政许可")),
    ("department", with_item(0, department="tax")),
    ("office", with_item(0, at="child.place")),
    ("waits", with_item(2, after=())),
    ("waits", with_item(1, wait=WAIT)),
    ("waits", with_item(2, after=((0, r.ONCE),))),
    ("law", with_item(2, after=((0, "another reason"),))),
    ("gives", with_item(0, gives=())),
    ("result", with_item(0, results=())),
    ("result", with_item(0, results=(replace(RICH.items[0].results[0], carrier="paper"),))),
    ("sees_more", with_item(1, fields=("child.name", "child.b", "child.sex"))),
    ("sees_results", with_item(1, fields=("child.name", "child.b", "child.number"))),
    ("sees_new", with_item(1, fields=("child.name", "child.b", "child.new"))),
    ("sees_less", with_item(1, fields=("child.b",))),
    ("field_added", replace(RICH, fields=(*RICH.fields, field("child.new", 1)))),
    ("field_required", replace(RICH, fields=(*RICH.fields, field("child.new", 1)))),
    ("field_removed", replace(RICH, fields=RICH.fields[:-1])),
    ("field_required", with_field(0, needs=(*RICH.fields[0].needs, r.Need(2)))),
    ("need_eased", with_field(0, needs=(*RICH.fields[0].needs, r.Need(2, required=False)))),
    ("need_eased", with_field(0, needs=RICH.fields[0].needs[:1])),
    ("need_eased", with_field(0, needs=(replace(NEED, required=False), *RICH.fields[0].needs[1:]))),
    ("need_rule", with_field(0, needs=(replace(NEED, when="answers.x"), *RICH.fields[0].needs[1:]))),
    ("field_type", with_field(0, type="number")),
    ("field_ways", with_field(0, getting=("registry", "ask"))),
    ("field_source", with_field(0, question="x")),
    ("giver", with_field(0, produced_by=(1,))),
    ("option_added", with_field(1, options=(*RICH.fields[1].options, ("c", {})))),
    ("option_removed", with_field(1, options=RICH.fields[1].options[:1])),
    ("bounds_tighter", with_field(0, max_length=10)),
    ("bounds_wider", with_field(0, max_length=999)),
    ("bounds_tighter", with_field(0, minimum=3.0)),
    ("bounds_tighter", with_field(0, maximum=7.0)),
    ("bounds_wider", with_field(0, minimum=None)),
    ("masked", with_field(0, sensitive=True)),
    ("unmasked", with_field(1, sensitive=False)),
    ("document_added", replace(RICH, documents=(*RICH.documents, replace(RICH.documents[0], key="x@child")))),
    ("document_required", with_slot(needs=(*RICH.documents[0].needs, r.Need(2)))),
    ("document_removed", replace(RICH, documents=())),
    ("way_added", with_slot(ways=("upload", "promise", "later"))),
    ("way_removed", with_slot(ways=("upload",))),
    ("way_removed", with_slot(instead=())),
    ("file_rules", with_slot(formats=("pdf",))),
    ("registry_more", replace(RICH, lookups=(*RICH.lookups, replace(RICH.lookups[0], registry="tax")))),
    ("registry_less", replace(RICH, lookups=())),
    ("signing", replace(RICH, signs=())),
    ("channel_added", replace(RICH, channels=("online", "window", "hotline"))),
    ("channel_removed", replace(RICH, channels=("online",))),
    ("assurance_raised", replace(RICH, identity=4)),
    ("assurance_lowered", replace(RICH, identity=2)),
    ("fee_raised", replace(RICH, fee=20)),
    ("fee_lowered", replace(RICH, fee=5)),
    ("delivery_added", replace(RICH, delivery=("electronic", "post", "window"))),
    ("delivery_removed", replace(RICH, delivery=("electronic",))),
    ("identity", replace(RICH, region="430000")),
]


@pytest.mark.parametrize(("kind", "new"), CASES, ids=[f"{n}-{kind}" for n, (kind, _) in enumerate(CASES)])
def test_a_change_is_told_by_its_kind(kind, new):
    assert kind in kinds(new)


def test_every_kind_can_happen():
    assert {kind for kind, _ in CASES} == KINDS.keys() - {"contested_removed"}


def test_what_only_moved_to_another_place_is_told_as_order_alone():
    """Places in `needs` and `after` follow their items."""
    swapped = replace(
        RICH,
        items=(
            RICH.items[1],
            RICH.items[0],
            *(replace(one, after=((1, "child.number"),)) for one in RICH.items[2:]),
        ),
        fields=tuple(replace(one, needs=tuple(_swapped(one.needs))) for one in RICH.fields),
        documents=tuple(replace(one, needs=tuple(_swapped(one.needs))) for one in RICH.documents),
    )
    assert kinds(swapped) <= {"order", "giver"}


def _swapped(needs: tuple[r.Need, ...]) -> Iterator[r.Need]:
    for need in needs:
        yield replace(need, item={0: 1, 1: 0}.get(need.item, need.item))


def test_the_same_place_that_stands_for_another_item_is_told():
    swapped = replace(RICH, items=(RICH.items[1], RICH.items[0], *RICH.items[2:]))
    assert {"waits", "field_required"} <= kinds(swapped)


def test_every_part_of_a_release_is_compared_by_a_named_rule():
    for row in ROWS:
        if row not in WHOLE:
            parts = {part.name for part in dataclasses.fields(row)}
            matched = set(MATCHED.get(row, ()))
            assert parts == RULES[row].keys() | matched, row.__name__
            assert not RULES[row].keys() & matched


def test_every_kind_has_words_and_stands_in_the_reference_with_its_consequence():
    rows = re.findall(r"^\| `(\w+)` \| (\w+) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert dict(rows) == {kind: consequence.key for kind, consequence in KINDS.items()}
    assert len(rows) == len(KINDS)
    texts = {key.removeprefix("change.kind.") for key in all_texts() if key.startswith("change.kind.")}
    assert texts == KINDS.keys()


def test_changes_are_said_with_the_gravest_first():
    new = replace(with_item(0, department="tax"), summary={"zh": "新", "en": "new"})
    lines = list(said(diff(RICH, new), "en"))
    assert lines[0] == "Needs consent: 1"
    assert lines[1].startswith("  a · department: police → tax")
    assert lines[2] == "Harmless to open cases: 1"
    assert plain(diff(RICH, new)[1])["consequence"] == "consent"


ALL = list(mutations(RICH))


def test_there_is_something_in_every_part_to_change():
    assert len(ALL) > 200
    examples: list[Any] = [RICH, RICH.fields[1], RICH.questions[0], RICH.documents[0], RICH.signs[0]]
    empty = [
        f"{type(example).__name__}.{part.name}"
        for example in examples
        for part in dataclasses.fields(example)
        if getattr(example, part.name) in (None, ())
    ]
    assert not empty


def test_every_single_mutation_of_a_full_release_is_told_both_ways():
    untold = [number for number, new in enumerate(ALL) if not (diff(RICH, new) and diff(new, RICH))]
    assert not untold


@given(item_graphs(), st.data())
def test_nothing_changed_says_nothing_and_one_mutation_says_something(items, data):
    release = composed(items)
    assert diff(release, release) == ()
    new = data.draw(st.sampled_from(list(mutations(release))))
    found = diff(release, new)
    assert found
