"""What Stripe told us, kept as it came."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kit import clock


class StripeEvent(models.Model):
    """A webhook whose signature was good, or one that only the provider's own list had.

    Its content is only a hint: what is true is asked for (DESIGN 6).
    """

    event_id = models.CharField(max_length=255, unique=True)
    kind = models.CharField(max_length=100)
    account = models.CharField(
        max_length=255, blank=True, help_text=_("The seller's account that it speaks of; empty for our own.")
    )
    body = models.BinaryField()
    happened_at = models.DateTimeField(null=True, help_text=_("By the provider's clock."))
    received_at = models.DateTimeField(default=clock.now)
    is_listed = models.BooleanField(
        default=False, help_text=_("Found in the provider's own list too: nothing before it can be missing.")
    )
    worked_at = models.DateTimeField(null=True)
    error = models.CharField(
        max_length=500, blank=True, db_default="", help_text=_("Why it could not be worked the last time.")
    )

    subscription = models.ForeignKey(
        "commerce.Subscription",
        on_delete=models.PROTECT,
        null=True,
        related_name="events",
        help_text=_("The one that it speaks of; known once it is worked."),
    )

    class Meta:
        verbose_name = _("Stripe event")
        verbose_name_plural = _("Stripe events")
        indexes = [
            models.Index(fields=["-happened_at"], condition=models.Q(is_listed=True), name="events_known_from_the_list")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.event_id}"
