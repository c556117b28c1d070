"""Loops that people keep to practise with. Each person has their own, and nobody else reads them."""

from dataclasses import asdict, dataclass
from uuid import UUID

from django.db import transaction

from accounts.models import User
from courses.access import can_read_lesson
from courses.errors import TooManyLoops
from courses.models import KeptLoop, Lesson
from courses.models.loops import LOOPS_IN_A_LESSON
from kit.errors import NotFound
from kit.failpoints import failpoint


@dataclass(frozen=True, slots=True)
class Loop:
    """A part of the film or sound in the lesson's block `block`, under the person's name for it."""

    block: UUID
    name: str
    start_ms: int
    end_ms: int


@transaction.atomic
def keep_loop(person: User, lesson: Lesson, public_id: UUID, loop: Loop) -> KeptLoop:
    """Keep the loop under the id that the person's device made for it; one that is kept under it already is changed.

    Asking again is harmless. Raises NotFound for a lesson that the person may not read, TooManyLoops.
    """
    if not can_read_lesson(person, lesson):
        raise NotFound
    # The person's row is the lock: of two devices that take the last place, the second hears that there is none.
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
    held = {each.public_id: each for each in KeptLoop.objects.filter(person=person, lesson=lesson)}
    failpoint("courses.loops_counted")
    kept = held.get(public_id)
    if kept is not None:
        kept.block, kept.name, kept.start_ms, kept.end_ms = loop.block, loop.name, loop.start_ms, loop.end_ms
        kept.save(update_fields=["block", "name", "start_ms", "end_ms"])
        return kept
    taken = {each.place for each in held.values()}
    place = next((place for place in range(LOOPS_IN_A_LESSON) if place not in taken), None)
    if place is None:
        raise TooManyLoops(most=LOOPS_IN_A_LESSON)
    return KeptLoop.objects.create(public_id=public_id, person=person, lesson=lesson, place=place, **asdict(loop))


def forget_loop(person: User, lesson: UUID, public_id: UUID) -> None:
    """Take one's own loop away, whether or not the lesson is still open. Raises NotFound where there is none."""
    mine = KeptLoop.objects.filter(person=person, lesson__public_id=lesson, public_id=public_id)
    if not mine.delete()[0]:
        raise NotFound
