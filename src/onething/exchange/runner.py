"""Performs the questions that are due: the worker calls `perform_due` again and again, in any number of processes."""

import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from django.db import transaction

from onething.base.actor import Actor
from onething.cases.access import drafts_of
from onething.cases.clock import now
from onething.cases.models import Case
from onething.exchange.filling import fill
from onething.exchange.models import Lookup
from onething.exchange.registries import RegistryAnswer, RegistryDown, ask

TOGETHER = 8
HELD_MS = 15_000
"""A question in hand is not given to another worker for this long; after a crash it is asked again, which harms none."""
FIRST_WAIT_MS = 2_000
LONGEST_WAIT_MS = 300_000
logger = logging.getLogger(__name__)


def perform_due(limit: int = 50) -> int:
    """Ask up to `limit` questions that are due and fill in what comes back; gives how many were asked."""
    lookups = _take(limit)
    if not lookups:
        return 0
    with ThreadPoolExecutor(TOGETHER) as pool:
        answers = list(pool.map(_ask, lookups))
    for lookup, answer in zip(lookups, answers, strict=True):
        _settle(lookup, answer)
    return len(lookups)


def _take(limit: int) -> Sequence[Lookup]:
    with transaction.atomic():
        at = now()
        due = Lookup.objects.select_for_update(skip_locked=True).filter(next_try__lte=at).order_by("next_try")
        lookups = list(due[:limit])
        Lookup.objects.filter(id__in=[lookup.id for lookup in lookups]).update(next_try=at + HELD_MS)
        return lookups


def _ask(lookup: Lookup) -> RegistryAnswer | None:
    """Runs in a thread of its own and touches no database."""
    key = lookup.by.split(".", 1)[1]
    documents = [slot.split("@", 1)[0] for slot in lookup.proves]
    try:
        answer = ask(lookup.registry, key, lookup.subject, sorted(set(lookup.gives.values())), documents)
        for licence in answer.documents.values():
            licence.file()
    except RegistryDown as error:
        logger.warning("registry %s is down: %s", lookup.registry, error)
        return None
    return answer


def _settle(lookup: Lookup, answer: RegistryAnswer | None) -> None:
    lookup.tries += 1
    if answer is None:
        lookup.state = "down"
        wait = min(FIRST_WAIT_MS << min(lookup.tries - 1, 10), LONGEST_WAIT_MS)
        lookup.next_try = now() + wait if _is_still_wanted(lookup) else None
    else:
        lookup.state = "found" if answer.found else "not_found"
        lookup.answered = now()
        lookup.next_try = None
        if answer.found:
            lookup.values = fill(lookup, answer)
    if lookup.next_try is None:
        lookup.subject = ""
    lookup.save()


def _is_still_wanted(lookup: Lookup) -> bool:
    """Tell whether the draft is still being filled in: nobody is asked about for a case that was sent."""
    drafts = drafts_of(Actor("person", lookup.person)).filter(id=lookup.draft)
    return drafts.exists() and not Case.objects.filter(id=lookup.draft).exists()
