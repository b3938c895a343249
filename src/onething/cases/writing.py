"""What the door writes, set by set: events and new rows by COPY, changed rows by one UPDATE each.

Rows to change are bound as one text a column, one line a row, which the server splits: the values are numbers, ids,
words and JSON, none of which holds a line end. See docs/explanation/speed.md for why.
"""

from collections.abc import Iterable
from typing import Any

from onething.base.ids import new_case_number
from onething.base.workdays import Calendar, as_datetime
from onething.cases.book import EventRow, OpenBook, encode_state
from onething.cases.core import state as s
from onething.cases.core.timer import next_wake

NEW_CASES = """
COPY cases_case (id, number, release, thing, region, status, submitted, due, wake, seq, hash, state) FROM STDIN
"""
NEW_PARTIES = "COPY cases_party (case_id, role, person) FROM STDIN"
NEW_EVENTS = "COPY cases_event (case_id, seq, at, actor, channel, command, body, hash) FROM STDIN"
NEW_FORMS = "COPY cases_formversion (case_id, version, content) FROM STDIN"
NEW_RECEIPTS = "COPY cases_receipt (case_id, command) FROM STDIN"
NEW_ITEMS = """
COPY cases_workitem (case_id, item, department, region, state, lease, sent, due, claimable) FROM STDIN
"""
CHANGED_CASES = """
UPDATE cases_case AS stored
SET status = changed.status, due = changed.due, wake = coalesce(changed.wake, stored.wake),
    seq = changed.seq, hash = changed.hash, state = changed.state
FROM unnest(
    string_to_array(%s, E'\\n')::uuid[], string_to_array(%s, E'\\n'), string_to_array(%s, E'\\n', '')::bigint[],
    string_to_array(%s, E'\\n', '')::bigint[], string_to_array(%s, E'\\n')::int[],
    string_to_array(%s, E'\\n')::bytea[], string_to_array(%s, E'\\n')
) AS changed (id, status, due, wake, seq, hash, state)
WHERE stored.id = changed.id
"""
CHANGED_ITEMS = """
UPDATE cases_workitem AS stored
SET state = changed.state, lease = coalesce(changed.lease, ''), due = changed.due, claimable = changed.claimable
FROM unnest(
    string_to_array(%s, E'\\n')::uuid[], string_to_array(%s, E'\\n')::smallint[], string_to_array(%s, E'\\n'),
    string_to_array(%s, E'\\n'), string_to_array(%s, E'\\n', '')::bigint[],
    string_to_array(%s, E'\\n', '')::bigint[]
) AS changed (case_id, item, state, lease, due, claimable)
WHERE stored.case_id = changed.case_id AND stored.item = changed.item
"""
NULL = "\\N"


def write_books(cursor: Any, books: list[OpenBook], calendar: Calendar) -> None:
    """Write everything that changed, in as few statements as there are kinds of rows."""
    changed = [book for book in books if book.events]
    if not changed:
        return
    _copy(cursor, NEW_CASES, (_case_row(book, calendar) for book in changed if book.new))
    _copy(
        cursor,
        NEW_PARTIES,
        (f"{book.key}\t{role}\t{person}\n" for book in changed for role, person in book.parties.items()),
    )
    _update(cursor, CHANGED_CASES, (_case_change(book, calendar) for book in changed if not book.new))
    _copy(cursor, NEW_ITEMS, (_item_row(book, item, calendar) for book in changed for item in _sent(book)))
    _update(
        cursor,
        CHANGED_ITEMS,
        (_item_change(book, item, calendar) for book in changed for item in _kept(book)),
    )
    _copy(cursor, NEW_EVENTS, (_event_row(book.key, event) for book in changed for event in book.events))
    _copy(cursor, NEW_RECEIPTS, (f"{book.key}\t{command}\n" for book in changed for command in book.receipts))
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
        cursor.execute(statement, columns)


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
    wake = next_wake(state, calendar)
    encoded = _escaped(encode_state(state).decode())
    return (
        f"{book.key}\t{number}\t{book.route.release_hash}\t{release.thing}\t{state.region}\t{state.status}\t{at}\t"
        f"{NULL if due is None else due}\t{wake}\t{book.seq}\t\\\\x{book.hash.hex()}\t{encoded}\n"
    )


def _case_change(book: OpenBook, calendar: Calendar) -> tuple[str, ...]:
    state = book.state
    wake = next_wake(state, calendar) if book.clock_changed else None
    return (
        book.key,
        state.status,
        _number(_due(book, calendar)),
        _number(wake),
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
    plan = book.route.release.items[item.item]
    due, claimable = _item_due(item, calendar), _claimable(item, at)
    return (
        f"{book.key}\t{item.item}\t{plan.department}\t{book.state.region}\t{item.state}\t{item.lease}\t{at}\t"
        f"{NULL if due is None else due}\t{NULL if claimable is None else claimable}\n"
    )


def _item_change(book: OpenBook, item: s.WorkItemState, calendar: Calendar) -> tuple[str, ...]:
    return (
        book.key,
        str(item.item),
        item.state,
        item.lease,
        _number(_item_due(item, calendar)),
        _number(_claimable(item, book.at)),
    )


def _event_row(key: str, event: EventRow) -> str:
    body = _escaped(event.body.decode())
    return f"{key}\t{event.seq}\t{event.stamp}\t{body}\t\\\\x{event.hash.hex()}\n"


def _item_due(item: s.WorkItemState, calendar: Calendar) -> int | None:
    return None if item.clock.paused_since else item.clock.due(calendar)


def _claimable(item: s.WorkItemState, at: int) -> int | None:
    if item.state == s.SENT:
        return at
    return item.until if item.state == s.RECEIVED else None
