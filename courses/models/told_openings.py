"""Which openings of lessons learners were told of."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.course import Lesson
from courses.models.enrolment import Enrolment
from kit import clock


class ToldOpening(models.Model):
    """A lesson that opened to a seat by time and was told of, once."""

    # Found by the constraint below, which begins with it.
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="+", db_index=False)
    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="+")
    told_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("opening told of")
        verbose_name_plural = _("openings told of")
        constraints = [models.UniqueConstraint(fields=["enrolment", "lesson"], name="opening_is_told_once")]

    def __str__(self) -> str:
        return f"{self.enrolment}: {self.lesson}"
