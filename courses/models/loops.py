"""Parts of films that people repeat to practise, under names of their own (REQUIREMENTS C5)."""

from django.conf import settings
from django.core.validators import MinLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.course import Lesson
from kit import clock

LOOPS_IN_A_LESSON = 50
LONGEST_NAME = 60
LONGEST_FILM_MS = 7 * 24 * 3600 * 1000


class KeptLoop(models.Model):
    """A loop in one film or sound of a lesson, for its person alone. It goes when the person goes.

    `public_id` is made by the device, so that it may keep loops without a network; it names nothing for other people.
    `place` is what bounds them: there are only so many places, and each is taken once.
    """

    public_id = models.UUIDField(editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="kept_loops")
    place = models.PositiveSmallIntegerField(editable=False)
    block = models.UUIDField(_("block"), help_text=_("The block of the lesson that holds the film or the sound."))
    name = models.CharField(_("name"), max_length=LONGEST_NAME, validators=[MinLengthValidator(1)])
    start_ms = models.PositiveIntegerField(_("start"))
    end_ms = models.PositiveIntegerField(_("end"))
    created_at = models.DateTimeField(_("kept"), default=clock.now)

    class Meta:
        verbose_name = _("kept loop")
        verbose_name_plural = _("kept loops")
        constraints = [
            models.UniqueConstraint(fields=["person", "lesson", "public_id"], name="person_keeps_a_loop_once"),
            models.UniqueConstraint(fields=["person", "lesson", "place"], name="place_of_a_kept_loop_is_taken_once"),
            models.CheckConstraint(
                condition=models.Q(place__lt=LOOPS_IN_A_LESSON), name="kept_loops_of_a_lesson_are_bounded"
            ),
            models.CheckConstraint(
                condition=models.Q(start_ms__lt=models.F("end_ms"), end_ms__lte=LONGEST_FILM_MS),
                name="kept_loop_ends_after_it_starts",
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="kept_loop_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
