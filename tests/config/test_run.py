"""`make run` as a person sees it: a program that is started, used and stopped."""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import threading
import time
from pathlib import Path

import psycopg
import pytest
from django.db import connections
from django_tasks import task

from config.run import CannotRun, _reason, refuse_taken_port, sell_some_of_the_demo, wants_sales
from kit import jobs
from kit.embedded_postgres import EmbeddedPostgres
from tests import database
from tests.program import PATIENCE, Program, free_port


@task()
def leave_a_mark(path):
    Path(path).with_suffix(".mark").touch()


@pytest.fixture
def start(transactional_db, tmp_path):
    programs = []

    def start(**settings):
        on = database.address(connections["default"].settings_dict["NAME"])
        programs.append(Program(tmp_path, **{"DATABASE_URL": on, "DEMO": "0", "STOREFRONT": "0", **settings}))
        return programs[-1]

    yield start
    for program in programs:
        program.stop()


def wait_until(condition, program):
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert program.process.poll() is None, program.said
        assert time.monotonic() < deadline, program.said
        time.sleep(0.05)


@pytest.mark.covers("fault-R10", "fault-O7", "req-J3")
def test_it_serves_until_told_to_stop_and_finishes_what_it_began(start):
    program = start()
    program.wait_until_ready()
    with program.get("/livez") as answer:
        assert answer.status == 200
        assert len(answer.headers["X-Request-ID"]) == 36
    with program.get("/readyz") as answer:
        assert answer.read() == b'{"status": "ok", "problems": {}}'

    statuses, cut = [], []

    def visit():
        while True:
            connection = http.client.HTTPConnection("127.0.0.1", program.port, timeout=PATIENCE)
            try:
                connection.connect()
            except ConnectionRefusedError:
                return
            try:
                connection.request("GET", "/readyz", headers={"Connection": "close"})
                answer = connection.getresponse()
                answer.read()
                statuses.append(answer.status)
            except (ConnectionError, http.client.HTTPException) as error:
                # Taken by the system while nobody accepted any more: no request of it was ever begun.
                if not isinstance(error, ConnectionResetError | http.client.RemoteDisconnected):
                    cut.append(error)
            finally:
                connection.close()

    visitors = [threading.Thread(target=visit) for _ in range(4)]
    for visitor in visitors:
        visitor.start()
    wait_until(lambda: len(statuses) > 20, program)
    program.process.send_signal(signal.SIGINT)
    program.ends_with(0)
    for visitor in visitors:
        visitor.join(PATIENCE)
    assert set(statuses) == {200}
    assert cut == []
    assert program.said.rstrip().endswith("Perfomix has stopped.")
    assert "Traceback" not in program.said
    assert program.nobody_listens()


def wait_for_connections(server, name, count):
    deadline = time.monotonic() + PATIENCE
    held = 0
    while held < count:
        assert time.monotonic() < deadline, f"{held} connections to {name}"
        time.sleep(0.1)
        (held,) = server.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = %s", [name]).fetchone()


@pytest.mark.covers("fault-R3")
def test_it_outlives_its_database_connections(start):
    """Every connection of the server and the worker is cut, as when the database starts anew: nobody has to help."""
    program = start()
    program.wait_until_ready()
    name = connections["default"].settings_dict["NAME"]
    for _ in range(2):
        with database.server() as connection:
            wait_for_connections(connection, name, 2)  # the worker's may come after the server is ready
            connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
        connections["default"].close()
        with program.get("/readyz") as answer:
            assert answer.status == 200
        jobs.enqueue("kit.run_task", task="tests.config.test_run.leave_a_mark", args=[str(program.output)], kwargs={})
        mark = program.output.with_suffix(".mark")
        wait_until(mark.exists, program)
        mark.unlink()


def test_nothing_goes_on_serving_when_it_is_killed(start):
    program = start()
    program.wait_until_ready()
    program.process.kill()
    program.process.wait()
    assert program.nobody_listens()


def test_when_a_part_dies_the_whole_ends_and_says_so(start):
    program = start()
    program.wait_until_ready()
    asked = ["pgrep", "-P", str(program.process.pid), "-f", "run_worker"]
    worker = int(subprocess.run(asked, capture_output=True, text=True, check=True).stdout)
    os.kill(worker, signal.SIGKILL)
    program.ends_with(1)
    assert "The worker ended by itself; its messages stand above." in program.said
    assert program.nobody_listens()


def test_a_taken_port_is_said_in_one_sentence(start):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        program = start(PORT=str(port))
        program.ends_with(1)
    assert program.said == (
        "Perfomix is starting.\n\n"
        f"Port {port} is taken: stop what listens there, or choose another with PORT={port + 1} make run.\n"
    )


def test_a_database_that_is_away_is_said_in_one_sentence(start):
    program = start(DATABASE_URL=f"postgresql://nobody@127.0.0.1:{free_port()}/nothing")
    program.ends_with(1)
    *_, last = program.said.splitlines()
    assert last.startswith("The database cannot be used: ")
    assert "Traceback" not in program.said


def test_a_database_that_cannot_hold_every_name_is_refused_before_it_is_touched(start):
    name = f"{connections['default'].settings_dict['NAME']}_ascii"
    with database.server() as server:
        server.execute(
            f"CREATE DATABASE {name} ENCODING 'SQL_ASCII' LOCALE_PROVIDER libc LOCALE 'C' TEMPLATE template0"
        )
        try:
            program = start(DATABASE_URL=database.address(name))
            program.ends_with(1)
            with psycopg.connect(database.address(name)) as there:
                (tables,) = there.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")
    assert program.said.splitlines()[-1].startswith("The database keeps its text as SQL_ASCII and could not hold every")
    assert tables == 0


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"PORT": "eighty"}, "PORT must be a whole number, not “eighty”."),
        ({"DATABASE_URL": "mysql://x"}, "DATABASE_URL must look like postgresql://user:password@host:5432/name."),
        ({"DEBUG": "maybe"}, "DEBUG must be 1 or 0, not “maybe”."),
    ],
)
def test_an_unusable_setting_is_said_in_one_sentence(start, settings, sentence):
    program = start(**settings)
    program.ends_with(1)
    assert program.said.splitlines()[-1] == sentence
    assert "Traceback" not in program.said


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("", "It failed and gave no reason."),
        ("Traceback …\nOSError: [Errno 28] No space left on device: 'x'", "The disk is full: free some space"),
        ("Traceback …\nModuleNotFoundError: No module named 'wagtail'", "The installation in .venv is broken (Mod"),
        ("first\nThe demo's people …\n", "The demo's people …"),
    ],
)
def test_what_a_part_said_becomes_a_sentence(said, reason):
    assert _reason(said).startswith(reason)


def test_an_address_that_is_not_ours_is_refused():
    with pytest.raises(CannotRun, match=r"Nothing can listen on 192\.0\.2\.1:80"):
        refuse_taken_port("192.0.2.1", 80, "PORT")


@pytest.mark.full
def test_a_fresh_checkout_runs_twice_and_keeps_its_data(start, tmp_path):
    """With nothing but the installation: the embedded database is made, kept and found again."""
    for _ in range(2):
        program = start(DATABASE_URL="")
        program.wait_until_ready()
        program.process.terminate()
        program.ends_with(0)
        assert program.nobody_listens()
    assert "Bringing the tables up to date" not in program.said
    shutil.rmtree(EmbeddedPostgres(tmp_path / "var" / "postgres").home)


@pytest.mark.parametrize(
    ("settings", "was_started", "sells"),
    [
        ({}, False, True),
        ({}, True, False),
        ({"DEMO": "0"}, False, False),
        ({"DEMO_SALES": "0"}, False, False),
    ],
)
def test_the_demo_sells_at_its_first_start_alone(tmp_path, monkeypatch, settings, was_started, sells):
    for name in ("DEMO", "DEMO_SALES"):
        monkeypatch.delenv(name, raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    store = tmp_path / "stand-in.sqlite"
    if was_started:
        store.touch()
    assert wants_sales(store) is sells


@pytest.mark.django_db
def test_a_demo_that_cannot_sell_does_not_keep_anything_from_starting(monkeypatch, capsys):
    """There is no demo in this database."""
    on = connections["default"].settings_dict
    monkeypatch.setenv("DATABASE_URL", database.address(on["NAME"]))
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    sell_some_of_the_demo()
    assert "Nothing was sold: CommandError: Load the demo first" in capsys.readouterr().out
