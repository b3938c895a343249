"""Proof after the fact: the chain holds, and the book gives the stored state."""

from collections.abc import Iterator
from uuid import UUID

from onething.base.canonical import digest
from onething.base.errors import Problem
from onething.cases.book import encode_state
from onething.cases.core.chain import Recorded, broken_link
from onething.cases.core.evolve import replay
from onething.cases.models import Case, FormVersion
from onething.cases.reading import book_of


def audit(case: Case) -> Iterator[Problem]:
    """Give everything that is wrong with one case: a broken link, a missing end, a state that is not its events'."""
    events = book_of(case.id)
    broken = broken_link(events)
    where = str(case.id)
    if broken is not None:
        yield Problem("audit.chain_broken", field=where, values={"seq": broken})
    if len(events) != case.seq or not events or events[-1].hash != bytes(case.hash):
        yield Problem("audit.events_missing", field=where, values={"stored": case.seq, "found": len(events)})
        return
    if encode_state(replay(event.event() for event in events)).decode() != case.state:
        yield Problem("audit.state_differs", field=where)
    yield from _forms(case.id, events)


def _forms(case: UUID, events: list[Recorded]) -> Iterator[Problem]:
    named = {}
    for recorded in events:
        event = recorded.event()
        if getattr(event, "digest", ""):
            named[getattr(event, "form", 1)] = getattr(event, "digest", "")
    for version in FormVersion.objects.filter(case_id=case):
        if named.pop(version.version, None) != digest(version.content.encode()):
            yield Problem("audit.form_differs", field=str(case), values={"version": version.version})
    for missing in named:
        yield Problem("audit.form_missing", field=str(case), values={"version": missing})
