"""Quizzes and attempts as the API sends and takes them."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from assessments.blocks import KINDS
from assessments.enums import AnswersShown
from content.blocks.schema import or_nothing
from frontend_api.v1 import examples
from frontend_api.v1.courses.shapes import BLOCKS
from frontend_api.v1.quizzes.parts import BY_NAME, named

MOST_ANSWERS = 500


@extend_schema_field(named("QuizAnswer"))
class AnswerField(serializers.JSONField):
    """An answer; what it may hold is the question's to say."""

    def to_internal_value(self, data: Any) -> Any:
        found = super().to_internal_value(data)
        if not isinstance(found, dict):
            raise serializers.ValidationError("An object, please.")
        return found


@extend_schema_field({"type": "array", "items": named("QuizPart")})
class PartsField(serializers.JSONField):
    pass


@extend_schema_field({"type": "array", "items": named("QuizGap")})
class GapsField(serializers.JSONField):
    pass


@extend_schema_field({"type": "array", "items": named("QuizArea")})
class AreasField(serializers.JSONField):
    pass


@extend_schema_field(or_nothing(named("QuizPicture")))
class PictureField(serializers.JSONField):
    pass


@extend_schema_field(or_nothing(named("QuizListening")))
class ListeningField(serializers.JSONField):
    pass


@extend_schema_field(or_nothing(named("QuizRhythm")))
class RhythmField(serializers.JSONField):
    pass


@extend_schema_field(or_nothing(named("QuizTaps")))
class TapsField(serializers.JSONField):
    pass


@extend_schema_field(BLOCKS)
class BlocksField(serializers.JSONField):
    pass


@extend_schema_field(BY_NAME)
class SaidField(serializers.JSONField):
    pass


class QuizLessonOut(serializers.Serializer):
    id = serializers.UUIDField()
    number = serializers.CharField(help_text="Empty for a lesson that is no longer in the course, as is its title.")
    title = serializers.CharField()


class QuizCourseOut(serializers.Serializer):
    id = serializers.UUIDField()
    slug = serializers.CharField()
    title = serializers.CharField()


class QuizAttemptSummaryOut(serializers.Serializer):
    id = serializers.UUIDField()
    number = serializers.IntegerField()
    begun_at = serializers.DateTimeField()
    handed_in_at = serializers.DateTimeField(allow_null=True)
    points = serializers.FloatField(allow_null=True, help_text="Null until it is handed in.")
    most_points = serializers.FloatField()
    percent = serializers.IntegerField(allow_null=True)
    is_passed = serializers.BooleanField(allow_null=True)


@extend_schema_serializer(examples=[OpenApiExample("Quiz", examples.QUIZ)])
class QuizOut(serializers.Serializer):
    id = serializers.UUIDField()
    lesson = QuizLessonOut()
    course = QuizCourseOut()
    title = serializers.CharField()
    introduction = serializers.CharField(help_text="Cleaned HTML.")
    question_count = serializers.IntegerField()
    points = serializers.FloatField()
    pass_percent = serializers.IntegerField()
    time_limit_minutes = serializers.IntegerField(allow_null=True)
    attempts_allowed = serializers.IntegerField(allow_null=True, help_text="Null: as many as one likes.")
    attempts_left = serializers.IntegerField(allow_null=True)
    wait_minutes = serializers.IntegerField()
    next_attempt_at = serializers.DateTimeField(allow_null=True, help_text="Not before, where one has to wait.")
    answers_shown = serializers.ChoiceField(AnswersShown.choices)
    is_required = serializers.BooleanField(help_text="The lesson can be completed only once it is passed.")
    is_passed = serializers.BooleanField()
    best_percent = serializers.IntegerField(allow_null=True)
    open_attempt = serializers.UUIDField(allow_null=True)
    attempts = QuizAttemptSummaryOut(many=True)


class QuizResultOut(serializers.Serializer):
    points = serializers.FloatField()
    is_right = serializers.BooleanField()
    feedback = serializers.CharField(allow_blank=True)
    right = AnswerField(allow_null=True, help_text="Null where the right answers are not shown, or not yet.")
    option_feedback = SaidField(help_text="What is said about each part that was chosen.")
    areas = AreasField(help_text="The right places on the picture; none where right answers are not shown, or not yet.")
    taps = TapsField(
        allow_null=True,
        help_text="How a rhythm went. Null where it was not written in the question and right answers are not shown.",
    )


class QuizQuestionOut(serializers.Serializer):
    id = serializers.UUIDField()
    number = serializers.IntegerField()
    kind = serializers.ChoiceField(list(KINDS))
    points = serializers.FloatField()
    content = BlocksField()
    listening = ListeningField(allow_null=True, help_text="How it is heard first, where it is.")
    options = PartsField()
    gaps = GapsField()
    targets = PartsField()
    unit = serializers.CharField(allow_blank=True)
    picture = PictureField(allow_null=True, help_text="The picture on which places are marked.")
    wanted = serializers.IntegerField(allow_null=True, help_text="How many places are to be marked.")
    rhythm = RhythmField(allow_null=True, help_text="How a rhythm is to be tapped.")
    answer = AnswerField(allow_null=True)
    result = QuizResultOut(allow_null=True, help_text="Null until the attempt is handed in.")


class QuizNameOut(serializers.Serializer):
    id = serializers.UUIDField()
    title = serializers.CharField()
    pass_percent = serializers.IntegerField()


@extend_schema_serializer(examples=[OpenApiExample("Attempt", examples.QUIZ_ATTEMPT)])
class QuizAttemptOut(QuizAttemptSummaryOut):
    quiz = QuizNameOut()
    lesson = QuizLessonOut()
    course = QuizCourseOut()
    due_at = serializers.DateTimeField(allow_null=True)
    seconds_left = serializers.IntegerField(allow_null=True, help_text="By the server's clock.")
    time_limit_minutes = serializers.IntegerField(allow_null=True)
    is_required = serializers.BooleanField()
    shows_answers = serializers.BooleanField()
    questions = QuizQuestionOut(many=True)


class QuizAnswerIn(serializers.Serializer):
    question = serializers.UUIDField()
    answer = AnswerField()


@extend_schema_serializer(examples=[OpenApiExample("Answers", examples.QUIZ_ANSWERS)])
class QuizAnswersIn(serializers.Serializer):
    answers = serializers.ListField(child=QuizAnswerIn(), max_length=MOST_ANSWERS)
