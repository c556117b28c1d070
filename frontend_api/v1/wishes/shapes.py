"""Wishes as the storefront shows them: what each thing costs now, or why it cannot be bought."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from commerce.models.wishes import MOST_WISHES
from commerce.operations.wishes import Wished
from frontend_api.v1 import examples
from frontend_api.v1.carts.shapes import AmountOut, RefusalOut
from frontend_api.v1.courses.shapes import PictureShape


class WishOut(serializers.Serializer):
    kind = serializers.CharField(source="thing.kind")
    id = serializers.UUIDField(source="thing.sellable_id")
    title = serializers.CharField(help_text="As it is called now; of what is gone, as it was called then.")
    path = serializers.SerializerMethodField(help_text="Where the storefront shows it; empty when it does no more.")
    picture = serializers.SerializerMethodField()
    by = serializers.SerializerMethodField(help_text="The names of those who teach it.")
    price = AmountOut(
        source="offer.price",
        default=None,
        allow_null=True,
        help_text="What it costs now, or what is suggested; null where it cannot be bought.",
    )
    before = AmountOut(
        source="offer.before",
        default=None,
        allow_null=True,
        help_text="In a sale, the lowest price of the thirty days before; of a bundle, what its courses cost alone.",
    )
    is_chosen = serializers.SerializerMethodField(help_text="Whether one chooses oneself what one pays.")
    refusal = RefusalOut(allow_null=True, help_text="Why it cannot be bought now.")
    wished_at = serializers.DateTimeField()

    def get_path(self, wished: Wished) -> str:
        return wished.shown.path if wished.shown is not None else ""

    @extend_schema_field(PictureShape(allow_null=True))
    def get_picture(self, wished: Wished) -> Any:
        return wished.shown.picture if wished.shown is not None else None

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_by(self, wished: Wished) -> Any:
        return wished.shown.by if wished.shown is not None else []

    def get_is_chosen(self, wished: Wished) -> bool:
        return wished.offer is not None and wished.offer.bounds is not None


@extend_schema_serializer(examples=[OpenApiExample("Wishes", examples.WISHES)])
class WishesOut(serializers.Serializer):
    wishes = WishOut(many=True, help_text=f"The last one first, at most {MOST_WISHES}.")
