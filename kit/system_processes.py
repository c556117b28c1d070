"""Asking the operating system about a process by its number, which may long belong to another one."""

import os
import subprocess
from pathlib import Path


def is_alive(pid: int) -> bool:
    """Whether any process, of whomever, has this number."""
    if pid <= 0:
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def runs_in(pid: int, folder: Path, *, program: str) -> bool:
    """Whether process `pid` works in `folder`; where the system does not tell, whether it is a `program` at all."""
    try:
        return Path(f"/proc/{pid}/cwd").readlink() == folder
    except OSError:
        return runs_program(pid, program)


def runs_program(pid: int, program: str) -> bool:
    listed = subprocess.run(  # noqa: S603
        ["ps", "-o", "comm=", "-p", str(pid)],  # noqa: S607 - wherever this system keeps it
        capture_output=True,
        check=False,
        text=True,
    )
    return program in listed.stdout


def pid_in(path: Path) -> int | None:
    """The process number that a lock file begins with; None when there is no such file or it holds something else."""
    try:
        return abs(int(path.read_text(encoding="ascii").split(maxsplit=1)[0]))
    except (OSError, ValueError, IndexError):
        return None
