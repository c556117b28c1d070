"""Orders: what was promised to whom at which price, frozen (DESIGN 6)."""

import secrets
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from commerce.enums import OrderState, TaxMode
from commerce.models.prices import OfSellable
from kit import clock
from kit.ids import PublicIdField
from kit.money import Money

# Without letters and digits that people take for one another.
_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_number() -> str:
    """A number that people can read out, and that tells nobody how much is sold: `7K3M-9QTA`."""
    drawn = "".join(secrets.choice(_LETTERS) for _place in range(8))
    return f"{drawn[:4]}-{drawn[4:]}"


class TaxModeInForce(models.Func):
    """What the settings say of tax, asked by the database itself with the row that keeps it (migration 0024)."""

    function = "commerce_tax_mode_in_force"
    output_field = models.CharField(max_length=10)


class OrderQuerySet(models.QuerySet["Order"]):
    def readable_by(self, person: object) -> Self:
        """One's own orders."""
        return self.filter(buyer=getattr(person, "pk", None))


class Order(models.Model):
    """Something bought by one person with one payment. Amounts are minor units of `currency`.

    `total_minor` is what was promised; where tax is added to prices, that tax as well once it is known.
    """

    public_id = PublicIdField()
    number = models.CharField(_("number"), max_length=20, unique=True, default=new_number, editable=False)
    buyer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="orders")
    state = models.CharField(_("state"), max_length=10, choices=OrderState.choices, default=OrderState.PENDING)
    currency = models.CharField(_("currency"), max_length=3)
    total_minor = models.BigIntegerField(_("total in minor units"))
    tax_mode = models.CharField(_("tax"), max_length=10, choices=TaxMode.choices, db_default=TaxModeInForce())
    placed_at = models.DateTimeField(_("placed"), default=clock.now)
    paid_at = models.DateTimeField(_("paid"), null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True, help_text=_("When it was cancelled or given back whole."))

    objects = OrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("order")
        verbose_name_plural = _("orders")
        indexes = [models.Index(fields=["buyer", "-placed_at", "-id"], name="orders_of_a_buyer")]
        constraints = [
            models.CheckConstraint(condition=models.Q(total_minor__gte=0), name="order_costs_nothing_or_more"),
            models.CheckConstraint(condition=models.Q(currency__regex="^[A-Z]{3}$"), name="order_currency_is_iso_4217"),
            models.CheckConstraint(
                condition=~models.Q(state__in=[OrderState.PAID, OrderState.REFUNDED]) | models.Q(paid_at__isnull=False),
                name="paid_order_has_a_date",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def total(self) -> Money:
        return Money(self.total_minor, self.currency)


class OrderLine(OfSellable):
    """One thing of an order, as it was promised: title, price, tax and who gets which part of it.

    price - discount = total, as long as nobody knows the tax. The payment provider works it out while it is paid:
    then it stands in `tax_minor`, within the total or, where it is added to prices, on top of what was promised.
    What is left of total - tax after the commission is its `shares`.
    """

    public_id = PublicIdField()
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="lines")
    # Beside the order's own, for the constraint below.
    buyer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=255)
    price_minor = models.BigIntegerField()
    before_minor = models.BigIntegerField(
        null=True, editable=False, help_text=_("During a sale: what the price was compared with.")
    )
    discount_minor = models.BigIntegerField(default=0)
    tax_minor = models.BigIntegerField(default=0)
    total_minor = models.BigIntegerField()
    commission_basis_points = models.PositiveIntegerField()
    commission_minor = models.BigIntegerField()
    refunded_minor = models.BigIntegerField(default=0)
    refunded_tax_minor = models.BigIntegerField(
        default=0, db_default=0, help_text=_("How much of what was given back was tax.")
    )
    claims = models.BooleanField(
        default=True, help_text=_("Stands for a purchase under way or done; ends with cancelling and with refunding.")
    )
    is_gift = models.BooleanField(default=False, db_default=False, help_text=_("For somebody else than the buyer."))
    is_chosen = models.BooleanField(default=False, db_default=False, help_text=_("The buyer chose the price."))
    part_of = models.ForeignKey(
        "commerce.BoughtBundle", on_delete=models.PROTECT, null=True, related_name="lines", editable=False
    )
    granted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    refusal = models.CharField(
        max_length=40, blank=True, help_text=_("Why what was paid could not be delivered; empty where it was.")
    )

    class Meta:
        verbose_name = _("order line")
        verbose_name_plural = _("order lines")
        constraints = [
            models.UniqueConstraint(
                fields=["buyer", "sellable_kind", "sellable_id"],
                condition=models.Q(claims=True, is_gift=False),
                name="nobody_buys_a_thing_twice",
            ),
            models.CheckConstraint(
                condition=models.Q(total_minor=models.F("price_minor") - models.F("discount_minor"))
                | models.Q(total_minor=models.F("price_minor") - models.F("discount_minor") + models.F("tax_minor")),
                name="line_adds_up",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    price_minor__gte=0,
                    tax_minor__gte=0,
                    discount_minor__gte=0,
                    discount_minor__lte=models.F("price_minor"),
                    commission_minor__gte=0,
                    commission_minor__lte=models.F("price_minor") - models.F("discount_minor"),
                ),
                name="line_amounts_are_within_the_price",
            ),
            models.CheckConstraint(
                condition=models.Q(commission_minor__lte=models.F("total_minor") - models.F("tax_minor")),
                name="tax_is_within_the_line",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    refunded_tax_minor__gte=0,
                    refunded_tax_minor__lte=models.F("tax_minor"),
                    refunded_minor__gte=models.F("refunded_tax_minor"),
                    refunded_minor__lte=models.F("total_minor")
                    - models.F("tax_minor")
                    + models.F("refunded_tax_minor"),
                ),
                name="line_gives_back_at_most_its_tax",
            ),
            models.CheckConstraint(
                condition=models.Q(before_minor=None) | models.Q(before_minor__gt=models.F("price_minor")),
                name="line_is_compared_with_a_higher_price",
            ),
            models.CheckConstraint(
                condition=models.Q(is_chosen=False) | models.Q(discount_minor=0),
                name="what_the_buyer_chose_is_not_lowered",
            ),
            models.CheckConstraint(
                condition=models.Q(refunded_minor__gte=0, refunded_minor__lte=models.F("total_minor")),
                name="line_gives_back_at_most_what_was_paid",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class LineShare(models.Model):
    """What one seller gets of a line once the commission is taken.

    Nobody's yet (`payee` is None) is what a plan brought, until it is known whose things were used.
    """

    line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="shares")
    payee = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    amount_minor = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["line", "payee"], name="payee_has_one_share_of_a_line"),
            models.CheckConstraint(condition=models.Q(amount_minor__gte=0), name="share_is_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.payee}: {self.amount_minor}"
