"""What tests stand on: a real PostgreSQL, and databases of their own on it.

ONETHING_TEST_DATABASE names a server to use (its administrator's URL); without it an embedded one is started.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import django
import psycopg
import pytest
from hypothesis import settings

from onething.run.embedded import Binaries, Databases, Postgres, Server
from onething.run.embedded.binaries import from_debian

TEMPLATE = "onething_template"
SETTINGS = "onething.run.settings"
TEST_HOME = Path(tempfile.mkdtemp(prefix="onething-test-home-"))

# A loaded machine is slow, not wrong.
settings.register_profile("onething", deadline=None)
settings.load_profile("onething")


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A folder that root's server account may pass through too, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="onething-test-"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def temporary_server(binaries: Binaries | None = None) -> Iterator[Server]:
    with (
        temporary_folder() as folder,
        Postgres(folder / "home", store=folder / "store", binaries=binaries).running() as server,
    ):
        yield server


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The administrator's URL of the server that tests use."""
    given = os.environ.get("ONETHING_TEST_DATABASE")
    if given:
        yield given
        return
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


def make_database(server: Databases, name: str) -> str:
    """Make a database that has all our tables, and give its URL."""
    with psycopg.connect(server.url) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [TEMPLATE]).fetchone()
    if not known:
        migrate(server.create(TEMPLATE))
    return server.create(name, TEMPLATE)


def migrate(url: str) -> None:
    """Bring a database to the present tables, in a process of its own: this one's Django stays as it is."""
    with temporary_folder() as home:
        environment = {**os.environ, "DATABASE_URL": url, "ONETHING_HOME": str(home)}
        command = [
            sys.executable,
            "-m",
            "django",
            "migrate",
            "--verbosity=0",
            "--skip-checks",
            "--settings",
            SETTINGS,
        ]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@contextmanager
def fresh_database(server: Databases) -> Iterator[str]:
    """A database with all our tables for as long as the block lasts."""
    name = f"test_{uuid4().hex[:12]}"
    try:
        yield make_database(server, name)
    finally:
        server.drop(name)


@pytest.fixture(scope="module")
def database(postgres_url: str) -> Iterator[str]:
    """The URL of a database with all our tables and no rows, for this test file alone."""
    with fresh_database(Databases(postgres_url)) as url:
        yield url


def load_django() -> None:
    """Load Django without a database, so that a test file may import models; `django_ready` gives it one."""
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    os.environ["ONETHING_HOME"] = str(TEST_HOME)
    os.environ["DATABASE_URL"] = "postgresql://nobody@127.0.0.1:1/none"
    django.setup()


@pytest.fixture(scope="session")
def django_ready(postgres_url: str) -> Iterator[str]:
    """Django over one database with all our tables, shared by the whole run; gives its URL."""
    load_django()
    from django.db import connection, connections

    from onething.run.settings import database as settings_of

    with fresh_database(Databases(postgres_url)) as url:
        os.environ["DATABASE_URL"] = url
        connection.settings_dict.update(settings_of(url))
        yield url
        connections.close_all()


def pytest_unconfigure() -> None:
    """Leave no folder behind."""
    shutil.rmtree(TEST_HOME, ignore_errors=True)
