"""The cursor of the door and the queue: it binds in the server and finds every row by its key."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from psycopg import Cursor

BY_KEY = """
SET LOCAL enable_seqscan = off; SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off;
SET LOCAL plan_cache_mode = force_generic_plan
"""
"""Left to itself the planner reads a whole table whose size it underrates; and its plans, all alike, are made once."""


@contextmanager
def case_cursor() -> Iterator[Any]:
    """Open a transaction and a cursor that binds in the server: Django's writes long texts into the statement.

    It goes past Django, so its errors are put into Django's terms here.
    """
    with transaction.atomic(), connection.wrap_database_errors, Cursor(connection.connection) as cursor:
        cursor.execute(BY_KEY)
        yield cursor


def listed(values: Iterable[Any]) -> str:
    """Bind ids or numbers as one text that the server splits: arrays bound one by one cost ten times as much."""
    return ",".join(map(str, values))
