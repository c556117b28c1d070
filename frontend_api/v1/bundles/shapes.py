"""Bundles as everybody sees them, and what is left of one for whoever asks. Amounts are whole minor units."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from commerce.models import Bundle
from commerce.operations.bundles import bundle_offers
from frontend_api.v1 import examples
from frontend_api.v1.carts.shapes import RefusalOut
from frontend_api.v1.courses.shapes import CardOut, PictureShape, ProducerShape
from kit.errors import DomainError


class BundlePriceOut(serializers.Serializer):
    amount_minor = serializers.IntegerField(source="price.minor")
    currency = serializers.CharField(source="price.currency", help_text="ISO 4217.")
    before_minor = serializers.IntegerField(source="before.minor", help_text="What its courses cost one by one.")


class SoldOut(serializers.Serializer):
    prices = BundlePriceOut(
        many=True, help_text="One for each currency in which all its courses are sold; none where it cannot be bought."
    )
    refusal = RefusalOut(allow_null=True, help_text="Why it cannot be bought now.")


@extend_schema_serializer(examples=[OpenApiExample("Bundle", examples.BUNDLE, response_only=True)])
class BundleOut(SoldOut):
    id = serializers.UUIDField(source="bundle.public_id")
    slug = serializers.CharField(source="bundle.slug")
    name = serializers.CharField(source="bundle.name")
    summary = serializers.CharField(source="bundle.summary")
    basis_points = serializers.IntegerField(
        source="bundle.basis_points", help_text="How much less it costs, in hundredths of a percent."
    )
    changed_at = serializers.DateTimeField(source="bundle.changed_at")
    courses = CardOut(many=True, help_text="Those that are published, in the bundle's order.")


class BundledCourseOut(serializers.Serializer):
    id = serializers.UUIDField()
    slug = serializers.CharField()
    title = serializers.CharField()
    thumbnail = PictureShape(allow_null=True)
    producer = ProducerShape()


class BundleCardOut(serializers.Serializer):
    """What a list shows of a bundle."""

    id = serializers.UUIDField(source="bundle.public_id")
    slug = serializers.CharField(source="bundle.slug")
    name = serializers.CharField(source="bundle.name")
    summary = serializers.CharField(source="bundle.summary")
    basis_points = serializers.IntegerField(
        source="bundle.basis_points", help_text="How much less it costs, in hundredths of a percent."
    )
    prices = BundlePriceOut(many=True, help_text="One for each currency in which all its courses are sold.")
    courses = BundledCourseOut(many=True, help_text="In the bundle's order.")


@extend_schema_serializer(examples=[OpenApiExample("Bundles", examples.BUNDLES, response_only=True)])
class BundlesOut(serializers.Serializer):
    results = BundleCardOut(many=True)
    next_cursor = serializers.CharField(allow_null=True)


class MyBundleOut(SoldOut):
    owned = serializers.ListField(
        child=serializers.UUIDField(), help_text="The courses of it that one has: the prices are for the others."
    )


class BundleHintOut(serializers.Serializer):
    """A bundle with the course in it."""

    slug = serializers.CharField()
    name = serializers.CharField()
    basis_points = serializers.IntegerField()
    course_count = serializers.IntegerField()


def sold(bundle: Bundle, buyer: Any) -> dict[str, Any]:
    """What the shapes above show of what it costs `buyer`."""
    try:
        return {"prices": bundle_offers(bundle, buyer), "refusal": None}
    except DomainError as refusal:
        return {"prices": [], "refusal": refusal}
