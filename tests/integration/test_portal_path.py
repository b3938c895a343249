"""The whole path of two parents through the pages, with Django's own client: no script runs here."""

import contextlib
import re
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.portal_world import (
    QUESTIONS,
    TYPED,
    about,
    accept,
    answer_registries,
    ask_correction,
    grant,
    picture,
    publish_all,
    visitor,
    work_once,
)

FATHER_NUMBER = "990101199303080012"


@pytest.fixture(scope="module")
def node(django_ready):
    publish_all()


def sign_in(person):
    client = visitor()
    assert client.post("/sign-in", {"person": person}).status_code == 303
    return client


def begin(client):
    answer_questions(client)
    response = client.post("/things/newborn/start", {"role": "mother"})
    draft = UUID(response["Location"].rsplit("/", 1)[1])
    answer_registries(draft)
    return draft


def answer_questions(client):
    address = "/things/newborn/questions/born_in_region"
    while "/questions/" in address:
        question = address.rsplit("/", 1)[1]
        address = client.post(address, {"answer": QUESTIONS[question]})["Location"]
    return address


def typed_on(page):
    """What somebody would type on a page: every box it shows, by name."""
    names = set(re.findall(r'name="([a-z_]+\.[a-z_]+)"', page))
    return {name: TYPED[name] for name in names if name in TYPED}


def fill(client, draft):
    for part in ("child", "mother", "father", "parents"):
        address = f"/drafts/{draft}/part/{part}"
        page = client.get(address)
        if page.status_code == 404:
            continue
        text = page.content.decode()
        seen = re.findall(r'name="seen" value="(\d+)"', text)[0]
        response = client.post(address, {"seen": seen, **typed_on(text)})
        assert response.status_code == 303, re.findall(
            r'class="error"[^>]*>([^<]+)', response.content.decode()
        )
    page = client.get(f"/drafts/{draft}/documents").content.decode()
    files = {
        name: SimpleUploadedFile("photo.jpg", picture()) for name in re.findall(r'name="(file:[^"]+)"', page)
    }
    assert client.post(f"/drafts/{draft}/documents", files).status_code == 303
    page = client.get(f"/drafts/{draft}/delivery").content.decode()
    response = client.post(f"/drafts/{draft}/delivery", {"way": "post", **typed_on(page)})
    assert response.status_code == 303, response.content.decode()


def submitted(client):
    draft = begin(client)
    fill(client, draft)
    assert client.get(f"/drafts/{draft}/check").status_code == 200
    response = client.post(f"/drafts/{draft}/submit", {"command": str(draft)})
    assert response.status_code == 303, re.findall(r"<li><a[^>]*>([^<]+)", response.content.decode())
    assert response["Location"] == f"/cases/{draft}/receipt"
    return draft


def test_two_parents_get_ten_things_done(node):
    from onething.cases.reading import case_for
    from onething.people.models import Person

    mother, father = sign_in("mother"), sign_in("father")
    case = submitted(mother)
    assert mother.get(f"/cases/{case}/receipt").status_code == 200
    assert "/sign" in father.get("/").content.decode()
    assert father.post(f"/cases/{case}/sign", {}).status_code == 422
    assert father.post(f"/cases/{case}/sign", {"answer": "sign"}).status_code == 303
    work_once(
        case, lambda work: ask_correction(work) if work.plan.item == "birth-certificate" else accept(work)
    )
    page = mother.get(f"/cases/{case}/correct")
    assert "姓名里的字与出生记录不同" in page.content.decode()
    forged = mother.post(f"/cases/{case}/correct", {"child.name": "林小满", "mother.name": "别人"})
    assert forged.status_code == 422
    assert mother.post(f"/cases/{case}/correct", {"child.name": "林小满"}).status_code == 303
    while work_once(case, grant):
        pass
    view = case_for(Person.objects.get(name="林晚晴").actor, case)
    assert view.form.answers["child.name"] == ["林小满", "applicant"]
    page = mother.get(f"/cases/{case}/results").content.decode()
    for address in re.findall(r'href="(/cases/[^"]+/results/[^"]+)"', page):
        with contextlib.closing(mother.get(address)) as paper:
            assert paper.status_code == 200
            assert paper.getvalue() == picture()
        assert sign_in("second_mother").get(address).status_code == 404
    for address in ("", "?record", "/lanes/0", "/who-sees-what", "/receipt"):
        assert mother.get(f"/cases/{case}{address}").status_code == 200


def test_sending_twice_makes_one_case(node):
    from onething.cases.models import Case

    mother = sign_in("mother")
    case = submitted(mother)
    again = mother.post(f"/drafts/{case}/submit", {"command": str(case)})
    assert (again.status_code, again["Location"]) == (303, f"/cases/{case}")
    assert Case.objects.filter(id=case).count() == 1


def test_the_other_parents_register_data_is_not_in_the_page(node):
    mother = sign_in("mother")
    draft = begin(mother)
    for page in ("part/father", "part/mother", "check", "documents", ""):
        text = mother.get(f"/drafts/{draft}/{page}".rstrip("/")).content.decode()
        assert FATHER_NUMBER not in text
        assert FATHER_NUMBER[-4:] not in re.sub(r"[0-9a-f-]{36}|value=\"[^\"]{40,}\"", "", text)
        assert "周明远" not in text


def test_answers_before_sign_in_stay(node):
    client = visitor()
    assert answer_questions(client) == "/things/newborn/start"
    client.post("/sign-in", {"person": "mother", "next": "/things/newborn/start"})
    assert client.get("/things/newborn/start").status_code == 200


def test_not_eligible_says_why_and_what_instead(node):
    client = visitor()
    response = client.post("/things/newborn/questions/born_in_region", {"answer": "no"}, follow=True)
    assert response.redirect_chain[-1][0] == "/things/newborn/not-eligible"
    assert "12345" in response.content.decode()
    assert client.post("/things/newborn/questions/born_in_region", {}).status_code == 422


def test_two_tabs_lose_nothing(node):
    from onething.cases.models import Draft

    mother = sign_in("mother")
    draft = begin(mother)
    address = f"/drafts/{draft}/part/child"
    seen = Draft.objects.get(id=draft).version
    mother.post(address, {"seen": seen, "child.name": "林一"})
    other = mother.post(
        address, {"seen": seen, "child.name": "林二", "child.insurance_community": "示例社区"}
    )
    text = other.content.decode()
    assert other.status_code == 409
    assert all(words in text for words in ("林一", "林二", "示例社区"))
    mother.post(address, {"seen": seen + 1, "child.name": "林二", "child.insurance_community": "示例社区"})
    assert Draft.objects.get(id=draft).answers["child.name"][0] == "林二"


def test_what_cannot_be_read_is_kept_as_typed(node):
    mother = sign_in("mother")
    draft = begin(mother)
    address = f"/drafts/{draft}/part/child"
    response = mother.post(address, {"child.name": "林1", "then": f"/drafts/{draft}"})
    assert (response.status_code, response["Location"]) == (303, f"/drafts/{draft}")
    assert "林1" in mother.get(address).content.decode()
    assert mother.post(address, {"child.name": "林1"}).status_code == 422


def test_a_wrong_file_is_refused_with_its_reason(node):
    mother = sign_in("mother")
    draft = begin(mother)
    wrong = {"file:certificate-notice@child": SimpleUploadedFile("photo.jpg", b"no picture at all")}
    assert mother.post(f"/drafts/{draft}/documents", wrong).status_code == 422


def test_a_lapsed_signature_can_be_asked_again(node):
    from onething.base.actor import SYSTEM
    from onething.cases.clock import now
    from onething.cases.core.commands import Tick
    from onething.cases.door import handle
    from onething.cases.ids import new_id

    mother = sign_in("mother")
    case = submitted(mother)
    handle([Tick(id=new_id(), case=case, at=now() + 3 * 86_400_000, actor=SYSTEM, channel="timer")])
    assert mother.get(f"/cases/{case}/renew").status_code == 200
    assert mother.post(f"/cases/{case}/renew").status_code == 303
    assert mother.get(f"/cases/{case}/withdraw").status_code == 200
    assert mother.post(f"/cases/{case}/withdraw").status_code == 303
    assert "撤回" in mother.get(f"/cases/{case}").content.decode()


def test_declining_sends_nothing(node):
    mother, father = sign_in("mother"), sign_in("father")
    case = submitted(mother)
    assert father.post(f"/cases/{case}/sign", {"answer": "decline"}).status_code == 303
    assert work_once(case, grant) == 0
    assert mother.get(f"/cases/{case}").status_code == 200


def test_a_contested_number_of_the_other_parent_is_asked_but_not_shown(node):
    from onething.cases.core.commands import AskCorrection

    mother, father = sign_in("mother"), sign_in("father")
    case = submitted(mother)
    father.post(f"/cases/{case}/sign", {"answer": "sign"})

    def contest(work):
        if work.plan.item != "birth-certificate":
            return accept(work)
        return AskCorrection(**about(work), contested=("father.id_number",), reason="号码与登记不同")

    work_once(case, contest)
    page = mother.get(f"/cases/{case}/correct").content.decode()
    assert 'name="father.id_number"' in page
    assert FATHER_NUMBER not in page
