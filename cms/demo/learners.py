"""Learners of the demo: their seats, their progress, and what they say of the courses."""

from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import yaml

from accounts.models import User
from accounts.operations.people import DEMO_DOMAIN
from certificates.documents import offer_of
from certificates.operations.issuing import issue_certificate
from courses.enums import EnrolmentSource
from courses.models import Course, LessonDocument
from courses.operations.course_reviews import answer_review, write_review
from courses.operations.enrolment import enrol_learner, has_a_price
from courses.operations.progress import EventKind, ProgressEvent, record_progress
from courses.registrations.moderation import COURSE_REVIEW
from kit import clock
from moderation.enums import Reason
from moderation.operations import report_thing

REVIEWS = Path(__file__).parent / "reviews.yaml"
# Nobody takes a lesson more seldom than this while they are at it.
LONGEST_PAUSE = timedelta(days=4)


def enrol_and_learn(
    course: Course, learner: User, *, share: float, begins: datetime, ends: datetime, giver: User
) -> None:
    """Give the learner a seat at `begins` and let them complete a share of the lessons before `ends`, in order.

    The seat in a course with a price is a gift of the administrator, since nothing is sold in the demo yet.
    """
    with clock.held_at(begins):
        if has_a_price(course):
            enrol_learner(course, learner, source=EnrolmentSource.GRANTED, actor=giver)
        else:
            enrol_learner(course, learner, source=EnrolmentSource.FREE, actor=learner)
    lessons = list(
        LessonDocument.objects.live()
        .filter(course=course)
        .order_by("position")
        .values_list("lesson__public_id", flat=True)
    )
    random = Random(f"{course.slug} {learner.email}")  # noqa: S311 - hours of the day, not secrets
    completed = round(share * len(lessons))
    pause = min(LONGEST_PAUSE, (ends - begins) / (completed + 2))
    at = begins + timedelta(minutes=random.randint(5, 90))
    events = []
    for number, lesson in enumerate(lessons[: completed + 1]):
        events.append(ProgressEvent(lesson=lesson, kind=EventKind.START, at=at, sequence=2 * number))
        if number < completed:
            at += timedelta(minutes=random.randint(12, 55))
            events.append(ProgressEvent(lesson=lesson, kind=EventKind.COMPLETE, at=at, sequence=2 * number + 1))
            at += pause * random.uniform(0.6, 1.0)
    with clock.held_at(events[-1].at + timedelta(seconds=2)):
        record_progress(learner, events)
        # On the day itself: the job that does it runs when the demo is loaded.
        if completed == len(lessons) and offer_of(course):
            issue_certificate(learner, course)


def told_reviews() -> dict[str, list[dict[str, Any]]]:
    """What `reviews.yaml` tells, by the name of the course's folder."""
    told: dict[str, list[dict[str, Any]]] = yaml.safe_load(REVIEWS.read_text(encoding="utf-8"))
    return told


def review_course(course: Course, told: dict[str, Any], learner: User, *, start: datetime) -> None:
    """Let the learner say what is told, and the producer answer a day and a half later."""
    written = start - timedelta(days=told["day"], hours=5)
    with clock.held_at(written):
        review = write_review(course, learner, stars=told["stars"], text=told["text"], actor=learner)
    if "answer" in told:
        with clock.held_at(written + timedelta(hours=37)):
            answer_review(review, answer=told["answer"], actor=course.owner)
    if "reported" in told:
        with clock.held_at(written + timedelta(hours=52)):
            reported = told["reported"]
            reporter = User.objects.get(email=f"{reported['by']}@{DEMO_DOMAIN}")
            report_thing(
                COURSE_REVIEW,
                review.public_id,
                reason=Reason(reported["reason"]),
                text=reported["text"],
                actor=reporter,
            )
