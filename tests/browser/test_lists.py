"""Stages, lists and search, on a phone and a desk, in both languages, also without scripts."""

import pytest

from tests.browser.visiting import Person

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("width", "language", "scripts"),
    [(375, "zh", True), (1280, "zh", True), (375, "en", True), (1280, "en", True), (375, "zh", False)],
)
def test_from_the_first_page_to_a_thing(chromium, site, width, language, scripts):
    person = Person(chromium, site, "lists", width=width, language=language, scripts=scripts)
    person.go("/")
    person.press('a[href="/stages/birth"]')
    person.press('a[href="/things/newborn"]')
    person.go("/stages/death")
    person.press('a[href="/things/after-death"]')
    person.press('a[href^="/lists#"]')
    assert person.page.url.endswith("/lists#list-2025-1")
    person.go("/")
    person.page.fill("#q", "tuixiu")
    person.press('form[role="search"] button')
    person.press('.things a[href="/things/retirement"]')
    person.go("/?q=捡到一个钱包")
    person.close()


@pytest.mark.parametrize(("size", "scheme"), [("large", "dark"), ("extra", "light")])
def test_on_the_smallest_phone(chromium, site, size, scheme):
    person = Person(chromium, site, "lists", width=320, language="zh", color_scheme=scheme)
    person.context.add_cookies([{"name": "size", "value": size, "url": site}])
    person.mark = f"lists-{size}-{scheme}"
    for address in ("/", "/lists", "/stages/birth", "/things/after-death"):
        person.go(address)
    person.close()
