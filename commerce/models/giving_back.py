"""Under which terms a buyer may give something back, and what they ask for beyond them (REQUIREMENTS D3)."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from commerce.enums import RequestState
from commerce.models.orders import Order, OrderLine
from commerce.models.payments import Refund
from kit import clock
from kit.ids import PublicIdField


class RefundTerms(models.Model):
    """What was promised when the order was paid; later settings change nothing of it. Without a row: nothing."""

    order = models.OneToOneField(Order, on_delete=models.PROTECT, related_name="refund_terms")
    days = models.PositiveSmallIntegerField()
    progress_percent = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("refund terms")
        verbose_name_plural = _("refund terms")

    def __str__(self) -> str:
        return f"{self.order}: {self.days} days, {self.progress_percent} %"


class RefundRequestQuerySet(models.QuerySet["RefundRequest"]):
    def waiting(self) -> Self:
        return self.filter(state=RequestState.WAITING)


class RefundRequest(models.Model):
    """Somebody asks for money back that the terms do not give them; administrators decide."""

    public_id = PublicIdField()
    line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="refund_requests")
    words = models.TextField(_("what they say"), max_length=2000)
    state = models.CharField(_("state"), max_length=10, choices=RequestState.choices, default=RequestState.WAITING)
    asked_at = models.DateTimeField(_("asked"), default=clock.now)
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    refund = models.OneToOneField(Refund, on_delete=models.PROTECT, null=True, related_name="request")
    decided_at = models.DateTimeField(_("decided"), null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = RefundRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("refund request")
        verbose_name_plural = _("refund requests")
        constraints = [
            models.UniqueConstraint(
                fields=["line"], condition=models.Q(state=RequestState.WAITING), name="line_has_one_waiting_request"
            ),
            models.CheckConstraint(
                condition=models.Q(state=RequestState.APPROVED, refund__isnull=False)
                | (~models.Q(state=RequestState.APPROVED) & models.Q(refund=None)),
                name="approved_requests_have_a_refund",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line}: {self.get_state_display()}"
