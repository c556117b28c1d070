"""What happens by itself when time passes."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable, Iterable

from tests.fakes.stripe import checkout
from tests.fakes.stripe.store import Store
from tests.fakes.stripe.work import Work

EVERY_SECONDS = 1.0
# Each does what is due at the store's time, oldest first.
WHEELS: list[Callable[[Work], None]] = [checkout.expire_overdue]
# Each names the moments at which a wheel will have something to do.
MOMENTS: list[Callable[[Work], Iterable[int]]] = [checkout.moments]


def turn(work: Work) -> None:
    """Do everything that is due now."""
    with work.store.transaction():
        for wheel in WHEELS:
            wheel(work)


def move(work: Work, given: dict[str, int]) -> int:
    """Move the clock by `advance` seconds, or `to` a time; it only goes forward. The new time comes back.

    On the way it stops wherever something is due, so that a year holds twelve renewals, each in its time.
    """
    target = int(given["to"]) if "to" in given else work.now + int(given.get("advance", 0))
    with work.store.transaction():
        turn(work)
        while work.now < target:
            ahead = [moment for names in MOMENTS for moment in names(work) if work.now < moment < target]
            work.store.set_clock(min(ahead, default=target))
            turn(work)
    return work.now


class Ticker:
    """Turns the wheels every second, because sessions end by themselves too."""

    def __init__(self, store: Store, public_url: str) -> None:
        self._work = Work(store, public_url)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="clock", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while not self._stopping.wait(EVERY_SECONDS):
            try:
                turn(self._work)
            except Exception:
                # The clock goes on; whoever runs the stand-in has to see what went wrong.
                traceback.print_exc()
