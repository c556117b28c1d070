"""How far a learner is in a lesson (REQUIREMENTS C5).

Every column is a maximum or a minimum over the events received, so that events may come twice, late and in any order,
from any number of devices, and always leave the same row (DESIGN 11, 8).
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.course import Course, Lesson


class LessonProgress(models.Model):
    """One learner in one lesson. The row exists once the lesson was opened."""

    # Found by the constraint below, which begins with it.
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="progress")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="+")
    first_access_at = models.DateTimeField(_("first opened"))
    last_access_at = models.DateTimeField(_("last opened"))
    is_completed = models.BooleanField(_("completed"), default=False)
    marked_at = models.DateTimeField(null=True, help_text=_("Client's time of the last complete or undo that counts."))
    marked_sequence = models.BigIntegerField(default=0)
    completed_at = models.DateTimeField(_("first completed"), null=True, help_text=_("Once set it only gets earlier."))
    position_seconds = models.PositiveIntegerField(_("place in the film"), null=True)
    position_at = models.DateTimeField(null=True)
    position_sequence = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("progress")
        verbose_name_plural = _("progress")
        constraints = [
            models.UniqueConstraint(fields=["learner", "lesson"], name="learner_has_one_progress_per_lesson"),
            models.CheckConstraint(
                condition=models.Q(first_access_at__lte=models.F("last_access_at")),
                name="first_access_is_not_after_last",
            ),
            models.CheckConstraint(
                condition=models.Q(is_completed=False) | models.Q(completed_at__isnull=False),
                name="completed_lesson_has_a_date",
            ),
        ]
        indexes = [
            models.Index(fields=["learner", "course"], include=["lesson", "is_completed"], name="progress_in_a_course")
        ]

    def __str__(self) -> str:
        return f"{self.learner}: {self.lesson}"
