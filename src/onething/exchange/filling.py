"""Puts what a registry said into the draft, and asks what can be asked with it."""

import io
from typing import Any

from django.db import transaction

from onething.base.actor import Actor
from onething.base.errors import Invalid
from onething.cases.access import drafts_of
from onething.cases.models import Case, Draft
from onething.exchange.lookups import PUBLIC, REGISTRY, request_lookups
from onething.exchange.models import Lookup
from onething.exchange.registries import Licence, RegistryAnswer
from onething.papers.store import store
from onething.plans.store import load


def fill(lookup: Lookup, answer: RegistryAnswer) -> dict[str, Any]:
    """Fill a draft; gives what was filled in. What somebody typed is never written over; a sent case never changes.

    The draft's version stays: a registry's answer is no second tab, and must not cost anybody what they typed.
    """
    actor = Actor("person", lookup.person)
    origin = f"{PUBLIC if lookup.typed else REGISTRY}{lookup.registry}"
    papers = _papers(actor, lookup, answer)
    with transaction.atomic():
        draft = drafts_of(actor).select_for_update().filter(id=lookup.draft).first()
        if draft is None or Case.objects.filter(id=lookup.draft).exists():
            return {}
        known = {
            field: answer.elements[element]
            for field, element in lookup.gives.items()
            if element in answer.elements
        }
        fields = {key: value for key, value in known.items() if _may_fill(draft.answers, key, origin)}
        documents = {key: paper for key, paper in papers.items() if _may_prove(draft, key)}
        draft.answers = {**draft.answers, **{key: [value, origin] for key, value in fields.items()}}
        draft.documents = {**draft.documents, **documents}
        draft.save(update_fields=["answers", "documents"])
        request_lookups(draft, load(draft.release))
    return {**fields, **{key: paper[2] for key, paper in documents.items()}}


def _may_fill(answers: dict[str, Any], key: str, origin: str) -> bool:
    return key not in answers or answers[key][0] in ("", None) or answers[key][1] == origin


def _may_prove(draft: Draft, key: str) -> bool:
    return key not in draft.documents or draft.documents[key][1] == "registry"


def _papers(actor: Actor, lookup: Lookup, answer: RegistryAnswer) -> dict[str, list[str]]:
    """Keep the e-licences; one that is no readable paper still proves, without a file to look at."""
    papers = {}
    for key in lookup.proves:
        licence = answer.documents.get(key.split("@", 1)[0])
        if licence is not None:
            papers[key] = [_digest(actor, licence), "registry", licence.name]
    return papers


def _digest(actor: Actor, licence: Licence) -> str:
    content = licence.file()
    if not content:
        return ""
    try:
        return store(actor, io.BytesIO(content), licence.name, ("pdf",)).digest
    except Invalid:
        return ""
