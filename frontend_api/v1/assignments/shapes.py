"""Assignments and what is handed in, as the API sends and takes them."""

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from assessments.documents.briefs import KINDS
from assessments.enums import HandInState, LateRule, WorkKind
from assessments.models.hand_ins import LONGEST_TEXT
from frontend_api.v1.assignments import examples
from frontend_api.v1.quizzes.shapes import BlocksField, QuizCourseOut, QuizLessonOut

WORK_STATES = [("open", "Not begun"), *HandInState.choices]


class RubricLevelOut(serializers.Serializer):
    id = serializers.CharField()
    name = serializers.CharField()
    description = serializers.CharField(allow_blank=True)
    points = serializers.FloatField()


class RubricCriterionOut(serializers.Serializer):
    id = serializers.CharField()
    title = serializers.CharField()
    levels = RubricLevelOut(many=True)


class MarkOut(serializers.Serializer):
    criterion = serializers.CharField(help_text="What was looked at.")
    level = serializers.CharField()
    points = serializers.FloatField()
    most_points = serializers.FloatField()


class WorkSoundOut(serializers.Serializer):
    url = serializers.CharField()
    peaks_url = serializers.CharField()
    duration_ms = serializers.IntegerField()


class RemarkOut(serializers.Serializer):
    id = serializers.UUIDField(source="public_id")
    at_ms = serializers.IntegerField()
    text = serializers.CharField(allow_blank=True, help_text="Plain text; line breaks are kept.")
    strokes = serializers.ListField(
        child=serializers.ListField(child=serializers.ListField(child=serializers.FloatField())),
        help_text="Lines over the picture: points whose parts of its width and height are from 0 to 1.",
    )


class SoundReplyOut(serializers.Serializer):
    id = serializers.UUIDField()
    file = serializers.UUIDField(allow_null=True, help_text="To a moment of which file; null: to all of it.")
    at_ms = serializers.IntegerField(allow_null=True)
    url = serializers.CharField(help_text="As it is best played: made ready, or as it was recorded until then.")
    is_held_back = serializers.BooleanField(help_text="The virus scanner has not let it through, or not yet.")


class WorkFileOut(serializers.Serializer):
    id = serializers.UUIDField()
    kind = serializers.ChoiceField(WorkKind.choices)
    name = serializers.CharField()
    file_size = serializers.IntegerField()
    content_type = serializers.CharField()
    url = serializers.CharField(help_text="Asks for access, then leads to the file as it was sent.")
    play_url = serializers.CharField(
        allow_null=True, help_text="Of a film or sound: as it was made ready for every browser, else as it was sent."
    )
    stream_url = serializers.CharField(allow_null=True, help_text="Of a film that was made ready: an HLS playlist.")
    sound = WorkSoundOut(allow_null=True, help_text="A sound that was made ready to be listened to.")
    is_held_back = serializers.BooleanField(help_text="The virus scanner has not let it through, or not yet.")
    remarks = RemarkOut(many=True, help_text="What the teacher says to moments of it, once it is given back.")


class HandInOut(serializers.Serializer):
    id = serializers.UUIDField(source="public_id")
    number = serializers.IntegerField()
    state = serializers.ChoiceField(HandInState.choices)
    edition = serializers.IntegerField(
        help_text="Sent back with the next text, so that windows do not undo each other."
    )
    text = serializers.CharField(allow_blank=True)
    kept_at = serializers.DateTimeField()
    handed_in_at = serializers.DateTimeField(allow_null=True)
    days_late = serializers.IntegerField()
    returned_at = serializers.DateTimeField(allow_null=True)
    points = serializers.FloatField(allow_null=True, help_text="What counts.")
    given = serializers.FloatField(allow_null=True, help_text="The teacher's points, before what being late takes off.")
    most_points = serializers.FloatField()
    feedback = serializers.CharField(allow_blank=True, help_text="Plain text; line breaks are kept.")
    marks = MarkOut(many=True, source="told_marks")
    files = WorkFileOut(many=True, source="told_files")
    replies = SoundReplyOut(many=True, source="told_replies", help_text="What the teacher says aloud, once given back.")


@extend_schema_serializer(examples=[OpenApiExample("Assignment", examples.ASSIGNMENT)])
class AssignmentOut(serializers.Serializer):
    id = serializers.UUIDField()
    lesson = QuizLessonOut()
    course = QuizCourseOut()
    title = serializers.CharField()
    blocks = BlocksField(help_text="What is to be done.")
    takes = serializers.ListField(child=serializers.ChoiceField(list(KINDS)))
    most_files = serializers.IntegerField()
    points = serializers.FloatField()
    rubric = RubricCriterionOut(many=True)
    due_at = serializers.DateTimeField(allow_null=True, help_text="For me; later rounds have no time of their own.")
    late_rule = serializers.ChoiceField(LateRule.choices)
    late_percent_per_day = serializers.IntegerField()
    late_percent_most = serializers.IntegerField()
    resubmissions = serializers.IntegerField(allow_null=True, help_text="Null: as often as the teacher asks.")
    is_asked = serializers.BooleanField(help_text="False: the lesson asked it before, and I worked on it.")
    is_required = serializers.BooleanField(help_text="The lesson can be completed only once my work is accepted.")
    is_accepted = serializers.BooleanField()
    may_write = serializers.BooleanField(help_text="Whether a round can be written and handed in now.")
    is_closed = serializers.BooleanField(help_text="The time is over, and what is late is not taken.")
    next_number = serializers.IntegerField(help_text="The number of the round that is written, or would be.")
    rounds = HandInOut(many=True, help_text="Mine, the last first.")


@extend_schema_serializer(examples=[OpenApiExample("Draft", examples.ASSIGNMENT_DRAFT)])
class DraftIn(serializers.Serializer):
    number = serializers.IntegerField(min_value=1, max_value=10_000, help_text="The round: `next_number`.")
    edition = serializers.IntegerField(min_value=0, help_text="That of the draft that was seen; 0 where none was.")
    text = serializers.CharField(allow_blank=True, max_length=LONGEST_TEXT, trim_whitespace=False)


@extend_schema_serializer(examples=[OpenApiExample("File", examples.ASSIGNMENT_FILE)])
class WorkFileIn(serializers.Serializer):
    number = serializers.IntegerField(min_value=1, max_value=10_000, help_text="The round: `next_number`.")
    upload = serializers.UUIDField(help_text="An upload all of whose parts have arrived.")


class WorkOut(serializers.Serializer):
    """One line of the list of what one has to do and has done."""

    id = serializers.UUIDField()
    lesson = QuizLessonOut()
    course = QuizCourseOut()
    title = serializers.CharField()
    state = serializers.ChoiceField(WORK_STATES)
    is_asked = serializers.BooleanField(help_text="False: its lesson asks it no longer; what I did is still mine.")
    due_at = serializers.DateTimeField(allow_null=True)
    handed_in_at = serializers.DateTimeField(allow_null=True)
    returned_at = serializers.DateTimeField(allow_null=True)
    points = serializers.FloatField(allow_null=True)
    most_points = serializers.FloatField()


@extend_schema_serializer(examples=[OpenApiExample("Work", examples.MY_WORK)])
class MyWorkOut(serializers.Serializer):
    work = WorkOut(many=True)
