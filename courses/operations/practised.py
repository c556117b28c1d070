"""What happens when somebody was in a lesson: apps above say so here."""

from collections.abc import Callable, Collection
from datetime import datetime

Listener = Callable[[int, Collection[datetime]], None]

QUARTER_SECONDS = 15 * 60

_listeners: list[Listener] = []


def on_practice(listener: Listener) -> Listener:
    """`listener(learner, moments)` is called in the transaction that records progress, with the learner's primary key.

    It hears once of each quarter of an hour, mostly, so it may ask and write a little: of a quarter in which the seat
    was used last it does not hear again. Clocks differ by whole quarters, so none of them misses a day by that.
    """
    _listeners.append(listener)
    return listener


def is_same_quarter(one: datetime, other: datetime | None) -> bool:
    return other is not None and one.timestamp() // QUARTER_SECONDS == other.timestamp() // QUARTER_SECONDS


def practised(learner: int, moments: Collection[datetime]) -> None:
    for listener in _listeners:
        listener(learner, moments)
