"""The demo's cohorts: a choir that is sung in together."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from accounts.models import User
from courses.models import Course
from courses.operations.cohorts import CohortTerms, create_cohort
from courses.operations.course_settings import CourseSettings, change_settings
from courses.operations.plans import join_course
from kit import clock

COURSE = "hold-your-line"
# So many days ago.
SET_UP = 6
# Name, in how many days it starts, its seats, and who has joined it.
COHORTS = [
    ("The Tuesday choir", 12, 4, ["noah", "samuel", "yuki"]),
    ("The Thursday choir", 47, 20, ["aisha"]),
]


def make_cohorts(cast: Mapping[str, User], start: datetime) -> None:
    """One with a seat left and one with many. Who sang along before goes on without."""
    with clock.held_at(start - timedelta(days=SET_UP)):
        _make_cohorts(Course.objects.get(slug=COURSE), cast, start)


def _make_cohorts(course: Course, cast: Mapping[str, User], start: datetime) -> None:
    change_settings(course, CourseSettings(seat_limit=course.seat_limit, joins_by_cohort=True), actor=course.owner)
    course.refresh_from_db()
    evening = start.replace(hour=18, minute=0, second=0, microsecond=0)
    for name, days, seats, people in COHORTS:
        terms = CohortTerms(name, evening + timedelta(days=days), seat_limit=seats)
        cohort = create_cohort(course, terms, actor=course.owner)
        for person in people:
            join_course(course, cast[person], cohort.public_id)
