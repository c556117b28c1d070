"""Carts as the storefront shows them: what each thing costs now, or why it cannot be bought."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from commerce.enums import TaxMode
from commerce.gates import Thing, kinds
from commerce.models import SellingSettings
from commerce.operations.carts import MOST_ITEMS, Cart, CartLine
from commerce.operations.coupons import normal_code
from frontend_api.bodies import ExactBody
from frontend_api.v1 import examples
from frontend_api.v1.courses.shapes import PictureShape
from frontend_api.v1.orders.shapes import KINDS, LARGEST_AMOUNT, ChosenIn, shown_amount
from kit.money import Money, NotAnAmount

THINGS = (
    f"Kind and id of each thing, `course:0192…`; at most {MOST_ITEMS}, with commas. Where one chooses what one pays,"
    " the currency and the amount follow: `course:0192…:EUR:1500`."
)
Things = dict[Thing, Money | None]
LONGEST_AMOUNT = 16
AMOUNT = "What the person wants to pay, for what has a `least_minor`. The cart keeps it."


class ThingIn(ExactBody):
    kind = serializers.ChoiceField(KINDS)
    id = serializers.UUIDField()
    amount = ChosenIn(required=False, allow_null=True, help_text=AMOUNT)


@extend_schema_serializer(examples=[OpenApiExample("Things", examples.CART_IN)])
class ThingsIn(ExactBody):
    items = serializers.ListField(child=ThingIn(), min_length=1, max_length=MOST_ITEMS)


def things_of(items: list[dict[str, Any]]) -> Things:
    """Raises REST framework's ValidationError for a currency there is not."""
    return {Thing(item["kind"], item["id"]): shown_amount(item.get("amount")) for item in items}


def amounts_of(things: Things) -> dict[Thing, Money]:
    """What is to be paid for those of them for which somebody has said so."""
    return {thing: amount for thing, amount in things.items() if amount is not None}


def read_things(text: str) -> Things:
    """The things named in an address. Raises REST framework's ValidationError."""
    named = [each for each in text.split(",") if each]
    if len(named) > MOST_ITEMS:
        raise serializers.ValidationError({"items": f"At most {MOST_ITEMS}."})
    return dict(_read_thing(each) for each in named)


def _read_thing(text: str) -> tuple[Thing, Money | None]:
    kind, _colon, rest = text.partition(":")
    public_id, has_amount, amount = rest.partition(":")
    if kind not in kinds():
        raise serializers.ValidationError({"items": "This kind of thing is not sold."})
    try:
        return Thing(kind, UUID(public_id)), _read_amount(amount) if has_amount else None
    except NotAnAmount as wrong:
        raise serializers.ValidationError({"items": "This is no amount."}) from wrong
    except ValueError as wrong:
        raise serializers.ValidationError({"items": "This is no id."}) from wrong


def _read_amount(text: str) -> Money:
    currency, _colon, minor = text.partition(":")
    if not (minor.isascii() and minor.isdigit() and len(minor) <= LONGEST_AMOUNT and int(minor) <= LARGEST_AMOUNT):
        raise NotAnAmount(text)
    return Money(int(minor), currency)


class AmountOut(serializers.Serializer):
    amount_minor = serializers.IntegerField(source="minor")
    currency = serializers.CharField()


class AmountChoiceOut(serializers.Serializer):
    least_minor = serializers.IntegerField(source="offer.bounds.least_minor")
    suggested_minor = serializers.IntegerField(source="suggested.minor")
    most_minor = serializers.IntegerField(source="offer.bounds.most_minor")


class RefusalOut(serializers.Serializer):
    reason = serializers.CharField()
    message = serializers.CharField(source="*")


class CartLineOut(serializers.Serializer):
    kind = serializers.CharField(source="thing.kind")
    id = serializers.UUIDField(source="thing.sellable_id")
    title = serializers.CharField(help_text="Empty for what there is no more.")
    path = serializers.SerializerMethodField(help_text="Where the storefront shows it; empty when it does no more.")
    picture = serializers.SerializerMethodField()
    by = serializers.SerializerMethodField(help_text="The names of those who teach it.")
    price = AmountOut(allow_null=True, help_text="What it costs now, or what one has chosen to pay.")
    before = AmountOut(
        allow_null=True,
        help_text="In a sale, the lowest price of the thirty days before, where that was higher; of a bundle, what its"
        " courses cost one by one.",
    )
    choice = serializers.SerializerMethodField(
        help_text="Between which amounts of the price's currency one chooses what one pays; null where it is fixed."
    )
    discount_minor = serializers.IntegerField(source="discount", help_text="What the coupon takes off it.")
    refusal = RefusalOut(allow_null=True, help_text="Why it cannot be bought now; it is not in the total.")

    @extend_schema_field(AmountChoiceOut(allow_null=True))
    def get_choice(self, line: CartLine) -> Any:
        return AmountChoiceOut(line).data if line.offer is not None and line.offer.bounds is not None else None

    def get_path(self, line: CartLine) -> str:
        return line.shown.path if line.shown is not None else ""

    @extend_schema_field(PictureShape(allow_null=True))
    def get_picture(self, line: CartLine) -> Any:
        return line.shown.picture if line.shown is not None else None

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_by(self, line: CartLine) -> Any:
        return line.shown.by if line.shown is not None else []


class WaitingOrderOut(serializers.Serializer):
    id = serializers.UUIDField(source="order.public_id")
    number = serializers.CharField(source="order.number")
    total = AmountOut(source="order.total")
    titles = serializers.SerializerMethodField()
    is_this_cart = serializers.BooleanField(
        source="is_ordered", help_text="Whether it is for just what can be bought here, at these prices."
    )

    def get_titles(self, cart: Cart) -> list[str]:
        return [line.title for line in cart.order.lines.order_by("pk")] if cart.order is not None else []


class CartCurrencyOut(serializers.Serializer):
    code = serializers.CharField(help_text="ISO 4217.")
    buys_all = serializers.BooleanField(help_text="Whether everything that is offered here is sold in it.")


class CartCouponOut(serializers.Serializer):
    code = serializers.CharField(help_text="In its one form, in capital letters.")
    discount_minor = serializers.IntegerField()
    refusal = RefusalOut(allow_null=True, help_text="Why it lowers nothing here.")


@extend_schema_serializer(examples=[OpenApiExample("Cart", examples.CART, response_only=True)])
class CartOut(serializers.Serializer):
    lines = CartLineOut(many=True)
    total = AmountOut(allow_null=True, help_text="Of what can be bought, less the coupon; null where nothing can.")
    currency = serializers.CharField(allow_null=True, help_text="Of all prices that can be paid; null where none can.")
    currencies = serializers.SerializerMethodField(help_text="In which something here is sold.")
    tax = serializers.SerializerMethodField(
        help_text="Where tax stands: within these prices, or added to them when they are paid."
    )
    coupon = serializers.SerializerMethodField()
    order = serializers.SerializerMethodField(
        help_text="An order that waits for payment with something of this cart. Finish it, or cancel it, first."
    )

    @extend_schema_field(CartCurrencyOut(many=True))
    def get_currencies(self, cart: Cart) -> Any:
        sold = [{"code": code, "buys_all": buys_all} for code, buys_all in cart.currencies.items()]
        return CartCurrencyOut(sold, many=True).data

    @extend_schema_field(serializers.ChoiceField(TaxMode.choices))
    def get_tax(self, cart: Cart) -> str:
        return cart.order.tax_mode if cart.order is not None else SellingSettings.the_one().tax_mode

    @extend_schema_field(CartCouponOut(allow_null=True))
    def get_coupon(self, cart: Cart) -> Any:
        if cart.coupon is None and cart.coupon_refusal is None:
            return None
        code = cart.coupon.code if cart.coupon is not None else normal_code(self.context.get("code", ""))[:40]
        return CartCouponOut({"code": code, "discount_minor": cart.discount, "refusal": cart.coupon_refusal}).data

    @extend_schema_field(WaitingOrderOut(allow_null=True))
    def get_order(self, cart: Cart) -> Any:
        return WaitingOrderOut(cart).data if cart.order is not None else None
