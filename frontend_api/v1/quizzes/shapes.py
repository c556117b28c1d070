"""Quizzes and attempts as the API sends and takes them."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from assessments.blocks import KINDS
from assessments.enums import AnswersShown
from frontend_api.v1 import examples
from frontend_api.v1.courses.shapes import BLOCKS

MOST_ANSWERS = 500
_TEXT = {"type": "string"}
_NAMES = {"type": "array", "items": _TEXT}
_BY_NAME = {"type": "object", "additionalProperties": _TEXT}
# Parts of the document that no serializer describes, by name.
PARTS: dict[str, dict[str, Any]] = {
    "QuizAnswer": {
        "type": "object",
        "description": "What was answered: the one member that goes with the question's kind.",
        "properties": {"chosen": _NAMES, "text": _TEXT, "gaps": _BY_NAME, "order": _NAMES, "pairs": _BY_NAME},
        "additionalProperties": False,
    },
    "QuizPart": {
        "type": "object",
        "description": "Something to choose, to put in order or to match.",
        "properties": {"id": _TEXT, "text": _TEXT},
        "required": ["id", "text"],
        "additionalProperties": False,
    },
    "QuizGap": {
        "type": "object",
        "description": "A run of text, or a gap: to be filled in words, or from `options` where there are some.",
        "properties": {"text": _TEXT, "gap": _TEXT, "options": {"type": ["array", "null"], "items": _TEXT}},
        "additionalProperties": False,
    },
}


def _named(part: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{part}"}


@extend_schema_field(_named("QuizAnswer"))
class AnswerField(serializers.JSONField):
    """An answer; what it may hold is the question's to say."""

    def to_internal_value(self, data: Any) -> Any:
        found = super().to_internal_value(data)
        if not isinstance(found, dict):
            raise serializers.ValidationError("An object, please.")
        return found


@extend_schema_field({"type": "array", "items": _named("QuizPart")})
class PartsField(serializers.JSONField):
    pass


@extend_schema_field({"type": "array", "items": _named("QuizGap")})
class GapsField(serializers.JSONField):
    pass


@extend_schema_field(BLOCKS)
class BlocksField(serializers.JSONField):
    pass


@extend_schema_field(_BY_NAME)
class SaidField(serializers.JSONField):
    pass


class QuizLessonOut(serializers.Serializer):
    id = serializers.UUIDField()
    number = serializers.CharField()
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


class QuizQuestionOut(serializers.Serializer):
    id = serializers.UUIDField()
    number = serializers.IntegerField()
    kind = serializers.ChoiceField(list(KINDS))
    points = serializers.FloatField()
    content = BlocksField()
    options = PartsField()
    gaps = GapsField()
    targets = PartsField()
    unit = serializers.CharField(allow_blank=True)
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
