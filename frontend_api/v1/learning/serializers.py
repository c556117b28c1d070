"""What one learns, and how far one is."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from courses.enums import Availability, EnrolmentSource, EnrolmentState
from courses.operations.progress import EventKind
from frontend_api.v1 import examples
from frontend_api.v1.courses.shapes import CardShape, CohortShape
from frontend_api.v1.reviews.shapes import MyReviewOut

MOST_EVENTS = 500
# PostgreSQL's bigint; a client's counter never comes near.
LARGEST_SEQUENCE = 2**63 - 1
LONGEST_FILM_SECONDS = 7 * 24 * 3600
EVENT_KINDS = [kind.value for kind in EventKind]
LESSON_STATES = ["not_started", "in_progress", "completed"]


@extend_schema_serializer(examples=[OpenApiExample("Enrolment", examples.ENROLMENT)])
class EnrolmentOut(serializers.Serializer):
    id = serializers.UUIDField(source="public_id")
    state = serializers.ChoiceField(EnrolmentState.choices)
    source = serializers.ChoiceField(EnrolmentSource.choices)  # type: ignore[assignment]
    enrolled_at = serializers.DateTimeField()
    completed_at = serializers.DateTimeField(allow_null=True)
    cohort = CohortShape(allow_null=True, help_text="With whom I take it; its lessons open from its start.")
    must_choose_cohort = serializers.BooleanField(
        source="must_choose", help_text="Whether I have to choose a cohort before lessons open."
    )


@extend_schema_serializer(examples=[OpenApiExample("Join", {"cohort": examples.COHORT["id"]})])
class JoinIn(serializers.Serializer):
    cohort = serializers.UUIDField(
        required=False, allow_null=True, help_text="Needed of a course that is joined in cohorts."
    )


@extend_schema_serializer(examples=[OpenApiExample("Cohort", {"cohort": examples.COHORT["id"]})])
class ChosenCohortIn(serializers.Serializer):
    cohort = serializers.UUIDField()


class ProgressShape(serializers.Serializer):
    lesson_count = serializers.IntegerField()
    lessons_completed = serializers.IntegerField()
    needed_count = serializers.IntegerField(
        help_text="Lessons without which it is not finished: not the optional ones."
    )
    needed_completed = serializers.IntegerField()
    percent = serializers.IntegerField(help_text="Of the needed lessons there are now.")
    last_access_at = serializers.DateTimeField(allow_null=True)
    last_lesson = serializers.UUIDField(allow_null=True)


class CourseInHandOut(serializers.Serializer):
    """One of my courses: its card, my seat, how far I am."""

    document = CardShape()
    enrolment = EnrolmentOut()
    availability = serializers.ChoiceField(Availability.choices)
    progress = ProgressShape()


class MyLearningOut(serializers.Serializer):
    results = CourseInHandOut(many=True)
    next_cursor = serializers.CharField(allow_null=True)


class LessonInHandOut(serializers.Serializer):
    lesson = serializers.UUIDField()
    title = serializers.CharField()
    position = serializers.IntegerField()
    state = serializers.ChoiceField(LESSON_STATES)
    is_new = serializers.BooleanField(help_text="Came after I joined and was not opened yet.")
    is_optional = serializers.BooleanField(help_text="The course is finished without it.")
    is_open = serializers.BooleanField(help_text="Whether I may read it now.")
    opens_at = serializers.DateTimeField(allow_null=True, help_text="What it waits for: this moment.")
    waits_for = serializers.UUIDField(allow_null=True, help_text="What it waits for: this lesson, to be done first.")
    needs_cohort = serializers.BooleanField(help_text="What it waits for: a cohort to be chosen.")
    first_access_at = serializers.DateTimeField(allow_null=True)
    last_access_at = serializers.DateTimeField(allow_null=True)
    completed_at = serializers.DateTimeField(allow_null=True)
    position_seconds = serializers.IntegerField(allow_null=True)


class MyCourseOut(CourseInHandOut):
    lessons = LessonInHandOut(many=True)
    resume = LessonInHandOut(allow_null=True, help_text="Where to go on.")


class MyPartOut(serializers.Serializer):
    """What I have of a course."""

    seat = MyCourseOut(allow_null=True)
    review = MyReviewOut(allow_null=True)
    is_in_my_plan = serializers.BooleanField(help_text="Whether my plan opens it: then joining costs nothing more.")


class EventIn(serializers.Serializer):
    """Something done in a lesson. `at` is the device's clock, `sequence` counts up on the device."""

    lesson = serializers.UUIDField()
    kind = serializers.ChoiceField(EVENT_KINDS)
    at = serializers.DateTimeField()
    sequence = serializers.IntegerField(min_value=0, max_value=LARGEST_SEQUENCE, default=0)
    position_seconds = serializers.IntegerField(
        min_value=0, max_value=LONGEST_FILM_SECONDS, required=False, allow_null=True
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["kind"] == EventKind.POSITION and attrs.get("position_seconds") is None:
            raise serializers.ValidationError({"position_seconds": "Say where the film stands."})
        return attrs


@extend_schema_serializer(examples=[OpenApiExample("Events", examples.EVENTS)])
class EventsIn(serializers.Serializer):
    events = serializers.ListField(child=EventIn(), min_length=1, max_length=MOST_EVENTS)


class LessonStateOut(serializers.Serializer):
    lesson = serializers.UUIDField()
    is_completed = serializers.BooleanField()
    first_access_at = serializers.DateTimeField()
    last_access_at = serializers.DateTimeField()
    completed_at = serializers.DateTimeField(allow_null=True)
    position_seconds = serializers.IntegerField(allow_null=True)


@extend_schema_serializer(examples=[OpenApiExample("Recorded", examples.RECORDED)])
class RecordedOut(serializers.Serializer):
    """How the lessons stand now. `refused` names, by place in the list, events of lessons that are not open to you."""

    lessons = LessonStateOut(many=True)
    refused = serializers.ListField(child=serializers.IntegerField())
