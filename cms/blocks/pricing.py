import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.action import ACTION, OptionalActionBlock
from cms.blocks.context import SiteContext, SiteReferences
from cms.blocks.section import SectionBlock
from commerce.operations.currencies import currency_choices
from content.blocks.published import fields_of, items_of, text_of
from content.blocks.schema import TEXT, YES_OR_NO, list_of, one_of, or_nothing, record

PERIODS = {"once": _("once"), "month": _("a month"), "year": _("a year")}
_CURRENCY = re.compile(r"[A-Z]{3}")
_LARGEST = 10**9


class PlanBlock(blocks.StructBlock):
    """One way to pay, or not to."""

    name = blocks.CharBlock(label=_("Name"), max_length=60)
    amount_minor = blocks.IntegerBlock(
        label=_("Price"),
        required=False,
        min_value=0,
        max_value=_LARGEST,
        help_text=_("In minor units: 1900 is 19.00, 0 is free. Empty where the words below say it."),
    )
    currency = blocks.ChoiceBlock(label=_("Currency"), choices=currency_choices, default="EUR")
    period = blocks.ChoiceBlock(label=_("How often"), choices=list(PERIODS.items()), default="once")
    price_text = blocks.CharBlock(
        label=_("Price in words"), max_length=60, required=False, help_text=_("“15 % of each sale”")
    )
    text = blocks.TextBlock(label=_("For whom"), max_length=200, rows=2, required=False)
    points = blocks.ListBlock(
        blocks.CharBlock(max_length=120), label=_("What is in it"), min_num=0, max_num=10, default=[]
    )
    is_highlighted = blocks.BooleanBlock(label=_("Stands out"), required=False)
    action = OptionalActionBlock(label=_("What to do"))

    class Meta:
        label_format = "{name}"


class PricingBlock(SectionBlock):
    """What it costs. These are words on a page: what is charged is decided by commerce alone."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=100)
    text = blocks.TextBlock(label=_("Text"), max_length=300, rows=2, required=False)
    plans = blocks.ListBlock(PlanBlock(), label=_("Plans"), min_num=1, max_num=4)
    footnote = blocks.CharBlock(label=_("Footnote"), max_length=300, required=False)

    published_schema = record(
        "What it costs, plan by plan. `price` is null where `price_text` says it.",
        heading=TEXT,
        text=TEXT,
        plans=list_of(
            record(
                name=TEXT,
                price=or_nothing(
                    record(amount_minor={"type": "integer", "minimum": 0}, currency=TEXT, period=one_of(*PERIODS))
                ),
                price_text=TEXT,
                text=TEXT,
                points=list_of(TEXT),
                is_highlighted=YES_OR_NO,
                action=ACTION,
            )
        ),
        footnote=TEXT,
    )

    def shown(self, fields: Mapping[str, Any], context: SiteContext) -> dict[str, Any]:
        return {
            "heading": text_of(fields.get("heading")),
            "text": text_of(fields.get("text")),
            "plans": [self._plan(one, context) for one in map(fields_of, items_of(fields.get("plans")))],
            "footnote": text_of(fields.get("footnote")),
        }

    def _plan(self, plan: Mapping[str, Any], context: SiteContext) -> dict[str, Any]:
        return {
            "name": text_of(plan.get("name")),
            "price": self._price(plan),
            "price_text": text_of(plan.get("price_text")),
            "text": text_of(plan.get("text")),
            "points": [point for item in items_of(plan.get("points")) if (point := text_of(item))],
            "is_highlighted": plan.get("is_highlighted") is True,
            "action": self._action.action(plan.get("action"), context),
        }

    @staticmethod
    def _price(plan: Mapping[str, Any]) -> dict[str, Any] | None:
        amount, currency = plan.get("amount_minor"), text_of(plan.get("currency"))
        if not isinstance(amount, int) or isinstance(amount, bool) or not 0 <= amount <= _LARGEST:
            return None
        if not _CURRENCY.fullmatch(currency):
            return None
        period = plan.get("period")
        return {"amount_minor": amount, "currency": currency, "period": period if period in PERIODS else "once"}

    def noted(self, fields: Mapping[str, Any], found: SiteReferences) -> None:
        for plan in map(fields_of, items_of(fields.get("plans"))):
            self._action.noted(fields_of(plan.get("action")), found)

    @property
    def _action(self) -> OptionalActionBlock:
        block: OptionalActionBlock = self.child_blocks["plans"].child_block.child_blocks["action"]
        return block

    class Meta:
        icon = "tag"
        label = _("Pricing")
        label_format = "{heading}"
        description = _("What it costs to learn and to teach, in up to four plans.")
