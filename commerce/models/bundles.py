"""Bundles: several things sold together for less than one by one."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from commerce.enums import BundleState
from commerce.models.orders import Order
from commerce.models.prices import OfSellable
from kit import clock
from kit.ids import PublicIdField


class BundleQuerySet(models.QuerySet["Bundle"]):
    def offered(self) -> Self:
        return self.filter(state=BundleState.OFFERED)

    def editable_by(self, person: Any) -> Self:
        """One's own; all of them for administrators."""
        if not (person.is_authenticated and person.is_active):
            return self.none()
        return self if person.is_administrator else self.filter(seller=person.pk)


class Bundle(models.Model):
    """So many hundredths of a percent off what its things cost one by one, when they are bought together.

    Its things are of one `seller`, or without one of several. What is proposed or withdrawn is not sold.
    """

    public_id = PublicIdField()
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=120)
    summary = models.CharField(_("in a sentence"), max_length=300, blank=True)
    seller = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="bundles"
    )
    basis_points = models.PositiveIntegerField(_("less, in basis points"))
    state = models.CharField(_("state"), max_length=10, choices=BundleState.choices, default=BundleState.PROPOSED)
    version = models.PositiveIntegerField(default=1, help_text=_("Counts the changes: what was seen is confirmed."))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    changed_at = models.DateTimeField(default=clock.now)

    objects = BundleQuerySet.as_manager()

    class Meta:
        verbose_name = _("bundle")
        verbose_name_plural = _("bundles")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(basis_points__gte=1, basis_points__lt=10_000),
                name="bundle_takes_something_off_and_leaves_something",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class BundleThing(OfSellable):
    """One thing of a bundle, in its place."""

    bundle = models.ForeignKey(Bundle, on_delete=models.CASCADE, related_name="things")
    place = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["bundle", "sellable_kind", "sellable_id"], name="bundle_holds_a_thing_only_once"
            ),
            models.UniqueConstraint(fields=["bundle", "place"], name="bundle_has_one_thing_in_a_place"),
        ]
        indexes = [models.Index(fields=["sellable_kind", "sellable_id"], name="bundles_of_a_thing")]

    def __str__(self) -> str:
        return f"{self.bundle}: {self.sellable_id}"


class BoughtBundle(models.Model):
    """A bundle in an order, as it was promised: what its lines cost one by one, and together.

    The database refuses lines that do not sum to it (migration 0023).
    """

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="bundles")
    bundle = models.ForeignKey(Bundle, on_delete=models.PROTECT, related_name="bought")
    name = models.CharField(max_length=120)
    price_minor = models.BigIntegerField(help_text=_("One by one."))
    total_minor = models.BigIntegerField(help_text=_("Together, before tax."))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "bundle"], name="order_has_a_bundle_once"),
            models.CheckConstraint(
                condition=models.Q(total_minor__gt=0, total_minor__lte=models.F("price_minor")),
                name="bundle_costs_something_and_no_more_than_its_things",
            ),
        ]

    def __str__(self) -> str:
        return self.name
