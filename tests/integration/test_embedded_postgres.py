"""The embedded PostgreSQL: what it is, how it is shared, what it says when it cannot run."""

import errno
import os
import socket
from pathlib import Path

import psycopg
import pytest

from onething.base.texts import LANGUAGES, has_text
from onething.run.embedded import Databases, Postgres, PostgresTrouble, trouble
from onething.run.embedded.leftovers import processes_in
from tests.integration.postgres_world import World, answers, ask, tell


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


def test_a_path_too_long_for_a_socket_is_no_obstacle(bare_world: World):
    with Postgres(
        bare_world.folder / ("home" * 30), store=bare_world.folder / ("long" * 30)
    ).running() as server:
        assert server.socket is None
        assert answers(server.url)


def test_an_unusable_folder_is_named(bare_world: World):
    file = bare_world.folder / "file"
    file.touch()
    with (
        pytest.raises(PostgresTrouble, match=r"postgres\.folder") as caught,
        bare_world.postgres(file).running(),
    ):
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
