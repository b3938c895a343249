"""The shapes that real guides have, each composed and lived: business types, lists, waits, later conditions, offices."""

from typing import Any

import pytest

from onething.base.errors import Invalid, NotFound
from onething.cases.core import commands as c
from onething.cases.core import state as s
from onething.plans.compose import compose
from onething.plans.release import Release
from onething.plans.release_bytes import decode, encode, release_hash
from onething.plans.route import Route
from onething.plans.routing import find_route, route_of
from onething.plans.seasons import closed_season
from onething.plans.views import department_views
from tests.unit.composing import REGION, catalog, element, item, thing, words
from tests.unit.playing import DAY, Play

KINDS = ("company", "partnership")


def options(*values: str) -> list[dict[str, Any]]:
    return [{"value": value, "name": words(value)} for value in values]


def question(id: str, answer: str = "choice", *values: str, **more: Any) -> dict[str, Any]:
    return {"id": id, "ask": words(id), "answer": answer, "options": options(*values), **more}


def kind(id: str, **more: Any) -> dict[str, Any]:
    return {"id": id, "name": words(id), **more}


def made(items: list[Any], entries: list[Any], *elements: Any, **more: Any) -> Release:
    release = compose(catalog(thing(entries, **more), items, elements), "newborn", REGION)
    assert decode(encode(release)) == release
    return release


def through(release: Release, **answers: Any) -> Route:
    return find_route(
        release, release_hash(release), {name.replace("__", "."): value for name, value in answers.items()}
    )


def ids(route: Route) -> list[str]:
    return [route.plan(number).item for number in route.items]


REGISTER = item(
    "register",
    ["child.name"],
    makes=["licence@child"],
    types=[
        kind("company", needs={"documents": [{"type": "articles", "of": "child"}]}),
        kind("partnership", department="tax", limit={"promised": "9 working days"}),
    ],
)
SEAL = item("seal", documents=["licence@child"])
BY_KIND = {"item": "register", "by": "answers.kind"}


def test_exactly_one_of_many_registrations_is_done_and_what_follows_waits_for_it():
    release = made([REGISTER, SEAL], [BY_KIND, "seal"], questions=[question("kind", "choice", *KINDS)])
    company, partnership = (through(release, answers__kind=kind) for kind in KINDS)
    assert ids(company) == ["register/company", "seal"]
    assert ids(partnership) == ["register/partnership", "seal"]
    assert [slot.key for slot, _ in company.documents] == ["articles@child", "licence@child"]
    assert [slot.key for slot, _ in partnership.documents] == ["licence@child"]
    assert company.documents[-1][0].ways == ("produced",)
    plan = partnership.plan(partnership.items[0])
    assert (plan.department, plan.limit) == ("tax", 9)
    assert partnership.after[partnership.items[1]] == (partnership.items[0],)


def test_any_of_many_can_be_chosen_together():
    checks = item("check", ["child.name"], mode="check", types=[kind("tax"), kind("court")])
    entries = [
        {"item": "check", "by": "answers.fields"},
        {"item": "report", "after": [{"item": "check", "law": "l"}]},
    ]
    release = made([checks, item("report")], entries, questions=[question("fields", "many", "tax", "court")])
    assert ids(through(release, answers__fields=["tax", "court"])) == ["check/tax", "check/court", "report"]
    assert ids(through(release, answers__fields=["court"])) == ["check/court", "report"]
    assert ids(through(release, answers__fields=[])) == ["report"]
    both = through(release, answers__fields=["tax", "court"])
    assert both.after[both.items[2]] == both.items[:2]


def test_two_givers_that_may_meet_are_a_conflict_unless_a_choice_keeps_them_apart():
    one = item("one", makes=["paper@child"])
    two = item("two", makes=["paper@child"])
    entries = [{"item": "one", "when": "answers.first"}, {"item": "two", "when": "!answers.first"}]
    asked = [question("first", "yes_no")]
    with pytest.raises(Invalid, match="conflict_givers"):
        made([one, two], entries, questions=asked)
    choice = {"pick": "exactly_one", "of": ["one", "two"]}
    user = item("use", documents=["paper@child"])
    release = made([one, two, user], [*entries, "use"], questions=asked, choices=[choice])
    for answer, giver in ((True, "one"), (False, "two")):
        route = through(release, answers__first=answer)
        assert ids(route) == [giver, "use"]
        assert route.documents[0][0].ways == ("produced",)


@pytest.mark.parametrize(
    ("second", "code"), [("answers.first", "choice_overlap"), ("answers.first && false", "choice_gap")]
)
def test_a_choice_with_a_gap_or_an_overlap_is_refused_with_the_answers(second, code):
    entries = [{"item": "one", "when": "answers.first"}, {"item": "two", "when": second}]
    with pytest.raises(Invalid, match=code) as caught:
        made(
            [item("one"), item("two")],
            entries,
            questions=[question("first", "yes_no")],
            choices=[{"pick": "exactly_one", "of": ["one", "two"]}],
        )
    assert "first" in caught.value.problems[0].values["answers"]


VEHICLES = {
    "roles": {
        "child": {"kind": "person", "name": words("child")},
        "mother": {"kind": "person", "name": words("mother")},
        "vehicles": {"kind": "object", "name": words("车辆"), "most": 9},
    },
    "applicant": ["mother"],
    "questions": [{**question("how_many", "count"), "counts": "vehicles"}],
}
LICENCE = item("licence", ["mother.name"], makes=["licence@mother"])
CERTIFICATE = item(
    "certificate",
    ["vehicles.plate", {"element": "vehicles.tracker", "when": "vehicles.heavy"}, "vehicles.heavy"],
    ["licence@mother", "registration@vehicles"],
    makes=["certificate@vehicles"],
    department="tax",
)
EACH = {"item": "certificate", "each": "vehicles", "when": "vehicles.plate != null"}


def vehicles(count: int, **answers: Any) -> Route:
    release = made([LICENCE, CERTIFICATE], ["licence", EACH], element("heavy", "yes_no"), **VEHICLES)
    plates = {f"vehicles-{place}.plate": "A" for place in range(1, count + 1)}
    return find_route(release, release_hash(release), {"answers.how_many": count, **plates, **answers})


def test_an_item_is_repeated_for_every_member_of_a_list():
    route = vehicles(3)
    assert ids(route) == ["licence", "certificate", "certificate#2", "certificate#3"]
    assert [field.key for field, _ in route.fields if field.key.endswith("plate")] == [
        "vehicles-1.plate",
        "vehicles-2.plate",
        "vehicles-3.plate",
    ]
    assert {key for number in route.items[1:] for key in route.plan(number).documents} == {
        "licence@mother",
        "registration@vehicles-1",
        "registration@vehicles-2",
        "registration@vehicles-3",
    }
    assert all(route.after[number] == (0,) for number in route.items[1:])
    assert route.roles["vehicles-2"]["zh"] == "车辆2"


def test_a_rule_about_a_member_sees_that_member():
    route = vehicles(2, **{"vehicles-1.heavy": "yes", "vehicles-2.heavy": False})
    assert "vehicles-1.tracker" in [field.key for field, _ in route.fields]
    assert "vehicles-2.tracker" not in [field.key for field, _ in route.fields]


def test_the_work_on_one_member_shows_nothing_of_the_others():
    route = vehicles(2)
    second = route.items[2]
    assert all(role in ("vehicles-2", "mother") for role in map(role_in, route.plan(second).fields))
    assert {slot.key for slot, _ in route.documents if any(n.item == second for n in slot.needs)} == {
        "licence@mother",
        "registration@vehicles-2",
    }


def role_in(key: str) -> str:
    return key.partition(".")[0]


def test_a_stored_route_with_members_is_found_again_and_lived_to_its_end():
    route = vehicles(2)
    again = route_of(route.release, route.release_hash, route.items, route.counts)
    assert [again.plan(number) for number in again.items] == [route.plan(number) for number in route.items]
    assert department_views(again).keys() == department_views(route).keys()
    play = Play([], route=route)
    play.submit()
    for number in route.items:
        assert play.claim(number)
        play.grant(number)
    assert play.state.status == s.DONE
    assert play.form.documents["licence@mother"]


NOTICE = {
    "id": "notice", "name": words("公示"), "kind": "notice", "lasts": "20 calendar days",
    "after": ["accept"], "before": ["remove"], "law": "l",
}  # fmt: skip


def test_a_public_notice_passes_by_itself_and_stands_outside_the_limit():
    release = made([item("accept"), item("remove")], ["accept", "remove"], waits=[NOTICE])
    play = Play([], route=through(release))
    accept, notice, remove = play.route.items
    play.submit()
    play.claim(accept)
    play.grant(accept)
    assert play.item(notice) == s.RUNNING
    due = play.state.clock.due_day(play.calendar)
    play.at += 20 * DAY
    play.tick()
    assert play.item(notice) == s.RUNNING, "the twentieth day is not over"
    play.at += DAY
    play.tick()
    assert (play.item(notice), play.item(remove)) == (s.PASSED, s.SENT)
    assert play.state.clock.due_day(play.calendar) > due
    play.claim(remove)
    play.grant(remove)
    assert play.state.status == s.DONE


def test_an_earliest_date_is_waited_for():
    until = {
        **NOTICE,
        "kind": "earliest",
        "lasts": None,
        "until": "child.free_on",
        "after": [],
        "before": ["remove"],
    }
    release = made([item("remove")], ["remove"], element("free_on", "date"), waits=[until])
    play = Play([], route=through(release))
    wait, remove = play.route.items
    play.submit(answers={"child.free_on": "2026-12-10"})
    assert play.item(wait) == s.RUNNING
    play.at += 9 * DAY
    play.tick()
    assert play.item(remove) == s.WAITING
    play.at += DAY
    play.tick()
    assert play.item(remove) == s.SENT


REVIEW = item("review", gives=["child.grade"])
LATER = {"item": "allowance", "once": "outcome.review == 'granted' && child.grade == 'a'"}


@pytest.mark.parametrize(("grade", "becomes"), [("a", s.SENT), ("b", s.SKIPPED)])
def test_what_an_earlier_item_gave_decides_whether_a_later_one_is_done(grade, becomes):
    play = Play([], route=through(made([REVIEW, item("allowance")], ["review", LATER])))
    play.submit()
    play.claim(0)
    play.grant(0, **{"child.grade": grade})
    assert play.item(1) == becomes
    assert play.state.status == (s.IN_PROGRESS if becomes == s.SENT else s.DONE)


def test_an_item_may_be_done_just_because_another_was_refused():
    release = made(
        [item("review"), item("appeal")], ["review", {"item": "appeal", "once": "outcome.review == 'denied'"}]
    )
    play = Play([], route=through(release))
    play.submit()
    play.claim(0)
    play.deny(0)
    assert play.item(1) == s.SENT


def test_two_offices_of_one_department_each_do_their_part():
    out = item("move-out", ["child.from_region"])
    into = item("move-in", ["child.to_region"])
    entries = [{"item": "move-out", "at": "child.from_region"}, {"item": "move-in", "at": "child.to_region"}]
    regions = (element("from_region", "region"), element("to_region", "region"))
    play = Play([], route=through(made([out, into], entries, *regions)))
    play.submit(answers={"child.from_region": "430000", "child.to_region": REGION})
    play.claim(0)
    with pytest.raises(NotFound):
        play.answer(c.Accept, 0)
    play.say(c.Accept, play.office(0, "430000"), item=0, lease="lease-1")
    play.claim(1)
    play.grant(1)
    assert play.item(1) == s.GRANTED


@pytest.mark.parametrize(
    ("day", "opens"), [("2026-06-15", None), ("2026-05-31", "2026-06-01"), ("2026-11-24", "2027-06-01")]
)
def test_a_seasonal_thing_says_when_it_opens(day, opens):
    from datetime import date

    release = made([item("enrol")], ["enrol"], seasons=[{"opens": "06-01", "closes": "07-10"}])
    closed = closed_season(release, date.fromisoformat(day).toordinal())
    assert (closed and date.fromordinal(closed.opens).isoformat()) == opens
