"""Telling learners about their cohort: that it starts, that its start has moved, that it is called off."""

from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from courses.enums import Availability
from courses.models import Cohort, Course, Enrolment
from kit import clock
from kit.failpoints import failpoint
from notices.operations import notify

AT_ONCE = 500

# The marker that a learner was told commits with the notice, so that each is told once, whoever is killed when. Who
# joined after the start, or within the day before it, has just read when it is.
_STARTING = f"""
WITH starting AS MATERIALIZED (
    SELECT seat.id AS seat, seat.learner_id AS learner, cohort.id AS cohort, cohort.starts_at,
        cohort.starts_at > %(now)s AS is_reminder
    FROM courses_cohort cohort
    JOIN courses_enrolment seat ON seat.cohort_id = cohort.id
    JOIN courses_course course ON course.id = cohort.course_id
        AND course.availability IN ('{Availability.PUBLISHED.value}', '{Availability.ARCHIVED.value}')
    WHERE cohort.starts_at BETWEEN %(now)s - interval '24 hours' AND %(now)s + interval '24 hours'
        AND seat.enrolled_at < cohort.starts_at - CASE WHEN cohort.starts_at > %(now)s THEN interval '24 hours'
            ELSE interval '0' END
        AND NOT EXISTS (SELECT FROM courses_toldstart told WHERE told.learner_id = seat.learner_id
            AND told.cohort_id = cohort.id AND told.starts_at = cohort.starts_at
            AND told.is_reminder = (cohort.starts_at > %(now)s))
    ORDER BY seat.learner_id, cohort.id LIMIT %(most)s
), told AS (
    INSERT INTO courses_toldstart (learner_id, cohort_id, starts_at, is_reminder, told_at)
    SELECT learner, cohort, starts_at, is_reminder, %(now)s FROM starting ORDER BY learner, cohort
    ON CONFLICT DO NOTHING
    RETURNING learner_id, cohort_id, is_reminder
)
SELECT told.learner_id, told.is_reminder, cohort.name, cohort.starts_at, course.slug,
    coalesce(shown.title, course.title)
FROM told
JOIN courses_cohort cohort ON cohort.id = told.cohort_id
JOIN courses_course course ON course.id = cohort.course_id
LEFT JOIN LATERAL (SELECT live.title FROM courses_coursedocument live
    WHERE live.course_id = course.id AND live.is_live ORDER BY live.id LIMIT 1) shown ON TRUE
ORDER BY told.learner_id, told.cohort_id
"""  # noqa: S608 - put together from our own states


def tell_starts() -> int:
    """Tell everybody once, a day before their cohort starts and when it has; says how many were told."""
    total = 0
    while found := _tell_some():
        total += found
    return total


@transaction.atomic
def _tell_some() -> int:
    with connection.cursor() as cursor:
        cursor.execute(_STARTING, {"now": clock.now(), "most": AT_ONCE})
        rows = cursor.fetchall()
    failpoint("courses.starts_marked")
    learners = User.objects.select_related("profile").in_bulk({row[0] for row in rows})
    for learner, is_reminder, name, starts_at, slug, title in rows:
        person = learners[learner]
        words: dict[str, Any] = {"course": title, "name": name, "moment": moment_of(starts_at, person)}
        said = _("“%(course)s” starts tomorrow") if is_reminder else _("“%(course)s” has started")
        body = _("Your cohort “%(name)s” starts on %(moment)s.") if is_reminder else _("Your cohort: “%(name)s”.")
        _tell(person, "learning.cohort_starts", said % words, body % words, slug)
    return len(rows)


def start_moved(cohort: Cohort, course: Course, seats: Iterable[Enrolment]) -> None:
    title = course.public_title
    for seat in seats:
        words = {"name": cohort.name, "course": title, "moment": moment_of(cohort.starts_at, seat.learner)}
        said = _("“%(course)s” starts at another time") % words
        body = _("Your cohort “%(name)s” starts on %(moment)s now.") % words
        _tell(seat.learner, "learning.cohort_moved", said, body, course.slug)


def cancelled(cohort: Cohort, course: Course, seats: Iterable[Enrolment]) -> None:
    title = course.public_title
    body = (
        _("Your seat in the course stays yours: choose another cohort on its page.")
        if course.joins_by_cohort
        else _("Your seat in the course stays yours: its lessons are open to you.")
    )
    for seat in seats:
        said = _("The cohort “%(name)s” of “%(course)s” was cancelled") % {"name": cohort.name, "course": title}
        _tell(seat.learner, "learning.cohort_cancelled", said, body, course.slug)


def moved(cohort: Cohort, course: Course, seat: Enrolment) -> None:
    words = {"name": cohort.name, "course": course.public_title, "moment": moment_of(cohort.starts_at, seat.learner)}
    said = _("You are in the cohort “%(name)s” of “%(course)s” now") % words
    body = (_("It started on %(moment)s.") if cohort.has_started else _("It starts on %(moment)s.")) % words
    _tell(seat.learner, "learning.cohort_moved", said, body, course.slug)


def moment_of(at: Any, person: Any) -> str:
    """As the person's own clock has it."""
    zone = person.profile.time_zone
    return f"{at.astimezone(ZoneInfo(zone)):%-d %B %Y, %H:%M} ({zone.replace('_', ' ')})"


def _tell(person: User, kind: str, title: str, body: str, slug: str) -> None:
    notify(person, kind, title=title, body=body, url=f"/courses/{slug}")
