"""Queues of the desk: what waits for a producer. Apps register theirs when they are ready, with one line."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse


@dataclass(frozen=True, slots=True)
class Queue:
    """`label` is what waits, for people; `view` the name of the admin's address that lists it.

    `count(person)` says how many wait for this person, of their own courses alone, in one query. `order` places it.
    """

    label: Any
    view: str
    count: Callable[[Any], int]
    icon: str = "list-ul"
    order: int = 100


@dataclass(frozen=True, slots=True)
class Waiting:
    """A queue as one person meets it."""

    label: Any
    url: str
    count: int
    icon: str


_queues: list[Queue] = []


def register_queue(queue: Queue) -> None:
    """Show the queue on every producer's desk."""
    _queues.append(queue)


def queues_of(person: Any) -> list[Waiting]:
    """What waits for the person, queue by queue, also where nothing does. One query for each queue."""
    return [
        Waiting(queue.label, reverse(queue.view), queue.count(person), queue.icon)
        for queue in sorted(_queues, key=lambda queue: queue.order)
    ]
