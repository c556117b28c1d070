"""Groups of learners who take a course together, from a moment, with so many seats (ADR 0061)."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from courses.models.course import Course
from kit import clock
from kit.ids import PublicIdField

LONGEST_NAME = 80


class CohortQuerySet(models.QuerySet["Cohort"]):
    def taking_learners(self, at: datetime | None = None) -> Self:
        """Cohorts that are not over for those who want to join, full ones too."""
        closing = Coalesce("closes_at", "starts_at")
        return self.alias(closing=closing).filter(cancelled_at=None, closing__gt=at or clock.now())


class Cohort(models.Model):
    """Learners of a course who begin on one day.

    It is joined until `closes_at`, or until it starts where nothing is said. `seats_taken` is kept by the database.
    """

    public_id = PublicIdField()
    # Only a course that nobody has ever been in is deleted, and its cohorts go with it.
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="cohorts")
    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    starts_at = models.DateTimeField(_("starts"))
    closes_at = models.DateTimeField(_("can be joined until"), null=True, blank=True)
    seat_limit = models.PositiveIntegerField(_("seats"), null=True, blank=True)
    seats_taken = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    cancelled_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    objects = CohortQuerySet.as_manager()

    class Meta:
        verbose_name = _("cohort")
        verbose_name_plural = _("cohorts")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(seat_limit=None) | models.Q(seats_taken__lte=models.F("seat_limit")),
                name="cohort_seats_are_not_oversold",
            ),
            models.CheckConstraint(
                condition=models.Q(cancelled_at=None) | models.Q(seats_taken=0),
                name="cancelled_cohort_has_nobody",
            ),
            models.UniqueConstraint(fields=["id", "course"], name="cohort_is_of_its_course"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def joined_until(self) -> datetime:
        return self.closes_at or self.starts_at

    @property
    def is_full(self) -> bool:
        return self.seat_limit is not None and self.seats_taken >= self.seat_limit

    @property
    def seats_left(self) -> int | None:
        return None if self.seat_limit is None else max(0, self.seat_limit - self.seats_taken)

    @property
    def takes_learners(self) -> bool:
        return self.cancelled_at is None and self.joined_until > clock.now()

    @property
    def has_started(self) -> bool:
        return self.starts_at <= clock.now()


class ToldStart(models.Model):
    """A learner who was told that their cohort starts then: the day before, or that it has. Each once."""

    # Found by the constraint below, which begins with it.
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="+")
    starts_at = models.DateTimeField()
    is_reminder = models.BooleanField()
    told_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("start told of")
        verbose_name_plural = _("starts told of")
        constraints = [
            models.UniqueConstraint(fields=["learner", "cohort", "starts_at", "is_reminder"], name="start_is_told_once")
        ]

    def __str__(self) -> str:
        return f"{self.learner}: {self.cohort}"
