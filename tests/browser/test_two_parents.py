"""Two parents, the whole path: search, questions, form, papers, sending, signing, correcting, results."""

from uuid import UUID

import pytest

from tests.browser.visiting import Person
from tests.portal_world import accept, answer_registries, ask_correction, grant, work_once

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("width", "language", "scripts"),
    [(375, "zh", True), (1280, "zh", True), (375, "en", True), (1280, "en", True), (375, "zh", False)],
)
def test_the_whole_path(chromium, site, apart, width, language, scripts):
    mother = Person(chromium, site, "mother", width=width, language=language, scripts=scripts)
    father = Person(chromium, site, "father", width=width, language=language, scripts=scripts)
    mother.go("/?q=shanghukou")
    assert "/things/newborn" in mother.page.content()
    case = fill_in(mother, apart)
    mother.go(f"/drafts/{case}/who-sees-what")
    mother.go(f"/drafts/{case}/check")
    mother.send()
    assert mother.page.url.endswith("/receipt")
    mother.go(f"/cases/{case}")
    father.sign_in()
    father.go("/")
    father.press(".notice.needs a")
    father.page.check("#sign")
    father.send()
    apart(work_once, case, correcting)
    mother.go("/cases")
    mother.go(f"/cases/{case}")
    mother.press(".notice.needs .button")
    mother.page.fill("#child-name", "林小满")
    mother.send()
    mother.go(f"/cases/{case}?record")
    while apart(work_once, case, grant):
        pass
    for address in ("", "/lanes/0", "/who-sees-what", "/receipt", "/results"):
        mother.go(f"/cases/{case}{address}")
    if scripts:
        with mother.page.expect_download() as download:
            mother.page.locator(".rows .button").first.click()
        assert download.value.failure() is None
    father.go(f"/cases/{case}")
    father.go(f"/cases/{UUID(int=7)}")
    assert father.page.locator("h1").count() == 1
    mother.close()
    father.close()


def fill_in(mother, apart):
    mother.sign_in()
    mother.answer_questions()
    mother.page.check("#role-mother")
    mother.send()
    case = UUID(mother.page.url.rsplit("/", 1)[1])
    mother.go(f"/drafts/{case}/documents")
    apart(answer_registries, case)
    parts = mother.page.request.get(f"/drafts/{case}").text()
    for part in ("child", "mother", "father", "parents"):
        if f"/part/{part}" in parts:
            mother.go(f"/drafts/{case}/part/{part}")
            mother.fill()
            mother.send()
    mother.go(f"/drafts/{case}/documents")
    mother.bring_papers()
    mother.send()
    mother.go(f"/drafts/{case}/delivery")
    mother.page.check("#way-post")
    mother.fill()
    mother.send()
    return case


def correcting(work):
    return ask_correction(work) if work.plan.item == "birth-certificate" else accept(work)
