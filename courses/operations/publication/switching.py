"""The one commit in which readers go from one version of a course to another. The caller holds the course's lock."""

from typing import Any

from django.db import connection

from courses.documents.assembly import CourseBuild
from courses.models import (
    ChapterPage,
    Course,
    CourseDocument,
    CourseFigures,
    CoursePage,
    CoursePublication,
    CourseSubmission,
    FrozenNode,
    Lesson,
    LessonDocument,
    LessonPage,
)
from courses.operations.prices import settle_frozen_price
from courses.operations.refreshing import refresh_dependents
from courses.operations.revalidation import revalidate_course
from kit import clock

HIDE = """
UPDATE courses_lessondocument held SET is_live = false
WHERE held.course_id = %(course)s AND held.is_live AND NOT EXISTS (
    SELECT 1 FROM unnest(%(lessons)s::bigint[], %(languages)s::text[], %(sources)s::text[])
        AS wanted (lesson_id, language, source)
    WHERE (wanted.lesson_id, wanted.language, wanted.source) = (held.lesson_id, held.language, held.source)
)
"""

SHOW = """
UPDATE courses_lessondocument held SET is_live = true, position = wanted.position
FROM unnest(%(lessons)s::bigint[], %(languages)s::text[], %(sources)s::text[], %(positions)s::int[])
    AS wanted (lesson_id, language, source, position)
WHERE held.course_id = %(course)s
    AND (wanted.lesson_id, wanted.language, wanted.source) = (held.lesson_id, held.language, held.source)
    AND (held.is_live, held.position) IS DISTINCT FROM (true, wanted.position)
"""

OPEN = """
SELECT array_agg(lesson_id) FROM courses_lessondocument
WHERE course_id = %(course)s AND is_live AND access = 'preview'
"""


def show(course: Course, submission: CourseSubmission, build: CourseBuild) -> bool:
    """Make the documents of `build` the live ones, and no others of this course.

    True when a lesson that everybody could read is closed now, or gone.
    """
    keys = [plan.key for plan in build.lessons]
    values: dict[str, Any] = {
        "course": course.pk,
        "lessons": [lesson for lesson, _language, _source in keys],
        "languages": [language for _lesson, language, _source in keys],
        "sources": [source for _lesson, _language, source in keys],
        "positions": [plan.position for plan in build.lessons],
    }
    with connection.cursor() as cursor:
        before = _open_lessons(cursor, values)
        cursor.execute(HIDE, values)
        cursor.execute(SHOW, values)
        after = _open_lessons(cursor, values)
    CourseDocument.objects.filter(course=course, is_live=True).update(is_live=False)
    CourseDocument.objects.filter(course=course, submission=submission).delete()
    for row in build.course_rows():
        row.is_live = True
        row.save(force_insert=True)
    _remember_what_was_published(submission)
    return not before <= after


def hide(course: Course) -> None:
    """Take every document of the course from the public; a publication brings them back."""
    CourseDocument.objects.filter(course=course, is_live=True).update(is_live=False)
    LessonDocument.objects.filter(course=course, is_live=True).update(is_live=False)


def clean_up(course: Course, run: CoursePublication) -> None:
    """Remove documents nobody is shown any more, unless another run than `run` may be counting on them."""
    others = CoursePublication.objects.unfinished().filter(course=course, scheduled_for__lte=clock.now())
    if others.exclude(pk=run.pk).exists():
        return
    LessonDocument.objects.filter(course=course, is_live=False).delete()
    CourseDocument.objects.filter(course=course, is_live=False).delete()


def settle_price(course: Course, run: CoursePublication) -> None:
    """Act on the price that the version names, where it names another one than the version before."""
    submission = run.submission
    before = course.submissions.approved().filter(number__lt=submission.number).order_by("-number").first()
    amount_minor, currency = price_named_in(submission)
    settle_frozen_price(
        course,
        amount_minor=amount_minor,
        currency=currency,
        actor=run.requested_by,
        seen_at=submission.submitted_at,
        is_changed=before is None or price_named_in(before) != (amount_minor, currency),
    )


def price_named_in(submission: CourseSubmission) -> tuple[int, str]:
    """The amount and currency that the version asks for."""
    root = (
        FrozenNode.objects.filter(submission=submission, parent_page_id=None)
        .order_by("position")
        .values_list("content__content", flat=True)[0]
    )
    return int(root.get("price_minor") or 0), root.get("price_currency") or "EUR"


def announce(course: Course, *, at_once: bool) -> None:
    """Make sure the course has figures, and tell front ends to fetch it again."""
    CourseFigures.objects.get_or_create(course=course)
    refresh_dependents(course)
    revalidate_course(course, at_once=at_once)


def _open_lessons(cursor: Any, values: dict[str, Any]) -> set[int]:
    cursor.execute(OPEN, values)
    return set(cursor.fetchone()[0] or ())


def _remember_what_was_published(submission: CourseSubmission) -> None:
    nodes = FrozenNode.objects.filter(submission=submission)
    Lesson.objects.filter(pk__in=nodes.values("lesson"), first_published_at=None).update(first_published_at=clock.now())
    for page_class in (CoursePage, ChapterPage, LessonPage):
        page_class.objects.filter(pk__in=nodes.values("page_id"), was_published=False).update(was_published=True)
