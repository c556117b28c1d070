"""Coupons: a code that lowers what some things cost, within limits that the database counts."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from commerce.enums import BorneBy
from commerce.models.orders import Order
from commerce.models.prices import OfSellable
from kit import clock
from kit.ids import PublicIdField


class CouponQuerySet(models.QuerySet["Coupon"]):
    def editable_by(self, person: Any) -> Self:
        """One's own; all of them for administrators."""
        if not (person.is_authenticated and person.is_active):
            return self.none()
        return self if person.is_administrator else self.filter(seller=person.pk)


class Coupon(models.Model):
    """So many hundredths of a percent, or an amount in one currency, off what it is for.

    It is for the things that are named with it, or for everything of its seller, or without one for everything.
    """

    public_id = PublicIdField()
    code = models.CharField(_("code"), max_length=40, unique=True, help_text=_("In capital letters, without spaces."))
    seller = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="coupons"
    )
    basis_points = models.PositiveIntegerField(null=True, blank=True)
    amount_minor = models.BigIntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    borne_by = models.CharField(max_length=10, choices=BorneBy.choices, default=BorneBy.SELLER)
    starts_at = models.DateTimeField(_("from"), default=clock.now)
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)
    most_uses = models.PositiveIntegerField(_("uses in all"), null=True, blank=True)
    most_uses_each = models.PositiveIntegerField(_("uses for each person"), null=True, blank=True)
    uses = models.PositiveIntegerField(default=0, editable=False)
    is_active = models.BooleanField(_("can be used"), default=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    objects = CouponQuerySet.as_manager()

    class Meta:
        verbose_name = _("coupon")
        verbose_name_plural = _("coupons")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(code__regex="^[A-Z0-9][A-Z0-9-]{2,39}$"), name="coupon_code_is_in_its_one_form"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    basis_points__isnull=False,
                    basis_points__gte=1,
                    basis_points__lte=10_000,
                    amount_minor=None,
                    currency="",
                )
                | models.Q(
                    basis_points=None, amount_minor__isnull=False, amount_minor__gt=0, currency__regex="^[A-Z]{3}$"
                ),
                name="coupon_is_a_part_or_an_amount",
            ),
            models.CheckConstraint(
                condition=models.Q(most_uses=None) | models.Q(uses__lte=models.F("most_uses")),
                name="coupon_is_used_at_most_so_often",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at=None) | models.Q(ends_at__gt=models.F("starts_at")),
                name="coupon_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=models.Q(borne_by=BorneBy.SELLER) | models.Q(seller=None),
                name="coupon_of_a_seller_is_borne_by_them",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class CouponThing(OfSellable):
    """One thing that a coupon is for."""

    coupon = models.ForeignKey(Coupon, on_delete=models.CASCADE, related_name="things")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["coupon", "sellable_kind", "sellable_id"], name="coupon_names_a_thing_only_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.coupon}: {self.sellable_id}"


class CouponUse(models.Model):
    """A coupon in an order. It counts while the order waits and once it is paid; cancelling gives it back."""

    coupon = models.ForeignKey(Coupon, on_delete=models.PROTECT, related_name="used")
    order = models.OneToOneField(Order, on_delete=models.PROTECT, related_name="coupon_use")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    turn = models.PositiveIntegerField(help_text=_("Which of the person's uses it is."))
    counts = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["coupon", "person", "turn"],
                condition=models.Q(counts=True),
                name="turn_of_a_coupon_is_taken_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.coupon}: {self.order}"
