"""The one place that is asked what time it is, so that tests and the demo can hold it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.utils import timezone

_held: ContextVar[datetime | None] = ContextVar("held", default=None)


def now() -> datetime:
    """The current moment, aware, in UTC."""
    return _held.get() or timezone.now()


@contextmanager
def held_at(moment: datetime) -> Iterator[None]:
    """Let it be `moment` inside, for this thread alone; an aware time in UTC."""
    token = _held.set(moment)
    try:
        yield
    finally:
        _held.reset(token)
