"""What a draft begins with: answers to questions, what the account knows; then the registries are asked."""

from typing import Any

from onething.base.actor import Actor
from onething.cases.models import Draft
from onething.cases.reading import last_form
from onething.channels.portal.drafting import DELIVERY
from onething.exchange.lookups import request_lookups
from onething.people.models import Person
from onething.plans.release import Field, Release
from onething.plans.routing import APPLICANT, find_route

Entries = dict[str, list[Any]]

REPRESENTATIVE = "representative"
"""The role of the one who stands for an enterprise: whoever says that they are that person need not type themselves in."""
IS_REPRESENTATIVE = "answers.is_representative"


def begun_answers(
    release: Release, release_hash: str, questions: dict[str, Any], role: str, person: Person
) -> Entries:
    """Give the first answers of a draft: key → [value, origin]."""
    entries: Entries = {APPLICANT: [role, "account"]}
    entries |= {key: [value, "answer"] for key, value in questions.items()}
    route = find_route(release, release_hash, {**questions, APPLICANT: role})
    known = person.account_values()
    own = {role, REPRESENTATIVE} if questions.get(IS_REPRESENTATIVE) else {role}
    for field, _ in route.fields:
        value = _value(field, questions, own, known)
        if value is not None:
            entries[field.key] = value
    entries.setdefault(f"{role}.id_number", [person.id_number, "account"])
    if len(release.delivery) == 1:
        entries[DELIVERY] = [release.delivery[0], "answer"]
    return entries


def carried_over(actor: Actor, release: Release) -> Entries:
    """Give what somebody filled in the last time, where a thing is renewed or only confirmed: it need not be typed again."""
    if not release.renews and "confirm" not in release.start:
        return {}
    form = last_form(actor, release.thing)
    known = {field.key for field in release.fields}
    entries = form.answers.items() if form else ()
    return {key: list(entry) for key, entry in entries if key in known and entry[1] == "applicant"}


def _value(field: Field, questions: dict[str, Any], own: set[str], known: dict[str, Any]) -> list[Any] | None:
    element = field.key.partition(".")[2]
    if field.question and f"answers.{field.question}" in questions:
        return [questions[f"answers.{field.question}"], "answer"]
    if field.role in own and element in known and _from_account(field):
        return [known[element], "account"]
    return None


def _from_account(field: Field) -> bool:
    return "account" in field.getting or (field.role == REPRESENTATIVE and "ask" in field.getting)


def fetch(draft: Draft, release: Release) -> None:
    """Ask the registries what can be asked with what is known; repeated without harm."""
    request_lookups(draft, release)
