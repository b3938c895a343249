"""Proof after the fact: the chain holds, and the book gives the stored state."""

from collections.abc import Iterator
from uuid import UUID

from onething.base.canonical import digest
from onething.base.errors import Problem
from onething.cases.book import encode_state
from onething.cases.core.chain import Entry, broken_link
from onething.cases.core.events import Migrated
from onething.cases.core.evolve import replay
from onething.cases.models import Case, FormVersion
from onething.cases.reading import book_of


def audit(case: Case) -> Iterator[Problem]:
    """Give everything that is wrong with one case: a broken link, a missing end, a state that is not its events'."""
    entries = book_of(case.id)
    broken = broken_link(entries)
    where = str(case.id)
    if broken is not None:
        yield Problem("audit.chain_broken", field=where, values={"seq": broken})
    if len(entries) != case.seq or not entries or entries[-1].hash != bytes(case.hash):
        yield Problem("audit.events_missing", field=where, values={"stored": case.seq, "found": len(entries)})
        return
    if encode_state(replay(event for entry in entries for event in entry.events())).decode() != case.state:
        yield Problem("audit.state_differs", field=where)
    moves = [event for entry in entries for event in entry.events() if isinstance(event, Migrated)]
    if moves and moves[-1].after != case.release:
        yield Problem("audit.release_differs", field=where)
    yield from _forms(case.id, entries)


def _forms(case: UUID, entries: list[Entry]) -> Iterator[Problem]:
    events = [event for entry in entries for event in entry.events()]
    made = [(getattr(event, "form", 1), getattr(event, "digest", "")) for event in events]
    named = {version: content for version, content in made if content}
    for version in FormVersion.objects.filter(case_id=case):
        if named.pop(version.version, None) != digest(version.content.encode()):
            yield Problem("audit.form_differs", field=str(case), values={"version": version.version})
    for missing in named:
        yield Problem("audit.form_missing", field=str(case), values={"version": missing})
