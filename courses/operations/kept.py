"""Keeping things in lessons for oneself: each person has their own, and nobody else reads them."""

from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction

from accounts.models import User
from accounts.operations.holding import hold_person
from courses.access import can_read_lesson
from courses.models import Lesson
from courses.models.kept import KeptInLesson
from kit.errors import Conflict, NotFound
from kit.failpoints import failpoint

K = TypeVar("K", bound=KeptInLesson)


@transaction.atomic
def keep(
    model: type[K],
    person: User,
    lesson: Lesson,
    public_id: UUID,
    fields: dict[str, Any],
    *,
    most: int,
    too_many: type[Conflict],
) -> K:
    """Keep what `fields` say under the id that the person's device made; what is kept under it already is changed.

    Asking again is harmless. Raises NotFound for a lesson that the person may not read, and `too_many` when they keep
    `most` of them in it already.
    """
    if not can_read_lesson(person, lesson):
        raise NotFound
    # The person's row is the lock: of two devices that take the last place, the second hears that there is none.
    hold_person(person.pk)
    everything = model._default_manager.filter(person=person, lesson=lesson)
    places = dict(everything.values_list("public_id", "place"))
    failpoint("courses.kept_counted")
    if public_id in places:
        everything.filter(public_id=public_id).update(**fields)
        return everything.get(public_id=public_id)
    taken = set(places.values())
    place = next((place for place in range(most) if place not in taken), None)
    if place is None:
        raise too_many(most=most)
    return model._default_manager.create(public_id=public_id, person=person, lesson=lesson, place=place, **fields)


def forget(model: type[KeptInLesson], person: User, lesson: UUID, public_id: UUID) -> None:
    """Take one's own away, whether or not the lesson is still open. Raises NotFound where there is none."""
    mine = model._default_manager.filter(person=person, lesson__public_id=lesson, public_id=public_id)
    if not mine.delete()[0]:
        raise NotFound
