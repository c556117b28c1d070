"""Parts of films that people repeat to practise, under names of their own (REQUIREMENTS C14)."""

from django.core.validators import MinLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.kept import LONGEST_FILM_MS, KeptInLesson, kept_once

LOOPS_IN_A_LESSON = 50
LONGEST_NAME = 60


class KeptLoop(KeptInLesson):
    """A loop in one film or sound of a lesson."""

    name = models.CharField(_("name"), max_length=LONGEST_NAME, validators=[MinLengthValidator(1)])
    start_ms = models.PositiveIntegerField(_("start"))
    end_ms = models.PositiveIntegerField(_("end"))

    class Meta:
        verbose_name = _("kept loop")
        verbose_name_plural = _("kept loops")
        constraints = [
            *kept_once("loop", LOOPS_IN_A_LESSON),
            models.CheckConstraint(
                condition=models.Q(start_ms__lt=models.F("end_ms"), end_ms__lte=LONGEST_FILM_MS),
                name="kept_loop_ends_after_it_starts",
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="kept_loop_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
