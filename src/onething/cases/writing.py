"""What the door writes, set by set: events and new rows by COPY, changed rows by one UPDATE each.

Rows to change are bound as one text a column, one line a row, which the server splits: the values are numbers, ids,
words and JSON, none of which holds a line end. See docs/explanation/speed.md for why.
"""

from collections.abc import Iterable
from typing import Any

from onething.base.ids import new_case_number
from onething.base.workdays import Calendar, as_datetime
from onething.cases.book import EntryRow, OpenBook, encode_state
from onething.cases.core import state as s

NEW_CASES = """
COPY cases_case (id, number, release, thing, region, status, submitted, due, wake, seq, hash, state) FROM STDIN
"""
NEW_PARTIES = "COPY cases_party (case_id, role, person) FROM STDIN"
NEW_ENTRIES = "COPY cases_entry (case_id, seq, at, actor, channel, command, body, hash) FROM STDIN"
NEW_FORMS = "COPY cases_formversion (case_id, version, content) FROM STDIN"
NEW_ITEMS = """
COPY cases_workitem (case_id, item, department, region, state, sent, due, open, claimable) FROM STDIN
"""
CHANGED_CASES = """
UPDATE cases_case AS stored
SET status = changed.status, due = changed.due, wake = changed.wake,
    seq = changed.seq, hash = changed.hash, state = changed.state
FROM unnest(
    string_to_array(%s, E'\\n')::uuid[], string_to_array(%s, E'\\n'), string_to_array(%s, E'\\n', '')::bigint[],
    string_to_array(%s, E'\\n')::bigint[], string_to_array(%s, E'\\n')::int[],
    string_to_array(%s, E'\\n')::bytea[], string_to_array(%s, E'\\n')
) AS changed (id, status, due, wake, seq, hash, state)
WHERE stored.id = changed.id
"""
MOVED_CASES = """
UPDATE cases_case AS stored SET release = changed.release
FROM unnest(string_to_array(%s, E'\\n')::uuid[], string_to_array(%s, E'\\n')) AS changed (id, release)
WHERE stored.id = changed.id
"""
CHANGED_ITEMS = """
UPDATE cases_workitem AS stored
SET state = changed.state, due = changed.due, open = changed.claimable > 0, claimable = changed.claimable,
    lease = CASE WHEN changed.claimable > 0 THEN NULL ELSE stored.lease END
FROM unnest(
    string_to_array(%s, E'\\n')::uuid[], string_to_array(%s, E'\\n')::smallint[], string_to_array(%s, E'\\n'),
    string_to_array(%s, E'\\n', '')::bigint[], string_to_array(%s, E'\\n')::bigint[]
) AS changed (case_id, item, state, due, claimable)
WHERE stored.case_id = changed.case_id AND stored.item = changed.item
"""
NULL = "\\N"


def write_books(cursor: Any, books: list[OpenBook], calendar: Calendar) -> None:
    """Write everything that changed, in as few statements as there are kinds of rows."""
    changed = [book for book in books if book.entries]
    if not changed:
        return
    _copy(cursor, NEW_CASES, (_case_row(book, calendar) for book in changed if book.new))
    _copy(
        cursor,
        NEW_PARTIES,
        (f"{book.key}\t{role}\t{person}\n" for book in changed for role, person in book.parties.items()),
    )
    _update(cursor, CHANGED_CASES, (_case_change(book, calendar) for book in changed if not book.new))
    _update(cursor, MOVED_CASES, ((book.key, book.route.release_hash) for book in changed if book.moved))
    _copy(cursor, NEW_ITEMS, (_item_row(book, item, calendar) for book in changed for item in _sent(book)))
    _update(
        cursor,
        CHANGED_ITEMS,
        (_item_change(book, item, calendar) for book in changed for item in _kept(book)),
    )
    _copy(cursor, NEW_ENTRIES, (_entry_row(book.key, entry) for book in changed for entry in book.entries))
    _copy(
        cursor,
        NEW_FORMS,
        (
            f"{book.key}\t{version}\t{_escaped(text.decode())}\n"
            for book in changed
            for version, text in book.forms
        ),
    )


def _copy(cursor: Any, statement: str, rows: Iterable[str]) -> None:
    text = "".join(rows)
    if text:
        with cursor.copy(statement) as copy:
            copy.write(text)


def _update(cursor: Any, statement: str, rows: Iterable[tuple[str, ...]]) -> None:
    columns = ["\n".join(column) for column in zip(*rows, strict=True)]
    if columns:
        cursor.execute(statement, columns, prepare=True)


def _escaped(text: str) -> str:
    """Escape for COPY's text format; JSON has no bare tabs or line ends."""
    return text.replace("\\", "\\\\")


def _due(book: OpenBook, calendar: Calendar) -> int | None:
    clock = book.state.clock
    return clock.due(calendar) if clock.started and not clock.paused_since else None


def _case_row(book: OpenBook, calendar: Calendar) -> str:
    state, release = book.state, book.route.release
    at = book.at
    due = _due(book, calendar)
    number = new_case_number(as_datetime(at).date())
    wake = book.next_wake(calendar)
    encoded = _escaped(encode_state(state).decode())
    return (
        f"{book.key}\t{number}\t{book.route.release_hash}\t{release.thing}\t{state.region}\t{state.status}\t{at}\t"
        f"{NULL if due is None else due}\t{wake}\t{book.seq}\t\\\\x{book.hash.hex()}\t{encoded}\n"
    )


def _case_change(book: OpenBook, calendar: Calendar) -> tuple[str, ...]:
    state = book.state
    return (
        book.key,
        state.status,
        _number(_due(book, calendar)),
        str(book.next_wake(calendar)),
        str(book.seq),
        f"\\x{book.hash.hex()}",
        encode_state(state).decode(),
    )


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _sent(book: OpenBook) -> list[s.WorkItemState]:
    return [item for item in book.state.items if item.item in book.sent] if book.sent else []


def _kept(book: OpenBook) -> list[s.WorkItemState]:
    kept = book.touched - book.sent
    return [item for item in book.state.items if item.item in kept] if kept else []


def _item_row(book: OpenBook, item: s.WorkItemState, calendar: Calendar) -> str:
    at = book.at
    plan = book.route.plan(item.item)
    due, claimable = _item_due(item, calendar), _claimable(item, at)
    return (
        f"{book.key}\t{item.item}\t{plan.department}\t{item.region or book.state.region}\t{item.state}\t{at}\t"
        f"{NULL if due is None else due}\t{claimable > 0}\t{claimable}\n"
    )


def _item_change(book: OpenBook, item: s.WorkItemState, calendar: Calendar) -> tuple[str, ...]:
    return (
        book.key,
        str(item.item),
        item.state,
        _number(_item_due(item, calendar)),
        str(_claimable(item, book.at)),
    )


def _entry_row(key: str, entry: EntryRow) -> str:
    body = _escaped(entry.body.decode())
    return f"{key}\t{entry.seq}\t{entry.stamp}\t{body}\t\\\\x{entry.hash.hex()}\n"


def _item_due(item: s.WorkItemState, calendar: Calendar) -> int | None:
    return None if item.clock.paused_since else item.clock.due(calendar)


def _claimable(item: s.WorkItemState, at: int) -> int:
    """Give the moment from which an item may be claimed; 0 for one that may not."""
    return at if item.state == s.SENT else 0
