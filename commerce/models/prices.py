"""What things cost and what the platform keeps. Commerce knows a sellable by kind and public id only (DESIGN 6)."""

from dataclasses import dataclass
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from commerce.enums import PriceState
from kit import clock
from kit.ids import PublicIdField


class OfSellable(models.Model):
    """Something said of a sellable: a course today; a session, a resource, a plan later."""

    sellable_kind = models.CharField(max_length=40)
    sellable_id = models.UUIDField(help_text=_("The public id of what is sold."))

    class Meta:
        abstract = True


@dataclass(frozen=True, slots=True)
class Bounds:
    """Between which amounts, both included, buyers choose what they pay."""

    least_minor: int
    most_minor: int


class PriceQuerySet(models.QuerySet["Price"]):
    def of(self, kind: str, sellable_id: object) -> Self:
        return self.filter(sellable_kind=kind, sellable_id=sellable_id)

    def active(self) -> Self:
        return self.filter(state=PriceState.ACTIVE)

    def proposed(self) -> Self:
        return self.filter(state=PriceState.PROPOSED)


class Price(OfSellable):
    """What a sellable costs in one currency, in minor units; zero is free. Never edited: another row follows it.

    One of the prices that hold is the main one: it is shown, and taken, where nobody asked for a currency. Where buyers
    choose what they pay, the amount is what is suggested, and `least_minor` and `most_minor` are its bounds.
    """

    public_id = PublicIdField()
    currency = models.CharField(_("currency"), max_length=3)
    amount_minor = models.BigIntegerField(_("amount in minor units"))
    least_minor = models.BigIntegerField(_("the least that is paid"), null=True)
    most_minor = models.BigIntegerField(_("the most that is paid"), null=True)
    state = models.CharField(_("state"), max_length=10, choices=PriceState.choices, default=PriceState.PROPOSED)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    proposed_at = models.DateTimeField(default=clock.now)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    is_main = models.BooleanField(default=True, db_default=True)
    holds_from = models.DateTimeField(null=True)
    held_until = models.DateTimeField(null=True)

    objects = PriceQuerySet.as_manager()

    class Meta:
        verbose_name = _("price")
        verbose_name_plural = _("prices")
        indexes = [models.Index(fields=["sellable_kind", "sellable_id"], name="price_of_sellable")]
        constraints = [
            models.CheckConstraint(condition=models.Q(amount_minor__gte=0), name="price_is_not_negative"),
            models.CheckConstraint(condition=models.Q(currency__regex="^[A-Z]{3}$"), name="price_currency_is_iso_4217"),
            models.CheckConstraint(
                condition=models.Q(least_minor=None, most_minor=None)
                | models.Q(
                    least_minor__isnull=False,
                    most_minor__isnull=False,
                    least_minor__gte=0,
                    amount_minor__gt=0,
                    amount_minor__gte=models.F("least_minor"),
                    amount_minor__lte=models.F("most_minor"),
                ),
                name="suggested_price_is_within_its_bounds",
            ),
            models.UniqueConstraint(
                fields=["sellable_kind", "sellable_id", "currency"],
                condition=models.Q(state=PriceState.ACTIVE),
                name="sellable_has_one_active_price_per_currency",
            ),
            models.UniqueConstraint(
                fields=["sellable_kind", "sellable_id", "currency"],
                condition=models.Q(state=PriceState.PROPOSED),
                name="sellable_has_one_proposed_price_per_currency",
            ),
            models.UniqueConstraint(
                fields=["sellable_kind", "sellable_id"],
                condition=models.Q(state=PriceState.ACTIVE, is_main=True),
                name="sellable_has_one_main_price",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount_minor} {self.currency}"

    @property
    def bounds(self) -> Bounds | None:
        """Between which amounts buyers choose; None where the price is fixed."""
        if self.least_minor is None or self.most_minor is None:
            return None
        return Bounds(self.least_minor, self.most_minor)


class CommissionTerm(OfSellable):
    """The platform's share of one sellable, in basis points, where it differs from the seller's or the general one."""

    basis_points = models.PositiveIntegerField(_("commission in basis points"))
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    set_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sellable_kind", "sellable_id"], name="sellable_has_one_commission_term"),
            models.CheckConstraint(
                condition=models.Q(basis_points__lte=10_000), name="commission_is_at_most_everything"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.basis_points / 100:g} %"


class SellerTerm(models.Model):
    """The platform's share of all that one person sells, from `set_at` on. Never edited: the latest row holds."""

    seller = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="seller_terms")
    basis_points = models.PositiveIntegerField(
        _("commission in basis points"), null=True, help_text=_("Empty: the general share holds again.")
    )
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("seller's term")
        verbose_name_plural = _("sellers' terms")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(basis_points=None) | models.Q(basis_points__lte=10_000),
                name="seller_commission_is_at_most_everything",
            ),
        ]

    def __str__(self) -> str:
        return "–" if self.basis_points is None else f"{self.basis_points / 100:g} %"
