"""Plans as everybody sees them, and one's own subscription. Amounts are whole minor units of their currency."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from commerce.enums import PlanInterval, SubscriptionState, TaxMode
from commerce.models import Plan, PlanPrice, Subscription
from commerce.operations.plan_changes import is_more
from commerce.operations.subscription_changes import LONGEST_PAUSE, may_pause
from frontend_api.bodies import ExactBody, ExactInteger


class PlanPriceOut(serializers.Serializer):
    id = serializers.UUIDField(source="public_id")
    interval = serializers.ChoiceField(PlanInterval.choices)
    currency = serializers.CharField()
    amount_minor = serializers.IntegerField()


class PlanOut(serializers.Serializer):
    id = serializers.UUIDField(source="public_id")
    name = serializers.CharField()
    summary = serializers.CharField()
    features = serializers.SerializerMethodField()
    trial_days = serializers.IntegerField(help_text="Free at the beginning, for who has never had a trial.")
    is_highlighted = serializers.BooleanField()
    prices = serializers.SerializerMethodField(help_text="By the month first.")

    def get_features(self, plan: Plan) -> list[str]:
        return [line.strip() for line in plan.features.splitlines() if line.strip()]

    @extend_schema_field(PlanPriceOut(many=True))
    def get_prices(self, plan: Plan) -> Any:
        offered = [price for price in plan.prices.all() if price.is_offered]
        return PlanPriceOut(sorted(offered, key=lambda price: (price.interval, price.currency)), many=True).data


class PlansOut(serializers.Serializer):
    results = PlanOut(many=True, help_text="The smallest first.")
    course_count = serializers.IntegerField(help_text="How many courses they open now.")


class ChoiceOut(serializers.Serializer):
    """What one may go over to."""

    plan = serializers.CharField(source="plan.name")
    price = PlanPriceOut(source="*")
    is_more = serializers.SerializerMethodField(help_text="Then the difference is charged at once.")

    def get_is_more(self, price: PlanPrice) -> bool:
        return is_more(price, self.context["held"].price)


class SubscriptionOut(serializers.Serializer):
    id = serializers.UUIDField(source="public_id")
    state = serializers.ChoiceField(SubscriptionState.choices)
    is_good = serializers.BooleanField(help_text="Whether it opens courses now.")
    plan = serializers.CharField(source="price.plan.name")
    price = PlanPriceOut()
    trial_ends_at = serializers.DateTimeField(allow_null=True)
    period_end = serializers.DateTimeField(allow_null=True, help_text="When the next payment is due, if one is.")
    cancels_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)
    pauses = serializers.BooleanField(help_text="Nothing is collected from the next period on.")
    resumes_at = serializers.DateTimeField(allow_null=True)
    grace_until = serializers.DateTimeField(allow_null=True, help_text="Until when it is good without its payment.")
    paid_with = serializers.CharField()
    tax = serializers.ChoiceField(
        TaxMode.choices, source="tax_mode", help_text="Where tax stands on its payments, as it was when it began."
    )
    may_pause = serializers.SerializerMethodField()
    url = serializers.CharField(help_text="The hosted page where it begins, while that is open; else empty.")

    def get_may_pause(self, held: Subscription) -> bool:
        return may_pause(held)


class MyPlanOut(serializers.Serializer):
    subscription = SubscriptionOut(allow_null=True)
    choices = ChoiceOut(many=True)
    may_have_trial = serializers.BooleanField(help_text="Whether one has never had a trial.")


class PriceChoiceIn(serializers.Serializer):
    price = serializers.UUIDField()


class ChangeCostOut(serializers.Serializer):
    plan = serializers.CharField(source="price.plan.name")
    price = PlanPriceOut()
    as_of = serializers.DateTimeField(help_text="Send it back with the confirmation.")
    is_now = serializers.BooleanField(help_text="Whether the invoice is collected at once, or at `next_at`.")
    currency = serializers.CharField(source="invoice.currency")
    charged_minor = serializers.IntegerField(source="invoice.charged_minor", help_text="On the invoice, for the new.")
    credited_minor = serializers.IntegerField(
        source="invoice.credited_minor", help_text="On the invoice, for what is left of the old."
    )
    tax_minor = serializers.IntegerField(source="invoice.tax_minor", help_text="The tax in the invoice's total.")
    total_minor = serializers.IntegerField(
        source="invoice.total_minor", help_text="Of the invoice. Less than nothing becomes a credit."
    )
    now_minor = serializers.IntegerField(help_text="Charged when this is confirmed.")
    next_minor = serializers.IntegerField(help_text="Charged at `next_at`.")
    next_at = serializers.DateTimeField()
    credit_minor = serializers.IntegerField(help_text="What is left then for the payments after.")


class PlanChangeIn(ExactBody):
    """A price, and what going over to it was shown to cost."""

    price = serializers.UUIDField()
    as_of = serializers.DateTimeField()
    now_minor = ExactInteger(min_value=0)
    next_minor = ExactInteger(min_value=0)


class PauseIn(serializers.Serializer):
    months = serializers.IntegerField(min_value=1, max_value=LONGEST_PAUSE)


class PageOut(serializers.Serializer):
    url = serializers.URLField(help_text="The payment provider's page. Send the browser there.")
