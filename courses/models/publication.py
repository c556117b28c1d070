"""The way of an approved submission to the public (DESIGN 3, 4)."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.enums import PublicationReason, PublicationState
from courses.models.course import Course
from courses.models.submissions import CourseSubmission
from kit import clock
from kit.ids import PublicIdField

UNFINISHED = (PublicationState.WAITING, PublicationState.RUNNING)


class CoursePublicationQuerySet(models.QuerySet["CoursePublication"]):
    def unfinished(self) -> Self:
        return self.filter(state__in=UNFINISHED)

    def abandoned(self, *, due: datetime, silent_since: datetime) -> Self:
        """Those whose time has come but that nobody works on: never taken, or taken by a process that died."""
        waiting = models.Q(state=PublicationState.WAITING, scheduled_for__lte=due, enqueued_at__lt=silent_since)
        running = models.Q(state=PublicationState.RUNNING, heartbeat_at__lt=silent_since)
        return self.filter(waiting | running)


class CoursePublication(models.Model):
    """One run that makes a submission what the public reads. Of two runs for a course the later one wins."""

    public_id = PublicIdField()
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="publications")
    submission = models.ForeignKey(CourseSubmission, on_delete=models.PROTECT, related_name="publications")
    reason = models.CharField(max_length=10, choices=PublicationReason.choices)
    state = models.CharField(max_length=10, choices=PublicationState.choices, default=PublicationState.WAITING)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(default=clock.now)
    scheduled_for = models.DateTimeField(_("not before"))
    enqueued_at = models.DateTimeField(default=clock.now)
    started_at = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)

    objects = CoursePublicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["scheduled_for"],
                condition=models.Q(state__in=("waiting", "running")),
                name="publications_still_to_do",
            )
        ]

    def __str__(self) -> str:
        return f"{self.submission}: {self.get_state_display()}"

    @property
    def percent(self) -> int:
        if self.state == PublicationState.DONE:
            return 100
        return self.done * 100 // self.total if self.total else 0
