"""Processes of their own on the test's database, which are killed where they stand."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from urllib.parse import quote

from django.conf import settings
from django.db import connection

from kit import failpoints

PATIENCE_SECONDS = 60


def database_address() -> str:
    where = connection.settings_dict
    address = (
        f"postgresql://{quote(where['USER'])}:{quote(where['PASSWORD'])}@/{where['NAME']}?host={quote(where['HOST'])}"
    )
    return f"{address}&port={where['PORT']}" if where["PORT"] else address


def kill_when_reached(module: str, *words: object) -> None:
    """Run `module` with those words until it says that it stands where it shall be killed, and kill it there."""
    process = subprocess.Popen(
        [sys.executable, "-m", module, *map(str, words)],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DATABASE_URL": database_address(), "DJANGO_SETTINGS_MODULE": "config.settings.test"},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        lines = iter(process.stdout.readline, "")
        assert any(line == "reached\n" for line in lines), "it ended before it stood there"
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()


def stand_at(place: str, work: Callable[[], object], *, time_of: int = 1) -> None:
    """In such a process: go to the failpoint `place`, for the `time_of`th time, say so, and stay there."""
    failpoints.PATIENCE_SECONDS = PATIENCE_SECONDS
    with failpoints.hold(place, skip=time_of - 1) as held:
        threading.Thread(target=work, daemon=True).start()
        held.wait_until_reached()
        sys.stdout.write("reached\n")
        sys.stdout.flush()
        time.sleep(PATIENCE_SECONDS)
