"""The rules of one case, each told as a small story."""

import pytest

from onething.base.actor import Actor
from onething.base.errors import Invalid, NotFound, Refused
from onething.base.workdays import day_of
from onething.cases.core import commands as c
from onething.cases.core import events as e
from onething.cases.core import state as s
from onething.cases.core.timer import NEVER, next_wake
from tests.making import REGION, Node
from tests.unit.playing import DAY, FATHER, HOUR, MOTHER, STRANGER, Play

CHAIN = [Node(), Node(after=(0,), department="health"), Node(after=(0, 1), department="tax")]


def kinds(events):
    return [type(event).__name__ for event in events]


def test_submission_starts_the_clock_and_sends_what_waits_for_nothing():
    play = Play(CHAIN)
    assert kinds(play.submit()) == ["Submitted", "Started", "ItemSent"]
    assert [play.item(0), play.item(1), play.item(2)] == [s.SENT, s.WAITING, s.WAITING]


def test_a_whole_case_is_done_when_the_last_item_is_granted():
    play = Play(CHAIN)
    play.submit()
    for item in range(3):
        play.claim(item)
        play.answer(c.Accept, item)
        play.grant(item)
    assert kinds(play.events[-2:]) == ["ItemGranted", "Finished"]
    assert play.state.status == s.DONE
    assert next_wake(play.state, play.calendar) == NEVER


def test_a_join_fires_once_when_its_last_answer_is_in():
    play = Play([Node(), Node(), Node(after=(0, 1))])
    play.submit()
    play.claim(0)
    play.claim(1)
    assert kinds(play.grant(0)) == ["ItemReceived", "ItemGranted"]
    assert kinds(play.grant(1)) == ["ItemReceived", "ItemGranted", "ItemSent"]


def test_with_a_second_signer_nothing_is_sent_until_the_signature():
    play = Play(CHAIN)
    assert kinds(play.submit(signers=("father",))) == ["Submitted"]
    with pytest.raises(NotFound):
        play.say(c.Sign, STRANGER)
    with pytest.raises(NotFound):
        play.say(c.Sign, MOTHER)
    assert kinds(play.say(c.Sign, FATHER)) == ["Signed", "Started", "ItemSent"]
    with pytest.raises(Refused, match="already_signed"):
        play.say(c.Sign, FATHER)


def test_a_signature_that_does_not_come_lapses_and_can_be_asked_for_again():
    play = Play(CHAIN)
    play.submit(signers=("father",))
    assert next_wake(play.state, play.calendar) == play.at + DAY
    play.at += DAY
    assert kinds(play.tick()) == ["SigningLapsed"]
    with pytest.raises(Refused, match="signing_over"):
        play.say(c.Sign, FATHER)
    play.say(c.RenewSigning, MOTHER, sign_by=play.at + DAY)
    assert kinds(play.say(c.Sign, FATHER))[0] == "Signed"


def test_declining_ends_the_invitation_and_sends_nothing():
    play = Play(CHAIN)
    play.submit(signers=("father",))
    play.say(c.DeclineSigning, FATHER)
    assert play.state.status == s.SIGNATURE_LAPSED
    assert play.item(0) == s.WAITING


def test_only_the_own_department_of_the_own_region_sees_an_item():
    play = Play(CHAIN)
    play.submit()
    for wrong in (Actor("department", "tax", REGION), play.office(0, "430000"), MOTHER, Actor("nobody")):
        with pytest.raises(NotFound):
            play.say(c.Accept, wrong, item=0, lease="x")
    with pytest.raises(NotFound):
        play.answer(c.Accept, 1)  # waits: it does not exist for the department yet


def test_an_item_is_held_by_one_claim_until_its_lease_is_over():
    play = Play(CHAIN)
    play.submit()
    assert play.claim(0, "first")
    assert not play.claim(0, "second")
    play.at += HOUR
    assert play.claim(0, "second")
    with pytest.raises(Refused, match="lease_lost"):
        play.grant(0, "first")
    play.grant(0, "second")


def test_acceptance_holds_an_item_beyond_its_lease():
    play = Play(CHAIN)
    play.submit()
    play.claim(0)
    play.answer(c.Accept, 0)
    play.at += DAY
    assert not play.claim(0, "second")
    play.grant(0)


def test_what_is_decided_stays_decided():
    play = Play(CHAIN)
    play.submit()
    play.claim(0)
    play.grant(0)
    for kind in (c.Accept, c.Resume):
        with pytest.raises(Refused, match="already_decided"):
            play.answer(kind, 0)
    with pytest.raises(Refused, match="already_decided"):
        play.deny(0)


def test_a_denial_that_ends_the_case_cancels_everything_open():
    play = Play([Node(refusal="ends_case"), Node(), Node(after=(0,))])
    play.submit()
    play.claim(0)
    play.deny(0)
    assert [play.item(1), play.item(2)] == [s.CANCELLED, s.CANCELLED]
    assert play.state.status == s.REFUSED


def test_after_another_denial_the_rest_goes_on():
    play = Play([Node(), Node(), Node(after=(0,)), Node(after=(2,))])
    play.submit()
    play.claim(0)
    play.deny(0)
    assert [play.item(2), play.item(3)] == [s.CANCELLED, s.CANCELLED]
    play.claim(1)
    play.grant(1)
    assert play.state.status == s.PARTLY_DONE


def test_a_denial_names_rule_reason_and_remedy():
    play = Play(CHAIN)
    play.submit()
    play.claim(0)
    with pytest.raises(Invalid) as caught:
        play.answer(c.Deny, 0, rule=" ", reason="", remedy="x")
    assert [problem.field for problem in caught.value.problems] == ["rule", "reason"]


def test_corrections_are_gathered_and_asked_once():
    play = Play([Node(), Node(department="health"), Node(department="tax")])
    play.submit()
    for item in range(3):
        play.claim(item)
    wanted = {"reason": "not readable", "good_enough": "a clear one"}
    assert kinds(play.answer(c.AskCorrection, 0, contested=("child.f0",), **wanted)) == [
        "ItemReceived",
        "CorrectionWanted",
    ]
    assert kinds(play.answer(c.AskCorrection, 1, contested=("child.f1",), **wanted)) == [
        "ItemReceived",
        "CorrectionWanted",
    ]
    assert kinds(play.answer(c.Accept, 2)) == ["ItemReceived", "ItemAccepted", "CorrectionAsked"]
    with pytest.raises(Invalid, match="not_contested"):
        play.say(c.Correct, MOTHER, answers={"child.f2": ["y", "applicant"]}, documents={})
    with pytest.raises(NotFound):
        play.say(c.Correct, FATHER, answers={"child.f0": ["y", "applicant"]}, documents={})
    play.say(c.Correct, MOTHER, answers={"child.f0": ["y", "applicant"]}, documents={})
    assert [play.item(0), play.item(1), play.item(2)] == [s.SENT, s.SENT, s.ACCEPTED]
    assert play.form.answers["child.f0"][0] == "y"
    play.claim(0, "again")
    with pytest.raises(Refused, match="correction_only_once"):
        play.answer(c.AskCorrection, 0, "again", contested=("child.f0",), **wanted)


def test_a_silent_department_does_not_hold_a_correction_back_longer_than_a_working_day():
    play = Play([Node(), Node(department="health")])
    play.submit()
    play.claim(0)
    play.answer(c.AskCorrection, 0, contested=("child.f0",), reason="unclear")
    play.at += 2 * DAY
    assert "CorrectionAsked" in kinds(play.tick())


def test_a_department_contests_only_what_it_sees():
    play = Play(CHAIN)
    play.submit()
    play.claim(0)
    with pytest.raises(Invalid, match="contested_not_seen"):
        play.answer(c.AskCorrection, 0, contested=("child.f1",), reason="unclear")


def test_waiting_for_the_applicant_stops_the_clocks():
    play = Play([Node(limit=3)])
    play.submit()
    due = play.state.clock.due(play.calendar)
    play.claim(0)
    play.answer(c.AskCorrection, 0, contested=("child.f0",), reason="unclear")
    play.at += 2 * DAY
    play.say(c.Correct, MOTHER, answers={}, documents={}, explanation="it is right")
    assert play.state.clock.due(play.calendar) > due
    assert play.state.clock.paused == 2


def test_a_clock_stops_only_for_a_named_cause():
    play = Play([Node()])
    play.submit()
    play.claim(0)
    play.answer(c.Accept, 0)
    with pytest.raises(Invalid, match="cause_missing"):
        play.answer(c.Suspend, 0, cause="听证", basis="")
    play.answer(c.Suspend, 0, cause="听证", basis="行政许可法 第四十五条")
    play.at += 7 * DAY
    play.answer(c.Resume, 0)
    assert play.state.clock.paused == 5
    assert play.item(0) == s.ACCEPTED


def test_five_working_days_of_silence_count_as_acceptance():
    play = Play([Node()], limit=20)
    play.submit()
    play.at = play.calendar.end(day_of(play.at), 5)
    assert e.ItemAccepted(0, True) in play.tick()
    play.claim(0)
    with pytest.raises(Refused, match="correction_too_late"):
        play.answer(c.AskCorrection, 0, contested=("child.f0",), reason="unclear")


def test_limits_warn_at_half_at_four_fifths_and_at_the_end():
    play = Play([Node()], limit=10)
    play.submit()
    percents: list[int] = []
    while next_wake(play.state, play.calendar) != NEVER and len(percents) < 3:
        play.at = next_wake(play.state, play.calendar)
        percents += [event.percent for event in play.tick() if isinstance(event, e.Warned) and event.item < 0]
    assert percents == [50, 80, 100]


def test_an_item_has_what_is_left_of_the_joint_limit():
    play = Play([Node(limit=30), Node(after=(0,), limit=30)], limit=5)
    play.submit()
    play.claim(0)
    play.at += 2 * DAY
    play.grant(0)
    assert [item.clock.limit for item in play.state.items] == [5, 3]


def test_withdrawing_ends_what_is_open_and_keeps_what_is_decided():
    play = Play([Node(), Node()])
    play.submit()
    play.claim(0)
    play.grant(0)
    with pytest.raises(NotFound):
        play.say(c.Withdraw, FATHER)
    play.say(c.Withdraw, MOTHER, reason="not now")
    assert [play.item(0), play.item(1)] == [s.GRANTED, s.WITHDRAWN]
    with pytest.raises(Refused, match="already_ended"):
        play.say(c.Withdraw, MOTHER)


def test_paper_results_are_delivered_after_the_decision():
    play = Play([Node(carriers=("paper",))])
    play.submit(delivery="post")
    play.claim(0)
    play.grant(0)
    assert play.state.items[0].delivered is False
    play.answer(c.Deliver, 0, how="post", tracking="EX1")
    assert play.state.items[0].delivered is True
    with pytest.raises(Refused, match="already_delivered"):
        play.answer(c.Deliver, 0, how="post")


def test_a_grant_brings_every_result_and_element_that_the_item_declared():
    play = Play([Node(gives=("child.id_number",))])
    play.submit()
    play.claim(0)
    with pytest.raises(Invalid) as caught:
        play.answer(c.Grant, 0, results=(("other@child", "f", "1"),), elements={"child.f0": 1})
    assert {problem.code for problem in caught.value.problems} == {
        "case.result_missing", "case.result_not_declared", "case.element_missing", "case.element_not_declared",
    }  # fmt: skip
    play.grant(0)
    assert play.form.answers["child.id_number"] == ["given", "item:item-0"]
