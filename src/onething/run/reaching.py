"""Reaches the node's database for a command that runs beside the node, or without it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from onething.run.bootstrap import use_database
from onething.run.embedded import Postgres
from onething.run.home import home_folder


@contextmanager
def database_reached() -> Iterator[None]:
    """Load Django over DATABASE_URL, or over the embedded server of this home, which is started if it is not up."""
    given = os.environ.get("DATABASE_URL")
    if given:
        use_database(given)
        yield
        return
    with Postgres(home_folder()).running() as server:
        use_database(server.url)
        yield
