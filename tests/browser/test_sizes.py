"""Every size of text, on the smallest phone, in the dark: nothing is cut, everything can be read."""

import pytest

from tests.browser.visiting import Person

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("size", "scheme"), [("standard", "dark"), ("large", "light"), ("extra", "dark")])
def test_the_smallest_phone(chromium, site, size, scheme):
    person = Person(chromium, site, "second_mother", width=320, language="zh", color_scheme=scheme)
    person.context.add_cookies([{"name": "size", "value": size, "url": site}])
    person.mark = f"{size}-{scheme}"
    person.go("/?q=没有的事")
    person.sign_in()
    person.answer_questions()
    person.page.check("#role-mother")
    person.send()
    draft = person.page.url
    for part in ("/part/child", "/documents", "/delivery", "/check"):
        person.go(draft + part)
    person.go(f"{draft}/part/child")
    person.send()
    assert person.page.locator("#errors").is_visible()
    assert person.page.evaluate("document.activeElement.id") == "errors"
    person.close()


def test_the_keyboard_reaches_the_search_and_shows_where_it_is(chromium, site):
    person = Person(chromium, site, "mother", width=1280, language="zh")
    person.go("/")
    person.page.keyboard.press("Tab")
    assert person.page.evaluate("document.activeElement.className") == "skip"
    outline = person.page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert outline == "3px"
    person.close()
