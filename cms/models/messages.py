"""What visitors wrote to us."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kit import clock
from kit.ids import PublicIdField


class ContactMessage(models.Model):
    """A message of the contact page: stored as it came, and sent on to the site's contact address."""

    public_id = PublicIdField()
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail address"))
    subject = models.CharField(_("subject"), max_length=150, blank=True)
    text = models.TextField(_("message"), max_length=5000)
    sender = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("signed in as"),
    )
    created_at = models.DateTimeField(_("time"), default=clock.now)
    mailed_at = models.DateTimeField(_("sent on"), null=True, blank=True)
    is_answered = models.BooleanField(_("answered"), default=False)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["created_at"], name="contact_messages_by_age")]

    def __str__(self) -> str:
        return self.subject or f"{self.name}, {self.created_at:%d.%m.%Y}"
