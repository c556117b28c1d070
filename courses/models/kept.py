"""What people keep for themselves in a lesson: what all of it has in common."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models.course import Lesson
from kit import clock

LONGEST_FILM_MS = 7 * 24 * 3600 * 1000


class KeptInLesson(models.Model):
    """One thing kept at a film or sound of a lesson, for its person alone. It goes when the person goes.

    `public_id` is made by the device, so that it may keep things without a network; it names nothing for other people.
    `place` is what bounds them: there are only so many places, and each is taken once.
    """

    public_id = models.UUIDField(editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    lesson = models.ForeignKey(Lesson, on_delete=models.CASCADE, related_name="+")
    place = models.PositiveSmallIntegerField(editable=False)
    block = models.UUIDField(_("block"), help_text=_("The block of the lesson that holds the film or the sound."))
    created_at = models.DateTimeField(_("kept"), default=clock.now)

    class Meta:
        abstract = True


def kept_once(kind: str, most: int) -> list[models.BaseConstraint]:
    """The constraints of a model of things kept in lessons: each kept once, and at most so many in a lesson."""
    return [
        models.UniqueConstraint(fields=["person", "lesson", "public_id"], name=f"person_keeps_a_{kind}_once"),
        models.UniqueConstraint(fields=["person", "lesson", "place"], name=f"place_of_a_kept_{kind}_is_taken_once"),
        models.CheckConstraint(condition=models.Q(place__lt=most), name=f"kept_{kind}s_of_a_lesson_are_bounded"),
    ]
