"""Wishes: what a person puts by to come back to. Nothing is promised by it, and only they read it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from commerce.models.prices import OfSellable
from commerce.models.sales import Sale
from kit import clock

MOST_WISHES = 50


class Wish(OfSellable):
    """One thing that one person has put by, under the title it had then. `place` bounds them: each is taken once."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="wishes")
    title = models.CharField(max_length=255)
    place = models.PositiveSmallIntegerField(editable=False)
    wished_at = models.DateTimeField(default=clock.now)

    class Meta:
        verbose_name = _("wish")
        verbose_name_plural = _("wishes")
        constraints = [
            models.UniqueConstraint(fields=["person", "sellable_kind", "sellable_id"], name="thing_is_wished_for_once"),
            models.UniqueConstraint(fields=["person", "place"], name="place_of_a_wish_is_taken_once"),
            models.CheckConstraint(condition=models.Q(place__lt=MOST_WISHES), name="wishes_of_a_person_are_bounded"),
        ]
        indexes = [models.Index(fields=["sellable_kind", "sellable_id"], name="wishes_for_a_thing")]

    def __str__(self) -> str:
        return self.title


class SaleNews(models.Model):
    """That it was looked at whether a person is to hear of a sale: so they hear of it once, or not at all."""

    # Found by the constraint below, which begins with it.
    sale = models.ForeignKey(Sale, on_delete=models.CASCADE, related_name="+", db_index=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    is_told = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("news of a sale")
        verbose_name_plural = _("news of sales")
        constraints = [
            models.UniqueConstraint(fields=["sale", "person"], name="person_hears_of_a_sale_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.sale}"
