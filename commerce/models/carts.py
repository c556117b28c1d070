"""Carts: what a person means to buy. Nothing is promised by it, and prices are not kept."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from commerce.models.prices import OfSellable
from kit import clock


class CartItem(OfSellable):
    """One thing in one person's cart, under the title it had when it was laid in."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="cart_items")
    title = models.CharField(max_length=255)
    added_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("thing in a cart")
        verbose_name_plural = _("things in carts")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "sellable_kind", "sellable_id"], name="thing_is_in_a_cart_only_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title
