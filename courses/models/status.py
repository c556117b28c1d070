"""The one status people see of a course, computed from its availability and its submissions (DESIGN 2)."""

from django.db.models import Exists, OuterRef, QuerySet

from courses.enums import Availability, CourseStatus
from courses.models.course import Course
from courses.models.submissions import CourseSubmission

SHOWN: dict[str, CourseStatus] = {
    Availability.PUBLISHED: CourseStatus.PUBLISHED,
    Availability.WITHDRAWN: CourseStatus.WITHDRAWN,
    Availability.ARCHIVED: CourseStatus.ARCHIVED,
}


def with_review(courses: "QuerySet[Course]") -> "QuerySet[Course]":
    """Courses with what `status_of` needs, so that a list of them asks no more questions."""
    in_review = CourseSubmission.objects.in_review().filter(course=OuterRef("pk"))
    return courses.annotate(has_submission_in_review=Exists(in_review))


def status_of(course: Course) -> CourseStatus:
    """A course that is out counts as that, also while a new version of it is in review."""
    if course.availability in SHOWN:
        return SHOWN[course.availability]
    return CourseStatus.IN_REVIEW if _is_in_review(course) else CourseStatus.DRAFT


def status_words(course: Course) -> str:
    """The status for people, with the review that goes on beside it."""
    status = status_of(course)
    words = str(status.label)
    if status != CourseStatus.IN_REVIEW and _is_in_review(course):
        words = f"{words} + {str(CourseStatus.IN_REVIEW.label).lower()}"
    return words


def _is_in_review(course: Course) -> bool:
    annotated: bool | None = getattr(course, "has_submission_in_review", None)
    return course.submissions.in_review().exists() if annotated is None else annotated
