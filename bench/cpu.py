"""CPU time of this process, of the database backend that serves it and of the programs that it runs."""

import resource
import time
from dataclasses import dataclass

from django.db import connection


@dataclass(frozen=True)
class Cpu:
    """CPU seconds spent: by the application and by its database backend."""

    app: float
    database: float

    def __sub__(self, earlier: "Cpu") -> "Cpu":
        return Cpu(self.app - earlier.app, self.database - earlier.database)

    @property
    def total(self) -> float:
        return self.app + self.database


def backend_pid() -> int:
    """The process that serves this connection; it must run on this machine."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def spent(backend: int) -> Cpu:
    """CPU spent so far, in seconds, exact to the nanosecond: Linux names each process's CPU clock after its id."""
    clock = ((~backend) << 3) | 2
    return Cpu(app=time.process_time(), database=time.clock_gettime(clock))


def spent_by_programs() -> float:
    """CPU seconds of the programs that this process has started, once they have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
