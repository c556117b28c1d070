"""Payments and refunds: each meant here, with the key under which it is asked for, before anybody is asked."""

import uuid
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from commerce.enums import PaymentState, RefundReason, RefundState
from commerce.models.orders import Order, OrderLine
from kit import clock
from kit.ids import PublicIdField

LIVE_PAYMENTS = (PaymentState.INTENDED, PaymentState.OPEN)


class PaymentQuerySet(models.QuerySet["Payment"]):
    def undecided(self) -> Self:
        return self.filter(state__in=LIVE_PAYMENTS)


class Payment(models.Model):
    """One hosted checkout for an order. `key` is its idempotency key: asking again under it never charges twice."""

    public_id = PublicIdField()
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="payments")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(max_length=10, choices=PaymentState.choices, default=PaymentState.INTENDED)
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    session_id = models.CharField(max_length=255, null=True, unique=True)
    intent_id = models.CharField(max_length=255, null=True, unique=True)
    charge_id = models.CharField(max_length=255, null=True, unique=True)
    url = models.URLField(max_length=2000, blank=True, help_text=_("The hosted page, while it is open."))
    expires_at = models.DateTimeField(
        help_text=_("When the hosted page closes; before anybody asked for one, when the order is given up.")
    )
    intended_at = models.DateTimeField(default=clock.now)
    asked_at = models.DateTimeField(null=True, help_text=_("When the hosted page was first asked for."))
    looked_at = models.DateTimeField(null=True, help_text=_("When the sweep last asked how it stands."))
    decided_at = models.DateTimeField(null=True)
    fee_minor = models.BigIntegerField(null=True, help_text=_("What the provider kept, in `fee_currency`."))
    fee_currency = models.CharField(max_length=3, blank=True)

    objects = PaymentQuerySet.as_manager()

    class Meta:
        verbose_name = _("payment")
        verbose_name_plural = _("payments")
        constraints = [
            models.UniqueConstraint(
                fields=["order"],
                condition=models.Q(state__in=[*LIVE_PAYMENTS, PaymentState.SUCCEEDED]),
                name="order_has_one_payment_that_may_succeed",
            ),
            models.CheckConstraint(condition=models.Q(amount_minor__gt=0), name="payment_is_more_than_nothing"),
        ]
        indexes = [
            models.Index(
                fields=["expires_at"], condition=models.Q(state__in=LIVE_PAYMENTS), name="payments_to_be_settled"
            )
        ]

    def __str__(self) -> str:
        return f"{self.order}: {self.get_state_display()}"


class Refund(models.Model):
    """Money on its way back for an order, whole or in part; `key` is its idempotency key."""

    public_id = PublicIdField()
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="refunds")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(max_length=10, choices=RefundState.choices, default=RefundState.INTENDED)
    reason = models.CharField(max_length=20, choices=RefundReason.choices)
    amount_minor = models.BigIntegerField()
    words = models.CharField(max_length=1000, blank=True, db_default="", help_text=_("Why, as the buyer says it."))
    note = models.TextField(
        max_length=2000, blank=True, db_default="", help_text=_("Why, as the administrator says it to colleagues.")
    )
    refund_id = models.CharField(max_length=255, null=True, unique=True)
    intended_at = models.DateTimeField(default=clock.now)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("refund")
        verbose_name_plural = _("refunds")
        constraints = [
            models.CheckConstraint(condition=models.Q(amount_minor__gt=0), name="refund_is_more_than_nothing"),
        ]

    def __str__(self) -> str:
        return f"{self.payment.order}: {self.amount_minor}"


class RefundPart(models.Model):
    """How much of a refund belongs to which line."""

    refund = models.ForeignKey(Refund, on_delete=models.PROTECT, related_name="parts")
    line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="refund_parts")
    amount_minor = models.BigIntegerField()
    tax_minor = models.BigIntegerField(default=0, db_default=0, help_text=_("Of it tax; known once it was given back."))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(tax_minor__gte=0, tax_minor__lte=models.F("amount_minor")),
                name="refund_part_holds_its_tax",
            ),
            models.UniqueConstraint(fields=["refund", "line"], name="line_has_one_part_of_a_refund"),
            models.CheckConstraint(condition=models.Q(amount_minor__gt=0), name="refund_part_is_more_than_nothing"),
        ]

    def __str__(self) -> str:
        return f"{self.line}: {self.amount_minor}"
