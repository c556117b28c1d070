"""When people practised, what they say of it, and how often they mean to (REQUIREMENTS F5, C14). Theirs alone."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from courses.models import Course, Lesson
from kit import clock

ENTRIES_IN_A_DAY = 20
MOST_MINUTES = 24 * 60
LONGEST_WHAT = 80
LONGEST_NOTE = 300


class PracticeDay(models.Model):
    """A day on which a person was in a lesson, by the clock they had then: it stays that day wherever they go."""

    # Found by the constraint below, which begins with it.
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)
    day = models.DateField()

    class Meta:
        verbose_name = _("day of practice")
        verbose_name_plural = _("days of practice")
        constraints = [models.UniqueConstraint(fields=["person", "day"], name="day_of_practice_is_kept_once")]

    def __str__(self) -> str:
        return f"{self.person}: {self.day}"


class PracticeEntry(models.Model):
    """What a person wrote down of a day. `public_id` is made by their device; `place` bounds what a day holds."""

    public_id = models.UUIDField(editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    day = models.DateField(_("day"))
    place = models.PositiveSmallIntegerField(editable=False)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    what = models.CharField(_("what"), max_length=LONGEST_WHAT)
    note = models.CharField(_("note"), max_length=LONGEST_NOTE, blank=True)
    course = models.ForeignKey(Course, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    lesson = models.ForeignKey(Lesson, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("entry in a practice log")
        verbose_name_plural = _("entries in practice logs")
        constraints = [
            models.UniqueConstraint(fields=["person", "public_id"], name="entry_is_kept_once"),
            models.UniqueConstraint(fields=["person", "day", "place"], name="place_of_an_entry_is_taken_once"),
            models.CheckConstraint(condition=models.Q(place__lt=ENTRIES_IN_A_DAY), name="entries_of_a_day_are_bounded"),
            models.CheckConstraint(
                condition=models.Q(minutes__gte=1, minutes__lte=MOST_MINUTES), name="entry_lasts_within_a_day"
            ),
            models.CheckConstraint(condition=~models.Q(what=""), name="entry_says_what"),
        ]

    def __str__(self) -> str:
        return self.what


class PracticeGoal(models.Model):
    """On how many days of a week a person means to practise, from a week on; null is no goal any more."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)
    from_week = models.DateField(help_text=_("Its Monday."))
    days = models.PositiveSmallIntegerField(null=True)

    class Meta:
        verbose_name = _("goal of practice")
        verbose_name_plural = _("goals of practice")
        constraints = [
            models.UniqueConstraint(fields=["person", "from_week"], name="goal_is_set_once_a_week"),
            models.CheckConstraint(
                condition=models.Q(days=None) | models.Q(days__gte=1, days__lte=7), name="goal_is_within_a_week"
            ),
            models.CheckConstraint(condition=models.Q(from_week__iso_week_day=1), name="goal_begins_on_a_monday"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.days}"


class PracticePause(models.Model):
    """A time in which a person means not to practise. No two of one person overlap: the database sees to it."""

    public_id = models.UUIDField(editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))

    class Meta:
        verbose_name = _("pause of practice")
        verbose_name_plural = _("pauses of practice")
        constraints = [
            models.UniqueConstraint(fields=["person", "public_id"], name="pause_is_kept_once"),
            models.CheckConstraint(
                condition=models.Q(first_day__lte=models.F("last_day")), name="pause_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.first_day} to {self.last_day}"
