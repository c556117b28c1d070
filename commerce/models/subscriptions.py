"""Who subscribes to which plan, what it opens to them, and what they paid for it."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from commerce.enums import LIVE_SUBSCRIPTIONS, SubscriptionState, TaxMode
from commerce.models.orders import Order, TaxModeInForce
from commerce.models.plans import FAMILY, PlanPrice
from commerce.models.prices import OfSellable
from kit import clock
from kit.ids import PublicIdField


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    def live(self) -> Self:
        """Neither over nor given up before it began."""
        return self.filter(state__in=LIVE_SUBSCRIPTIONS)

    def good(self) -> Self:
        """Subscriptions that open things just now."""
        return self.filter(is_good=True)


class Subscription(models.Model):
    """One person's subscription, as the payment provider last said it is (`operations.subscriptions`).

    `asked` counts how often the provider was asked, `applied` is the latest asking whose answer was taken: an answer
    that was overtaken by another changes nothing.
    """

    public_id = PublicIdField()
    subscriber = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="subscriptions")
    family = models.CharField(max_length=40, default=FAMILY)
    price = models.ForeignKey(PlanPrice, on_delete=models.PROTECT, related_name="subscriptions")
    state = models.CharField(
        _("state"), max_length=10, choices=SubscriptionState.choices, default=SubscriptionState.OPENING
    )
    is_good = models.BooleanField(default=False, help_text=_("Whether it opens things now."))
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    trial_days = models.PositiveSmallIntegerField(default=0)
    tax_mode = models.CharField(
        _("tax"),
        max_length=10,
        choices=TaxMode.choices,
        db_default=TaxModeInForce(),
        help_text=_("As it was when this began; all its invoices are taxed so."),
    )
    session_id = models.CharField(max_length=255, null=True, unique=True)
    url = models.URLField(max_length=2000, blank=True, help_text=_("The hosted page, while it is open."))
    subscription_id = models.CharField(max_length=255, null=True, unique=True)
    intended_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField(help_text=_("When the hosted page closes."))
    period_start = models.DateTimeField(null=True)
    period_end = models.DateTimeField(null=True)
    trial_ends_at = models.DateTimeField(null=True)
    cancels_at = models.DateTimeField(null=True)
    pauses = models.BooleanField(default=False, help_text=_("Nothing is collected from the next period on."))
    resumes_at = models.DateTimeField(null=True)
    grace_until = models.DateTimeField(null=True, help_text=_("Until when it is good although a payment failed."))
    ended_at = models.DateTimeField(null=True)
    paid_with = models.CharField(max_length=60, blank=True)
    asked = models.PositiveIntegerField(default=0)
    applied = models.PositiveIntegerField(default=0)
    look_at = models.DateTimeField(default=clock.now, help_text=_("When the sweep asks how it stands."))

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        constraints = [
            models.UniqueConstraint(
                fields=["subscriber", "family"],
                condition=models.Q(state__in=LIVE_SUBSCRIPTIONS),
                name="person_has_one_live_subscription_of_a_family",
            ),
            models.CheckConstraint(
                condition=models.Q(is_good=False)
                | models.Q(
                    state__in=[SubscriptionState.TRIALING, SubscriptionState.ACTIVE, SubscriptionState.PAST_DUE],
                    subscription_id__isnull=False,
                ),
                name="only_running_subscriptions_are_good",
            ),
            models.CheckConstraint(condition=models.Q(applied__lte=models.F("asked")), name="answers_were_asked_for"),
        ]
        indexes = [
            models.Index(fields=["-intended_at", "-id"], name="subscriptions_newest_first"),
            models.Index(
                fields=["look_at"], condition=models.Q(state__in=LIVE_SUBSCRIPTIONS), name="subscriptions_to_look_at"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subscriber}: {self.price.plan}"


class PlanGrant(OfSellable):
    """Something that a subscription opens to its subscriber. It ends with the subscription and comes back with it."""

    subscription = models.ForeignKey(Subscription, on_delete=models.PROTECT, related_name="grants")
    granted_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("opened by a plan")
        verbose_name_plural = _("opened by plans")
        constraints = [
            models.UniqueConstraint(
                fields=["subscription", "sellable_kind", "sellable_id"], name="subscription_opens_a_thing_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subscription}: {self.sellable_kind} {self.sellable_id}"


class PlanInvoice(models.Model):
    """A paid invoice of a subscription. Its money is in the order, as that of everything else that is sold."""

    public_id = PublicIdField()
    subscription = models.ForeignKey(Subscription, on_delete=models.PROTECT, related_name="invoices")
    invoice_id = models.CharField(max_length=255, unique=True)
    order = models.OneToOneField(Order, on_delete=models.PROTECT, related_name="plan_invoice")
    period_start = models.DateTimeField()
    period_end = models.DateTimeField()
    shared_at = models.DateTimeField(
        null=True, help_text=_("When its part for producers was shared among them, after the period.")
    )

    class Meta:
        verbose_name = _("paid invoice of a plan")
        verbose_name_plural = _("paid invoices of plans")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(period_end__gte=models.F("period_start")), name="period_ends_after_it_starts"
            ),
        ]
        indexes = [
            models.Index(fields=["period_end"], condition=models.Q(shared_at=None), name="plan_invoices_to_be_shared")
        ]

    def __str__(self) -> str:
        return self.invoice_id
