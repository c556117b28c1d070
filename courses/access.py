"""Who may read and edit what of a course. Each question has a queryset twin on the models; a test holds them equal.

Authors, reviewers and administrators read everything of a course. A withdrawn course is taken down: nobody else reads
it, learners neither. An archived one stays for the learners who are in it, and takes nobody new. Lessons may open to
learners later than their seat: `courses.opening`.
"""

from datetime import datetime
from typing import Any

from courses.enums import OPEN_STATES, AuthorState, Availability, LessonAccess
from courses.models import Course, Enrolment, Lesson
from courses.models.course import reads_everything
from courses.opening import opening_of


def can_edit_course(person: Any, course: Course) -> bool:
    """Whether the person owns the course or accepted to write it too."""
    if not (person.is_authenticated and person.is_active):
        return False
    if person.pk == course.owner_id:
        return True
    return course.authors.filter(person=person, state=AuthorState.ACCEPTED).exists()


def can_read_course(person: Any, course: Course) -> bool:
    """Whether the person may read the course's public page."""
    if _is_suspended(person):
        return False
    if course.availability == Availability.PUBLISHED:
        return True
    if reads_everything(person) or can_edit_course(person, course):
        return True
    return course.availability == Availability.ARCHIVED and is_learning(person, course)


def can_read_lesson(person: Any, lesson: Lesson) -> bool:
    """Whether the person may read the lesson and the files in it: the one question that everything else asks."""
    if _is_suspended(person):
        return False
    course = lesson.course
    if reads_everything(person) or can_edit_course(person, course):
        return True
    live = set(lesson.documents.filter(is_live=True).values_list("access", flat=True))
    if LessonAccess.PREVIEW in live and course.availability == Availability.PUBLISHED:
        return True
    if not live or course.availability not in {Availability.PUBLISHED, Availability.ARCHIVED}:
        return False
    return is_learning(person, course) and opening_of(person, lesson.public_id) is None


def is_learning(person: Any, course: Course) -> bool:
    """Whether the person has an open seat in the course."""
    if not (person.is_authenticated and person.is_active):
        return False
    return course.enrolments.filter(learner=person, state__in=OPEN_STATES).exists()


def open_courses(person: Any) -> dict[int, datetime]:
    """The courses in which the person has an open seat and that were not taken down, with when they joined them."""
    seats = Enrolment.objects.open().filter(
        learner=person, course__availability__in=[Availability.PUBLISHED, Availability.ARCHIVED]
    )
    return dict(seats.values_list("course_id", "enrolled_at"))


def _is_suspended(person: Any) -> bool:
    return bool(person.is_authenticated and not person.is_active)
