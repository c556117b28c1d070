"""Cohorts of a course, and learners in them."""

from datetime import timedelta
from typing import Any

from courses.models import Cohort, Course
from kit import clock


def cohort_of(course: Course, *, days: float = 7, **told: Any) -> Cohort:
    """A cohort that starts in so many days, of a course that is joined in cohorts."""
    Course.objects.filter(pk=course.pk).update(joins_by_cohort=True)
    course.joins_by_cohort = True
    starts_at = clock.now().replace(microsecond=0) + timedelta(days=days)
    return Cohort.objects.create(course=course, **{"name": "January", "starts_at": starts_at, **told})
