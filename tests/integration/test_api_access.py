"""Nobody reads or answers what is not theirs, and cannot even tell that it exists."""

from uuid import uuid4

import pytest

from tests.integration.api_stage import SLOT, Api, Stage, said

pytestmark = pytest.mark.usefixtures("django_ready")
STRANGERS = ("another department", "another region", "nobody", "expired", "made up")


@pytest.fixture
def stage():
    return Stage()


def stranger(stage: Stage, who: str) -> Api:
    match who:
        case "another department":
            return stage.api(stage.health)
        case "another region":
            return stage.api(region="110000")
        case "expired":
            return stage.api(days=-1)
        case "made up":
            return Api("ot_madeup")
        case _:
            return Api()


@pytest.mark.parametrize("who", STRANGERS)
def test_a_stranger_gets_the_same_answer_for_what_exists_and_what_does_not(stage, who):
    stage.send()
    (work,) = stage.api().claim()
    api = stranger(stage, who)
    nowhere = {**work, "case": str(uuid4())}
    theirs = api.post("/answers", {"answers": [said(work, "accepted")]})
    none = api.post("/answers", {"answers": [said(nowhere, "accepted")]})
    assert theirs[0] == none[0]
    if theirs[0] == 200:
        assert theirs[1]["results"][0]["error"] == none[1]["results"][0]["error"]
        assert theirs[1]["results"][0]["error"]["code"] == "not_found"
    else:
        assert (theirs[0], theirs[1]) == (401, none[1])


@pytest.mark.parametrize("who", STRANGERS)
def test_a_stranger_reads_no_paper(stage, who):
    stage.send()
    police = stage.api()
    (work,) = police.claim()
    href = work["documents"][0]["href"]
    assert police.read(href)[0] == 200
    api = stranger(stage, who)
    theirs = api.read(href)
    assert theirs[0] in (401, 404)
    assert theirs == api.read(href.replace(work["case"], str(uuid4())))


@pytest.mark.parametrize("who", ["another department", "another region"])
def test_a_stranger_lists_and_claims_nothing(stage, who):
    stage.send()
    api = stranger(stage, who)
    assert api.claim() == []
    (work,) = stage.api().claim()
    assert work["documents"][0]["key"] == SLOT
    assert api.get("/work", state="received")[1]["work"] == []
    assert api.get("/work", state="received", after=f"{work['case']}:-1")[1]["work"] == []


def test_an_item_not_yet_sent_does_not_exist_for_its_department(stage):
    case = stage.send()
    waiting = {"case": str(case), "item": 1, "lease": str(uuid4())}
    (one,) = stage.api(stage.health).answer(said(waiting, "accepted"))
    assert one["error"]["code"] == "not_found"


def test_unclaimed_work_shows_no_paper(stage):
    case = stage.send()
    href = f"/api/v1/cases/{case}/items/0/papers/{stage.card.digest}"
    assert stage.api().read(href)[0] == 404
    stage.api().claim()
    assert stage.api().read(href)[0] == 200
    assert stage.api().read(href.replace(stage.card.digest, "../secret"))[0] == 404


def test_every_address_but_the_description_asks_for_a_token():
    described = Api().get("/openapi.json")[1]["paths"]
    for path, methods in described.items():
        concrete = path.removeprefix("/api/v1").format(case=uuid4(), item=0, digest="0" * 64)
        for method in methods:
            status, body = getattr(Api(), method)(concrete, **({"body": {}} if method == "post" else {}))
            assert (status, body["error"]["code"]) == (401, "api.no_token"), path


def test_a_method_that_is_not_there_is_refused():
    assert Api().client.delete("/api/v1/claims").status_code == 405
