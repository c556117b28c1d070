"""Who looks at learners' work, and giving it back: for those who write the course (REQUIREMENTS C7)."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.enums import HandInState
from assessments.models import HandIn
from assessments.operations import hand_ins
from courses.models import Course, Lesson
from kit import audit
from kit.errors import NotAllowed, NotFound
from notices.operations import notify


def handed_in_to(person: Any) -> QuerySet[HandIn]:
    """What learners handed in to this person: in lessons of courses that they write; administrators see all."""
    if not (person.is_authenticated and person.is_active):
        return HandIn.objects.none()
    handed_in = HandIn.objects.exclude(state=HandInState.DRAFT)
    if person.is_superuser:
        return handed_in
    lessons = Lesson.objects.filter(course__in=Course.objects.editable_by(person).values("pk"))
    return handed_in.filter(lesson__in=lessons.values("public_id"))


def waiting_for(person: Any) -> QuerySet[HandIn]:
    """What waits for the person, longest first; their own work waits for others."""
    waiting = handed_in_to(person).filter(state=HandInState.HANDED_IN).exclude(learner=person.pk)
    return waiting.order_by("handed_in_at", "pk")


@transaction.atomic
def give_back(
    hand_in: HandIn,
    *,
    is_accepted: bool,
    marks: Mapping[str, str],
    points: Decimal | None,
    feedback: str,
    actor: User,
    by_peers: bool = False,
) -> HandIn:
    """Mark it and tell the learner. Raises NotFound, NotAllowed for one's own work, and what assessments refuse."""
    if not handed_in_to(actor).filter(pk=hand_in.pk).exists():
        raise NotFound
    if hand_in.learner_id == actor.pk:
        raise NotAllowed
    given = hand_ins.give_back(
        hand_in,
        is_accepted=is_accepted,
        marks=marks,
        points=points,
        feedback=feedback,
        actor=actor,
        by_peers=by_peers,
    )
    audit.record(given, "assessments.give_back", actor, state=given.state)
    _tell_learner(given)
    return given


def _tell_learner(given: HandIn) -> None:
    title = _("“%(title)s” was accepted") if given.state == HandInState.ACCEPTED else _("“%(title)s” came back to you")
    notify(
        given.learner,
        "learning.work_given_back",
        title=title % {"title": given.brief.title},
        body=given.feedback,
        url=page_of(given),
        hand_in=str(given.public_id),
    )


def page_of(hand_in: HandIn) -> str:
    """Where the storefront shows it."""
    slug = Lesson.objects.values_list("course__slug", flat=True).get(public_id=hand_in.lesson)
    return f"/courses/{slug}/lessons/{hand_in.lesson}/assignments/{hand_in.assignment.public_id}"
