"""Carts: what a person means to buy. Nothing is promised by it, and prices are not kept."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from commerce.models.prices import OfSellable
from kit import clock
from kit.money import Money


class CartItem(OfSellable):
    """One thing in one person's cart, under the title it had when it was laid in."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="cart_items")
    title = models.CharField(max_length=255)
    amount_minor = models.BigIntegerField(null=True, help_text=_("What the person wants to pay where they choose it."))
    currency = models.CharField(max_length=3, blank=True, default="", db_default="")
    added_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("thing in a cart")
        verbose_name_plural = _("things in carts")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "sellable_kind", "sellable_id"], name="thing_is_in_a_cart_only_once"
            ),
            models.CheckConstraint(
                condition=models.Q(amount_minor=None, currency="")
                | models.Q(amount_minor__gte=0, amount_minor__isnull=False, currency__regex="^[A-Z]{3}$"),
                name="amount_in_a_cart_has_a_currency",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def amount(self) -> Money | None:
        """What the person wants to pay; None where they have not said."""
        return None if self.amount_minor is None else Money(self.amount_minor, self.currency)
