"""What tests stand on: a real PostgreSQL, and databases of their own on it.

ONETHING_TEST_DATABASE names a server to use (its administrator's URL); without it an embedded one is started, or with
ONETHING_TEST_POSTGRES=15 one of Debian's PostgreSQL 15, the oldest that we promise to run on.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from hypothesis import settings

from onething.run.embedded import Databases
from onething.run.embedded.binaries import from_debian
from tests.servers import fresh_database, load_django, temporary_folder, temporary_server

# A loaded machine is slow, not wrong.
settings.register_profile("onething", deadline=None)
settings.load_profile("onething")


def pytest_configure(config: pytest.Config) -> None:
    """Load Django before test files are read: they import models."""
    stack = ExitStack()
    config.add_cleanup(stack.close)
    load_django(stack.enter_context(temporary_folder()))


@pytest.fixture(scope="session")
def postgres_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The administrator's URL of the server that tests use."""
    given = os.environ.get("ONETHING_TEST_DATABASE")
    if given:
        yield given
    elif os.environ.get("ONETHING_TEST_POSTGRES") == "15":
        yield request.getfixturevalue("debian_15_url")
    else:
        with temporary_server() as server:
            yield server.url


@pytest.fixture(scope="session")
def debian_15_url() -> Iterator[str]:
    """The administrator's URL of a server of Debian's PostgreSQL 15, the oldest that we promise to run on."""
    found = [binaries for binaries in from_debian() if binaries.major == 15]
    if not found:
        reason = "Debian's PostgreSQL 15 is not installed (postgresql-15)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with temporary_server(found[0]) as server:
        yield server.url


@pytest.fixture(scope="session", params=["embedded-18", "debian-15"])
def postgres_server(request: pytest.FixtureRequest) -> Databases:
    """Each PostgreSQL that we promise to run on, in turn."""
    name = {"embedded-18": "postgres_url", "debian-15": "debian_15_url"}[request.param]
    return Databases(request.getfixturevalue(name))


@pytest.fixture(scope="module")
def database(postgres_url: str) -> Iterator[str]:
    """The URL of a database with all our tables and no rows, for this test file alone."""
    with fresh_database(Databases(postgres_url)) as url:
        yield url


@pytest.fixture(scope="session")
def django_ready(postgres_url: str) -> Iterator[str]:
    """Django over one database with all our tables, shared by the whole run; gives its URL."""
    from django.db import connection, connections

    from onething.run.settings import database as settings_of

    with fresh_database(Databases(postgres_url)) as url:
        os.environ["DATABASE_URL"] = url
        connection.settings_dict.update(settings_of(url))
        yield url
        connections.close_all()
