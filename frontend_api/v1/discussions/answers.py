"""Answers, and what people do with them and with questions: accepting, voting, following, pinning, closing."""

from functools import cached_property
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from discussions.documents import BEST_FIRST, answers_for, reader_in
from discussions.models import Answer, Question
from discussions.operations.asking import (
    accept_answer,
    answer_question,
    edit_answer,
    take_back_answer,
    unaccept_answer,
)
from discussions.operations.keeping import close_question, follow, pin_question, take_back_vote, vote
from frontend_api.authentication import me
from frontend_api.bodies import read_body
from frontend_api.idempotency import once_per_key
from frontend_api.v1 import examples
from frontend_api.v1.discussions.shapes import QuestionAnswerIn, QuestionAnswerOut
from frontend_api.v1.discussions.views import question_to_read


def answer_to_read(request: Request, answer_id: UUID) -> Answer:
    questions = Question.objects.readable_by(me(request)).values("pk")
    readable = Answer.objects.shown().filter(question__in=questions).select_related("question__lesson__course")
    return get_object_or_404(readable, public_id=answer_id)


def told(request: Request, answer: Answer, **options: Any) -> Response:
    question = answer.question
    shown = answers_for(me(request), question).get(pk=answer.pk)
    context = {"reader": reader_in(question.lesson.course, me(request))}
    return Response(QuestionAnswerOut(shown, context=context).data, **options)


class Answers(ListAPIView):
    serializer_class = QuestionAnswerOut
    permission_classes = [IsAuthenticated]
    ordering = BEST_FIRST

    @cached_property
    def question(self) -> Question:
        return question_to_read(self.request, self.kwargs["question_id"])

    def get_queryset(self) -> Any:
        return answers_for(me(self.request), self.question)

    def get_serializer_context(self) -> dict[str, Any]:
        reader = reader_in(self.question.lesson.course, me(self.request))
        return {**super().get_serializer_context(), "reader": reader}

    @extend_schema(operation_id="answers", summary="The answers to a question: the accepted one, then the most helpful")
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.list(request)

    @extend_schema(
        operation_id="answer_question",
        summary="Answer a question",
        description="Who follows it is told, and so do I from now on. 409 `question_closed`, `discussion_closed`.",
        request=QuestionAnswerIn,
        responses={201: QuestionAnswerOut},
        examples=[OpenApiExample("Answer given", examples.ANSWER, response_only=True, status_codes=["201"])],
    )
    @once_per_key
    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        body = read_body(request, QuestionAnswerIn)
        return told(request, answer_question(self.question, **body, actor=me(request)), status=201)


class OneAnswer(APIView):
    @extend_schema(
        operation_id="edit_answer",
        summary="Say an answer of mine otherwise",
        description="409 `question_closed`, `discussion_closed`.",
        request=QuestionAnswerIn,
        responses=QuestionAnswerOut,
    )
    def put(self, request: Request, answer_id: UUID) -> Response:
        answer = answer_to_read(request, answer_id)
        return told(request, edit_answer(answer, **read_body(request, QuestionAnswerIn), actor=me(request)))

    @extend_schema(operation_id="take_back_answer", summary="Take an answer of mine back", responses={204: None})
    def delete(self, request: Request, answer_id: UUID) -> Response:
        mine = Answer.objects.filter(author=me(request), deleted_at=None)
        found = mine.filter(public_id=answer_id).first() or answer_to_read(request, answer_id)
        take_back_answer(found, actor=me(request))
        return Response(status=204)


class Acceptance(APIView):
    @extend_schema(
        operation_id="accept_answer",
        summary="Say that this answers the question",
        description="For the asker and the authors; another that was accepted is not any more. 409 `answer_gone`,"
        " `discussion_closed`.",
        request=None,
        responses=QuestionAnswerOut,
    )
    def put(self, request: Request, answer_id: UUID) -> Response:
        return told(request, accept_answer(answer_to_read(request, answer_id), actor=me(request)))

    @extend_schema(
        operation_id="unaccept_answer", summary="Say that it does not answer it after all", responses={204: None}
    )
    def delete(self, request: Request, answer_id: UUID) -> Response:
        unaccept_answer(answer_to_read(request, answer_id), actor=me(request))
        return Response(status=204)


class AnswerVote(APIView):
    @extend_schema(
        operation_id="vote_for_answer",
        summary="Find an answer helpful",
        description="409 `own_words`, `discussion_closed`.",
        request=None,
        responses=QuestionAnswerOut,
    )
    def put(self, request: Request, answer_id: UUID) -> Response:
        answer = answer_to_read(request, answer_id)
        vote(answer, actor=me(request))
        return told(request, answer)

    @extend_schema(operation_id="take_back_vote_for_answer", summary="Not any more", responses={204: None})
    def delete(self, request: Request, answer_id: UUID) -> Response:
        take_back_vote(answer_to_read(request, answer_id), actor=me(request))
        return Response(status=204)


class QuestionVote(APIView):
    @extend_schema(
        operation_id="vote_for_question",
        summary="Find a question helpful",
        description="409 `own_words`, `discussion_closed`.",
        request=None,
        responses={204: None},
    )
    def put(self, request: Request, question_id: UUID) -> Response:
        vote(question_to_read(request, question_id), actor=me(request))
        return Response(status=204)

    @extend_schema(operation_id="take_back_vote_for_question", summary="Not any more", responses={204: None})
    def delete(self, request: Request, question_id: UUID) -> Response:
        take_back_vote(question_to_read(request, question_id), actor=me(request))
        return Response(status=204)


class QuestionFollowing(APIView):
    @extend_schema(operation_id="follow_question", summary="Hear of new answers", request=None, responses={204: None})
    def put(self, request: Request, question_id: UUID) -> Response:
        follow(question_to_read(request, question_id), follows=True, actor=me(request))
        return Response(status=204)

    @extend_schema(operation_id="unfollow_question", summary="Hear of no more answers", responses={204: None})
    def delete(self, request: Request, question_id: UUID) -> Response:
        follow(question_to_read(request, question_id), follows=False, actor=me(request))
        return Response(status=204)


class QuestionPin(APIView):
    @extend_schema(
        operation_id="pin_question",
        summary="Let a question of a course of mine stand before the others",
        request=None,
        responses={204: None},
    )
    def put(self, request: Request, question_id: UUID) -> Response:
        pin_question(question_to_read(request, question_id), pinned=True, actor=me(request))
        return Response(status=204)

    @extend_schema(operation_id="unpin_question", summary="Not any more", responses={204: None})
    def delete(self, request: Request, question_id: UUID) -> Response:
        pin_question(question_to_read(request, question_id), pinned=False, actor=me(request))
        return Response(status=204)


class QuestionClosure(APIView):
    @extend_schema(
        operation_id="close_question",
        summary="Take no more answers to a question of a course of mine",
        request=None,
        responses={204: None},
    )
    def put(self, request: Request, question_id: UUID) -> Response:
        close_question(question_to_read(request, question_id), closed=True, actor=me(request))
        return Response(status=204)

    @extend_schema(operation_id="open_question", summary="Take answers again", responses={204: None})
    def delete(self, request: Request, question_id: UUID) -> Response:
        close_question(question_to_read(request, question_id), closed=False, actor=me(request))
        return Response(status=204)
