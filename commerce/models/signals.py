"""What makes an order worth a look, each with its reason, and what an administrator made of it (REQUIREMENTS D12)."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from commerce.enums import CheckState, SignalKind
from commerce.models.orders import Order
from kit import clock


class OrderCheckQuerySet(models.QuerySet["OrderCheck"]):
    def waiting(self) -> Self:
        return self.filter(state=CheckState.WAITING)


class OrderCheck(models.Model):
    """One paid order, looked at once it was paid and again when its bank warns. `card` names the card alone."""

    order = models.OneToOneField(Order, on_delete=models.PROTECT, related_name="look")
    state = models.CharField(_("state"), max_length=8, choices=CheckState.choices, default=CheckState.QUIET)
    card = models.CharField(max_length=64, blank=True, help_text=_("The provider's fingerprint of the card."))
    looked_at = models.DateTimeField(_("looked at"), default=clock.now)
    note = models.TextField(_("note"), max_length=2000, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = OrderCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("order to look at")
        verbose_name_plural = _("orders to look at")
        indexes = [
            models.Index(fields=["card"], condition=~models.Q(card=""), name="checks_of_a_card"),
            models.Index(fields=["looked_at"], condition=models.Q(state=CheckState.WAITING), name="checks_that_wait"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state__in=[CheckState.CLEARED, CheckState.STOPPED])
                | models.Q(decided_at__isnull=False),
                name="decided_checks_have_a_date",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order}: {self.get_state_display()}"


class Signal(models.Model):
    """One reason to look, in words that somebody who knows nothing of the machinery can weigh."""

    check_of = models.ForeignKey(OrderCheck, on_delete=models.CASCADE, related_name="signals")
    kind = models.CharField(max_length=12, choices=SignalKind.choices)
    reason = models.CharField(max_length=300)
    noted_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("signal")
        verbose_name_plural = _("signals")
        constraints = [models.UniqueConstraint(fields=["check_of", "kind"], name="order_has_a_signal_of_a_kind_once")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.reason}"
