"""The questions of lessons: read, asked, changed and taken back."""

from functools import cached_property
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from courses.models import Course, Lesson
from discussions.access import can_read_discussion, people_to_mention, takes_part
from discussions.documents import LONGEST_SEARCH, may_write_in, questions_for, reader_in, with_words
from discussions.models import Question
from discussions.operations.asking import Moment, ask_question, edit_question, take_back_question
from frontend_api.authentication import me
from frontend_api.bodies import read_body
from frontend_api.idempotency import once_per_key
from frontend_api.v1.discussions.shapes import (
    PeopleToMentionOut,
    QuestionEditIn,
    QuestionIn,
    QuestionOut,
    ThreadOut,
)
from frontend_api.v1.learning.lessons import lesson_to_read
from kit.errors import InvalidInput, NotFound

NEWEST = ("-is_pinned", "-created_at", "-pk")
SORTS = {"new": NEWEST, "helpful": ("-is_pinned", "-vote_count", "-pk"), "unanswered": NEWEST}
MOST_PEOPLE = 20
LISTING = [
    OpenApiParameter("sort", str, enum=list(SORTS), description="`unanswered`: only those without an answer."),
    OpenApiParameter("q", str, description="Only those in which all of these words stand, or in an answer to them."),
]


def lesson_to_discuss(request: Request, lesson_id: UUID) -> Lesson:
    """Raises Http404 or NotFound for lessons in whose discussion the person takes no part."""
    lesson = lesson_to_read(request, lesson_id)
    if not can_read_discussion(me(request), lesson):
        raise NotFound
    return lesson


def course_to_discuss(request: Request, slug: str) -> Course:
    course = get_object_or_404(Course.objects.readable_by(me(request)), slug=slug)
    if not (me(request).is_superuser or takes_part(me(request), course)):
        raise NotFound
    return course


def question_to_read(request: Request, question_id: UUID) -> Question:
    readable = Question.objects.readable_by(me(request)).select_related("lesson__course")
    return get_object_or_404(readable, public_id=question_id)


def thread(request: Request, question: Question, **options: Any) -> Response:
    """The question as it is now, with what one may do in it."""
    shown = questions_for(me(request), Question.objects.filter(pk=question.pk)).get()
    context = {
        "reader": reader_in(shown.lesson.course, me(request)),
        "may_write": may_write_in(shown, me(request)),
    }
    return Response(ThreadOut(shown, context=context).data, **options)


class Questions(ListAPIView):
    """What lists of questions have in common: sorting, searching, pinned ones first."""

    serializer_class = QuestionOut
    permission_classes = [IsAuthenticated]

    @property
    def ordering(self) -> tuple[str, ...]:
        return SORTS[self.sort]

    @property
    def sort(self) -> str:
        sort = self.request.GET.get("sort", "new")
        if sort not in SORTS:
            raise InvalidInput({"sort": [f"One of {', '.join(SORTS)}, please."]})
        return sort

    @cached_property
    def course(self) -> Course:
        raise NotImplementedError

    def everything(self) -> Any:
        raise NotImplementedError

    def get_queryset(self) -> Any:
        words = self.request.GET.get("q", "")
        if len(words) > LONGEST_SEARCH:
            raise InvalidInput({"q": [f"At most {LONGEST_SEARCH} characters, please."]})
        found = with_words(self.everything(), words)
        if self.sort == "unanswered":
            found = found.filter(answer_count=0)
        return questions_for(me(self.request), found)

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "reader": reader_in(self.course, me(self.request))}


class LessonQuestions(Questions):
    @cached_property
    def lesson(self) -> Lesson:
        return lesson_to_discuss(self.request, self.kwargs["lesson_id"])

    @cached_property
    def course(self) -> Course:
        return self.lesson.course

    def everything(self) -> Any:
        return Question.objects.shown().filter(lesson=self.lesson)

    @extend_schema(operation_id="lesson_questions", summary="The questions of a lesson", parameters=LISTING)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.list(request)

    @extend_schema(
        operation_id="ask_question",
        summary="Ask in a lesson",
        description="The authors of the course are told. 409 `discussion_closed`.",
        request=QuestionIn,
        responses={201: ThreadOut},
    )
    @once_per_key
    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        body = read_body(request, QuestionIn)
        moment = Moment(**body["moment"]) if body["moment"] else None
        question = ask_question(
            self.lesson,
            title=body["title"],
            text=body["text"],
            moment=moment,
            mentions=body["mentions"],
            actor=me(request),
        )
        return thread(request, question, status=201)


class CourseQuestions(Questions):
    @cached_property
    def course(self) -> Course:
        return course_to_discuss(self.request, self.kwargs["slug"])

    def everything(self) -> Any:
        return Question.objects.readable_by(me(self.request)).filter(lesson__course=self.course)

    @extend_schema(operation_id="course_questions", summary="The questions of a course", parameters=LISTING)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.list(request)


class PeopleToMention(APIView):
    @extend_schema(
        operation_id="people_to_mention",
        summary="Whom I may mention in a course's discussion",
        description="Its teachers, and those who have written in it.",
        parameters=[OpenApiParameter("q", str, description="A part of the name.")],
        responses=PeopleToMentionOut,
    )
    def get(self, request: Request, slug: str) -> Response:
        course = course_to_discuss(request, slug)
        words = request.GET.get("q", "")
        if len(words) > LONGEST_SEARCH:
            raise InvalidInput({"q": [f"At most {LONGEST_SEARCH} characters, please."]})
        people = people_to_mention(me(request), course).filter(display_name__icontains=words)
        found = list(people.order_by("display_name", "pk")[:MOST_PEOPLE])
        context = {"reader": reader_in(course, me(request))}
        return Response(PeopleToMentionOut({"people": found}, context=context).data)


class OneQuestion(APIView):
    @extend_schema(operation_id="question", summary="A question, and what I may do in it", responses=ThreadOut)
    def get(self, request: Request, question_id: UUID) -> Response:
        return thread(request, question_to_read(request, question_id))

    @extend_schema(
        operation_id="edit_question",
        summary="Say a question of mine otherwise",
        description="409 `question_closed`, `discussion_closed`.",
        request=QuestionEditIn,
        responses=ThreadOut,
    )
    def put(self, request: Request, question_id: UUID) -> Response:
        question = question_to_read(request, question_id)
        body = read_body(request, QuestionEditIn)
        return thread(request, edit_question(question, **body, actor=me(request)))

    @extend_schema(
        operation_id="take_back_question",
        summary="Take a question of mine back",
        description="Where it was answered its place stays, without its words.",
        responses={204: None},
    )
    def delete(self, request: Request, question_id: UUID) -> Response:
        # One's own words can be taken back without a seat too.
        mine = Question.objects.filter(asker=me(request), deleted_at=None)
        readable = Question.objects.readable_by(me(request))
        found = mine.filter(public_id=question_id).first() or get_object_or_404(readable, public_id=question_id)
        take_back_question(found, actor=me(request))
        return Response(status=204)
