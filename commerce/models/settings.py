"""What administrators decide about selling; one row, which need not be there."""

from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting

from commerce.enums import TaxMode


class SellingSettings(BaseGenericSetting):
    """Who sells, as papers name them, what buyers may give back, and which orders administrators look at."""

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
    tax_mode = models.CharField(
        _("tax"),
        max_length=10,
        choices=TaxMode.choices,
        default=TaxMode.OFF,
        db_default=TaxMode.OFF,
        help_text=_(
            "Stripe Tax works it out from where the buyer lives; it has to be set up at Stripe first. Holds for new"
            " orders and subscriptions; what was ordered before is paid as it was ordered."
        ),
    )
    commission_percent = models.DecimalField(
        _("commission"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text=_(
            "In percent of each sale, where nothing else is agreed with the seller or for the course. Holds for new"
            " orders. Empty: as Perfomix was installed."
        ),
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

    look_at_declines = models.PositiveSmallIntegerField(
        _("declined tries before a payment"), default=3, db_default=3, help_text=_("From so many on. 0: never.")
    )
    look_at_accounts_of_a_card = models.PositiveSmallIntegerField(
        _("accounts that paid with one card"), default=3, db_default=3, help_text=_("From so many on. 0: never.")
    )
    look_at_returns = models.PositiveSmallIntegerField(
        _("things given back within 90 days"), default=3, db_default=3, help_text=_("From so many on. 0: never.")
    )
    look_at_price_times = models.PositiveSmallIntegerField(
        _("times the average order"),
        default=5,
        db_default=5,
        help_text=_("Orders that cost so many times as much. 0: never."),
    )
    sale_percent = models.PositiveSmallIntegerField(
        _("most that a sale takes off"),
        default=70,
        db_default=70,
        validators=[MinValueValidator(1), MaxValueValidator(99)],
        help_text=_("In percent of the price. Sellers set sales within it without asking."),
    )
    sale_days = models.PositiveSmallIntegerField(
        _("days that a sale lasts at most"),
        default=30,
        db_default=30,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
    )

    class Meta:
        verbose_name = _("selling")

    def __str__(self) -> str:
        return str(_("selling"))

    @classmethod
    def the_one(cls) -> Self:
        """The settings, read without writing; as they come where nobody filled them in yet."""
        return cls.objects.order_by("pk").first() or cls()
