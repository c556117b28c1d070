"""All-access plans: what subscribers may have, and for which price in which rhythm (REQUIREMENTS D2)."""

import uuid
from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commerce.enums import PlanInterval
from kit import clock
from kit.ids import PublicIdField
from kit.money import Money

# Of a family one subscribes to one plan at a time. There is one family yet; the database asks by it.
FAMILY = "all-access"


class PlanQuerySet(models.QuerySet["Plan"]):
    def offered(self) -> Self:
        """Plans that can be subscribed to, smallest first."""
        return self.filter(is_offered=True, prices__is_offered=True).distinct().order_by("rank", "pk")


class Plan(models.Model):
    """A plan as administrators make it. It opens everything that takes part in plans; `features` says so in words."""

    public_id = PublicIdField()
    family = models.CharField(max_length=40, default=FAMILY, editable=False)
    name = models.CharField(_("name"), max_length=80, unique=True)
    summary = models.CharField(_("summary"), max_length=200, blank=True)
    features = models.TextField(_("features"), max_length=2000, blank=True, help_text=_("One a line."))
    rank = models.PositiveSmallIntegerField(
        _("place"), default=1, help_text=_("Smallest plan first. Going to a higher one is charged at once.")
    )
    trial_days = models.PositiveSmallIntegerField(
        _("days of trial"),
        default=0,
        validators=[MaxValueValidator(365)],
        help_text=_("Free at the beginning, once for each person; 0 for none."),
    )
    commission_basis_points = models.PositiveIntegerField(
        _("commission in basis points"),
        default=3000,
        validators=[MaxValueValidator(10_000)],
        help_text=_("What the platform keeps of each payment. The rest is shared among those whose courses were used."),
    )
    is_offered = models.BooleanField(_("offered"), default=False)
    is_highlighted = models.BooleanField(_("recommended"), default=False)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    product_id = models.CharField(max_length=255, null=True, unique=True, editable=False)
    made_at = models.DateTimeField(default=clock.now, editable=False)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(commission_basis_points__lte=10_000), name="plan_keeps_at_most_everything"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PlanPriceQuerySet(models.QuerySet["PlanPrice"]):
    def known_as(self, price_id: str) -> Self:
        """The price that has this name at the payment provider, whichever way it is taxed."""
        return self.filter(Q(price_id=price_id) | Q(included_price_id=price_id) | Q(added_price_id=price_id))


class PlanPrice(models.Model):
    """What a plan costs in one rhythm and currency. Never edited: another row follows it, subscribers keep theirs.

    The payment provider knows it under a name for each way in which it is taxed.
    """

    public_id = PublicIdField()
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="prices")
    interval = models.CharField(_("rhythm"), max_length=5, choices=PlanInterval.choices)
    currency = models.CharField(_("currency"), max_length=3)
    amount_minor = models.BigIntegerField(_("amount in minor units"))
    is_offered = models.BooleanField(default=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    price_id = models.CharField(max_length=255, null=True, unique=True, editable=False)
    included_price_id = models.CharField(max_length=255, null=True, unique=True, editable=False)
    added_price_id = models.CharField(max_length=255, null=True, unique=True, editable=False)
    made_at = models.DateTimeField(default=clock.now, editable=False)

    objects = PlanPriceQuerySet.as_manager()

    class Meta:
        verbose_name = _("price of a plan")
        verbose_name_plural = _("prices of plans")
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "interval", "currency"],
                condition=models.Q(is_offered=True),
                name="plan_has_one_price_for_a_rhythm_and_currency",
            ),
            models.CheckConstraint(condition=models.Q(amount_minor__gt=0), name="plan_price_is_more_than_nothing"),
            models.CheckConstraint(
                condition=models.Q(currency__regex="^[A-Z]{3}$"), name="plan_price_currency_is_iso_4217"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan}, {self.amount} {self.get_interval_display()}"

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)


class PlanCustomer(models.Model):
    """Under which name the payment provider knows a subscriber; their cards and invoices hang on it."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="plan_customer")
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    customer_id = models.CharField(max_length=255, null=True, unique=True)

    class Meta:
        verbose_name = _("customer at the payment provider")
        verbose_name_plural = _("customers at the payment provider")

    def __str__(self) -> str:
        return f"{self.person}: {self.customer_id or ''}"
