"""Stored documents equal rebuilt ones (DESIGN 11): proving it, and making it so after names or media changed."""

from dataclasses import dataclass, field

from django.db import transaction

from courses.documents.assembly import CourseBuild, build_of
from courses.enums import Availability
from courses.models import Course, CourseDocument, LessonDocument
from courses.operations.revalidation import revalidate_course

COURSE_COLUMNS = [
    "submission_id", "title", "summary", "search_text", "category_id", "level_id", "styles", "tags", "producer_name",
    "lesson_count", "needed_count", "requires", "duration_minutes", "trigrams", "card", "body", "outline", "hash",
]  # fmt: skip
LESSON_COLUMNS = [
    "access", "position", "title", "body", "hash", "source", "papers", "required_quizzes", "briefs",
    "required_assignments", "opens_at", "opens_after_days", "opens_after", "is_optional",
]  # fmt: skip


@dataclass(slots=True)
class Differences:
    """Live documents of one course that are not what its approved submission gives; empty is as it should be."""

    courses: list[CourseDocument] = field(default_factory=list)
    lessons: list[LessonDocument] = field(default_factory=list)
    unexpected: list[LessonDocument] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.courses or self.lessons or self.unexpected)

    def __str__(self) -> str:
        return (
            f"{len(self.courses)} course documents and {len(self.lessons)} lesson documents differ, "
            f"{len(self.unexpected)} should not be live"
        )


def differences_of(course: Course) -> Differences:
    """Compare, changing nothing. The rows in the answer hold what should be stored."""
    course = Course.objects.select_related("published_submission").get(pk=course.pk)
    found = Differences()
    submission = course.published_submission
    if submission is None or course.availability == Availability.WITHDRAWN:
        found.unexpected = list(LessonDocument.objects.live().filter(course=course))
        return found
    build = build_of(submission)
    _compare_courses(course, build, found)
    _compare_lessons(course, build, found)
    return found


@transaction.atomic
def rebuild(course: Course) -> Differences:
    """Make the live documents what the approved submission gives, in one commit; says what differed."""
    course = Course.objects.select_for_update(no_key=True).get(pk=course.pk)
    found = differences_of(course)
    for row in found.courses:
        CourseDocument.objects.filter(course=course, language=row.language, is_live=True).delete()
        CourseDocument.objects.filter(course=course, language=row.language, submission=row.submission).delete()
        row.is_live = True
        row.save(force_insert=True)
    for lesson in found.lessons:
        live = LessonDocument.objects.filter(lesson=lesson.lesson_id, language=lesson.language)
        live.filter(is_live=False, source=lesson.source).delete()
        values = {name: getattr(lesson, name) for name in LESSON_COLUMNS}
        if not live.filter(is_live=True).update(**values):
            lesson.is_live = True
            lesson.save(force_insert=True)
    for lesson in found.unexpected:
        LessonDocument.objects.filter(pk=lesson.pk).update(is_live=False)
    if found:
        revalidate_course(course, at_once=bool(found.unexpected))
    return found


def refresh(course_id: int) -> None:
    """The job: bring a course's documents up to date after something they show was renamed or replaced."""
    course = Course.objects.filter(pk=course_id).first()
    if course is not None:
        rebuild(course)


def _compare_courses(course: Course, build: CourseBuild, found: Differences) -> None:
    stored = {row.language: row for row in CourseDocument.objects.live().filter(course=course)}
    for row in build.course_rows():
        held = stored.get(row.language)
        if held is None or any(getattr(held, name) != getattr(row, name) for name in COURSE_COLUMNS):
            found.courses.append(row)


def _compare_lessons(course: Course, build: CourseBuild, found: Differences) -> None:
    stored = {(row.lesson_id, row.language): row for row in LessonDocument.objects.live().filter(course=course)}
    for plan in build.lessons:
        row = build.lesson_row(plan)
        held = stored.pop((row.lesson_id, row.language), None)
        if held is None or any(getattr(held, name) != getattr(row, name) for name in LESSON_COLUMNS):
            found.lessons.append(row)
    found.unexpected = list(stored.values())
