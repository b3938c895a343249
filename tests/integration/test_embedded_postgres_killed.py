"""The embedded PostgreSQL in a hard life: its users, its server and its making killed."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from onething.run.embedded import Server
from onething.run.embedded.leftovers import processes_in
from tests.integration.postgres_world import HOLDER, World, answers, ask, tell, until


@pytest.mark.kill
def test_a_killed_user_leaves_it_running_for_the_next_who_stops_it(world: World):
    killed = world.holder()
    killed.kill()
    assert answers(killed.url)
    with world.postgres().running() as server:
        assert server.process == killed.server
        assert server.url == killed.url
    assert not answers(killed.url)
    assert list(processes_in(world.data)) == []


@pytest.mark.kill
@pytest.mark.parametrize("whose", ["own child", "inherited"])
def test_a_killed_server_is_back_with_all_that_was_saved(world: World, whose: str):
    if whose == "inherited":
        world.holder().kill()
    with world.postgres().running() as server:
        tell(server.url, "CREATE TABLE t AS SELECT generate_series(1, 1000) AS n")
        assert_survives_kill(server)
        assert ask(server.url, "SELECT count(*) FROM t") == 1000
        assert_survives_kill(server)
    assert not answers(server.url)


def assert_survives_kill(server: Server) -> None:
    before = server.process
    os.kill(before, signal.SIGKILL)
    until(lambda: server.process != before and answers(server.url))


@pytest.mark.kill
def test_all_users_of_a_killed_server_find_the_same_new_one(world: World):
    other = world.holder()
    with world.postgres().running() as server:
        assert_survives_kill(server)
        assert answers(other.url)
    other.leave()
    assert not answers(other.url)


@pytest.mark.kill
def test_a_session_busy_when_its_server_is_killed_does_not_bar_the_next(world: World):
    with world.postgres().running() as server, closing(psycopg.connect(server.url)) as session:
        session.pgconn.send_query(b"SELECT count(*) FROM generate_series(1, 1000000000)")
        busy = session.info.backend_pid
        assert_survives_kill(server)
        assert busy not in set(processes_in(world.data))


@pytest.mark.kill
def test_user_and_server_killed_together_lose_nothing(world: World):
    killed = world.holder()
    tell(killed.url, "CREATE TABLE t AS SELECT generate_series(1, 1000) AS n")
    killed.kill()
    os.kill(killed.server, signal.SIGKILL)
    until(lambda: killed.server not in set(processes_in(world.data)))
    with world.postgres().running() as server:
        assert server.process != killed.server
        assert ask(server.url, "SELECT count(*) FROM t") == 1000


@pytest.mark.kill
def test_a_torn_making_is_done_again(bare_world: World):
    command = [sys.executable, "-c", HOLDER, str(bare_world.home), str(bare_world.store)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    bare_world.processes.append(process)
    until(lambda: list(data_folders_in_the_making(bare_world)))
    process.kill()
    process.communicate()
    assert not bare_world.data.exists()
    with bare_world.postgres().running() as server:
        assert answers(server.url)
    assert list(data_folders_in_the_making(bare_world)) == []


def data_folders_in_the_making(world: World) -> Iterator[Path]:
    for folder in (world.folder, world.store):
        yield from folder.rglob("data.new/PG_VERSION")


@pytest.mark.kill
def test_an_old_lock_file_that_names_a_living_stranger_is_put_aside(world: World):
    with world.postgres().running() as server:
        pass
    lock = world.data / "postmaster.pid"
    lock.write_text(f"{os.getpid()}\n{world.data}\n1\n{server.port}\n\n127.0.0.1\n0 0\nready\n")
    with world.postgres().running() as server:
        assert server.process != os.getpid()
        assert answers(server.url)
