"""One case, done on the real pages by two parents who never leave home."""

import json
import time
from pathlib import Path
from typing import Any
from uuid import UUID

from onething.base.actor import Actor
from onething.base.errors import OneThingError, Problem
from onething.cases.core import state as s
from onething.cases.reading import CaseView
from onething.exchange.lookups import lookups_of
from onething.people.demo import DemoPerson, demo_people
from onething.people.keys import person_key
from onething.plans.routing import APPLICANT, find_route
from onething.run.demo.figures import figures
from onething.run.demo.following import follow
from onething.run.demo.papers import made_up_paper
from onething.run.demo.stage import Stage
from onething.run.demo.telling import Teller
from onething.run.demo.visitor import PageForm, Visitor

FETCH_SECONDS = 20
PARTS = ("/part/", "/documents", "/delivery")


class Parents:
    """The two parents, each with a browser of their own, and what they would type."""

    def __init__(self, stage: Stage, thing: str) -> None:
        self.stage = stage
        self.thing = thing
        self.typed: dict[str, Any] = json.loads(
            (Path(__file__).parent / "typed.json").read_text(encoding="utf-8")
        )
        self.applicant = self._person(self.typed["applicant"])
        self.signer = self._person(self.typed["signer"])
        self.browser = self._signed_in(self.applicant)
        self.draft = ""

    def _person(self, id: str) -> DemoPerson:
        return next(person for person in demo_people() if person.id == id)

    def _signed_in(self, person: DemoPerson) -> Visitor:
        browser = Visitor(self.stage.url)
        browser.go("/sign-in")
        browser.send(browser.form("sign-in"), person=person.id)
        return browser

    def apply(self) -> UUID:
        """Answer the questions, fill the one form, hand in the documents, send; gives the case."""
        browser = self.browser
        browser.go(f"/things/{self.thing}/questions/{self.stage.release.questions[0].id}")
        while "/questions/" in browser.path:
            question = browser.path.rsplit("/", 1)[1]
            browser.send(browser.form("/questions/"), answer=self.typed["questions"][question])
        browser.send(browser.form("/start"), role=self.typed["role"])
        self.draft = browser.path.rstrip("/")
        self._wait_for_registries()
        browser.go(self.draft)
        for page in dict.fromkeys(link for link in browser.links if any(part in link for part in PARTS)):
            self._fill(page)
        browser.go(f"{self.draft}/check")
        browser.send(browser.form("/submit"))
        return UUID(self.draft.rsplit("/", 1)[1])

    def _wait_for_registries(self) -> None:
        """Wait while registries answer; people need not, but the demo counts what is left to type."""
        draft = UUID(self.draft.rsplit("/", 1)[1])
        end = time.monotonic() + FETCH_SECONDS
        while any(lookup.state == "pending" for lookup in lookups_of(draft)):
            if time.monotonic() > end:
                raise OneThingError(Problem("run.not_started", values={"address": "registry"}))
            time.sleep(0.1)

    def _fill(self, page: str) -> None:
        browser = self.browser
        browser.go(page)
        path = browser.path
        form = browser.form(path)
        files = {name: ("paper.jpg", made_up_paper(), "image/jpeg") for name in form.files}
        browser.send(form, files=files or None, **self._values(form))

    def _values(self, form: PageForm) -> dict[str, str]:
        """Give what she types: only into boxes that are empty."""
        values: dict[str, str] = {}
        kinds = {field.key: field.type for field in self.stage.release.fields}
        for name in {*form.values, *form.offers}:
            key, _, box = name.partition(".year")
            known = kinds.get(name) or kinds.get(key) if box == "" else None
            if name == "way":
                values[name] = self.typed["delivery"]
            elif known and not form.values.get(name):
                values |= self._value(name, key, known, form)
        return values

    def _value(self, name: str, key: str, kind: str, form: PageForm) -> dict[str, str]:
        given = self.typed["fields"].get(key)
        if name in form.offers and kind not in ("date", "datetime"):
            offered = [value for value in form.offers[name] if value]
            return {name: given if given in offered else offered[0]}
        value = str(given or self.typed["types"][kind])
        if name.endswith(".year"):
            day, _, clock = value.partition(" ")
            year, month, date = day.split("-")
            return {f"{key}.year": year, f"{key}.month": month, f"{key}.day": date, f"{key}.time": clock}
        return {name: value}

    def sign(self, case: UUID) -> None:
        """The other parent signs, from another city."""
        browser = self._signed_in(self.signer)
        browser.go(f"/cases/{case}/sign")
        browser.send(browser.form(f"/cases/{case}/sign"), answer="sign")

    def correct(self, case: UUID) -> None:
        """Answer what was asked, and only that."""
        self.browser.go(f"/cases/{case}/correct")
        form = self.browser.form("/correct")
        corrections = {name: value for name, value in self.typed["correction"].items() if name in form.values}
        self.browser.send(form, **corrections)


def play(stage: Stage, thing: str, teller: Teller, begun: float) -> dict[str, Any]:
    """Play the whole story and give its figures."""
    release = stage.release
    language = teller.language
    teller.say("applying", thing=release.name[language], region=release.region_name[language])
    parents = Parents(stage, thing)
    case = parents.apply()
    view = _until_over(parents, case, teller)
    known = {key: entry[0] for key, entry in view.form.answers.items()}
    route = find_route(release, stage.release_hash, {**known, APPLICANT: view.state.role})
    result = figures(view, route, stage.journals, time.monotonic() - begun)
    teller.effect(result)
    teller.sees(result, release)
    return result


def _until_over(parents: Parents, case: UUID, teller: Teller) -> CaseView:
    actor = Actor("person", person_key(parents.applicant.id_number))
    latest = None
    for view in follow(actor, case, teller):
        latest = view
        if view.state.status == s.SIGNING:
            parents.sign(case)
        elif view.state.status == s.AT_APPLICANT:
            parents.correct(case)
    if latest is None:
        raise OneThingError(Problem("not_found"))
    return latest
