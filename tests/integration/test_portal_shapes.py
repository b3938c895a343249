"""Shapes that newborn does not have, on the pages: how many, several, seasons, queries, renewals, the thing that helps."""

import re
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from onething.base.workdays import DAY_MS, as_datetime
from tests.portal_world import picture, publish_all, visitor
from tests.unit.composing import REGION, catalog, document, element, item, thing, words

ROLES = {
    "owner": {"kind": "person", "name": words("业主")},
    "vehicles": {"kind": "object", "name": words("车辆"), "most": 9},
    "delivery": {"kind": "object", "name": words("领取")},
}


@pytest.fixture(scope="module")
def node(django_ready):
    publish_all()


def published(id: str, entries: list[Any], items: list[Any], **more: Any) -> str:
    """Publish a made-up thing for the site's region; gives the address of its guide."""
    from onething.cases.clock import now
    from onething.plans.compose import compose
    from onething.plans.store import publish

    made = thing(entries, **{"id": id, "roles": ROLES, "applicant": ["owner"], **more})
    elements = (
        element("heavy", "yes_no"),
        element("name", "name"),
        element("phone", "phone"),
        element("id_number", "id_number"),
    )
    papers = [document("registration", "upload"), document("certificate", "produced", carrier="electronic")]
    publish(compose(catalog(made, items, elements, papers), id, REGION), now())
    return f"/things/{id}"


def question(id: str, answer: str, *values: str, **more: Any) -> dict[str, Any]:
    options = [{"value": value, "name": words(value)} for value in values]
    return {"id": id, "ask": words(id), "answer": answer, "options": options, **more}


LICENCE = item("licence", ["owner.name"])
CERTIFICATE = item(
    "certificate", ["vehicles.plate"], ["registration@vehicles"], makes=["certificate@vehicles"]
)


def signed_in() -> Any:
    client = visitor()
    client.post("/sign-in", {"person": "mother"})
    return client


def begin(client: Any, guide: str) -> str:
    response = client.post(f"{guide}/start", {"role": "owner"})
    assert response.status_code == 303, response.content.decode()
    return response["Location"]


def text_of(client: Any, address: str) -> str:
    return client.get(address).content.decode()


def test_how_many_makes_a_section_of_the_form_for_each(node):
    guide = published(
        "fleet",
        ["licence", {"item": "certificate", "each": "vehicles"}],
        [LICENCE, CERTIFICATE],
        questions=[{**question("how_many", "count"), "counts": "vehicles"}],
    )
    client = signed_in()
    for wrong in ("0", "10", "two", ""):
        assert client.post(f"{guide}/questions/how_many", {"answer": wrong}).status_code == 422
    assert client.post(f"{guide}/questions/how_many", {"answer": "2"}).status_code == 303
    draft = begin(client, guide)
    page = text_of(client, draft)
    assert [f"车辆{place}" in page for place in (1, 2, 3)] == [True, True, False]
    for place in (1, 2):
        part = f"{draft}/part/vehicles-{place}"
        assert f'name="vehicles-{place}.plate"' in text_of(client, part)
        assert client.post(part, {f"vehicles-{place}.plate": f"渝A{place}"}).status_code == 303
    assert client.get(f"{draft}/part/vehicles-3").status_code == 404
    assert text_of(client, f"{draft}/documents").count('type="file"') == 2
    assert "渝A2" in text_of(client, f"{draft}/check")


def test_everybody_of_a_list_signs_and_none_of_them_begins(node):
    from onething.cases.models import Case

    guide = published(
        "household",
        ["licence", {"item": "consent", "each": "others"}],
        [LICENCE, item("consent", ["others.name", "others.id_number"])],
        roles={
            "owner": {"kind": "person", "name": words("业主")},
            "others": {"kind": "person", "name": words("家人"), "most": 3, "least": 0},
        },
        applicant=["owner", "others"],
        signs=[{"who": "other_applicants", "within": "3 calendar days", "when": "answers.how_many > 0"}],
        questions=[{**question("how_many", "count"), "counts": "others"}],
    )
    client = signed_in()
    assert client.post(f"{guide}/questions/how_many", {"answer": "2"}).status_code == 303
    assert 'name="role" value="owner"' in text_of(client, f"{guide}/start")
    assert 'value="others"' not in text_of(client, f"{guide}/start")
    draft = begin(client, guide)
    numbers = {"father": "990101199303080012", "other": "990101198809230036"}
    for place, number in enumerate(numbers.values(), 1):
        typed = {f"others-{place}.name": "家人", f"others-{place}.id_number": number}
        assert client.post(f"{draft}/part/others-{place}", typed).status_code == 303
    client.post(f"{draft}/delivery", {"way": "electronic"})
    assert "家人2" in text_of(client, f"{draft}/check")
    assert client.post(f"{draft}/submit", {}).status_code == 303
    case = draft.rsplit("/", 1)[1]
    assert "家人2" in text_of(client, f"/cases/{case}")
    for who in numbers:
        assert Case.objects.get(id=case).status == "signing"
        signer = visitor()
        signer.post("/sign-in", {"person": who})
        assert "家人" in text_of(signer, f"/cases/{case}/sign")
        assert signer.post(f"/cases/{case}/sign", {"answer": "sign"}).status_code == 303
    assert Case.objects.get(id=case).status == "in_progress"


def test_several_options_or_none_can_be_chosen(node):
    checks = item(
        "look",
        ["owner.name"],
        mode="check",
        types=[{"id": "tax", "name": words("tax")}, {"id": "court", "name": words("court")}],
    )
    guide = published(
        "several",
        ["licence", {"item": "look", "by": "answers.fields"}],
        [LICENCE, checks],
        questions=[question("fields", "many", "tax", "court")],
    )
    client = signed_in()
    assert client.post(f"{guide}/questions/fields", {"answer": ["tax", "court"]}).status_code == 303
    page = text_of(client, f"{guide}/questions/fields")
    assert len(re.findall(r'type="checkbox"[^>]*checked', page)) == 2
    assert "look（court）" in text_of(client, f"{guide}/start")
    assert client.post(f"{guide}/questions/fields", {}).status_code == 303
    assert "look" not in text_of(client, f"{guide}/start")


def test_out_of_season_nothing_can_be_begun_and_the_page_says_when(node):
    from onething.cases.clock import now

    later = f"{as_datetime(now() + 30 * DAY_MS):%m-%d}"
    guide = published("seasonal", ["licence"], [LICENCE], seasons=[{"opens": later, "closes": later}])
    client = signed_in()
    for address in (guide, f"{guide}/start"):
        assert "现在还不能申请" in text_of(client, address)
    assert client.post(f"{guide}/start", {"role": "owner"}).status_code == 200
    assert client.get("/cases").content.decode().count("seasonal") == 0


def test_a_query_is_shown_and_makes_no_case(node):
    from onething.cases.models import Case

    guide = published("query", ["records"], [item("records", ["owner.name"], mode="query")])
    client = signed_in()
    draft = begin(client, guide)
    page = text_of(client, f"{draft}/check")
    assert "这是查询" in page
    assert "/submit" not in page
    assert client.post(f"{draft}/submit", {}).status_code == 303
    assert not Case.objects.filter(id=UUID(draft.rsplit("/", 1)[1])).exists()


def test_a_renewal_begins_with_what_was_filled_in_last_time(node):
    from onething.cases.core.commands import Grant
    from tests.portal_world import about, work_once

    report = item("report", ["owner.turnover"])
    guide = published("yearly", ["report"], [report], renews="yearly")
    client = signed_in()
    draft = begin(client, guide)
    assert client.post(f"{draft}/part/owner", {"owner.turnover": "12"}).status_code == 303
    client.post(f"{draft}/delivery", {"way": "electronic"})
    assert client.post(f"{draft}/submit", {}).status_code == 303
    assert work_once(UUID(draft.rsplit("/", 1)[1]), lambda work: Grant(**about(work))) == 1
    again = begin(client, guide)
    assert 'value="12"' in text_of(client, f"{again}/part/owner")
    other = visitor()
    other.post("/sign-in", {"person": "father"})
    fresh = begin(other, guide)
    assert 'value="12"' not in text_of(other, f"{fresh}/part/owner")


def test_who_cannot_go_this_way_is_led_to_the_thing_that_helps(node):
    rule = {
        "id": "clean",
        "rule": "answers.clean",
        "otherwise": words("有记录"),
        "remedy": words("先修复"),
        "thing": "newborn",
    }
    guide = published(
        "report", ["licence"], [LICENCE], questions=[question("clean", "yes_no")], eligible=[rule]
    )
    client = visitor()
    assert client.post(f"{guide}/questions/clean", {"answer": "no"})["Location"] == f"{guide}/not-eligible"
    assert 'href="/things/newborn"' in text_of(client, f"{guide}/not-eligible")


def test_what_was_refused_is_done_again_alone_with_everything_filled_in(node):
    from onething.cases.core.commands import Deny, Grant
    from onething.cases.models import Case
    from tests.portal_world import about, work_once

    food = item("food", ["owner.premises"], documents=["registration@owner"])
    fire = item("fire", ["owner.premises"], documents=["registration@owner"])
    guide = published("restaurant-here", ["food", "fire"], [food, fire])
    client = signed_in()
    draft = begin(client, guide)
    client.post(f"{draft}/part/owner", {"owner.premises": "示例路1号"})
    client.post(f"{draft}/documents", {"file:registration@owner": SimpleUploadedFile("a.jpg", picture())})
    client.post(f"{draft}/delivery", {"way": "electronic"})
    case = UUID(draft.rsplit("/", 1)[1])
    assert client.post(f"/cases/{case}/again").status_code == 404
    assert client.post(f"{draft}/submit", {}).status_code == 303
    work_once(
        case,
        lambda work: (
            Deny(**about(work), rule="r", reason="w", remedy="m")
            if work.plan.item == "fire"
            else Grant(**about(work))
        ),
    )
    assert "只重办没有通过的" in text_of(client, f"/cases/{case}")
    stranger = visitor()
    stranger.post("/sign-in", {"person": "father"})
    assert stranger.post(f"/cases/{case}/again").status_code == 404
    again = client.post(f"/cases/{case}/again")["Location"]
    client.post(f"{again}/delivery", {"way": "electronic"})
    assert client.post(f"{again}/submit", {}).status_code == 303, "nothing has to be typed or handed in again"
    second = UUID(again.rsplit("/", 1)[1])
    assert work_once(second, lambda work: Grant(**about(work))) == 1
    assert Case.objects.get(id=second).status == "done"
    assert Case.objects.get(id=case).status == "partly_done"


def test_a_repeated_item_has_a_lane_for_each_and_is_waited_for_under_one_name(node):
    closing = item("closing", ["owner.name"], ["certificate@vehicles"])
    guide = published(
        "many-vehicles",
        [{"item": "certificate", "each": "vehicles"}, "closing"],
        [item("certificate", ["owner.name"], makes=["certificate@vehicles"]), closing],
        questions=[{**question("how_many", "count"), "counts": "vehicles"}],
    )
    client = signed_in()
    client.post(f"{guide}/questions/how_many", {"answer": "5"})
    assert "certificate（5 项）" in text_of(client, f"{guide}/start")
    draft = begin(client, guide)
    client.post(f"{draft}/delivery", {"way": "electronic"})
    assert client.post(f"{draft}/submit", {}).status_code == 303
    page = text_of(client, f"/cases/{draft.rsplit('/', 1)[1]}")
    assert [f"certificate（车辆{place}）</a>" in page for place in (1, 5)] == [True, True]
    assert "certificate办好后开始" in page


def test_whoever_is_the_representative_does_not_type_themselves_in(node):
    told = {"has_licence": "yes", "is_small": "yes", "is_public_place": "no", "has_sign": "no"}
    facts = []
    for answer in ("yes", "no"):
        client = signed_in()
        for name, value in {**told, "is_representative": answer}.items():
            client.post(f"/things/restaurant/questions/{name}", {"answer": value})
        draft = client.post("/things/restaurant/start", {"role": "agent"})["Location"]
        facts.append('name="representative.name"' in text_of(client, f"{draft}/part/representative"))
    assert facts == [False, True]


def test_many_options_are_chosen_with_one_button(node):
    client = signed_in()
    address = "/things/listing-check/questions/fields_of_law"
    for name, value in {"registered_here": "yes", "report_use": "listing", "records": "none"}.items():
        client.post(f"/things/listing-check/questions/{name}", {"answer": value})
    assert 'name="all"' in text_of(client, address)
    page = client.post(address, {"all": ""}).content.decode()
    assert len(re.findall(r'type="checkbox"[^>]*checked', page)) == page.count('type="checkbox"') > 40


def test_a_guide_names_an_item_of_many_kinds_and_departments_once(node):
    guide = text_of(visitor(), "/things/listing-check")
    assert guide.count("企业无违法违规信息核查") == 1
    assert text_of(visitor(), "/things/company-change").count("变更登记") == 1
