"""Faults on demand: what a network and a busy service do to a request."""

from __future__ import annotations

import asyncio
import random
import re
import threading
import time
from dataclasses import asdict, dataclass
from typing import Any

from tests.fakes.stripe.refusals import BadRequest, Json, Refused

KINDS = ("drop_before", "process_then_drop", "500", "500_kept", "429", "delay")


@dataclass
class Fault:
    """One fault: on which requests, how often still (None is for ever), and in which share of them."""

    fault: str
    method: str = ""
    path: str = ""
    seconds: float = 0.0
    times: int | None = 1
    share: float = 1.0
    met: int = 0

    def meets(self, method: str, path: str) -> bool:
        """Whether it is for this request: `path` is the beginning of one, or a regular expression for all of it."""
        if self.times == 0 or (self.method and self.method.upper() != method):
            return False
        return path.startswith(self.path) or re.fullmatch(self.path, path) is not None


class Faults:
    """The faults in force. The first that meets a request strikes it."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._lock = threading.Lock()
        self._faults: list[Fault] = []
        self._chance = random.Random(seed)

    def add(self, given: Json) -> Json:
        allowed = {"fault", "method", "path", "seconds", "times", "share"}
        if given.get("fault") not in KINDS or set(given) - allowed:
            raise BadRequest(f"A fault is one of {', '.join(KINDS)}, with {', '.join(sorted(allowed))}.")
        fault = Fault(**given)
        with self._lock:
            self._faults.append(fault)
        return asdict(fault)

    def all(self) -> list[dict[str, Any]]:
        with self._lock:
            return [asdict(fault) for fault in self._faults]

    def clear(self) -> None:
        with self._lock:
            self._faults = []
            self._chance = random.Random(self._seed)

    def strike(self, method: str, path: str) -> Fault | None:
        """The fault that this request meets, which is then one less."""
        with self._lock:
            for fault in self._faults:
                if fault.meets(method, path) and self._chance.random() < fault.share:
                    fault.met += 1
                    if fault.times is not None:
                        fault.times -= 1
                    return fault
        return None

    async def wait(self, fault: Fault) -> None:
        """As long as the fault delays, or until the faults are cleared."""
        until = time.monotonic() + fault.seconds
        while time.monotonic() < until and any(known is fault for known in self._faults):
            await asyncio.sleep(min(0.02, fault.seconds))


def refusal(fault: str) -> Refused:
    """What a fault answers instead of the work."""
    if fault == "429":
        return Refused("Too many requests made to the API too quickly.", status=429, code="rate_limit")
    return Refused("An unknown error occurred.", status=500, kind="api_error")
