"""What people are told: in the app for all of it, by letter for some."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kit import clock
from kit.ids import PublicIdField


class NoticeQuerySet(models.QuerySet["Notice"]):
    def unread(self) -> Self:
        return self.filter(read_at=None)

    def of(self, person: object) -> Self:
        """The person's own notices, without those that were withdrawn; nobody else's."""
        return self.filter(person=getattr(person, "pk", None), withdrawn_at=None)


class Notice(models.Model):
    """A line in a person's notices. `kind` is `area.what_happened`; a letter may go with it."""

    public_id = PublicIdField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(_("kind"), max_length=60)
    title = models.CharField(_("title"), max_length=200)
    body = models.TextField(_("text"), blank=True)
    url = models.CharField(_("address"), max_length=500, blank=True)
    context = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(_("time"), default=clock.now)
    read_at = models.DateTimeField(_("read"), null=True)
    letter_sent_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True, help_text=_("Since when it is not shown, nor sent by letter."))

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        indexes = [
            models.Index(fields=["person", "-created_at", "-id"], name="notices_of_a_person"),
            models.Index(fields=["person"], condition=models.Q(read_at=None), name="unread_notices_of_a_person"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def area(self) -> str:
        return self.kind.partition(".")[0]


class LetterPreference(models.Model):
    """Whether a person wants letters of an area (`courses`); without a row they do. Notices in the app always come."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="letter_preferences")
    area = models.CharField(_("area"), max_length=30)
    wants_letters = models.BooleanField(_("letters"), default=True)

    class Meta:
        verbose_name = _("letter preference")
        verbose_name_plural = _("letter preferences")
        constraints = [
            models.UniqueConstraint(fields=["person", "area"], name="letters_of_an_area_are_chosen_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.area}"


class MailboxLetter(models.Model):
    """A letter kept for the mailbox page instead of being sent: development machines only."""

    public_id = PublicIdField()
    recipients = models.CharField(max_length=1000)
    sender = models.CharField(max_length=320)
    subject = models.CharField(max_length=500)
    text = models.TextField()
    html = models.TextField(blank=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("letter in the mailbox")
        verbose_name_plural = _("letters in the mailbox")
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.subject
