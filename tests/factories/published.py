"""Courses as the public sees them, written straight into the rows of publication, as many as a test wants."""

import json
from dataclasses import dataclass
from typing import Any

from accounts.models import User
from courses.documents.search import trigrams_of
from courses.enums import Availability, EnrolmentSource, LessonAccess, SubmissionState
from courses.models import (
    Course,
    CourseDocument,
    CourseFigures,
    CourseSubmission,
    Enrolment,
    Lesson,
    LessonDocument,
)
from kit import clock
from tests.factories.accounts import UserFactory


@dataclass
class LiveCourse:
    course: Course
    lessons: list[Lesson]
    owner: User

    def publish_more(self, count: int) -> None:
        """Add lessons to what learners read."""
        self.lessons += _lessons(self.course, range(len(self.lessons), len(self.lessons) + count), previews=0)
        CourseDocument.objects.filter(course=self.course).update(lesson_count=len(self.lessons))

    def take_off(self, lesson: Lesson) -> None:
        """Remove a lesson from what learners read."""
        LessonDocument.objects.filter(lesson=lesson).update(is_live=False)
        self.lessons.remove(lesson)


def live_course(
    *,
    title: str = "Salsa from the first step",
    lessons: int = 3,
    previews: int = 1,
    price_minor: int = 0,
    owner: User | None = None,
    availability: Availability = Availability.PUBLISHED,
    seat_limit: int | None = None,
    **document: Any,
) -> LiveCourse:
    owner = owner or UserFactory()
    now = clock.now()
    course = Course.objects.create(
        slug=f"course-{Course.objects.count()}", title=title, owner=owner, seat_limit=seat_limit, first_published_at=now
    )
    submission = CourseSubmission.objects.create(
        course=course, number=1, state=SubmissionState.APPROVED, submitted_by=owner, decided_by=owner, decided_at=now
    )
    Course.objects.filter(pk=course.pk).update(availability=availability, published_submission=submission)
    course.refresh_from_db()
    card = {"id": str(course.public_id), "slug": course.slug, "title": title}
    words = {"summary": "", "producer_name": owner.display_name, **document}
    CourseDocument.objects.create(
        course=course,
        submission=submission,
        is_live=True,
        title=title,
        lesson_count=lessons,
        trigrams=trigrams_of(title, words["summary"], words["producer_name"]),
        card=json.dumps(card),
        body=json.dumps({**card, "description": {"html": "<p>Words.</p>"}}),
        outline=json.dumps({"course_id": str(course.public_id), "entries": []}),
        hash="a" * 64,
        **{"language": "en", **words},
    )
    CourseFigures.objects.create(course=course, price_minor=price_minor)
    return LiveCourse(course, _lessons(course, range(lessons), previews), owner)


def _lessons(course: Course, places: range, previews: int) -> list[Lesson]:
    now = clock.now()
    lessons = Lesson.objects.bulk_create([Lesson(course=course, first_published_at=now) for _ in places])
    LessonDocument.objects.bulk_create(
        [
            LessonDocument(
                lesson=lesson,
                course=course,
                language="en",
                is_live=True,
                access=LessonAccess.PREVIEW if place < previews else LessonAccess.ENROLLED,
                position=place,
                title=f"Lesson {place + 1}",
                body=json.dumps({"id": str(lesson.public_id), "title": f"Lesson {place + 1}", "blocks": []}),
                hash=f"{place:064d}",
                source=f"{lesson.pk}",
            )
            for place, lesson in zip(places, lessons, strict=True)
        ]
    )
    return lessons


def learner_of(course: Course, person: User | None = None, **fields: Any) -> User:
    """A person with a seat."""
    person = person or UserFactory()
    fields = {"source": EnrolmentSource.FREE, **fields}
    Enrolment.objects.create(course=course, learner=person, **fields)
    Course.objects.filter(pk=course.pk).update(seats_taken=course.enrolments.open().count())
    return person
