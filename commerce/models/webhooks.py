"""What Stripe told us, kept as it came."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kit import clock


class StripeEvent(models.Model):
    """A webhook whose signature was good. Its content is only a hint: what is true is asked for (DESIGN 6)."""

    event_id = models.CharField(max_length=255, unique=True)
    kind = models.CharField(max_length=100)
    body = models.BinaryField()
    received_at = models.DateTimeField(default=clock.now)
    worked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("Stripe event")
        verbose_name_plural = _("Stripe events")

    def __str__(self) -> str:
        return f"{self.kind} {self.event_id}"
