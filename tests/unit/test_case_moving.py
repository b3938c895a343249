"""Moving a case to another release: what concerns it decides, and a case that moved goes on as if nothing were."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onething.base.actor import SYSTEM, Actor
from onething.base.errors import NotFound, Refused
from onething.cases.core import commands as c
from onething.cases.core import events as e
from onething.cases.core import state as s
from onething.cases.core.decide import decide
from onething.cases.core.decision import Decision, Target
from onething.cases.core.evolve import replay
from onething.cases.core.moving import route_for
from onething.plans.changes import Change, Consequence
from onething.plans.concern import Standing, concerning, worst
from onething.plans.release import Need, Release
from onething.plans.release_bytes import release_hash
from onething.plans.renumbering import numbers_between, renumbered
from onething.plans.routing import route_of
from tests.making import Node, release_of, reordered
from tests.unit.playing import MOTHER, Play
from tests.unit.test_case_properties import ACTIONS, act, check, finish, graphs


def move(play: Play, new: Release, actor: Actor = SYSTEM) -> list[e.AnyEvent]:
    """Move a played case as the door does."""
    target = Target(release_hash(new), new)
    command = c.Migrate(
        id=play.case, case=play.case, at=play.at, actor=actor, channel="console", release=target.release_hash
    )
    known = play.form.known()
    decision = Decision(play.case, play.state, play.route, play.calendar, play.at, actor, {}, known, target)
    decide(decision, command)
    play.events += decision.events
    play.route = route_for(play.state, *target)
    return decision.events


def refused(play: Play, new: Release) -> set[str]:
    """Give the kinds of change for which moving is refused."""
    before = list(play.events)
    with pytest.raises(Refused) as caught:
        move(play, new)
    assert play.events == before
    assert {problem.code for problem in caught.value.problems} == {"case.not_harmless"}
    return {str(problem.values["kind"]) for problem in caught.value.problems}


def played(*nodes: Node) -> Play:
    play = Play(list(nodes))
    play.submit()
    return play


def with_item(release: Release, place: int, **parts: Any) -> Release:
    items = list(release.items)
    items[place] = replace(items[place], **parts)
    return replace(release, items=tuple(items))


def with_need(release: Release, place: int, *needs: Need) -> Release:
    fields = list(release.fields)
    fields[place] = replace(fields[place], needs=(*fields[place].needs, *needs))
    return replace(release, fields=tuple(fields))


def test_a_harmless_change_moves_the_case_and_is_on_its_record():
    play = played(Node(), Node(after=(0,)))
    new = replace(play.route.release, limit=3)
    old = play.route.release_hash
    assert move(play, new) == [e.Migrated(old, release_hash(new), ((0, 0), (1, 1)))]
    assert play.route.release is new
    assert play.state.numbers == ()
    assert replay(play.events) == play.state


def test_items_keep_their_numbers_whatever_the_new_release_calls_them():
    play = played(Node(), Node(department="tax"), Node(after=(0, 1), department="health"))
    play.claim(0)
    play.answer(c.Accept, 0)
    play.claim(1)
    new = reordered(play.route.release, (1, 2, 0), extra=2)
    move(play, new)
    assert play.state.numbers == ((0, 4), (1, 2), (2, 3))
    assert [play.route.plan(number).item for number in (0, 1, 2)] == ["item-0", "item-1", "item-2"]
    assert {number: set(others) for number, others in play.route.after.items() if others} == {2: {0, 1}}
    assert [field.needs[0].item for field, _ in play.route.fields] == [0, 1, 2]
    play.grant(0)
    play.grant(1)
    play.claim(2)
    play.grant(2)
    assert play.state.status == s.DONE
    assert replay(play.events) == play.state


def test_a_case_may_move_again_and_back():
    play = played(Node(), Node(), Node(after=(1,)))
    first = play.route.release
    move(play, reordered(first, (2, 1, 0), extra=1))
    move(play, reordered(first, (1, 2, 0)))
    assert play.state.numbers == ((0, 2), (1, 0), (2, 1))
    move(play, replace(first, limit=4))
    assert not play.state.numbers
    assert [play.route.plan(number).item for number in (0, 1, 2)] == ["item-0", "item-1", "item-2"]


def test_only_the_system_moves_open_cases_and_only_elsewhere():
    play = played(Node())
    new = replace(play.route.release, limit=3)
    with pytest.raises(NotFound):
        move(play, new, actor=MOTHER)
    move(play, new)
    with pytest.raises(Refused, match="already_moved"):
        move(play, new)
    play.claim(0)
    play.grant(0)
    with pytest.raises(Refused, match="already_ended"):
        move(play, replace(new, limit=2))


def test_what_needs_an_answer_consent_or_is_forbidden_stays():
    play = played(Node(), Node())
    release = play.route.release
    assert refused(play, with_item(release, 0, department="tax")) == {"department"}
    assert refused(play, replace(release, limit=9)) == {"limit_longer"}
    assert refused(play, replace(release, applicant=("mother",))) == {"applicant_removed"}
    assert refused(play, replace(release, items=release.items[:1])) == {"item_removed"}
    more = replace(release.fields[0], key="child.new", needs=(Need(1),))
    wider = with_item(release, 1, fields=("child.f1", "child.new"))
    assert refused(play, replace(wider, fields=(*release.fields, more))) == {"field_required"}
    assert refused(play, with_item(release, 1, fields=("child.f1", "child.f0"))) == {"sees_more"}
    added = replace(release.items[0], item="new", fields=())
    assert refused(play, replace(release, items=(*release.items, added))) == {"item_added"}


def test_what_is_known_already_need_not_be_given_again():
    play = played(Node(), Node())
    assert move(play, with_need(play.route.release, 0, Need(1)))


def test_what_a_decided_item_would_need_is_asked_of_nobody():
    play = played(Node(), Node())
    release = play.route.release
    play.claim(1)
    play.grant(1)
    more = replace(release.fields[0], key="child.new", needs=(Need(1),))
    assert move(play, replace(release, fields=(*release.fields, more)))


def test_what_is_under_correction_may_not_vanish():
    play = played(Node(), Node())
    new = with_item(play.route.release, 0, fields=())
    play.claim(0)
    play.answer(c.AskCorrection, 0, contested=("child.f0",), reason="unclear")
    assert refused(play, new) == {"contested_removed"}
    assert move(play, with_item(play.route.release, 1, fields=()))


def test_a_rule_that_changed_concerns_a_case_that_would_have_the_item_or_not():
    play = played(Node(), Node())
    release = play.route.release
    assert refused(play, with_item(release, 0, when='child.f1 == "other"')) == {"item_rule"}
    assert move(play, with_item(release, 0, when='child.f1 == "x"'))


def standing(**parts: Any) -> Standing:
    nothing: frozenset[str] = frozenset()
    filled = {
        "items": frozenset({"a", "b"}), "unended": frozenset({"a"}), "known": nothing, "lists": nothing,
        "contested": nothing, "delivery": "post", "holds": lambda rule: rule in {"", "true"},
    }  # fmt: skip
    return Standing(**{**filled, **parts})


@pytest.mark.parametrize(
    ("change", "concerned"),
    [
        (Change("department", "a", item="a"), True),
        (Change("department", "c", item="c"), False),
        (Change("field_required", "x.y", item="a"), True),
        (Change("field_required", "x.y", item="b"), False),
        (Change("field_required", "x.y", item="a", rule="false"), False),
        (Change("item_added", "new", rule="true"), True),
        (Change("item_added", "new", rule="false"), False),
        (Change("item_added", "new", rule=None), True),
        (Change("item_rule", "a", item="a", rule="true"), False),
        (Change("item_rule", "a", item="a", rule=None), True),
        (Change("delivery_removed", "", before="post"), True),
        (Change("delivery_removed", "", before="window"), False),
        (Change("sees_more", "x.y", item="a"), False),
        (Change("question_added", "answers.new"), True),
        (Change("limit_longer", ""), True),
    ],
)
def test_a_change_concerns_some_cases_and_not_others(change, concerned):
    assert bool(concerning([change], standing())) == concerned


def test_what_an_earlier_release_had_asked_for_is_known_though_the_last_one_did_not_have_it():
    again = [Change("sees_new", "x.y", item="a")]
    assert [change.kind for change in concerning(again, standing())] == ["sees_new"]
    assert [change.kind for change in concerning(again, standing(known=frozenset({"x.y"})))] == ["sees_more"]


def test_of_members_one_may_be_known_and_the_other_not():
    case = standing(lists=frozenset({"car"}), known=frozenset({"car-1.plate"}))
    for kind in ("field_required", "sees_more"):
        assert concerning([Change(kind, "car.plate", item="a")], case)


def test_the_gravest_comes_first():
    found = concerning([Change("words", ""), Change("identity", ""), Change("limit_longer", "")], standing())
    assert [change.kind for change in found] == ["identity", "limit_longer", "words"]
    assert worst(found) is Consequence.FORBIDDEN
    assert worst(()) is Consequence.HARMLESS


def test_members_of_a_list_keep_their_numbers():
    old = release_of([Node(), Node()])
    new = reordered(old, (1, 0), extra=1)
    assert numbers_between(old, new, ((0, 0), (1, 1), (3, 3))) == ((0, 2), (1, 1), (3, 4))


def test_an_item_without_a_number_is_left_out_of_a_route():
    release = release_of([Node(), Node(), Node(after=(0, 1))])
    route = renumbered(route_of(release, "f" * 64, (0, 1, 2)), ((7, 0), (8, 2)))
    assert route.items == (7, 8)
    assert route.after == {7: (), 8: (7,)}
    assert route.dependents == {7: (8,), 8: ()}
    assert [field.key for field, _ in route.fields] == ["child.f0", "child.f2"]


@settings(max_examples=60, deadline=None)
@given(
    graphs(most=12),
    st.lists(st.tuples(ACTIONS, st.integers(0, 39), st.sampled_from("ab")), max_size=30),
    st.randoms(use_true_random=False),
    st.integers(0, 3),
)
def test_a_case_that_moved_in_the_middle_ends_as_well(nodes, steps, random, extra):
    play = Play(nodes)
    play.submit()
    for action, item, lease in steps:
        act(play, action, item % len(nodes), lease)
    order = list(range(len(nodes)))
    random.shuffle(order)
    if play.state.status in s.OPEN_CASE:
        move(play, reordered(play.route.release, order, extra))
    check(play)
    finish(play)
    check(play)
    assert all(item.state in s.ENDED for item in play.state.items)
