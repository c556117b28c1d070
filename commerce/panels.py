"""What administrators fill in about selling."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.contrib.settings.registry import register_setting

from commerce.models import SellingSettings


def install_settings() -> None:
    """Show selling in the settings menu."""
    SellingSettings.edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldPanel("business_name"),
                    FieldPanel("business_address"),
                    FieldPanel("tax_number"),
                    FieldPanel("register_entry"),
                    FieldPanel("receipts_address"),
                    FieldPanel("receipt_note"),
                ],
                heading=_("On receipts and invoices"),
                help_text=_("Papers keep what stood here when they were issued."),
            ),
            MultiFieldPanel([FieldPanel("tax_mode")], heading=_("Tax")),
            MultiFieldPanel(
                [FieldPanel("refund_days"), FieldPanel("refund_progress_percent")],
                heading=_("Money back without asking"),
            ),
            MultiFieldPanel([FieldPanel("commission_percent")], heading=_("Commission")),
            MultiFieldPanel([FieldPanel("sale_percent"), FieldPanel("sale_days")], heading=_("Sales")),
            MultiFieldPanel(
                [
                    FieldPanel("look_at_declines"),
                    FieldPanel("look_at_accounts_of_a_card"),
                    FieldPanel("look_at_returns"),
                    FieldPanel("look_at_price_times"),
                ],
                heading=_("Orders to look at"),
                help_text=_("Nothing is refused because of these: the orders wait under Selling, To look at."),
            ),
        ]
    )
    register_setting(SellingSettings, icon="list-ul", order=120)
