"""Sales: prices that are lower for a time."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from commerce.models.prices import OfSellable
from kit import clock
from kit.ids import PublicIdField


class Sale(OfSellable):
    """So many hundredths of a percent, or an amount in each of some currencies, off a thing's prices, from until.

    Never edited but for its end. No two of one thing at one time: the database sees to it (migration 0022).
    """

    public_id = PublicIdField()
    basis_points = models.PositiveIntegerField(null=True)
    most_basis_points = models.PositiveIntegerField(
        help_text=_("How much of a price may be taken off at most, as administrators had it when it was set.")
    )
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    called_off_at = models.DateTimeField(null=True, help_text=_("It was called off before it began."))
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    set_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("sale")
        verbose_name_plural = _("sales")
        indexes = [models.Index(fields=["sellable_kind", "sellable_id"], name="sale_of_sellable")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(basis_points=None)
                | models.Q(basis_points__gte=1, basis_points__lte=models.F("most_basis_points")),
                name="sale_is_within_its_limit",
            ),
            models.CheckConstraint(
                condition=models.Q(most_basis_points__gte=1, most_basis_points__lt=10_000),
                name="sale_leaves_something_to_pay",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="sale_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sellable_id}: {self.starts_at:%Y-%m-%d} to {self.ends_at:%Y-%m-%d}"


class SaleAmount(models.Model):
    """What a sale takes off in one currency, in minor units."""

    sale = models.ForeignKey(Sale, on_delete=models.CASCADE, related_name="amounts")
    currency = models.CharField(max_length=3)
    amount_minor = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sale", "currency"], name="sale_has_one_amount_in_a_currency"),
            models.CheckConstraint(condition=models.Q(amount_minor__gt=0), name="sale_takes_something_off"),
            models.CheckConstraint(condition=models.Q(currency__regex="^[A-Z]{3}$"), name="sale_currency_is_iso_4217"),
        ]

    def __str__(self) -> str:
        return f"{self.amount_minor} {self.currency}"
