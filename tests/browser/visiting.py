"""One person at the pages, with or without scripts: walks, fills, sends; looks at every page it comes to."""

import os
import re
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize

from tests.portal_world import QUESTIONS, TYPED, picture

SHOTS = os.environ.get("ONETHING_SHOTS", "")
AXE = Axe()


class Person:
    """Somebody's browser."""

    def __init__(
        self,
        browser: Browser,
        site: str,
        who: str,
        *,
        width: int,
        language: str,
        scripts: bool = True,
        **more: Any,
    ) -> None:
        viewport = ViewportSize(width=width, height=800)
        self.context = browser.new_context(
            viewport=viewport, java_script_enabled=scripts, base_url=site, **more
        )
        self.context.add_cookies([{"name": "language", "value": language, "url": site}])
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(15_000)
        self.scripts = scripts
        self.mark = f"{who}-{width}-{language}"
        self.looked: set[str] = set()
        self.who = who
        self.page.on("response", self._judge)
        self.broken: list[str] = []

    def _judge(self, response: Any) -> None:
        if response.status >= 500:
            self.broken.append(f"{response.status} {response.url}")

    def go(self, address: str) -> None:
        self.page.goto(address)
        self.look()

    def look(self) -> None:
        """Check the page once: nothing broken, nothing that axe finds, no sideways scroll."""
        assert not self.broken
        name = re.sub(r"[0-9a-f-]{36}", "id", self.page.url.split("://", 1)[1].partition("/")[2]) or "home"
        name = re.sub(r"[^\w-]+", "_", name)
        if name in self.looked or not self.scripts:
            return
        self.looked.add(name)
        if SHOTS:
            Path(SHOTS).mkdir(exist_ok=True)
            self.page.screenshot(path=f"{SHOTS}/{self.mark}-{name}.png", full_page=True)
        result = AXE.run(self.page)
        assert not result.response["violations"], (
            name,
            [(v["id"], [n["html"] for n in v["nodes"]][:3]) for v in result.response["violations"]],
        )
        assert self.page.evaluate(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        ), name

    def press(self, selector: str) -> None:
        """Press a button or link and look at what comes."""
        self.page.locator(selector).first.click()
        self.page.wait_for_load_state()
        self.look()

    def send(self) -> None:
        """Press the page's main button."""
        self.press(".actions button:not(.link)")

    def sign_in(self) -> None:
        self.go("/sign-in")
        self.page.check(f"#person-{self.who}")
        self.send()

    def answer_questions(self) -> None:
        self.go("/things/newborn")
        self.press(".actions .button")
        while "/questions/" in self.page.url:
            question = self.page.url.rsplit("/", 1)[1]
            self.page.check(f"#answer-{QUESTIONS[question]}")
            self.send()

    def fill(self) -> None:
        """Fill every box that the page shows."""
        for box in self.page.locator("main [name]").all():
            name, kind = box.get_attribute("name") or "", box.get_attribute("type")
            if name not in TYPED:
                continue
            if kind == "radio":
                if box.get_attribute("value") == TYPED[name]:
                    box.check()
            else:
                box.fill(TYPED[name])

    def bring_papers(self) -> None:
        for box in self.page.locator("input[type=file]").all():
            box.set_input_files({"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": picture()})

    def close(self) -> None:
        assert not self.broken
        self.context.close()
