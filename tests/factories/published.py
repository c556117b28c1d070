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
    words = {"language": "en", "summary": "", "producer_name": owner.display_name, **document}
    card = _card(course, words, lessons)
    made = _lessons(course, range(lessons), previews)
    CourseDocument.objects.create(
        course=course,
        submission=submission,
        is_live=True,
        title=title,
        lesson_count=lessons,
        trigrams=trigrams_of(title, words["summary"], words["producer_name"]),
        card=json.dumps(card),
        body=json.dumps(_body(card, previews)),
        outline=json.dumps(_outline(card, made, previews)),
        hash="a" * 64,
        **words,
    )
    CourseFigures.objects.create(course=course, price_minor=price_minor)
    return LiveCourse(course, made, owner)


def _card(course: Course, words: dict[str, Any], lessons: int) -> dict[str, Any]:
    return {
        "id": str(course.public_id),
        "slug": course.slug,
        "title": course.title,
        "language": words["language"],
        "summary": words["summary"],
        "thumbnail": None,
        "category": None,
        "level": None,
        "styles": [],
        "tags": [],
        "producer": {"name": words["producer_name"], "slug": None},
        "lesson_count": lessons,
        "duration_minutes": 0,
    }


def _body(card: dict[str, Any], previews: int) -> dict[str, Any]:
    now = clock.now().isoformat()
    return {
        **card,
        "description": {"html": "<p>Words.</p>"},
        "outcomes": [],
        "requirements": [],
        "prerequisites": [],
        "promo_video": None,
        "co_authors": [],
        "structure": "flat",
        "chapter_count": 0,
        "preview_lesson_count": previews,
        "seo": {"title": card["title"], "description": card["summary"]},
        "version": 1,
        "created_at": now,
        "updated_at": now,
    }


def _outline(card: dict[str, Any], lessons: list[Lesson], previews: int) -> dict[str, Any]:
    return {
        "course_id": card["id"],
        "language": card["language"],
        "structure": "flat",
        "lesson_count": len(lessons),
        "chapter_count": 0,
        "duration_minutes": 0,
        "entries": [
            {
                "kind": "lesson",
                "id": str(lesson.public_id),
                "number": str(number),
                "title": f"Lesson {number}",
                "summary": "",
                "type": "mixed",
                "duration_minutes": 0,
                "access": LessonAccess.PREVIEW if number <= previews else LessonAccess.ENROLLED,
                "locked": number > previews,
            }
            for number, lesson in enumerate(lessons, start=1)
        ],
    }


def _lesson_body(lesson: Lesson, place: int, access: LessonAccess) -> dict[str, Any]:
    return {
        "id": str(lesson.public_id),
        "course_id": str(lesson.course.public_id),
        "language": "en",
        "number": str(place + 1),
        "title": f"Lesson {place + 1}",
        "summary": "",
        "type": "mixed",
        "duration_minutes": 0,
        "access": access.value,
        "chapter": None,
        "previous": None,
        "next": None,
        "blocks": [],
        "resources": [],
    }


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
                access=access,
                position=place,
                title=f"Lesson {place + 1}",
                body=json.dumps(_lesson_body(lesson, place, access)),
                hash=f"{place:064d}",
                source=f"{lesson.pk}",
            )
            for place, lesson in zip(places, lessons, strict=True)
            for access in [LessonAccess.PREVIEW if place < previews else LessonAccess.ENROLLED]
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
