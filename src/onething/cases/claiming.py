"""Claims: a department takes open work in batches under a lease."""

from typing import Any
from uuid import UUID

from onething.base.actor import Actor
from onething.cases.clock import now
from onething.cases.core.commands import Claim
from onething.cases.door import decide_all, door_cursor
from onething.cases.loading import open_row
from onething.cases.models import ClaimBatch

OPEN_WORK = """
SELECT stored.id, stored.release, stored.seq, stored.hash, stored.state, work.item
FROM cases_workitem work
JOIN cases_case stored ON stored.id = work.case_id
WHERE work.department = %s AND work.region = %s AND work.claimable <= %s
ORDER BY work.claimable
LIMIT %s
FOR UPDATE OF stored SKIP LOCKED
"""


def claim(actor: Actor, claim_id: UUID, limit: int, lease_ms: int) -> ClaimBatch:
    """Take up to `limit` open items for `lease_ms` milliseconds. The same id again gives the same batch.

    Cases that somebody else works on at this moment are left for the next claim. An item whose row was stale is
    refused by the rules and left out.
    """
    with door_cursor() as cursor:
        known = ClaimBatch.objects.filter(id=claim_id, department=actor.key, region=actor.region).first()
        if known is not None:
            return known
        at = now()
        batch = ClaimBatch(
            id=claim_id, department=actor.key, region=actor.region, until=at + lease_ms, items=[]
        )
        cursor.execute(OPEN_WORK, [actor.key, actor.region, at, limit])
        batch.items = _take(cursor, cursor.fetchall(), actor, batch, at)
        if batch.items:
            batch.save(force_insert=True)
        return batch


def _take(
    cursor: Any, rows: list[tuple[Any, ...]], actor: Actor, batch: ClaimBatch, at: int
) -> list[list[Any]]:
    books = {}
    commands = []
    for *row, item in rows:
        case = row[0]
        if case not in books:
            books[case] = open_row(tuple(row))
        commands.append(
            Claim(
                id=batch.id,
                case=case,
                at=at,
                actor=actor,
                channel="api",
                item=item,
                lease=str(batch.id),
                until=batch.until,
            )
        )
    if not commands:
        return []
    outcomes = decide_all(cursor, books, commands)
    taken = zip(commands, outcomes, strict=True)
    return [[str(command.case), command.item] for command, outcome in taken if outcome.status == "taken"]
