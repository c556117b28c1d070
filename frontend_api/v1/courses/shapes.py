"""The shapes of published documents, for the API's document. Nothing is rendered through them."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from courses.enums import Availability, LessonAccess, LessonType
from frontend_api.v1 import examples
from frontend_api.v1.media.shapes import LookShape

BLOCKS = {"type": "array", "items": {"$ref": "#/components/schemas/LessonBlock"}}
# Chapters hold chapters, which a serializer cannot say of itself; the schema of an entry is in frontend_api.schema.
ENTRIES = {"type": "array", "items": {"$ref": "#/components/schemas/OutlineEntry"}}
RESOURCES = {
    "type": "array",
    "items": {
        "oneOf": [{"$ref": "#/components/schemas/DownloadBlock"}, {"$ref": "#/components/schemas/LinkBlock"}],
        "discriminator": {
            "propertyName": "type",
            "mapping": {
                "download": "#/components/schemas/DownloadBlock",
                "link": "#/components/schemas/LinkBlock",
            },
        },
    },
}


class TermShape(serializers.Serializer):
    slug = serializers.CharField()
    name = serializers.CharField()


class ProducerShape(serializers.Serializer):
    name = serializers.CharField()
    slug = serializers.CharField(allow_null=True)


class PictureShape(LookShape):
    id = serializers.UUIDField()
    url = serializers.CharField()
    title = serializers.CharField()
    content_type = serializers.CharField()
    alt_text = serializers.CharField()


class CertificateGivenShape(serializers.Serializer):
    heading = serializers.CharField()
    every_quiz = serializers.BooleanField(help_text="Every quiz has to be passed for it.")


class CardShape(serializers.Serializer):
    """What a list shows of a course."""

    id = serializers.UUIDField()
    slug = serializers.CharField()
    title = serializers.CharField()
    language = serializers.CharField()
    summary = serializers.CharField()
    thumbnail = PictureShape(allow_null=True)
    category = TermShape(allow_null=True)
    level = TermShape(allow_null=True)
    styles = TermShape(many=True)
    tags = serializers.ListField(child=serializers.CharField())
    producer = ProducerShape()
    certificate = CertificateGivenShape(
        required=False, allow_null=True, help_text="What those who finish the course are given."
    )
    lesson_count = serializers.IntegerField()
    duration_minutes = serializers.IntegerField()


class HtmlShape(serializers.Serializer):
    html = serializers.CharField(help_text="Sanitised.")


class SeoShape(serializers.Serializer):
    title = serializers.CharField()
    description = serializers.CharField()


class VideoShape(serializers.Serializer):
    """A film of our own."""

    id = serializers.UUIDField()
    url = serializers.CharField(help_text="Asks for access, then leads to the file.")
    title = serializers.CharField()
    content_type = serializers.CharField()
    duration_seconds = serializers.IntegerField(allow_null=True)
    file_size = serializers.IntegerField(allow_null=True)


class TrailerShape(serializers.Serializer):
    """`video` is null where the film is on a page elsewhere."""

    source = serializers.ChoiceField(["file", "link"])  # type: ignore[assignment]
    url = serializers.CharField()
    video = VideoShape(allow_null=True)


class PrerequisiteShape(serializers.Serializer):
    id = serializers.UUIDField()
    slug = serializers.CharField()
    title = serializers.CharField()


class ChapterNameShape(serializers.Serializer):
    id = serializers.UUIDField()
    number = serializers.CharField()
    title = serializers.CharField()


class CourseShape(CardShape):
    """A course's page as it was approved."""

    description = HtmlShape()
    outcomes = serializers.ListField(child=serializers.CharField())
    requirements = serializers.ListField(child=serializers.CharField())
    prerequisites = PrerequisiteShape(many=True)
    requires_prerequisites = serializers.BooleanField(
        required=False,
        help_text="Whether these have to be finished before joining or buying; otherwise they are advice.",
    )
    promo_video = TrailerShape(allow_null=True)
    co_authors = ProducerShape(many=True)
    structure = serializers.ChoiceField(["flat", "hierarchical"])
    chapter_count = serializers.IntegerField()
    preview_lesson_count = serializers.IntegerField()
    seo = SeoShape()
    version = serializers.IntegerField()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()


class PriceShape(serializers.Serializer):
    amount_minor = serializers.IntegerField(help_text="In the currency's smallest unit; 0 is free.")
    currency = serializers.CharField(help_text="ISO 4217.")
    before_minor = serializers.IntegerField(
        allow_null=True,
        help_text="In a sale: the lowest price of the thirty days before, where that was higher.",
    )
    sale_ends_at = serializers.DateTimeField(allow_null=True)
    least_minor = serializers.IntegerField(
        allow_null=True,
        help_text="Where learners choose what they pay: the least of it, and the amount is what is suggested.",
    )
    most_minor = serializers.IntegerField(allow_null=True, help_text="The most of what learners choose.")


class RatingShape(serializers.Serializer):
    average = serializers.FloatField(help_text="0 where there is none yet.")
    count = serializers.IntegerField()


class FullRatingShape(RatingShape):
    stars = serializers.ListField(
        child=serializers.IntegerField(), min_length=5, max_length=5, help_text="How many of one to five stars."
    )


class CohortShape(serializers.Serializer):
    """Learners who begin together."""

    id = serializers.UUIDField(source="public_id")
    name = serializers.CharField()
    starts_at = serializers.DateTimeField()


class OpenCohortShape(CohortShape):
    joined_until = serializers.DateTimeField()
    seats_left = serializers.IntegerField(allow_null=True, help_text="Null where seats are not limited.")


class LiveShape(serializers.Serializer):
    """What changes without being published anew."""

    price = PriceShape(help_text="The main one of `prices`.")
    prices = PriceShape(many=True, help_text="One for each currency it is sold in.")
    rating = FullRatingShape()
    learners = serializers.IntegerField()
    seats_left = serializers.IntegerField(
        allow_null=True, help_text="Null where seats are not limited, be it of the course or of its cohorts."
    )
    cohorts = OpenCohortShape(
        many=True,
        allow_null=True,
        help_text="Null where the course is not joined in cohorts; those that are not closed.",
    )
    availability = serializers.ChoiceField(Availability.choices)
    takes_learners = serializers.BooleanField(
        help_text="False while it is archived or its producer has paused teaching. Seats are counted apart."
    )
    in_plans = serializers.BooleanField(help_text="Whether all-access plans open it.")


class CourseOut(serializers.Serializer):
    document = CourseShape()
    live = LiveShape()


class OutlineShape(serializers.Serializer):
    """The contents: chapters hold `entries`, lessons have an `access`."""

    course_id = serializers.UUIDField()
    language = serializers.CharField()
    structure = serializers.ChoiceField(["flat", "hierarchical"])
    lesson_count = serializers.IntegerField()
    chapter_count = serializers.IntegerField()
    duration_minutes = serializers.IntegerField()
    entries = serializers.SerializerMethodField()

    @extend_schema_field(ENTRIES)
    def get_entries(self, _: Any) -> Any:
        """Stored entries are sent as they are."""
        return None


class OutlineOut(serializers.Serializer):
    document = OutlineShape()
    live = LiveShape()


class NeighbourShape(serializers.Serializer):
    id = serializers.UUIDField()
    number = serializers.CharField()
    title = serializers.CharField()
    access = serializers.ChoiceField(LessonAccess.choices)


class LessonShape(serializers.Serializer):
    """A lesson as it was approved."""

    id = serializers.UUIDField()
    course_id = serializers.UUIDField()
    language = serializers.CharField()
    number = serializers.CharField(help_text="“1.2.3”, or “1” in a flat course.")
    title = serializers.CharField()
    summary = serializers.CharField()
    type = serializers.ChoiceField(LessonType.choices)
    duration_minutes = serializers.IntegerField()
    access = serializers.ChoiceField(LessonAccess.choices)
    chapter = ChapterNameShape(allow_null=True)
    previous = NeighbourShape(allow_null=True)
    next = NeighbourShape(allow_null=True)
    blocks = serializers.SerializerMethodField()
    resources = serializers.SerializerMethodField()

    @extend_schema_field(BLOCKS)
    def get_blocks(self, _: Any) -> Any:
        """Stored blocks are sent as they are."""
        return None

    @extend_schema_field(RESOURCES)
    def get_resources(self, _: Any) -> Any:
        """Stored resources are sent as they are."""
        return None


class LessonOut(serializers.Serializer):
    document = LessonShape()


class CardLiveShape(serializers.Serializer):
    price = PriceShape(help_text="The main one of `prices`.")
    prices = PriceShape(many=True, help_text="One for each currency it is sold in.")
    rating = RatingShape()
    learners = serializers.IntegerField()
    is_featured = serializers.BooleanField()


class CardOut(serializers.Serializer):
    document = CardShape()
    live = CardLiveShape()


@extend_schema_serializer(examples=[OpenApiExample("Catalogue", examples.CATALOGUE)])
class CatalogueOut(serializers.Serializer):
    results = CardOut(many=True)
    next_cursor = serializers.CharField(allow_null=True)
    count = serializers.IntegerField(help_text="How many courses there are under these filters.")
    facets = serializers.DictField(
        child=serializers.DictField(child=serializers.IntegerField()),
        help_text="For each filter the courses that each of its values would give, its own choice left out.",
    )


class SuggestionShape(serializers.Serializer):
    title = serializers.CharField()
    slug = serializers.CharField()


class SuggestionsOut(serializers.Serializer):
    results = SuggestionShape(many=True)
