"""The tax in what was paid, as the payment provider worked it out: written once, before the payment is booked."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commerce.models.orders import OrderLine


class LineTax(models.Model):
    """One tax on one line: how much, on what, at which rate and for whom.

    Triggers (migration 0024) keep rows as they were written, write none once the payment is booked, and hold their
    sums equal to the line's tax, the order's total and what was paid.
    """

    line = models.ForeignKey(OrderLine, on_delete=models.PROTECT, related_name="taxes")
    place = models.PositiveSmallIntegerField(help_text=_("Among the taxes of its line."))
    amount_minor = models.BigIntegerField()
    taxable_minor = models.BigIntegerField(help_text=_("What the rate is of."))
    currency = models.CharField(max_length=3)
    percentage = models.DecimalField(max_digits=8, decimal_places=4)
    name = models.CharField(max_length=100, help_text=_("As buyers know it, such as VAT."))
    country = models.CharField(max_length=2, blank=True)
    state = models.CharField(max_length=10, blank=True)
    jurisdiction = models.CharField(max_length=200, blank=True, help_text=_("Whose tax it is."))
    reason = models.CharField(max_length=40, blank=True, help_text=_("Why so much, in the provider's words."))
    rate_id = models.CharField(max_length=255)

    class Meta:
        verbose_name = _("tax of a line")
        verbose_name_plural = _("taxes of lines")
        constraints = [
            models.UniqueConstraint(fields=["line", "place"], name="line_has_one_tax_in_a_place"),
            models.CheckConstraint(
                condition=models.Q(amount_minor__gte=0, taxable_minor__gte=0, percentage__gte=0),
                name="tax_is_nothing_or_more",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.rate}"

    @property
    def rate(self) -> str:
        """The percentage as people write it: `19 %`, `8.875 %`."""
        return f"{self.percentage.normalize():f} %"
