"""Time passing for all cases: the worker calls `sweep` again and again."""

from onething.base.actor import SYSTEM
from onething.cases.calendar import calendar
from onething.cases.clock import now
from onething.cases.core.commands import Tick
from onething.cases.core.timer import next_wake
from onething.cases.cursor import case_cursor
from onething.cases.door import decide_all
from onething.cases.ids import new_id
from onething.cases.loading import open_row

DUE = """
SELECT id, release, seq, hash, wake, state FROM cases_case
WHERE wake <= %s ORDER BY wake LIMIT %s FOR UPDATE SKIP LOCKED
"""
REST = "UPDATE cases_case SET wake = %s WHERE id = %s"


def sweep(limit: int = 200) -> int:
    """Let time pass for up to `limit` cases that are due; gives how many there were."""
    with case_cursor() as cursor:
        at = now()
        cursor.execute(DUE, [at, limit])
        books = {row[0]: open_row(row) for row in cursor.fetchall()}
        ticks = [Tick(id=new_id(), case=case, at=at, actor=SYSTEM, channel="timer") for case in books]
        decide_all(cursor, books, ticks)
        idle = [book for book in books.values() if not book.entries]
        for book in idle:
            cursor.execute(REST, [next_wake(book.state, calendar()), book.case])
        return len(books)
