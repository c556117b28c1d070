"""What is ahead of a learner, and what they were told, as the API sends it."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from assessments.enums import HandInState
from frontend_api.v1.ahead import examples
from frontend_api.v1.quizzes.shapes import QuizCourseOut, QuizLessonOut

DUE_KINDS = ["assignment", "quiz", "peer_review"]
DUE_STATES = [("open", "Not begun"), (HandInState.DRAFT.value, "Begun"), (HandInState.AGAIN.value, "To be done again")]


class AnnouncementOut(serializers.Serializer):
    id = serializers.UUIDField(source="announcement.public_id")
    course = serializers.SerializerMethodField()
    title = serializers.CharField(source="announcement.title")
    text = serializers.CharField(source="announcement.text", help_text="Plain text; line breaks are kept.")
    author = serializers.CharField(source="announcement.author.display_name")
    told_at = serializers.DateTimeField()
    is_read = serializers.SerializerMethodField()

    @extend_schema_field(QuizCourseOut)
    def get_course(self, delivery: Any) -> dict[str, str]:
        course = delivery.announcement.course
        title = self.context["titles"].get(course.pk, course.title)
        return {"id": str(course.public_id), "slug": course.slug, "title": title}

    def get_is_read(self, delivery: Any) -> bool:
        return delivery.notice is None or delivery.notice.read_at is not None


class NextLessonOut(serializers.Serializer):
    id = serializers.UUIDField(source="lesson")
    title = serializers.CharField()


class NextOfCourseOut(serializers.Serializer):
    """Where to go on in one course."""

    course = QuizCourseOut()
    lesson = NextLessonOut()
    is_begun = serializers.BooleanField(help_text="Whether any lesson of the course was opened.")
    lessons_completed = serializers.IntegerField(help_text="Of those that the course needs to be finished.")
    lesson_count = serializers.IntegerField(help_text="Optional ones apart.")
    percent = serializers.IntegerField()


class DueOut(serializers.Serializer):
    """Work to hand in, a quiz whose time runs, or work of a fellow learner to review."""

    kind = serializers.ChoiceField(DUE_KINDS)
    id = serializers.UUIDField(help_text="Of the assignment, the quiz or the review.")
    attempt = serializers.UUIDField(allow_null=True, help_text="The attempt at the quiz that is under way.")
    lesson = QuizLessonOut()
    course = QuizCourseOut()
    title = serializers.CharField()
    state = serializers.ChoiceField(DUE_STATES)
    due_at = serializers.DateTimeField(allow_null=True, help_text="Null for what was asked for again.")
    is_overdue = serializers.BooleanField()


class NewMarkOut(serializers.Serializer):
    """Something of mine was marked, and I have not read that yet. Marking its notice read takes it off this list."""

    notice = serializers.UUIDField()
    title = serializers.CharField()
    text = serializers.CharField(allow_blank=True, help_text="What the teacher says; plain text.")
    url = serializers.CharField(allow_blank=True, help_text="Where it is read in full.")
    at = serializers.DateTimeField()
    is_accepted = serializers.BooleanField(allow_null=True, help_text="Of work; null where a quiz was marked anew.")
    points = serializers.FloatField(allow_null=True)
    most_points = serializers.FloatField(allow_null=True)


@extend_schema_serializer(examples=[OpenApiExample("Ahead", examples.AHEAD)])
class AheadOut(serializers.Serializer):
    next = NextOfCourseOut(many=True, help_text="Of courses that are not finished, the one visited last first.")
    due = DueOut(many=True, help_text="Soonest first, what has no time last. What is too late to be taken is left out.")
    marks = NewMarkOut(many=True, help_text="The last first, ten at the most.")
    announcements = AnnouncementOut(many=True, help_text="Unread ones, the last first, five at the most.")
    unread_announcements = serializers.IntegerField()
