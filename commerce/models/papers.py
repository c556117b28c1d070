"""Receipts, invoices and credit notes: what they say is written once and kept (REQUIREMENTS D1).

A number is given by the database, inside the transaction that writes the paper (migration 0007): each kind counts from
one in each year, without a gap.
"""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from commerce.enums import PaperKind
from commerce.models.orders import Order
from commerce.models.payments import Refund
from kit import clock
from kit.ids import PublicIdField


class PaperQuerySet(models.QuerySet["Paper"]):
    def readable_by(self, person: object) -> Self:
        """The papers of one's own orders."""
        return self.filter(order__buyer=getattr(person, "pk", None))

    def listed(self) -> Self:
        """Without what they say and the file itself, which are large."""
        return self.defer("content", "pdf")


class Paper(models.Model):
    """Something handed to a buyer about an order. `content` is all that it says; `pdf` follows once it is drawn."""

    public_id = PublicIdField()
    kind = models.CharField(_("kind"), max_length=12, choices=PaperKind.choices)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveBigIntegerField(editable=False, default=0)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="papers")
    refund = models.ForeignKey(Refund, on_delete=models.PROTECT, null=True, related_name="papers")
    issued_at = models.DateTimeField(_("issued"), default=clock.now)
    content = models.JSONField()
    pdf = models.BinaryField(null=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("paper")
        verbose_name_plural = _("papers")
        constraints = [
            models.UniqueConstraint(fields=["kind", "year", "number"], name="paper_has_a_number_of_its_own"),
            models.UniqueConstraint(
                fields=["order"], condition=models.Q(kind=PaperKind.RECEIPT), name="order_has_one_receipt"
            ),
            models.UniqueConstraint(fields=["kind", "refund"], name="refund_has_one_paper_of_a_kind"),
            models.CheckConstraint(
                condition=models.Q(kind=PaperKind.RECEIPT, refund=None)
                | (~models.Q(kind=PaperKind.RECEIPT) & models.Q(refund__isnull=False)),
                name="credit_notes_are_about_a_refund",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """The number as it is printed: `2026-000042`, of credit notes `C2026-000007`, of corrections `K2026-000001`."""
        letters = {PaperKind.CREDIT_NOTE: "C", PaperKind.CORRECTION: "K"}
        return f"{letters.get(PaperKind(self.kind), '')}{self.year}-{self.number:06}"


class PaperSeries(models.Model):
    """The last number given in a series; its row is held while one is given."""

    kind = models.CharField(max_length=12, choices=PaperKind.choices)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveBigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "year"], name="series_is_counted_once")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.year}: {self.last}"
