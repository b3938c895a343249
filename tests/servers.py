"""Servers and databases for tests, in folders of their own that go when the test does."""

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

from onething.run.embedded import Binaries, Databases, Postgres, Server

TEMPLATE = "onething_template"
SETTINGS = "onething.run.settings"


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
        options = ["--verbosity=0", "--skip-checks", f"--settings={SETTINGS}"]
        command = [sys.executable, "-m", "django", "migrate", *options]
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


def load_django(home: Path) -> None:
    """Load Django without a database, so that a test file may import models; `django_ready` gives it one."""
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    os.environ["ONETHING_HOME"] = str(home)
    os.environ["DATABASE_URL"] = "postgresql://nobody@127.0.0.1:1/none"
    django.setup()
