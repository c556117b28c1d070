"""Named places where a test can hold a thread, to force the order of a race. They are nothing unless FAILPOINTS is on.

with hold("enrol.before_seat_is_taken") as held:
    start the first thread
    held.wait_until_reached()
    let the second thread pass
# leaving the block releases whoever still waits

Or where a process is killed, as by a machine that goes away: see `die_where_told`.
"""

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

PATIENCE_SECONDS = 300


class Held:
    """One failpoint being held. Of the threads to reach it `skip` pass, the next `count` wait, and later ones pass."""

    def __init__(self, name: str, count: int, skip: int) -> None:
        self.name = name
        self._passing = threading.Semaphore(skip)
        self._places = threading.Semaphore(count)
        self._reached = threading.Semaphore(0)
        self._released = threading.Event()

    def wait_until_reached(self) -> None:
        """Return when a thread stands at the failpoint. Raises TimeoutError when none comes."""
        if not self._reached.acquire(timeout=PATIENCE_SECONDS):
            raise TimeoutError(f"nobody reached the failpoint {self.name}")

    def release(self) -> None:
        self._released.set()

    def arrive(self) -> None:
        if self._passing.acquire(blocking=False):
            return
        if self._places.acquire(blocking=False):
            self._reached.release()
            self._released.wait(PATIENCE_SECONDS)


_held: dict[str, Held] = {}
_told_in: Path | None = None


def failpoint(name: str) -> None:
    """Mark a place between a read and a write that a race or the end of the process could enter."""
    if not settings.FAILPOINTS:
        return
    if _told_in is not None:
        _die_if_told(_told_in / name)
    if name in _held:
        _held[name].arrive()


def die_where_told(folder: Path) -> None:
    """Have this process killed (SIGKILL) at the failpoint `name` once there is a file `folder/name`.

    The file goes first: of several processes that share `folder` one dies for each.
    """
    global _told_in  # noqa: PLW0603 - as the failpoints themselves, for the whole process
    _told_in = folder


def _die_if_told(mark: Path) -> None:
    try:
        mark.unlink()
    except FileNotFoundError:
        return
    os.kill(os.getpid(), signal.SIGKILL)


@contextmanager
def hold(name: str, *, count: int = 1, skip: int = 0) -> Iterator[Held]:
    """Hold the first `count` threads that reach the failpoint `name`, until released or the block ends.

    The first `skip` times that somebody reaches it do not count.
    """
    held = Held(name, count, skip)
    _held[name] = held
    try:
        yield held
    finally:
        held.release()
        del _held[name]
