"""Who has a seat in which course, and how they came by it (REQUIREMENTS C4)."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.enums import OPEN_STATES, EnrolmentSource, EnrolmentState
from courses.models.cohorts import Cohort
from courses.models.course import Course, Lesson
from kit import clock
from kit.ids import PublicIdField


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    def open(self) -> Self:
        """Enrolments that open the course's lessons: active and completed ones."""
        return self.filter(state__in=OPEN_STATES)

    def undecided(self) -> Self:
        """Those whose lessons wait until a cohort is chosen."""
        return self.filter(must_choose=True)


class Enrolment(models.Model):
    """A learner's seat in a course. One row for a learner and a course, whatever happens to it."""

    public_id = PublicIdField()
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="enrolments")
    # Found by the constraint below, which begins with it.
    learner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="enrolments", db_index=False
    )
    state = models.CharField(_("state"), max_length=10, choices=EnrolmentState.choices, default=EnrolmentState.ACTIVE)
    source = models.CharField(_("source"), max_length=10, choices=EnrolmentSource.choices)
    enrolled_at = models.DateTimeField(default=clock.now)
    returned_at = models.DateTimeField(null=True, blank=True, help_text=_("When who had lost the seat took it again."))
    completed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    last_access_at = models.DateTimeField(null=True, blank=True)
    # It changes with every progress write and nobody looks for it; a lesson in it has progress, and is not deleted.
    last_lesson = models.ForeignKey(
        Lesson, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    # The database holds it to a cohort of the same course, and counts the cohort's seats by it.
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, null=True, blank=True, related_name="seats")
    must_choose = models.BooleanField(
        default=False, db_default=False, help_text=_("Has to choose a cohort before lessons open.")
    )

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        indexes = [
            models.Index(fields=["course"], condition=models.Q(must_choose=True), name="seats_without_a_cohort_yet")
        ]
        constraints = [
            models.UniqueConstraint(fields=["learner", "course"], name="learner_has_one_enrolment_per_course"),
            models.CheckConstraint(
                condition=~models.Q(state=EnrolmentState.COMPLETED) | models.Q(completed_at__isnull=False),
                name="completed_enrolment_has_a_date",
            ),
            models.CheckConstraint(
                condition=models.Q(cohort=None, must_choose=False) | models.Q(state__in=OPEN_STATES),
                name="only_open_seats_have_cohorts",
            ),
            models.CheckConstraint(
                condition=models.Q(cohort=None) | models.Q(must_choose=False), name="who_has_a_cohort_has_chosen"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.learner}: {self.course}"

    @property
    def begins_at(self) -> datetime:
        """From when days of the course count: the start of its cohort, or when the seat was taken this time."""
        return self.cohort.starts_at if self.cohort else self.returned_at or self.enrolled_at


class SeatHold(models.Model):
    """A seat kept for somebody who is paying for it just now; `seats_taken` counts it."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="seat_holds")
    reference = models.UUIDField(unique=True, editable=False, help_text=_("What is being paid for: the order's line."))
    held_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("kept seat")
        verbose_name_plural = _("kept seats")

    def __str__(self) -> str:
        return f"{self.course}: {self.reference}"
