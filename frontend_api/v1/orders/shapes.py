"""Orders as their buyers see them. Amounts are whole minor units of the order's currency."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import prefetch_related_objects
from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from commerce.enums import OrderState, PaperKind, RefundState, TaxMode
from commerce.gates import Shown, Thing, kinds, shown_of
from commerce.models import CouponUse, Order, OrderLine
from commerce.operations.bundles import SELLABLE_KIND as BUNDLE
from commerce.operations.wanted import Wanted
from frontend_api.bodies import ExactBody, ExactInteger
from frontend_api.v1 import examples
from frontend_api.v1.courses.shapes import PictureShape
from frontend_api.v1.gifts.shapes import GiftOut
from kit.money import Money, NotAnAmount

MOST_ITEMS = 50
GONE = Shown(title="", path="")
LARGEST_AMOUNT = 2**53
KINDS = [(kind, kind) for kind in kinds()]
# Somebody else may have some of a bundle.
GIVEN_KINDS = [(kind, kind) for kind in kinds() if kind != BUNDLE]


class PriceIn(ExactBody):
    amount_minor = serializers.IntegerField(min_value=0, max_value=LARGEST_AMOUNT)
    currency = serializers.RegexField("^[A-Z]{3}$")


class ChosenIn(PriceIn):
    amount_minor = ExactInteger(min_value=0, max_value=LARGEST_AMOUNT)


CHOSEN = "What the buyer wants to pay, for what has a `least_minor`; refused for everything else."


class ItemIn(ExactBody):
    kind = serializers.ChoiceField(KINDS)
    id = serializers.UUIDField()
    price = PriceIn(
        required=False, allow_null=True, help_text="What you showed. With another price now, nothing is ordered (409)."
    )
    amount = ChosenIn(required=False, allow_null=True, help_text=CHOSEN)


@extend_schema_serializer(examples=[OpenApiExample("Order", examples.ORDER_IN)])
class OrderIn(ExactBody):
    items = serializers.ListField(child=ItemIn(), min_length=1, max_length=MOST_ITEMS)
    coupon = serializers.CharField(required=False, allow_blank=True, max_length=100, help_text="A coupon's code.")
    currency = serializers.RegexField(
        "^[A-Z]{3}$", required=False, help_text="Everything is bought in it; without it in that of the prices shown."
    )
    total = PriceIn(
        required=False,
        allow_null=True,
        help_text="What you showed together. With another now, nothing is ordered.",
    )

    def validate_items(self, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
        if len({(item["kind"], item["id"]) for item in items}) != len(items):
            raise serializers.ValidationError("Each thing once, please.")
        return items


def wanted(items: list[dict[str, Any]]) -> list[Wanted]:
    """Raises REST framework's ValidationError for a currency there is not."""
    return [
        Wanted(item["kind"], item["id"], shown_amount(item.get("price")), amount=shown_amount(item.get("amount")))
        for item in items
    ]


def shown_amount(price: dict[str, Any] | None) -> Money | None:
    """What the buyer was shown, or chose. Raises REST framework's ValidationError for a currency there is not."""
    try:
        return Money(price["amount_minor"], price["currency"]) if price else None
    except NotAnAmount as wrong:
        raise serializers.ValidationError({"items": str(wrong)}) from wrong


class LineBundleOut(serializers.Serializer):
    name = serializers.CharField()
    price_minor = serializers.IntegerField(help_text="What its lines cost one by one.")
    total_minor = serializers.IntegerField(help_text="What they cost together, before tax.")


class TaxOut(serializers.Serializer):
    name = serializers.CharField(help_text="As buyers know it, such as VAT.")
    percentage = serializers.DecimalField(max_digits=8, decimal_places=4, normalize_output=True)
    country = serializers.CharField(help_text="ISO 3166-1; empty where it is nobody's.")
    jurisdiction = serializers.CharField(help_text="Whose tax it is.")
    amount_minor = serializers.IntegerField()
    taxable_minor = serializers.IntegerField(help_text="What the rate is of.")
    reason = serializers.CharField(help_text="Why so much: standard_rated, reverse_charge, not_collecting and others.")


class LineOut(serializers.Serializer):
    kind = serializers.CharField(source="sellable_kind")
    id = serializers.UUIDField(source="sellable_id")
    title = serializers.CharField()
    path = serializers.SerializerMethodField(help_text="Where the storefront shows it; empty when it does no more.")
    picture = serializers.SerializerMethodField()
    by = serializers.SerializerMethodField(help_text="The names of those who teach it.")
    price_minor = serializers.IntegerField()
    before_minor = serializers.IntegerField(
        allow_null=True,
        help_text="Bought in a sale: the lowest price of the thirty days before it, where that was higher.",
    )
    discount_minor = serializers.IntegerField()
    tax_minor = serializers.IntegerField(help_text="How much of the total is tax; 0 until it is paid.")
    taxes = serializers.SerializerMethodField(help_text="The same by rate and authority.")
    total_minor = serializers.IntegerField()
    refunded_minor = serializers.IntegerField()
    is_delivered = serializers.SerializerMethodField()
    gift = serializers.SerializerMethodField(help_text="For whom it is; null for what one has bought for oneself.")
    bundle = LineBundleOut(source="part_of", allow_null=True, help_text="The bundle it came with.")
    refusal = serializers.CharField(help_text="Why it could not be delivered (then it is paid back); else empty.")

    def get_path(self, line: OrderLine) -> str:
        return self._shown(line).path

    @extend_schema_field(PictureShape(allow_null=True))
    def get_picture(self, line: OrderLine) -> Any:
        return self._shown(line).picture

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_by(self, line: OrderLine) -> Any:
        return self._shown(line).by

    def _shown(self, line: OrderLine) -> Shown:
        shown: Mapping[Thing, Shown] = self.context["shown"]
        return shown.get(Thing(line.sellable_kind, line.sellable_id), GONE)

    @extend_schema_field(TaxOut(many=True))
    def get_taxes(self, line: OrderLine) -> Any:
        # Prefetched for orders with tax (`with_taxes`); no others are asked about.
        found = line.taxes.all() if self.context.get("taxed") else []
        return TaxOut(sorted(found, key=lambda tax: tax.place), many=True).data

    @extend_schema_field(GiftOut(allow_null=True))
    def get_gift(self, line: OrderLine) -> Any:
        return GiftOut(line.gift).data if line.is_gift else None

    def get_is_delivered(self, line: OrderLine) -> bool:
        return line.granted_at is not None and line.revoked_at is None


class RefundOut(serializers.Serializer):
    amount_minor = serializers.IntegerField()
    state = serializers.ChoiceField(RefundState.choices)
    intended_at = serializers.DateTimeField()


class PaperOut(serializers.Serializer):
    id = serializers.UUIDField(source="public_id")
    kind = serializers.ChoiceField(PaperKind.choices)
    code = serializers.CharField(help_text="Its number, as it is printed on it.")
    issued_at = serializers.DateTimeField()


def things_shown(orders: Iterable[Order]) -> dict[Thing, Shown]:
    """How the things of these orders look, as `OrderOut` wants it for its context."""
    lines = [line for order in orders for line in order.lines.all()]
    return shown_of({Thing(line.sellable_kind, line.sellable_id) for line in lines})


def with_taxes(orders: Iterable[Order]) -> None:
    """Fetch the taxes of those of these orders that have any, at once."""
    taxed = [line for order in orders if order.tax_mode != TaxMode.OFF for line in order.lines.all()]
    prefetch_related_objects(taxed, "taxes")


class OrderOut(serializers.Serializer):
    id = serializers.UUIDField(source="public_id")
    number = serializers.CharField()
    state = serializers.ChoiceField(OrderState.choices)
    currency = serializers.CharField()
    total_minor = serializers.IntegerField(
        help_text="With its tax; while an order to whose prices tax is added waits for payment, without."
    )
    tax = serializers.ChoiceField(
        TaxMode.choices, source="tax_mode", help_text="Where tax stands: within the prices, or added when it is paid."
    )
    coupon = serializers.SerializerMethodField(help_text="The code that lowered it; else empty.")
    placed_at = serializers.DateTimeField()
    paid_at = serializers.DateTimeField(allow_null=True)
    lines = serializers.SerializerMethodField()
    refunds = serializers.SerializerMethodField()
    papers = serializers.SerializerMethodField(help_text="The receipt, then a credit note for each refund.")

    def get_coupon(self, order: Order) -> str:
        if order.total_minor and not any(line.discount_minor for line in order.lines.all() if line.part_of_id is None):
            return ""
        use: CouponUse | None = getattr(order, "coupon_use", None)
        return use.coupon.code if use is not None else ""

    @extend_schema_field(LineOut(many=True))
    def get_lines(self, order: Order) -> Any:
        lines = sorted(order.lines.all(), key=lambda line: line.pk)
        context = {**self.context, "taxed": order.tax_mode != TaxMode.OFF}
        return LineOut(lines, many=True, context=context).data

    @extend_schema_field(RefundOut(many=True))
    def get_refunds(self, order: Order) -> Any:
        if order.state == OrderState.PENDING:
            return []
        found = [refund for payment in order.payments.all() for refund in payment.refunds.all()]
        return RefundOut(sorted(found, key=lambda refund: refund.pk), many=True).data

    @extend_schema_field(PaperOut(many=True))
    def get_papers(self, order: Order) -> Any:
        if order.state == OrderState.PENDING:
            return []
        # Prefetched where orders are listed; what papers say is large and not wanted here.
        return PaperOut(sorted(order.papers.all(), key=lambda paper: paper.pk), many=True).data


class OrdersOut(serializers.Serializer):
    results = OrderOut(many=True)
    next_cursor = serializers.CharField(allow_null=True)


class PaymentOut(serializers.Serializer):
    url = serializers.URLField(help_text="The payment provider's page. Send the browser there.")
    expires_at = serializers.DateTimeField()
