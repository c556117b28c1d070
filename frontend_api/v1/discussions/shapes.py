"""Questions and answers as they are read and written."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from accounts.models import User
from courses.models.kept import LONGEST_FILM_MS
from discussions.documents import Reader
from discussions.models import LONGEST_TEXT, LONGEST_TITLE, MOST_MENTIONS, Answer, Question
from frontend_api.v1 import examples


class MomentShape(serializers.Serializer):
    block = serializers.UUIDField(help_text="The block of the lesson that holds the film or the sound.")
    at_ms = serializers.IntegerField(min_value=0, max_value=LONGEST_FILM_MS)


class WriterOut(serializers.Serializer):
    """People are named as they call themselves; nothing else is told of them."""

    name = serializers.CharField()
    is_teacher = serializers.BooleanField(help_text="Whether they write the course.")


class PersonToMentionOut(serializers.Serializer):
    id = serializers.UUIDField(source="public_id")
    name = serializers.CharField(source="display_name")
    is_teacher = serializers.SerializerMethodField()

    def get_is_teacher(self, person: User) -> bool:
        return person.pk in self.context["reader"].teachers


class PeopleToMentionOut(serializers.Serializer):
    people = PersonToMentionOut(many=True)


class MentioningIn(serializers.Serializer):
    mentions = serializers.ListField(
        child=serializers.UUIDField(),
        max_length=MOST_MENTIONS,
        default=list,
        help_text="Whom the text names as @name, by the ids of the people to mention.",
    )


@extend_schema_serializer(examples=[OpenApiExample("Question", examples.QUESTION_IN, request_only=True)])
class QuestionIn(MentioningIn):
    title = serializers.CharField(max_length=LONGEST_TITLE)
    text = serializers.CharField(max_length=LONGEST_TEXT, allow_blank=True, default="", help_text="Plain text.")
    moment = MomentShape(allow_null=True, default=None)


class QuestionEditIn(MentioningIn):
    title = serializers.CharField(max_length=LONGEST_TITLE)
    text = serializers.CharField(max_length=LONGEST_TEXT, allow_blank=True, default="", help_text="Plain text.")


@extend_schema_serializer(examples=[OpenApiExample("Answer", examples.ANSWER_IN, request_only=True)])
class QuestionAnswerIn(MentioningIn):
    text = serializers.CharField(max_length=LONGEST_TEXT, help_text="Plain text; line breaks are kept.")


class LessonOfQuestionOut(serializers.Serializer):
    id = serializers.UUIDField()
    title = serializers.CharField()


def writer(person: User, reader: Reader) -> dict[str, Any]:
    return {"name": person.display_name, "is_teacher": person.pk in reader.teachers}


class QuestionOut(serializers.Serializer):
    id = serializers.UUIDField(source="public_id")
    lesson = serializers.SerializerMethodField()
    title = serializers.SerializerMethodField(help_text="Empty once it was taken back.")
    text = serializers.SerializerMethodField(help_text="Plain text; empty once it was taken back.")
    asker = serializers.SerializerMethodField(help_text="Null once it was taken back.")
    moment = serializers.SerializerMethodField()
    mentions = serializers.SerializerMethodField(help_text="The names of those whom the text mentions.")
    created_at = serializers.DateTimeField()
    edited_at = serializers.DateTimeField(allow_null=True)
    is_mine = serializers.SerializerMethodField()
    is_taken_back = serializers.SerializerMethodField()
    is_pinned = serializers.BooleanField()
    is_closed = serializers.SerializerMethodField(help_text="It takes no more answers.")
    has_accepted = serializers.BooleanField()
    answer_count = serializers.IntegerField()
    vote_count = serializers.IntegerField()
    has_my_vote = serializers.BooleanField()
    is_followed = serializers.BooleanField(help_text="Whether I hear of new answers.")

    @extend_schema_field(LessonOfQuestionOut)
    def get_lesson(self, question: Question) -> dict[str, Any]:
        title = getattr(question, "lesson_title", None) or ""
        return {"id": str(question.lesson.public_id), "title": title}

    def get_title(self, question: Question) -> str:
        return "" if question.deleted_at else question.title

    def get_text(self, question: Question) -> str:
        return "" if question.deleted_at else question.text

    @extend_schema_field(WriterOut(allow_null=True))
    def get_asker(self, question: Question) -> dict[str, Any] | None:
        return None if question.deleted_at else writer(question.asker, self.context["reader"])

    @extend_schema_field(MomentShape(allow_null=True))
    def get_moment(self, question: Question) -> dict[str, Any] | None:
        if question.block is None or question.deleted_at:
            return None
        return {"block": str(question.block), "at_ms": question.at_ms}

    def get_mentions(self, question: Question) -> list[str]:
        return [] if question.deleted_at else [each.name for each in getattr(question, "named", [])]

    def get_is_mine(self, question: Question) -> bool:
        return question.asker_id == self.context["reader"].person.pk

    def get_is_taken_back(self, question: Question) -> bool:
        return question.deleted_at is not None

    def get_is_closed(self, question: Question) -> bool:
        return question.closed_at is not None


class ThreadCourseOut(serializers.Serializer):
    slug = serializers.CharField()
    title = serializers.CharField()


@extend_schema_serializer(examples=[OpenApiExample("Thread", examples.THREAD)])
class ThreadOut(QuestionOut):
    course = serializers.SerializerMethodField()
    may_write = serializers.SerializerMethodField(help_text="Whether I may take part: answer, edit and vote.")
    may_accept = serializers.SerializerMethodField(help_text="For the asker and the authors.")
    may_keep = serializers.SerializerMethodField(help_text="Whether I may pin and close: for the authors.")

    @extend_schema_field(ThreadCourseOut)
    def get_course(self, question: Question) -> dict[str, Any]:
        return {"slug": question.lesson.course.slug, "title": question.lesson.course.public_title}

    def get_may_write(self, question: Question) -> bool:
        return bool(self.context["may_write"])

    def get_may_accept(self, question: Question) -> bool:
        mine = self.get_is_mine(question) or self.context["reader"].is_teacher
        return bool(self.context["may_write"] and mine and question.is_asked)

    def get_may_keep(self, question: Question) -> bool:
        return bool(self.context["may_write"] and self.context["reader"].is_teacher)


class QuestionAnswerOut(serializers.Serializer):
    id = serializers.UUIDField(source="public_id")
    text = serializers.CharField(help_text="Plain text.")
    author = serializers.SerializerMethodField()
    mentions = serializers.SerializerMethodField(help_text="The names of those whom the text mentions.")
    created_at = serializers.DateTimeField()
    edited_at = serializers.DateTimeField(allow_null=True)
    is_mine = serializers.SerializerMethodField()
    is_accepted = serializers.BooleanField()
    vote_count = serializers.IntegerField()
    has_my_vote = serializers.BooleanField()

    @extend_schema_field(WriterOut)
    def get_author(self, answer: Answer) -> dict[str, Any]:
        return writer(answer.author, self.context["reader"])

    def get_mentions(self, answer: Answer) -> list[str]:
        return [each.name for each in getattr(answer, "named", [])]

    def get_is_mine(self, answer: Answer) -> bool:
        return answer.author_id == self.context["reader"].person.pk
