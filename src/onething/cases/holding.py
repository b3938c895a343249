"""Who holds open work: a claim takes it from the queue, an answer is taken only from its holder.

A claim changes no case: the item's row in the queue names it, and what it took is kept for a repeat. The case's book
says that the item was received with the first answer.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple
from uuid import UUID

import msgspec

from onething.base.actor import Actor
from onething.cases.book import OpenBook
from onething.cases.clock import now
from onething.cases.core.commands import Command, ItemCommand
from onething.cases.core.decision import Hold
from onething.cases.core.state import SENT
from onething.cases.cursor import case_cursor, listed

TAKE = """
WITH free AS MATERIALIZED (
    SELECT case_id, item FROM cases_workitem
    WHERE department = %s AND region = %s AND open AND claimable <= %s
    ORDER BY sent LIMIT %s FOR UPDATE SKIP LOCKED
)
UPDATE cases_workitem AS work SET state = 'received', lease = %s, received = %s, claimable = %s
FROM free WHERE work.case_id = free.case_id AND work.item = free.item
RETURNING work.case_id, work.item
"""
KNOWN = "SELECT until, items::text FROM cases_claimbatch WHERE id = %s AND department = %s AND region = %s"
NEW = "INSERT INTO cases_claimbatch (id, department, region, at, until, items) VALUES (%s, %s, %s, %s, %s, %s::jsonb)"
HOLDS = """
SELECT work.case_id, work.item, work.lease::text, work.received
FROM cases_workitem work
JOIN unnest(string_to_array(%s, ',')::uuid[], string_to_array(%s, ',')::smallint[]) AS asked (case_id, item)
  ON work.case_id = asked.case_id AND work.item = asked.item
WHERE work.state = 'received'
FOR UPDATE OF work
"""

_decode = msgspec.json.Decoder(list[tuple[UUID, int]]).decode
_encode = msgspec.json.Encoder().encode


class Batch(NamedTuple):
    """What one claim took: (case, item) pairs, held until a moment (ms). The claim's id is the lease."""

    id: UUID
    until: int
    items: list[tuple[UUID, int]]


def claim(actor: Actor, claim_id: UUID, limit: int, lease_ms: int) -> Batch:
    """Take up to `limit` open items for `lease_ms` milliseconds. The same id again gives the same batch.

    Items that somebody else works on at this moment are left for the next claim. Raises IntegrityError where the id
    is in use: by a claim at this very moment, whose batch a second try finds, or by another department.
    """
    with case_cursor() as cursor:
        cursor.execute(KNOWN, [claim_id, actor.key, actor.region], prepare=True)
        known = cursor.fetchone()
        if known is not None:
            return Batch(claim_id, known[0], _decode(known[1]))
        at = now()
        until = at + lease_ms
        cursor.execute(TAKE, [actor.key, actor.region, at, limit, claim_id, at, until], prepare=True)
        batch = Batch(claim_id, until, cursor.fetchall())
        if batch.items:
            items = _encode(batch.items).decode()
            cursor.execute(NEW, [claim_id, actor.key, actor.region, at, until, items], prepare=True)
        return batch


def read_holds(cursor: Any, books: dict[UUID, OpenBook], commands: Sequence[Command]) -> None:
    """Lock the queue's rows of unanswered items, so that no claim overtakes the answer, and tell who holds them."""
    pairs = list(_unanswered(books, commands))
    if not pairs:
        return
    columns = [listed(case for case, _ in pairs), listed(item for _, item in pairs)]
    cursor.execute(HOLDS, columns, prepare=True)
    for case, item, lease, since in cursor.fetchall():
        books[case].holds[item] = Hold(lease, since)


def _unanswered(books: dict[UUID, OpenBook], commands: Sequence[Command]) -> Iterable[tuple[UUID, int]]:
    for command in commands:
        if isinstance(command, ItemCommand) and command.case in books:
            item = books[command.case].state.item(command.item)
            if item is not None and item.state == SENT:
                yield command.case, command.item
