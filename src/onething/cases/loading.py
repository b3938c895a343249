"""What the door reads: the rows of the cases concerned, locked in one order, and what they need."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from onething.cases.book import OpenBook, read_state
from onething.cases.cursor import listed
from onething.plans.routing import route_of
from onething.plans.store import load

LOCK = """
SELECT id, release, seq, hash, wake, state
FROM cases_case
WHERE id = ANY (string_to_array(%s, ',')::uuid[])
ORDER BY id
FOR UPDATE
"""

SEEN = """
SELECT entry.case_id, entry.command
FROM cases_entry entry
JOIN unnest(string_to_array(%s, ',')::uuid[], string_to_array(%s, ',')::uuid[]) AS asked (case_id, command)
  ON entry.case_id = asked.case_id AND entry.command = asked.command
"""


def lock_books(cursor: Any, ids: Iterable[UUID]) -> dict[UUID, OpenBook]:
    """Lock the rows in the order of their ids, which is what keeps two doors from waiting for each other."""
    cursor.execute(LOCK, [listed(ids)], prepare=True)
    return {row[0]: open_row(row) for row in cursor.fetchall()}


def open_row(row: Sequence[Any]) -> OpenBook:
    """Open the book of a locked row: id, release, seq, hash, wake, state."""
    case, release, seq, last_hash, wake, state = row
    stored = read_state(state)
    route = route_of(load(release), release, tuple(item.item for item in stored.items))
    return OpenBook(case, route, stored, seq, bytes(last_hash), wake, new=False)


def seen_commands(cursor: Any, pairs: list[tuple[UUID, UUID]]) -> set[tuple[UUID, UUID]]:
    """Tell which (case, command) pairs have already taken effect."""
    if not pairs:
        return set()
    cursor.execute(
        SEEN, [listed(case for case, _ in pairs), listed(command for _, command in pairs)], prepare=True
    )
    return set(cursor.fetchall())
