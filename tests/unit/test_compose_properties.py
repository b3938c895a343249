"""What holds for every thing that can be composed, whatever its items."""

import sys
from collections.abc import Sequence
from random import Random
from types import FrameType
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from onething.catalog.definitions import Item
from onething.plans.compose import compose
from onething.plans.release_bytes import decode, encode, release_hash
from onething.plans.routing import find_route, route_of
from onething.plans.views import department_views
from tests.unit.composing import REGION, catalog, composed, item, item_graphs, thing


@given(item_graphs())
def test_every_item_comes_after_what_gives_its_data(items: list[Item]):
    release = composed(items)
    made = {key: index for index, one in enumerate(release.items) for key in one.gives}
    made |= {result.key: index for index, one in enumerate(release.items) for result in one.results}
    for index, one in enumerate(release.items):
        wanted = {(made[key], key) for key in (*one.fields, *one.documents) if key in made}
        assert all(other < index for other, _ in wanted)
        assert set(one.after) == wanted


@given(item_graphs())
def test_no_field_is_asked_twice_nor_where_an_item_gives_it(items: list[Item]):
    release = composed(items)
    keys = [field.key for field in release.fields]
    assert len(keys) == len(set(keys))
    given_by_items = {key for one in release.items for key in one.gives}
    for field in release.fields:
        assert ("ask" in field.getting) == (field.key not in given_by_items)


@given(item_graphs())
def test_each_department_sees_exactly_what_its_items_declare(items: list[Item]):
    release = composed(items)
    views = department_views(find_route(release, release_hash(release), {}))
    for department in {one.department for one in items}:
        own = [one for one in items if one.department == department]
        assert set(views[department].fields) == {need.element for one in own for need in one.needs.elements}
        declared = {f"{slot.type}@{slot.of}" for one in own for slot in one.needs.documents}
        assert set(views[department].documents) == declared


@given(item_graphs(), st.randoms(use_true_random=False))
def test_the_form_does_not_depend_on_the_order_of_the_items(items: list[Item], random: Random):
    shuffled = list(items)
    random.shuffle(shuffled)
    assert summary(items) == summary(shuffled)


def summary(items: Sequence[Item]) -> object:
    release = composed(items)
    names = [one.item for one in release.items]
    fields = {
        (field.key, field.getting, frozenset(names[need.item] for need in field.needs))
        for field in release.fields
    }
    slots = {
        (slot.key, slot.ways, frozenset(names[need.item] for need in slot.needs))
        for slot in release.documents
    }
    return fields, slots


@given(item_graphs())
def test_a_release_comes_back_from_its_bytes_and_keeps_its_hash(items: list[Item]):
    release = composed(items)
    content = encode(release)
    assert decode(content) == release
    assert encode(decode(content)) == content
    assert release_hash(composed(items)) == release_hash(release)


@given(item_graphs(), st.data())
def test_a_replayed_case_has_the_order_its_route_had(items: list[Item], data: st.DataObject):
    release = composed(items)
    here = tuple(sorted(data.draw(st.sets(st.sampled_from(range(len(items)))))))
    route = route_of(release, release_hash(release), here)
    for index in here:
        waits = {other for other, _ in release.items[index].after} & set(here)
        assert set(route.after[index]) == waits
        assert all(index in route.dependents[other] for other in waits)


def test_twice_the_items_take_twice_the_work():
    """Work is counted in lines run, so that the test says the same on every machine."""
    assert lines_run(chain(400)) <= 2.1 * lines_run(chain(200))


def chain(count: int) -> list[Item]:
    """Make items that each need what the one before makes, and share a field with all."""
    return [
        item(
            f"item-{number}",
            ["child.name", f"child.own_{number}", *([f"child.made_{number - 1}"] if number else [])],
            [f"paper-{number - 1}@child"] if number else [],
            [f"child.made_{number}"],
            [f"paper-{number}@child"],
        )
        for number in range(count)
    ]


def lines_run(items: Sequence[Item]) -> int:
    made = catalog(thing([one.id for one in items]), items)
    count = 0

    def tracer(_frame: FrameType, event: str, _value: object) -> Any:
        nonlocal count
        count += event == "line"
        return tracer

    before = sys.gettrace()
    sys.settrace(tracer)
    try:
        compose(made, "newborn", REGION)
    finally:
        sys.settrace(before)
    return count
