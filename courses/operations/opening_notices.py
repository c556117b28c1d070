"""Telling learners that lessons have opened by time; by letter too, for those who want letters about their learning."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import groupby
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from courses.enums import OPEN_STATES, Availability
from kit import clock
from kit.failpoints import failpoint
from notices.operations import notify

# What opened longer ago, while no job ran, is no news.
LONGEST_SILENCE = timedelta(days=1)
AT_ONCE = 500

# The marker that a learner was told commits with the notice, so that each is told once, whoever is killed when.
_OPENED = f"""
WITH opened AS MATERIALIZED (
    SELECT seat.id AS enrolment, document.lesson_id AS lesson, min(document.id) AS document
    FROM courses_lessondocument document
    JOIN courses_course course ON course.id = document.course_id
        AND course.availability IN ('{Availability.PUBLISHED.value}', '{Availability.ARCHIVED.value}')
    JOIN courses_enrolment seat ON seat.course_id = document.course_id
        AND seat.state IN ({", ".join(f"'{state.value}'" for state in OPEN_STATES)})
    LEFT JOIN courses_cohort cohort ON cohort.id = seat.cohort_id
    CROSS JOIN LATERAL (SELECT greatest(document.opens_at,
        coalesce(cohort.starts_at, seat.enrolled_at) + document.opens_after_days * interval '24 hours') AS at) moment
    WHERE document.is_live AND (document.opens_at IS NOT NULL OR document.opens_after_days IS NOT NULL)
        AND moment.at > %(since)s AND moment.at <= %(now)s AND moment.at > greatest(seat.enrolled_at, cohort.starts_at)
        AND NOT EXISTS (SELECT FROM courses_opening(document.lesson_id, seat.id, %(now)s))
        AND NOT EXISTS (SELECT FROM courses_lessonprogress progress
            WHERE progress.lesson_id = document.lesson_id AND progress.learner_id = seat.learner_id)
        AND NOT EXISTS (SELECT FROM courses_toldopening told
            WHERE told.enrolment_id = seat.id AND told.lesson_id = document.lesson_id)
    GROUP BY seat.id, document.lesson_id
    ORDER BY seat.id, document.lesson_id LIMIT %(most)s
), told AS (
    INSERT INTO courses_toldopening (enrolment_id, lesson_id, told_at)
    SELECT enrolment, lesson, %(now)s FROM opened ORDER BY enrolment, lesson
    ON CONFLICT DO NOTHING
    RETURNING enrolment_id, lesson_id
)
SELECT seat.id, seat.learner_id, course.slug, lesson.public_id::text, document.title,
    (SELECT live.title FROM courses_coursedocument live
        WHERE live.course_id = course.id AND live.is_live ORDER BY live.id LIMIT 1)
FROM told
JOIN opened ON opened.enrolment = told.enrolment_id AND opened.lesson = told.lesson_id
JOIN courses_enrolment seat ON seat.id = told.enrolment_id
JOIN courses_course course ON course.id = seat.course_id
JOIN courses_lesson lesson ON lesson.id = told.lesson_id
JOIN courses_lessondocument document ON document.id = opened.document
ORDER BY seat.id, document.position
"""  # noqa: S608 - put together from our own states


def tell_openings() -> int:
    """Tell everybody once of what has opened to them by time; says how many were told."""
    total = 0
    while found := _tell_some():
        total += found
    return total


@transaction.atomic
def _tell_some() -> int:
    now = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(_OPENED, {"now": now, "since": now - LONGEST_SILENCE, "most": AT_ONCE})
        rows = cursor.fetchall()
    failpoint("courses.openings_marked")
    learners = User.objects.in_bulk({row[1] for row in rows})
    told = 0
    for _seat, lessons in groupby(rows, key=lambda row: row[0]):
        told += _tell(learners, list(lessons))
    return told


def _tell(learners: dict[int, User], lessons: Sequence[Any]) -> int:
    _seat, learner, slug, lesson, title, course = lessons[0]
    if len(lessons) == 1:
        words = _("“%(lesson)s” has opened") % {"lesson": title}
    else:
        words = _("%(count)s lessons have opened in “%(course)s”") % {"count": len(lessons), "course": course}
    body = "" if len(lessons) > 1 else _("A lesson of “%(course)s”.") % {"course": course}
    notify(
        learners[learner], "learning.lessons_opened", title=words, body=body, url=f"/courses/{slug}/lessons/{lesson}"
    )
    return 1
