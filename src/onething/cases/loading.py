"""What the door reads: the rows of the cases concerned, locked in one order, and what they need."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

from onething.cases.book import OpenBook, read_state
from onething.cases.core.form import read_form
from onething.cases.core.moving import route_for
from onething.cases.cursor import listed
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
    route = route_for(stored, release, load(release))
    return OpenBook(case, route, stored, seq, bytes(last_hash), wake, new=False)


FORMS = """
SELECT case_id, version, content FROM cases_formversion
WHERE case_id = ANY (string_to_array(%s, ',')::uuid[]) ORDER BY case_id, version
"""


def read_forms(cursor: Any, books: Iterable[OpenBook]) -> None:
    """Read the form's values for the books that have rules over them."""
    wanted = {book.case: book for book in books if book.route.late or book.target}
    if not wanted:
        return
    cursor.execute(FORMS, [listed(wanted)], prepare=True)
    for case, own in groupby(cursor.fetchall(), key=itemgetter(0)):
        form = read_form((version, text.encode()) for _, version, text in own)
        wanted[case].known_form |= form.known()


def seen_commands(cursor: Any, pairs: list[tuple[UUID, UUID]]) -> set[tuple[UUID, UUID]]:
    """Tell which (case, command) pairs have already taken effect."""
    if not pairs:
        return set()
    cursor.execute(
        SEEN, [listed(case for case, _ in pairs), listed(command for _, command in pairs)], prepare=True
    )
    return set(cursor.fetchall())
