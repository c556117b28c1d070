"""Courses that have to be finished before one may join or buy another. Asked before payment, never after it."""

from collections.abc import Sequence

from django.db import connection

from accounts.models import User
from courses.enums import Availability
from courses.errors import PrerequisitesMissing
from courses.models import Course, CourseDocument, Enrolment

# What nobody can take any more holds nobody back: only courses that are published now count.
MISSING = f"""
SELECT ARRAY[first.slug::text, shown.title::text] FROM {Course._meta.db_table} first
JOIN LATERAL (SELECT live.title FROM {CourseDocument._meta.db_table} live
    WHERE live.course_id = first.id AND live.is_live ORDER BY live.id LIMIT 1) shown ON TRUE
WHERE first.availability = '{Availability.PUBLISHED.value}'
    AND first.public_id IN (SELECT unnest(asking.requires) FROM {CourseDocument._meta.db_table} asking
        WHERE asking.course_id = {{course}} AND asking.is_live)
    AND NOT EXISTS (SELECT FROM {Enrolment._meta.db_table} finished WHERE finished.course_id = first.id
        AND finished.learner_id = {{learner}} AND finished.completed_at IS NOT NULL)
ORDER BY shown.title, first.id
"""  # noqa: S608 - put together from the models' own names


def missing_courses(course: Course, learner: User) -> list[Sequence[str]]:
    """Address and title of each course that the learner has yet to finish before they may join `course`."""
    with connection.cursor() as cursor:
        cursor.execute(
            MISSING.format(course="%(course)s", learner="%(learner)s"), {"course": course.pk, "learner": learner.pk}
        )
        return [row[0] for row in cursor.fetchall()]


def refuse_with_missing(missing: Sequence[Sequence[str]], title: str) -> None:
    """Raise PrerequisitesMissing where there are any."""
    if missing:
        titles = ", ".join(f"“{one}”" for _slug, one in missing)
        raise PrerequisitesMissing(
            title=title, titles=titles, missing=[{"slug": slug, "title": one} for slug, one in missing]
        )
