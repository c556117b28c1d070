"""Two threads against one database, and a way to know that one of them waits for the other."""

import threading
import time
from collections.abc import Callable
from typing import Any

from django.db import connection, connections

PATIENCE = 300


class Runner(threading.Thread):
    """Runs `work` on a connection of its own; `outcome()` gives its answer or the exception it raised."""

    def __init__(self, work: Callable[[], Any]) -> None:
        super().__init__(daemon=True)
        self._work = work
        self._answer: Any = None
        self.start()

    def run(self) -> None:
        try:
            self._answer = self._work()
        except BaseException as error:
            self._answer = error
        finally:
            connections.close_all()

    def outcome(self) -> Any:
        self.join(PATIENCE)
        assert not self.is_alive(), "the thread hangs"
        return self._answer


def wait_for_a_lock_queue(*waiting: Runner) -> None:
    """Return when each of `waiting` waits in the database for a lock that another holds.

    Raises AssertionError as soon as one of them is done instead: nothing held it up.
    """
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone()[0] >= len(waiting):
                return
        for each in waiting:
            assert each.is_alive(), f"it did not wait: {each.outcome()!r}"
        time.sleep(0.02)
    raise TimeoutError("nobody waits for a lock")
