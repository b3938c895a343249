"""The department contract: claim, answer, papers; every request answered with sense."""

from typing import Any
from unittest.mock import ANY
from uuid import uuid4

import pytest
from django.db import OperationalError

from onething.channels.api import answering
from tests.integration.api_stage import PRODUCED, SLOT, Api, Stage, pdf, said

pytestmark = pytest.mark.usefixtures("django_ready")


@pytest.fixture
def stage():
    return Stage()


def granted(api: Api, work: dict[str, Any], text: str = "result", **facts):
    status, paper = api.bring(pdf(text))
    assert status == 200
    results = [{"key": one["key"], "digest": paper["digest"], "number": "1"} for one in work["results"]]
    elements = dict.fromkeys(work["gives"], "990")
    return said(work, "granted", results=results, elements=elements, **facts)


def test_the_contract_is_open_to_read():
    status, body = Api().get("/openapi.json")
    assert status == 200
    assert {"/api/v1/claims", "/api/v1/answers", "/api/v1/work", "/api/v1/papers"} <= body["paths"].keys()
    kinds = body["components"]["schemas"]["AnswersIn"]["properties"]["answers"]["items"]["oneOf"]
    assert len(kinds) == 7


def test_a_case_goes_through_two_departments(stage):
    case = stage.send()
    police, health = stage.api(), stage.api(stage.health)
    assert health.claim() == []
    (work,) = police.claim()
    assert (work["case"], work["fields"], work["gives"]) == (
        str(case),
        {"child.f0": "zero"},
        ["child.number"],
    )
    assert [(one["key"], one["type"], one["role"]) for one in work["documents"]] == [
        (SLOT, "id-card", "mother")
    ]
    assert police.answer(said(work, "accepted"), granted(police, work))[1]["status"] == "taken"
    (work,) = health.claim()
    assert work["fields"] == {"child.f1": "one"}
    assert [one["key"] for one in work["documents"]] == [PRODUCED]
    assert health.read(work["documents"][0]["href"]) == (200, pdf("result"))
    assert health.answer(granted(health, work))[0]["status"] == "taken"


def test_a_batch_with_bad_answers_takes_the_good_ones(stage):
    for _ in range(2):
        stage.send()
    police = stage.api()
    first, second = police.claim()
    bad_shape = {**said(first, "accepted"), "surprise": 1}
    results = police.answer(
        bad_shape,
        said(first, "accepted"),
        said(second, "delivered", how="post"),
        {"kind": "what"},
        "no object",
        said(second, "accepted"),
    )
    assert [one["status"] for one in results] == [
        "refused",
        "taken",
        "refused",
        "refused",
        "refused",
        "taken",
    ]
    codes = [(one["error"] or {}).get("code") for one in results]
    assert codes == [
        "api.unknown_field",
        None,
        "case.wrong_state",
        "api.unknown_kind",
        "api.wrong_value",
        None,
    ]
    assert (results[0]["error"]["field"], results[0]["id"]) == ("surprise", bad_shape["id"])
    assert all(one["error"]["message"] and one["error"]["remedy"] for one in results if one["error"])


def test_an_answer_said_again_takes_effect_once(stage):
    stage.send()
    police = stage.api()
    (work,) = police.claim()
    answer = said(work, "accepted")
    assert [one["status"] for one in police.answer(answer, answer)] == ["taken", "repeated"]
    assert police.answer(answer)[0]["status"] == "repeated"
    assert police.answer({**answer, "id": str(uuid4())})[0]["error"]["code"] == "case.wrong_state"


def test_a_claim_asked_again_gives_the_same_and_what_left_is_left_out(stage):
    stage.send()
    police = stage.api()
    body = {"id": str(uuid4()), "lease_seconds": 60}
    first = police.post("/claims", body)[1]
    assert police.post("/claims", body)[1]["work"] == first["work"]
    police.answer(said(first["work"][0], "accepted"))
    assert police.post("/claims", body)[1]["work"] == []
    stage.send()
    other = stage.api(region="110000")
    assert other.post("/claims", body) == (200, {**first, "work": [], "until": ANY, "at": ANY})


def test_work_in_hand_is_listed_page_by_page(stage):
    cases = sorted(str(stage.send()) for _ in range(3))
    police = stage.api()
    police.answer(*(said(work, "accepted") for work in police.claim()))
    seen, after = [], ""
    while True:
        status, page = police.get("/work", state="accepted", limit=2, after=after)
        assert status == 200
        seen += [work["case"] for work in page["work"]]
        after = page["next"]
        if not after:
            break
    assert seen == cases
    assert police.get("/work", state="accepted", after="nonsense")[1]["error"]["field"] == "after"
    assert police.get("/work", state="waiting")[0] == 422


def test_only_papers_brought_by_the_department_are_results(stage):
    stage.send()
    police = stage.api()
    (work,) = police.claim()
    foreign = {"key": work["results"][0]["key"], "digest": stage.card.digest, "number": ""}
    answer = said(work, "granted", results=[foreign], elements={"child.number": "1"})
    refused = police.answer(answer)[0]
    assert refused["error"]["code"] == "api.paper_unknown"
    missing = police.answer(said(work, "granted"))[0]
    assert {one["code"] for one in missing["errors"]} == {"case.result_missing", "case.element_missing"}


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"", 422, "papers.empty"),
        (b"MZ executable", 415, "papers.wrong_type"),
        (b"%PDF-1.7 and nothing", 422, "papers.broken"),
        (b"%PDF-" + b"0" * (10 * 1024 * 1024), 413, "papers.too_large"),
    ],
)
def test_a_bad_paper_is_refused_by_name(stage, content, status, code):
    assert_error(stage.api().bring(content), status, code)


@pytest.mark.parametrize(
    ("body", "status", "code", "field"),
    [
        (b"{", 400, "api.not_json", ""),
        (b"[" * 100_000, 400, "api.not_json", ""),
        (b"\xff", 400, "api.not_json", ""),
        ([], 422, "api.wrong_value", ""),
        ({}, 422, "api.missing", "answers"),
        ({"answers": []}, 422, "api.wrong_value", "answers"),
        ({"answers": [{}] * 201}, 422, "api.too_many", "answers"),
        ({"answers": [{}], "more": 1}, 422, "api.unknown_field", "more"),
        ({"answers": "x" * 13_000_000}, 413, "api.body_too_large", ""),
    ],
)
def test_a_bad_body_is_answered_with_code_and_field(stage, body, status, code, field):
    assert assert_error(stage.api().post("/answers", body), status, code)["field"] == field


def test_bad_claims_are_named(stage):
    police = stage.api()
    assert_error(police.post("/claims", {"id": str(uuid4()), "limit": 201}), 422, "api.wrong_value")
    assert_error(police.post("/claims", {"id": str(uuid4()), "limit": "5"}), 422, "api.wrong_value")
    assert_error(police.post("/claims", {"id": "x"}), 422, "api.wrong_value")


def test_spoiled_values_never_break_it(stage):
    stage.send()
    police = stage.api()
    (work,) = police.claim()
    values: list[Any] = ["\ud800", "a\x00b", 1e400, [], {}, 10**30, "x" * 5000]
    for value in values:
        one = police.answer(said(work, "granted", elements={"child.number": value}))[0]
        assert one["error"]["code"].startswith("api."), value
        assert one["error"]["field"] == "elements.child.number", value


def test_a_claim_id_of_another_department_is_refused(stage):
    stage.send()
    body = {"id": str(uuid4())}
    assert stage.api().post("/claims", body)[0] == 200
    other = Stage()
    other.send()
    assert_error(other.api().post("/claims", body), 409, "api.claim_id_used")
    assert len(other.api().claim()) == 1


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [(OperationalError("secret"), 503, "api.away"), (RuntimeError("secret"), 500, "api.broken")],
)
def test_what_breaks_inside_is_said_without_its_inside(stage, monkeypatch, error, status, code):
    def broken(_commands):
        raise error

    stage.send()
    police = stage.api()
    (work,) = police.claim()
    monkeypatch.setattr(answering, "handle", broken)
    answer = police.post("/answers", {"answers": [said(work, "accepted")]})
    assert "secret" not in str(assert_error(answer, status, code))


def test_an_address_that_is_not_there_is_said_in_json():
    assert_error(Api().get("/nothing/here"), 404, "api.no_address")
    assert_error(Api().post("/claims/", {}), 404, "api.no_address")


def test_errors_speak_the_language_asked_for(stage):
    plain = Api(language="zh-CN,en;q=0.5").get("/work", state="accepted")[1]["error"]
    english = Api(language="en").get("/work", state="accepted")[1]["error"]
    assert plain["code"] == english["code"] == "api.no_token"
    assert "令牌" in plain["message"]
    assert "token" in english["message"]


def assert_error(answer, status, code):
    assert answer[0] == status, answer
    assert answer[1]["error"]["code"] == code
    assert answer[1]["error"]["message"] != code
    assert answer[1]["error"]["remedy"]
    return answer[1]["error"]
