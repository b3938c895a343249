"""Worlds for the tests of the embedded PostgreSQL."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.postgres_world import World
from tests.servers import temporary_folder


@pytest.fixture(scope="module")
def store() -> Iterator[Path]:
    """Shared, because the copy of the programs in it takes longer than the tests."""
    with temporary_folder() as folder:
        yield folder


@pytest.fixture(scope="module")
def seed(store: Path) -> Iterator[Path]:
    """A cluster just made, to copy: making one takes longer than most tests."""
    with temporary_folder() as folder:
        made = World(folder, store)
        with made.postgres().running():
            pass
        for source in (made.data, made.home / "postgres" / "password"):
            copy(source, folder / source.name)
        made.end()
        yield folder


def copy(source: Path, target: Path) -> None:
    subprocess.run(["cp", "-a", str(source), str(target)], check=True)


@pytest.fixture
def bare_world(store: Path) -> Iterator[World]:
    """A world in which nothing has been made yet."""
    with temporary_folder() as folder:
        made = World(folder, store)
        try:
            yield made
        finally:
            made.end()


@pytest.fixture
def world(bare_world: World, seed: Path) -> World:
    """A world with an empty cluster."""
    copy(seed / "data", bare_world.data)
    copy(seed / "password", bare_world.home / "postgres")
    return bare_world
