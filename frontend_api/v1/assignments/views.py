"""Assignments of lessons: what is asked, the draft, handing in, and what came back."""

from typing import Any
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from assessments.operations.hand_ins import Draft, hand_in, keep_draft
from assessments.operations.work_files import attach_file, detach_file
from courses.documents.assignments import assignment_in, assignment_worked_on, refuse_without_seat
from frontend_api.authentication import me
from frontend_api.bodies import read_body
from frontend_api.schema import REFUSALS
from frontend_api.v1.assignments.shapes import AssignmentOut, DraftIn, MyWorkOut, WorkFileIn
from frontend_api.v1.assignments.told import asked_of, told_assignment, told_work
from frontend_api.v1.learning.lessons import lesson_to_read
from kit.errors import NotFound

REFUSED = "409 `draft_changed_elsewhere`, `hand_in_waits`, `assignment_is_done`, `hand_in_is_late`; 403 without a seat."


def acting(request: Request, lesson_id: UUID, assignment_id: UUID, act: Any) -> Response:
    """Do it with the draft of the body, and tell how the person stands then."""
    person, lesson = me(request), lesson_to_read(request, lesson_id)
    found = assignment_in(lesson, assignment_id)
    refuse_without_seat(person, lesson)
    act(person, asked_of(person, lesson, found), Draft(**read_body(request, DraftIn)))
    return Response(AssignmentOut(told_assignment(person, lesson, found)).data)


class MyAssignment(APIView):
    @extend_schema(
        operation_id="my_assignment",
        summary="An assignment of a lesson and how I stand in it",
        description="One that the lesson asks no longer is told to who worked on it.",
        responses=AssignmentOut,
    )
    def get(self, request: Request, lesson_id: UUID, assignment_id: UUID) -> Response:
        person = me(request)
        try:
            lesson = lesson_to_read(request, lesson_id)
            found = assignment_in(lesson, assignment_id)
        except (Http404, NotFound):
            found = assignment_worked_on(person, lesson_id, assignment_id)
            lesson = found.document.lesson
        return Response(AssignmentOut(told_assignment(person, lesson, found)).data)


class MyDraft(APIView):
    @extend_schema(
        operation_id="keep_assignment_draft",
        summary="Keep what I have written so far",
        description=f"The first one begins the round. Sending the same again changes nothing. {REFUSED}",
        request=DraftIn,
        responses=AssignmentOut,
    )
    def patch(self, request: Request, lesson_id: UUID, assignment_id: UUID) -> Response:
        return acting(request, lesson_id, assignment_id, keep_draft)


class MyHandIn(APIView):
    @extend_schema(
        operation_id="hand_in_assignment",
        summary="Hand my work in",
        description=f"With this text. Handing the same round in twice changes nothing. {REFUSED} 409"
        " `nothing_to_hand_in`.",
        request=DraftIn,
        responses=AssignmentOut,
    )
    def post(self, request: Request, lesson_id: UUID, assignment_id: UUID) -> Response:
        return acting(request, lesson_id, assignment_id, hand_in)


class MyWorkFiles(APIView):
    @extend_schema(
        operation_id="attach_work_file",
        summary="Take a file that I have sent into my work",
        description="The first one begins the round. The same upload twice is one file. 409 `kind_not_taken`,"
        f" `too_many_files`, `parts_missing`; 422 for a file that is not what it says. {REFUSED}",
        request=WorkFileIn,
        responses=AssignmentOut,
        extensions={REFUSALS: [503]},
    )
    def post(self, request: Request, lesson_id: UUID, assignment_id: UUID) -> Response:
        person, lesson = me(request), lesson_to_read(request, lesson_id)
        found = assignment_in(lesson, assignment_id)
        refuse_without_seat(person, lesson)
        body = read_body(request, WorkFileIn)
        attach_file(person, asked_of(person, lesson, found), body["number"], body["upload"])
        return Response(AssignmentOut(told_assignment(person, lesson, found)).data)


class MyWorkFile(APIView):
    @extend_schema(
        operation_id="detach_work_file",
        summary="Take a file out of my work",
        description=f"It is deleted. Asking again changes nothing. {REFUSED}",
        responses={200: AssignmentOut},
    )
    def delete(self, request: Request, lesson_id: UUID, assignment_id: UUID, file_id: UUID) -> Response:
        person, lesson = me(request), lesson_to_read(request, lesson_id)
        found = assignment_in(lesson, assignment_id)
        refuse_without_seat(person, lesson)
        detach_file(person, asked_of(person, lesson, found), file_id)
        return Response(AssignmentOut(told_assignment(person, lesson, found)).data)


class MyWork(APIView):
    @extend_schema(
        operation_id="my_work",
        summary="What I have to hand in, and what came back",
        description="Of courses in which I have a seat: what is to be done again, what is due first, then the rest.",
        responses=MyWorkOut,
    )
    def get(self, request: Request) -> Response:
        return Response(MyWorkOut({"work": told_work(me(request))}).data)
