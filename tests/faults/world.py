"""A shop of real processes that can be killed: PostgreSQL, web server, worker, and the stand-in for Stripe.

Whatever dies is started again at once, as a machine's supervisor would.
"""

import contextlib
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

import psycopg

from config.run import end_with_parent
from kit.embedded_postgres import EmbeddedPostgres, EmbeddedPostgresError
from kit.system_processes import is_alive
from tests.fakes.stripe import FakeStripe
from tests.faults.stage import Stage
from tests.program import free_port

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 300
PAUSE = 0.05


def until(holds, what, patience=PATIENCE):
    """Return what `holds` gives once it is true. Raises AssertionError with `what` was waited for."""
    deadline = time.monotonic() + patience
    while not (found := holds()):
        assert time.monotonic() < deadline, f"waited {patience} seconds for {what}"
        time.sleep(PAUSE)
    return found


# What people do in the admin and what happens at night, which are not part of the drill's crowd.
IN_THE_ADMIN = {
    "commerce.before_answering",
    "commerce.before_entries_are_kept",
    "commerce.before_payouts_are_kept",
    "commerce.before_asking_for_payout_account",
    "commerce.before_payout_account_is_recorded",
    "commerce.before_account_truth_is_applied",
    "commerce.own_money_held",
    "commerce.taken_back_held",
}


def failpoints():
    """The names of the places in the selling where a process may be killed while people buy."""
    found = set()
    for path in (ROOT / "commerce").rglob("*.py"):
        found.update(re.findall(r'failpoint\("(commerce\.[\w.]+)"\)', path.read_text()))
    return sorted(found - IN_THE_ADMIN)


class Server:
    """A process that is started anew whenever it has ended, until `stop`."""

    def __init__(self, command, environment, log):
        self._command, self._environment, self._log = command, environment, log
        self._process, self._wanted = None, True
        self._watch = threading.Thread(target=self._keep_running, daemon=True)
        self._watch.start()

    def _keep_running(self):
        while self._wanted:
            with self._log.open("a") as said:
                self._process = subprocess.Popen(
                    self._command,
                    cwd=ROOT,
                    env=self._environment,
                    stdout=said,
                    stderr=said,
                    start_new_session=True,
                    preexec_fn=end_with_parent,  # noqa: PLW1509 - it calls the system and nothing else
                )
            self._process.wait()
            # What it started itself goes with it.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)

    def kill(self):
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)

    def stop(self):
        self._wanted = False
        until(lambda: self._process is not None, "the process to be there")
        self.kill()
        self._watch.join(PATIENCE)


class World:
    """Everything, started; `folder` keeps its data and what it said.

    `template` is the address of a database that is migrated already, to spare it the migrating.
    """

    def __init__(self, folder, seed=1, template=None):
        self.folder = folder
        self.marks = folder / "killed-at"
        self.marks.mkdir()
        self.port = free_port()
        self.api = f"http://127.0.0.1:{self.port}"
        self.postgres = EmbeddedPostgres(folder / "postgres")
        self.postgres.start()
        self.postgres.ensure_database("shop")
        self.stripe = FakeStripe(seed=seed, webhook_url=f"{self.api}/webhooks/stripe").start()
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "DATABASE_URL": self.postgres.url("shop"),
            "STRIPE_API_BASE": self.stripe.base,
            "KILLED_AT": str(self.marks),
            "VAR_DIR": str(folder / "var"),
        }
        if template is None:
            self._manage("migrate", "--verbosity", "0")
        else:
            self._copy(template)
        self.servers = {}
        # It stands for people, and these are not killed.
        self.stage = Stage(ROOT, {**self.environment, "KILLED_AT": str(folder / "nowhere")})

    def _copy(self, template):
        binaries = self.postgres.binaries()
        into = [binaries / "psql", "--quiet", "--no-psqlrc", "--set", "ON_ERROR_STOP=1", self.postgres.url("shop")]
        with subprocess.Popen([binaries / "pg_dump", template], stdout=subprocess.PIPE) as dump:
            subprocess.run(into, stdin=dump.stdout, stdout=subprocess.DEVNULL, check=True)
        assert dump.returncode == 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for server in self.servers.values():
            server.stop()
        self.stage.stop()
        self.stripe.stop()
        self.postgres.stop()

    def open(self):
        """Start web server and worker."""
        python, log = sys.executable, self.folder / "said.txt"
        web = [python, "-m", "granian", "--interface", "wsgi", "--no-ws", "--host", "127.0.0.1"]
        web += ["--port", str(self.port), "--workers", "1", "--blocking-threads", "8", "--log-level", "warning"]
        self.servers = {
            "web": Server([*web, "config.wsgi:application"], self.environment, log),
            "worker": Server([python, "manage.py", "run_worker", "--concurrency", "4"], self.environment, log),
        }
        self.wait_until_ready()

    def wait_until_ready(self):
        until(self._is_ready, "the shop to be ready")

    def _is_ready(self):
        try:
            with urllib.request.urlopen(f"{self.api}/readyz", timeout=5) as answer:  # noqa: S310 - our own program
                return answer.status == 200
        except OSError:
            return False

    def _manage(self, *words):
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr

    def connect(self):
        return psycopg.connect(self.postgres.url("shop"), autocommit=True)

    def kill_at(self, place):
        """Have the next process that comes to the failpoint `place` killed there."""
        (self.marks / place).touch()

    def is_killed_at(self, place):
        return not (self.marks / place).exists()

    def kill(self, victim, chance):
        """SIGKILL for `victim`: web, worker, backend (one of the database's) or database (the server itself)."""
        if victim in self.servers:
            self.servers[victim].kill()
        elif victim == "backend":
            self._kill_backend(chance)
        else:
            self._kill_database()

    def _kill_backend(self, chance: random.Random):
        with contextlib.suppress(psycopg.Error), self.connect() as connection:
            busy = connection.execute(
                "SELECT pid FROM pg_stat_activity WHERE datname = 'shop' AND pid <> pg_backend_pid() ORDER BY pid"
            ).fetchall()
            if busy:
                os.kill(chance.choice(busy)[0], signal.SIGKILL)

    def _kill_database(self):
        # It may just be starting again, killed a moment ago.
        with contextlib.suppress(FileNotFoundError, IndexError, ProcessLookupError):
            pid = int((self.postgres.cluster / "postmaster.pid").read_text().splitlines()[0])
            os.kill(pid, signal.SIGKILL)
            until(lambda: not is_alive(pid), "PostgreSQL to be dead")
        until(self._database_is_back, "PostgreSQL to start again")

    def _database_is_back(self):
        """Its children see that it is gone in their own time; until then it does not start."""
        try:
            self.postgres.start()
        except EmbeddedPostgresError:
            return False
        return self.postgres.is_running()
