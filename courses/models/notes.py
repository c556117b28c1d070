"""What people write down at a moment of a film or a sound, for themselves (REQUIREMENTS C14)."""

from django.core.validators import MinLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.kept import LONGEST_FILM_MS, KeptInLesson, kept_once

NOTES_IN_A_LESSON = 200
LONGEST_NOTE = 2000


class KeptNote(KeptInLesson):
    """A note at one moment of a film or sound of a lesson."""

    at_ms = models.PositiveIntegerField(_("moment"))
    text = models.CharField(_("text"), max_length=LONGEST_NOTE, validators=[MinLengthValidator(1)])

    class Meta:
        verbose_name = _("kept note")
        verbose_name_plural = _("kept notes")
        constraints = [
            *kept_once("note", NOTES_IN_A_LESSON),
            models.CheckConstraint(condition=models.Q(at_ms__lte=LONGEST_FILM_MS), name="kept_note_is_within_a_film"),
            models.CheckConstraint(condition=~models.Q(text=""), name="kept_note_has_a_text"),
        ]

    def __str__(self) -> str:
        return self.text[:60]
