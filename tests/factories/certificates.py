"""Courses that give certificates, and people who have earned one."""

from typing import Any

from accounts.models import User
from certificates.models import Certificate
from content.blocks.certificate import design_of
from courses.enums import EnrolmentSource
from courses.models import Course, LessonDocument
from courses.operations.enrolment import enrol_learner
from courses.operations.progress import EventKind, ProgressEvent, record_progress
from kit import clock, jobs
from tests.factories.accounts import UserFactory
from tests.factories.submissions import Published, published_course


def design(**value: Any) -> list[dict[str, Any]]:
    """A certificate field with one design, as it is stored."""
    said = {"heading": "Certificate of completion", "statement": "has completed the course", **value}
    return [{"type": "certificate", "id": "8a7f3f0e-0d0b-4d5b-9a55-1d1c1b1a1918", "value": said}]


def giving_course(owner: Any = None, *, title: str = "Salsa from the first step", **value: Any) -> Published:
    """A published course that gives certificates."""
    return published_course(owner, title=title, certificate=design(**value))


def joined(course: Course, learner: User | None = None, *, name: str = "Ines Moreau") -> User:
    learner = learner or UserFactory(display_name=name)
    enrol_learner(course, learner, source=EnrolmentSource.FREE, actor=learner)
    return learner


def finish(course: Course, learner: User) -> None:
    """Complete every lesson that learners read."""
    lessons = LessonDocument.objects.live().filter(course=course).values_list("lesson__public_id", flat=True)
    record_progress(learner, [ProgressEvent(lesson, EventKind.COMPLETE, clock.now()) for lesson in lessons])


def given_certificate(published: Published | None = None, **person: Any) -> Certificate:
    """A certificate as it came by itself."""

    published = published or giving_course()
    learner = joined(published.course, **person)
    finish(published.course, learner)
    jobs.run_pending()
    return Certificate.objects.get(learner=learner, course=published.course)


def issued_certificate(
    course: Course, learner: User, *, name: str = "Ines Moreau", pdf: bytes | None = b"%PDF-1.7"
) -> Certificate:
    """A certificate as a row, its file a few bytes."""
    said = {
        "name": name,
        "course": {"id": str(course.public_id), "slug": course.slug, "title": course.title, "summary": ""},
        "language": "en",
        "producer": course.owner.display_name,
        "issuer": "Perfomix",
        "completed_on": "2026-11-20",
        "minutes": 90,
        "lessons": 3,
        "design": {**design_of({}), "signature": None, "emblem": None},
    }
    return Certificate.objects.create(course=course, learner=learner, content=said, pdf=pdf)
