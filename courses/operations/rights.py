"""Dividing what a course brings among its owner and co-authors: proposed by the owner, agreed to by everybody in it.

Who holds a part keeps it, also after leaving the course, until they agree to another division themselves.
"""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from accounts.models import User
from courses.enums import AuthorState, SplitState
from courses.errors import SplitDecided
from courses.models import Course, RightsPart, RightsSplit
from kit import audit, clock
from kit.errors import InvalidInput, NotAllowed
from notices.letters import admin_link
from notices.operations import notify

WHOLE = 10_000


def shares_of(course: Course) -> dict[User, int]:
    """Who gets what the course brings, in hundredths of a percent; the owner alone while nothing else is agreed."""
    held = RightsPart.objects.filter(split__course=course, split__state=SplitState.AGREED, basis_points__gt=0)
    parts = {part.person: part.basis_points for part in held.select_related("person").order_by("pk")}
    return parts or {course.owner: WHOLE}


def people_who_may_share(course: Course) -> list[User]:
    """The owner, the co-authors and whoever holds a part now, in this order."""
    authors = course.authors.filter(state=AuthorState.ACCEPTED).select_related("person").order_by("accepted_at", "pk")
    return list(dict.fromkeys([course.owner, *(author.person for author in authors), *shares_of(course)]))


@transaction.atomic
def propose_split(course: Course, parts: Mapping[User, int], *, actor: User) -> RightsSplit:
    """Ask everybody for a division; it takes the place of an earlier proposal. The owner agrees by proposing.

    Whoever would lose their part is asked too. Raises NotAllowed, InvalidInput.
    """
    course = Course.objects.select_for_update(no_key=True).get(pk=course.pk)
    if actor.pk != course.owner_id:
        raise NotAllowed
    people = people_who_may_share(course)
    wanted = {person: parts.get(person, 0) for person in people}
    if any(person not in wanted for person in parts) or not all(0 <= part <= WHOLE for part in wanted.values()):
        raise InvalidInput({"parts": ["Divide among the owner and the co-authors."]})
    if sum(wanted.values()) != WHOLE:
        raise InvalidInput({"parts": ["The shares have to sum to 100 %."]})
    holders = shares_of(course)
    take_back_proposal(course)
    split = RightsSplit.objects.create(course=course, proposed_by=actor, proposed_at=clock.now())
    for person, part in wanted.items():
        if part or person in holders:
            agreed_at = clock.now() if person == actor else None
            RightsPart.objects.create(split=split, person=person, basis_points=part, agreed_at=agreed_at)
    audit.record(course, "courses.propose_shares", actor, parts=_written(wanted))
    title = f"{actor.display_name} proposes shares of “{course.title}”"
    for asked in split.parts.filter(agreed_at=None).select_related("person"):
        _tell(asked.person, "courses.shares_proposed", title, course)
    return _hold_if_agreed(split, course)


@transaction.atomic
def agree_to_split(split: RightsSplit, *, actor: User) -> RightsSplit:
    """Agree to one's own part; with the last agreement the division holds. Raises NotAllowed, SplitDecided."""
    split, course, part = _answerable(split, actor)
    if part.agreed_at is None:
        part.agreed_at = clock.now()
        part.save(update_fields=["agreed_at"])
        audit.record(course, "courses.agree_to_shares", actor, split=str(split.public_id))
    return _hold_if_agreed(split, course)


@transaction.atomic
def decline_split(split: RightsSplit, *, actor: User) -> RightsSplit:
    """Refuse the division; what held before goes on holding. Raises NotAllowed, SplitDecided."""
    split, course, _part = _answerable(split, actor)
    _decide(split, SplitState.DECLINED)
    audit.record(course, "courses.decline_shares", actor, split=str(split.public_id))
    if actor.pk != course.owner_id:
        title = f"{actor.display_name} declined the shares of “{course.title}”"
        _tell(course.owner, "courses.shares_declined", title, course)
    return split


@transaction.atomic
def take_back_split(split: RightsSplit, *, actor: User) -> None:
    """Take back what waits for agreement. Raises NotAllowed, SplitDecided."""
    split, course = _waiting(split)
    if actor.pk != course.owner_id:
        raise NotAllowed
    take_back_proposal(course)
    audit.record(course, "courses.take_back_shares", actor, split=str(split.public_id))


def take_back_proposal(course: Course) -> None:
    """End the proposal that waits, if one does. The caller holds the course."""
    for split in RightsSplit.objects.filter(course=course, state=SplitState.PROPOSED):
        _decide(split, SplitState.TAKEN_BACK)


def _waiting(split: RightsSplit) -> tuple[RightsSplit, Course]:
    course = Course.objects.select_for_update(no_key=True).get(pk=split.course_id)
    split = RightsSplit.objects.get(pk=split.pk)
    if split.state != SplitState.PROPOSED:
        raise SplitDecided
    return split, course


def _answerable(split: RightsSplit, actor: User) -> tuple[RightsSplit, Course, RightsPart]:
    if not actor.is_active or not split.parts.filter(person=actor).exists():
        raise NotAllowed
    split, course = _waiting(split)
    return split, course, split.parts.get(person=actor)


def _hold_if_agreed(split: RightsSplit, course: Course) -> RightsSplit:
    if split.parts.filter(agreed_at=None).exists():
        return split
    for before in RightsSplit.objects.filter(course=course, state=SplitState.AGREED):
        _decide(before, SplitState.REPLACED)
    _decide(split, SplitState.AGREED)
    audit.record(course, "courses.shares_agreed", None, split=str(split.public_id))
    people = [part.person for part in split.parts.select_related("person").order_by("pk")]
    for person in people if len(people) > 1 else []:
        _tell(person, "courses.shares_agreed", f"The shares of “{course.title}” are agreed", course)
    return split


def _decide(split: RightsSplit, state: SplitState) -> None:
    split.state, split.decided_at = state, clock.now()
    split.save(update_fields=["state", "decided_at"])


def _tell(person: User, kind: str, title: str, course: Course) -> None:
    notify(person, kind, title=title, url=admin_link(f"/admin/courses/{course.public_id}/shares/"))


def _written(parts: Mapping[Any, int]) -> dict[str, int]:
    return {str(person.public_id): part for person, part in parts.items() if part}
