"""Load for the kill tests: applicants who send over HTTP until they are told that it was taken."""

import threading
from collections.abc import Iterator
from contextlib import closing
from typing import Any
from uuid import UUID, uuid4

import httpx
from django.conf import settings
from django.db import DatabaseError, connection
from django.test import Client

from onething.base.actor import Actor
from onething.cases.drafts import start_draft
from onething.people.accounts import account_of
from onething.people.demo import demo_people
from onething.people.models import Person
from onething.plans.release import Field, Release
from onething.plans.routing import APPLICANT, find_route

CSRF = "k" * 32
ANSWERS = {"born_in_region": True, "under_12_months": True, "same_ethnicity": True, "settle_with": "mother"}
RETRY_SECONDS = 0.05
BETWEEN_SECONDS = 1.0
"""Each applicant rests after a case, so that the departments are loaded but not buried."""


def natural_answers(release: Release) -> dict[str, Any]:
    """Answers under which all items apply and nobody else has to sign."""
    answers: dict[str, Any] = {APPLICANT: "mother"}
    for question in release.questions:
        yes = not question.options or question.options[0][0] == "yes"
        answers[f"answers.{question.id}"] = ANSWERS.get(question.id, yes)
    return answers | {"answers.married": False, "answers.has_certificate": False}


def plausible(field: Field) -> Any:
    """A value of the field's type."""
    values: dict[str, Any] = {
        "date": "2026-11-18",
        "datetime": "2026-11-18T14:30",
        "number": field.minimum or 1,
        "phone": "10000000001",
        "id_number": "990101199506120029",
        "yes_no": True,
        "region": "500103",
    }
    return field.options[0][0] if field.options else values.get(field.type, "甲")


class Applicants:
    """Threads that make drafts and send them; `acknowledged` are the cases that the site said it has."""

    def __init__(self, url: str, release_hash: str, release: Release, threads: int = 2) -> None:
        self.url = url
        self.release_hash = release_hash
        self.release = release
        self.acknowledged: set[UUID] = set()
        self.failures: list[str] = []
        self.stop = threading.Event()
        self.person, self.cookie = self._sign_in()
        self.threads = [threading.Thread(target=self._run, daemon=True) for _ in range(threads)]
        for thread in self.threads:
            thread.start()

    def _sign_in(self) -> tuple[Person, str]:
        made_up = demo_people()[0]
        person = account_of(
            name=made_up.name, id_number=made_up.id_number, phone=made_up.phone, address=made_up.address
        )
        client = Client()
        client.force_login(person)
        return person, client.cookies[settings.SESSION_COOKIE_NAME].value

    def end(self) -> None:
        self.stop.set()
        for thread in self.threads:
            thread.join()

    def _run(self) -> None:
        cookies = {settings.SESSION_COOKIE_NAME: self.cookie, settings.CSRF_COOKIE_NAME: CSRF}
        with httpx.Client(cookies=cookies, timeout=5) as client:
            for case in self._drafts():
                while not self.stop.is_set():
                    if self._send(client, case):
                        self.acknowledged.add(case)
                        self.stop.wait(BETWEEN_SECONDS)
                        break
                    self.stop.wait(RETRY_SECONDS)

    def _drafts(self) -> Iterator[UUID]:
        with closing(connection):
            while not self.stop.is_set():
                try:
                    yield self._draft()
                except DatabaseError:
                    connection.close()
                    self.stop.wait(RETRY_SECONDS)

    def _draft(self) -> UUID:
        answers = natural_answers(self.release)
        route = find_route(self.release, self.release_hash, answers)
        entries = {key: [value, "answer"] for key, value in answers.items()}
        entries |= {
            field.key: [plausible(field), "applicant"]
            for field, _ in route.fields
            if "produced" not in field.getting
        }
        entries["delivery_way"] = ["post", "applicant"]
        actor = Actor("person", self.person.actor.key)
        draft = start_draft(actor, self.release_hash, self.release.thing, self.release.region, entries)
        draft.documents = {
            slot.key: ["", "registry", "made up"]
            for slot, _ in route.documents
            if slot.ways[0] not in ("produced", "form")
        }
        draft.save()
        return draft.id

    def _send(self, client: httpx.Client, case: UUID) -> bool:
        data = {"csrfmiddlewaretoken": CSRF, "command": str(uuid4())}
        try:
            answer = client.post(f"{self.url}/drafts/{case}/submit", data=data)
        except httpx.HTTPError:
            return False
        if answer.is_client_error:
            self.failures.append(f"{answer.status_code} {answer.text[:2000]}")
            self.stop.set()
        return answer.status_code == httpx.codes.SEE_OTHER
