"""Drafts: what somebody fills in before sending. A draft's id becomes the case's id, so sending twice makes one case."""

from typing import Any
from uuid import UUID

from django.db import transaction

from onething.base.actor import Actor
from onething.base.errors import Problem, Refused
from onething.cases.access import drafts_of
from onething.cases.clock import now
from onething.cases.core.decision import not_found
from onething.cases.ids import new_id
from onething.cases.models import Case, Draft


def start_draft(actor: Actor, release: str, thing: str, region: str, answers: dict[str, Any]) -> Draft:
    """Begin a draft on a release; `answers`: key → [value, origin]."""
    return Draft.objects.create(
        id=new_id(),
        person=actor.key,
        release=release,
        thing=thing,
        region=region,
        answers=answers,
        saved=now(),
    )


def draft_for(actor: Actor, draft: UUID) -> Draft:
    """Give somebody their own draft. Raises NotFound for any other, and once it was sent."""
    found = drafts_of(actor).filter(id=draft).first()
    if found is None or Case.objects.filter(id=draft).exists():
        raise not_found()
    return found


def save_draft(
    actor: Actor,
    draft: UUID,
    answers: dict[str, Any],
    documents: dict[str, Any] | None = None,
    seen: int | None = None,
) -> Draft:
    """Put answers and documents into a draft; a value None takes the entry out.

    `seen` is the version that the page showed: when another tab saved since, Refused (case.draft_changed) is raised
    and nothing is written.
    """
    with transaction.atomic():
        found = drafts_of(actor).select_for_update().filter(id=draft).first()
        if found is None or Case.objects.filter(id=draft).exists():
            raise not_found()
        if seen is not None and seen != found.version:
            raise Refused(Problem("case.draft_changed"))
        found.answers = merged(found.answers, answers)
        found.documents = merged(found.documents, documents or {})
        found.version += 1
        found.saved = now()
        found.save()
        return found


def merged(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """Give entries with others put in; None takes one out."""
    return {key: value for key, value in {**old, **new}.items() if value is not None}
