"""What administrators decide about selling; one row, which need not be there."""

from typing import Self

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting


class SellingSettings(BaseGenericSetting):
    """Who sells, as papers name them, and what buyers may give back."""

    business_name = models.CharField(
        _("name"), max_length=200, blank=True, help_text=_("Of the company or person who sells; on every receipt.")
    )
    business_address = models.TextField(_("address"), max_length=500, blank=True)
    tax_number = models.CharField(
        _("tax number"),
        max_length=60,
        blank=True,
        help_text=_("For example the VAT number. With it, receipts are called invoices."),
    )
    register_entry = models.CharField(
        _("register entry"), max_length=200, blank=True, help_text=_("For example the company register and number.")
    )
    receipts_address = models.EmailField(
        _("address for questions"), blank=True, help_text=_("Where buyers write about a receipt.")
    )
    receipt_note = models.TextField(
        _("note on every receipt"),
        max_length=1000,
        blank=True,
        help_text=_("For example why no tax is shown. Receipts keep the note that stood here when they were issued."),
    )
    refund_days = models.PositiveSmallIntegerField(
        _("days to give something back"),
        default=14,
        db_default=14,
        validators=[MaxValueValidator(365)],
        help_text=_(
            "From the day it was paid; 0 where nothing can be given back without asking. Holds for new orders."
        ),
    )
    refund_progress_percent = models.PositiveSmallIntegerField(
        _("how far one may have come"),
        default=30,
        db_default=30,
        validators=[MaxValueValidator(100)],
        help_text=_("In percent: of a course, how many of its lessons were opened. Holds for new orders."),
    )

    class Meta:
        verbose_name = _("selling")

    def __str__(self) -> str:
        return str(_("selling"))

    @classmethod
    def the_one(cls) -> Self:
        """The settings, read without writing; as they come where nobody filled them in yet."""
        return cls.objects.order_by("pk").first() or cls()
