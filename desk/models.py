"""Announcements: what those who write a course tell its learners (REQUIREMENTS C11)."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from courses.models import Course
from kit import clock
from kit.ids import PublicIdField
from notices.models import Notice

LONGEST_TITLE = 120
LONGEST_TEXT = 5000


class Announcement(models.Model):
    """Words to learners of a course. To whom is settled when it is sent: each of them has a `Delivery` from then on.

    `public_id` is given by the form that sends it, so that a button pressed twice sends once.
    """

    public_id = PublicIdField()
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="announcements")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("subject"), max_length=LONGEST_TITLE)
    text = models.TextField(_("text"))
    group = models.CharField(_("to"), max_length=500, help_text=_("To whom it went, in words."))
    people = models.PositiveIntegerField(help_text=_("How many there were when it was sent."))
    sent_at = models.DateTimeField(_("sent"), default=clock.now)
    finished_at = models.DateTimeField(null=True, help_text=_("When the last of them was told."))
    hidden_at = models.DateTimeField(null=True)
    hidden_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")
        ordering = ["-sent_at", "-pk"]
        indexes = [models.Index(fields=["course", "-sent_at"], name="announcements_of_a_course")]
        constraints = [
            models.CheckConstraint(condition=~Q(title="") & ~Q(text=""), name="announcement_says_something"),
            models.CheckConstraint(condition=Q(people__gte=1), name="announcement_is_told_somebody"),
        ]

    def __str__(self) -> str:
        return self.title


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def unread(self) -> Self:
        """Without those whose notice is gone: it was cleared away long after."""
        return self.filter(notice__isnull=False, notice__read_at=None)


class Delivery(models.Model):
    """One learner who is told an announcement. Whether they have read it is their notice's to say."""

    announcement = models.ForeignKey(Announcement, on_delete=models.CASCADE, related_name="deliveries", db_index=False)
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    told_at = models.DateTimeField(null=True)
    notice = models.OneToOneField(Notice, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        indexes = [
            models.Index(fields=["announcement", "id"], condition=Q(told_at=None), name="deliveries_that_wait"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["announcement", "learner"], name="learner_is_told_an_announcement_once"),
            models.CheckConstraint(
                condition=Q(notice=None) | Q(told_at__isnull=False), name="who_has_a_notice_was_told"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.announcement}: {self.learner_id}"
