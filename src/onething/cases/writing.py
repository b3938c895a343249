"""What the door writes, set by set: events and new rows by COPY, changed rows by one UPDATE each.

Rows to change are bound as one JSON text that the server takes apart; see docs/explanation/speed.md for why.
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
    seq = changed.seq, hash = decode(changed.hash, 'hex'), state = changed.state::text
FROM json_to_recordset(%s) AS changed
    (id uuid, status text, due bigint, wake bigint, seq int, hash text, state json)
WHERE stored.id = changed.id
"""
CHANGED_ITEMS = """
UPDATE cases_workitem AS stored
SET state = changed.s, lease = changed.l, due = changed.d, claimable = changed.c
FROM json_to_recordset(%s) AS changed (k uuid, i smallint, s text, l text, d bigint, c bigint)
WHERE stored.case_id = changed.k AND stored.item = changed.i
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
        (f"{book.case}\t{role}\t{person}\n" for book in changed for role, person in book.parties.items()),
    )
    _update(cursor, CHANGED_CASES, [_case_change(book, calendar) for book in changed if not book.new])
    _copy(cursor, NEW_ITEMS, (_item_row(book, item, calendar) for book in changed for item in _sent(book)))
    _update(
        cursor,
        CHANGED_ITEMS,
        [_item_change(book, item, calendar) for book in changed for item in _kept(book)],
    )
    _copy(cursor, NEW_EVENTS, (_event_row(event) for book in changed for event in book.events))
    _copy(
        cursor, NEW_RECEIPTS, (f"{book.case}\t{command}\n" for book in changed for command in book.receipts)
    )
    _copy(
        cursor,
        NEW_FORMS,
        (
            f"{book.case}\t{version}\t{_escaped(text.decode())}\n"
            for book in changed
            for version, text in book.forms
        ),
    )


def _copy(cursor: Any, statement: str, rows: Iterable[str]) -> None:
    text = "".join(rows)
    if text:
        with cursor.copy(statement) as copy:
            copy.write(text)


def _update(cursor: Any, statement: str, rows: list[str]) -> None:
    if rows:
        cursor.execute(statement, [f"[{','.join(rows)}]"])


def _escaped(text: str) -> str:
    """Escape for COPY's text format; JSON has no bare tabs or line ends."""
    return text.replace("\\", "\\\\")


def _due(book: OpenBook, calendar: Calendar) -> int | None:
    clock = book.state.clock
    return clock.due(calendar) if clock.started and not clock.paused_since else None


def _case_row(book: OpenBook, calendar: Calendar) -> str:
    state, release = book.state, book.route.release
    at = book.events[0].at
    due = _due(book, calendar)
    number = new_case_number(as_datetime(at).date())
    wake = next_wake(state, calendar)
    encoded = _escaped(encode_state(state).decode())
    return (
        f"{book.case}\t{number}\t{book.route.release_hash}\t{release.thing}\t{state.region}\t{state.status}\t{at}\t"
        f"{NULL if due is None else due}\t{wake}\t{book.seq}\t\\\\x{book.hash.hex()}\t{encoded}\n"
    )


def _case_change(book: OpenBook, calendar: Calendar) -> str:
    state = book.state
    due = _due(book, calendar)
    wake = next_wake(state, calendar) if book.clock_changed else None
    return (
        f'{{"id":"{book.case}","status":"{state.status}","due":{_json(due)},"wake":{_json(wake)},'
        f'"seq":{book.seq},"hash":"{book.hash.hex()}","state":{encode_state(state).decode()}}}'
    )


def _json(number: int | None) -> str:
    return "null" if number is None else str(number)


def _sent(book: OpenBook) -> list[s.WorkItemState]:
    return [item for item in book.state.items if item.item in book.sent] if book.sent else []


def _kept(book: OpenBook) -> list[s.WorkItemState]:
    kept = book.touched - book.sent
    return [item for item in book.state.items if item.item in kept] if kept else []


def _item_row(book: OpenBook, item: s.WorkItemState, calendar: Calendar) -> str:
    at = book.events[-1].at
    plan = book.route.release.items[item.item]
    due, claimable = _item_due(item, calendar), _claimable(item, at)
    return (
        f"{book.case}\t{item.item}\t{plan.department}\t{book.state.region}\t{item.state}\t{item.lease}\t{at}\t"
        f"{NULL if due is None else due}\t{NULL if claimable is None else claimable}\n"
    )


def _item_change(book: OpenBook, item: s.WorkItemState, calendar: Calendar) -> str:
    due, claimable = _item_due(item, calendar), _claimable(item, book.events[-1].at)
    return (
        f'{{"k":"{book.case}","i":{item.item},"s":"{item.state}","l":"{item.lease}",'
        f'"d":{_json(due)},"c":{_json(claimable)}}}'
    )


def _event_row(event: EventRow) -> str:
    return (
        f"{event.case}\t{event.seq}\t{event.at}\t{event.actor}\t{event.channel}\t{event.command}\t"
        f"{_escaped(event.body.decode())}\t\\\\x{event.hash.hex()}\n"
    )


def _item_due(item: s.WorkItemState, calendar: Calendar) -> int | None:
    return None if item.clock.paused_since else item.clock.due(calendar)


def _claimable(item: s.WorkItemState, at: int) -> int | None:
    if item.state == s.SENT:
        return at
    return item.until if item.state == s.RECEIVED else None
